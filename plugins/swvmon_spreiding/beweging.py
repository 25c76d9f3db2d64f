"""Whether participation moves as verevening lets expect: an SWV that loses money down, one that gains up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import Indicator, metingen
from swvmon_spreiding.verbanden import SOORTEN, VEREVENING, Soort, Verandering, change, counting_day, periode, values

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd

    from swvmon import Schooljaar

VERWACHT, TEGEN, GELIJK, GEEN = "zoals verwacht", "tegengesteld", "gelijk gebleven", "geen verevening"
NEGATIEF, POSITIEF = "negatief en stijgend", "positief en dalend"


def direction(verevening: Decimal, verschil: Decimal) -> str:
    """How a change compares with the sign of verevening; a change of zero is neither way."""
    if verevening == 0:
        return GEEN
    if verschil == 0:
        return GELIJK
    return VERWACHT if (verevening > 0) == (verschil > 0) else TEGEN


def directions(verevening: dict[str, Decimal], verandering: Verandering) -> dict[str, str]:
    """The direction of each SWV of which verevening and both shares are known."""
    return {
        swv: direction(verevening[swv], verschil) for swv, verschil in verandering.verschil.items() if swv in verevening
    }


def bereken_beweging(alle: pd.DataFrame, schooljaar: Schooljaar, *, uit: str) -> pd.DataFrame:
    """The direction per SWV, with the change of its share beneath it."""
    import pandas as pd

    verandering = change(alle, uit, schooljaar)
    told = directions(values(alle, VEREVENING, schooljaar), verandering)
    mine = alle[alle["indicator"].isin([uit, VEREVENING]) & (alle["niveau"] == "swv")]
    keys = pd.Series(sorted(mine.loc[mine["schooljaar"] == str(schooljaar), "sleutel"].unique()), dtype="str")
    return metingen(
        keys,
        soort="klasse",
        niveau="swv",
        peildatum=counting_day(schooljaar),
        eenheid="aandeel, verschil",
        grondslag=f"verandering {periode(verandering, schooljaar)}",
        uitkomst=keys.map(lambda swv: "" if swv in told else verandering.uitkomst),
        waarde=pd.Series([verandering.verschil[swv] if swv in told else None for swv in keys], dtype="object"),
        klasse=keys.map(lambda swv: told.get(swv, "")),
    )


def bereken_tegendraads(alle: pd.DataFrame, schooljaar: Schooljaar, *, uit: str) -> pd.DataFrame:
    """SWV's that lose and rise over all that lose, and SWV's that gain and fall over all that gain."""
    import pandas as pd

    verandering = change(alle, uit, schooljaar)
    verevening = values(alle, VEREVENING, schooljaar)
    told = directions(verevening, verandering)
    signs = {NEGATIEF: [s for s in told if verevening[s] < 0], POSITIEF: [s for s in told if verevening[s] > 0]}
    parts = pd.Series(list(signs))
    return metingen(
        parts.map(lambda _: "NL"),
        soort="verhouding",
        niveau="landelijk",
        peildatum=counting_day(schooljaar),
        eenheid="aandeel",
        grondslag=f"verbanden met bekende verevening en deelname in beide jaren, {periode(verandering, schooljaar)}",
        onderdeel=parts,
        uitkomst="" if told else verandering.uitkomst,
        teller=parts.map(lambda naam: sum(told[s] == TEGEN for s in signs[naam])) if told else None,
        noemer=parts.map(lambda naam: len(signs[naam])) if told else None,
    )


def _beweging(soort: Soort) -> Indicator:
    return Indicator(
        naam=f"beweging_deelname_{soort.naam}",
        titel=f"Beweging van de deelname aan {soort.naam} tegen de verevening",
        definitie="Of de deelname sinds het eerste jaar van de run steeg bij winst en daalde bij verlies.",
        bron="R0 par. 4.2.1 (L1351-1354)",
        soort="klasse",
        aggregatie="geen",
        sectoren=(soort.sector,),
        bereken=partial(bereken_beweging, uit=soort.uit),
        over="regios",
        uit=(soort.uit, VEREVENING),
    )


def _tegendraads(soort: Soort) -> Indicator:
    return Indicator(
        naam=f"tegendraads_deelname_{soort.naam}",
        titel=f"Verbanden waar de deelname aan {soort.naam} tegen de verwachting in beweegt",
        definitie="Verbanden met negatieve verevening en stijging, en met positieve en daling, van alle met dat teken.",
        bron="R0 voetnoot 37 (L1351-1354)",
        soort="verhouding",
        aggregatie="geen",
        sectoren=(soort.sector,),
        bereken=partial(bereken_tegendraads, uit=soort.uit),
        over="regios",
        uit=(soort.uit, VEREVENING),
    )


BEWEGINGEN = tuple(map(_beweging, SOORTEN))
TEGENDRAADS = tuple(map(_tegendraads, SOORTEN))
