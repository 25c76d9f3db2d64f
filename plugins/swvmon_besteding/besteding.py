"""Besteding: what went to schools, boards and provisions over what there was to spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname, swv_meting

if TYPE_CHECKING:
    import pandas as pd

SPENT = ("vestiging", "bestuur", "duo", "swv:voorziening")


def bereken(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """One ratio for each SWV: eurocents spent over eurocents available; `ontbreekt` where that is below zero."""
    import pandas as pd

    saldi, opening = (pd.Series(s, dtype="int64") for s in (grootboek.saldi(), grootboek.opening))
    names = saldi.index.astype("str")
    spent = _of_each(momentopname, saldi[names.str.startswith(SPENT)])
    received = -_of_each(momentopname, saldi[names.str.startswith("rijk:")])
    available = received + _of_each(momentopname, opening)
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="aandeel",
        grondslag="eurocenten naar scholen, besturen en voorzieningen / ontvangen van het rijk plus beginsaldi",
        teller=spent,
        noemer=available.astype("Int64").where(available >= 0),
    )


def _of_each(momentopname: Momentopname, saldi: pd.Series) -> pd.Series:
    """Balances of accounts per SWV of the call, together; zero without an account."""
    sums: pd.Series = saldi.groupby(momentopname.swv_of(saldi)).sum()
    return sums.reindex(list(momentopname.swvs), fill_value=0)


BESTEDING = Indicator(
    naam="besteding",
    titel="Besteding van het budget",
    definitie="Wat naar scholen, besturen en voorzieningen ging, gedeeld door wat er te besteden was.",
    bron="R2 L276-282",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken,
    hoger=("landelijk",),
    samen=True,
)
