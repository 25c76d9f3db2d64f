"""Besteding: what went to schools, boards and provisions over what there was to spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname, metingen

if TYPE_CHECKING:
    import pandas as pd

SPENT = ("vestiging", "bestuur", "duo")


def bereken(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """One ratio for the SWV: eurocents spent over eurocents available; none where nothing was available."""
    import pandas as pd

    saldi = grootboek.saldi()
    spent = sum(saldo for account, saldo in saldi.items() if account.startswith((*SPENT, "swv:voorziening")))
    received = -sum(saldo for account, saldo in saldi.items() if account.startswith("rijk:"))
    available = received + sum(grootboek.opening.values())
    return metingen(
        pd.Series([momentopname.regio] if available > 0 else [], dtype="str"),
        soort="verhouding",
        niveau="swv",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="aandeel",
        grondslag="eurocenten naar scholen, besturen en voorzieningen / ontvangen van het rijk plus beginsaldi",
        teller=spent,
        noemer=available,
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
)
