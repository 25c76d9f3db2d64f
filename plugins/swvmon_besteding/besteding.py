"""Besteding: what went to schools, boards and provisions over what there was to spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname, swv_meting

if TYPE_CHECKING:
    import pandas as pd

SPENT = ("vestiging", "bestuur", "duo", "swv:voorziening")


def bereken(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """One ratio for the SWV: eurocents spent over eurocents available; `ontbreekt` where that is below zero."""
    saldi = grootboek.saldi()
    spent = sum(saldo for account, saldo in saldi.items() if account.startswith(SPENT))
    received = -sum(saldo for account, saldo in saldi.items() if account.startswith("rijk:"))
    available = received + sum(grootboek.opening.values())
    known = available >= 0
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="aandeel",
        grondslag="eurocenten naar scholen, besturen en voorzieningen / ontvangen van het rijk plus beginsaldi",
        teller=spent,
        noemer=available if known else None,
    )


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
)
