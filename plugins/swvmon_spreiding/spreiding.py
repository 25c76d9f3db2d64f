"""Number of SWV's, unweighted mean, standard deviation, minimum and maximum of a share (R0 Tabel 4-1)."""

from __future__ import annotations

import statistics
from functools import partial
from typing import TYPE_CHECKING

from swvmon import Indicator, half_up, metingen
from swvmon_spreiding.verbanden import SOORTEN, Soort, counting_day, values

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd

    from swvmon import Schooljaar

GEMIDDELDE, MINIMUM, MAXIMUM = "gemiddelde", "minimum", "maximum"
STEEKPROEF, POPULATIE = "standaardafwijking_steekproef", "standaardafwijking_populatie"
METHODE = "over verbanden, ongewogen; steekproef deelt door n - 1, populatie door n"


def characteristics(numbers: list[Decimal]) -> dict[str, Decimal | None]:
    """The characteristics of some numbers, six places; None where there are too few of them."""
    some, two = len(numbers) > 0, len(numbers) > 1
    found = {
        GEMIDDELDE: statistics.mean(numbers) if some else None,
        STEEKPROEF: statistics.stdev(numbers) if two else None,
        POPULATIE: statistics.pstdev(numbers) if some else None,
        MINIMUM: min(numbers) if some else None,
        MAXIMUM: max(numbers) if some else None,
    }
    return {naam: None if number is None else half_up(number, 6) for naam, number in found.items()}


def bereken(alle: pd.DataFrame, schooljaar: Schooljaar, *, uit: str) -> pd.DataFrame:
    """One row per characteristic for the country; without SWV's that have a share they say so."""
    import pandas as pd

    numbers = values(alle, uit, schooljaar)
    found = characteristics(list(numbers.values()))
    parts = pd.Series(list(found))
    known = parts.map(lambda naam: found[naam] is not None)
    return metingen(
        parts.map(lambda _: "NL"),
        soort="statistiek",
        niveau="landelijk",
        peildatum=counting_day(schooljaar),
        eenheid="aandeel",
        grondslag="verbanden van de sector in deze run waarvan het aandeel bekend en niet gemaskeerd is",
        onderdeel=parts,
        uitkomst=known.map({True: "", False: "ontbreekt"}),
        waarde=pd.Series(list(found.values()), dtype="object"),
        n=pd.Series([len(numbers)] * len(parts)).astype("object").where(known, None),
        methode=METHODE,
    )


def _indicator(soort: Soort) -> Indicator:
    return Indicator(
        naam=f"spreiding_deelname_{soort.naam}",
        titel=f"Spreiding van de deelname aan {soort.naam}",
        definitie="Aantal verbanden, ongewogen gemiddelde, standaardafwijking (twee), minimum en maximum.",
        bron="R0 Tabel 4-1 (L1323-1332)",
        soort="statistiek",
        aggregatie="geen",
        sectoren=(soort.sector,),
        bereken=partial(bereken, uit=soort.uit),
        over="regios",
        uit=(soort.uit,),
    )


SPREIDINGEN = tuple(map(_indicator, SOORTEN))
