"""The correlation between verevening and the change of participation (R0 L1318-1322, L1334-1336)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import Indicator, half_up, metingen
from swvmon_spreiding.correlatie import chance, pearson
from swvmon_spreiding.verbanden import SOORTEN, VEREVENING, Soort, change, counting_day, periode, values

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Schooljaar

METHODE = "Pearson, ongewogen; p tweezijdig, Student t met n - 2 vrijheidsgraden"


def bereken(alle: pd.DataFrame, schooljaar: Schooljaar, *, uit: str) -> pd.DataFrame:
    """The correlation and its chance for the country, with the number of SWV's."""
    import pandas as pd

    verandering = change(alle, uit, schooljaar)
    verevening = values(alle, VEREVENING, schooljaar)
    pairs = [(verevening[swv], verschil) for swv, verschil in verandering.verschil.items() if swv in verevening]
    r = pearson(pairs)
    found = None if r is None else [half_up(number, 6) for number in (r, chance(r, len(pairs)))]
    parts = pd.Series(["r", "p"])
    return metingen(
        parts.map(lambda _: "NL"),
        soort="statistiek",
        niveau="landelijk",
        peildatum=counting_day(schooljaar),
        eenheid="correlatie; p: kans",
        grondslag=f"verevening in procent van het zware budget en verandering {periode(verandering, schooljaar)}",
        onderdeel=parts,
        uitkomst=verandering.uitkomst if found is None else "",
        waarde=None if found is None else pd.Series(found, dtype="object"),
        n=None if found is None else pd.Series([len(pairs)] * len(parts)),
        methode=METHODE,
    )


def _indicator(soort: Soort) -> Indicator:
    return Indicator(
        naam=f"samenhang_verevening_{soort.naam}",
        titel=f"Samenhang van verevening en verandering in de deelname aan {soort.naam}",
        definitie="Correlatie van de verevening met de verandering van de deelname sinds het eerste jaar van de run.",
        bron="R0 voetnoten 34 en 35 (L1344, L1348)",
        soort="statistiek",
        aggregatie="geen",
        sectoren=(soort.sector,),
        bereken=partial(bereken, uit=soort.uit),
        over="regios",
        uit=(soort.uit, VEREVENING),
    )


SAMENHANGEN = tuple(map(_indicator, SOORTEN))
