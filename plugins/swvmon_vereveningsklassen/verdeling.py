"""How many SWV's are in each class, of those that have one (R0 Tabel 2-1)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import Indicator, metingen
from swvmon_vereveningsklassen.kenmerk import counting_day
from swvmon_vereveningsklassen.klassen import R0_KLASSEN, R1_KLASSEN, Klasse
from swvmon_vereveningsklassen.regios import of_year

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Schooljaar


def bereken(alle: pd.DataFrame, schooljaar: Schooljaar, *, uit: str, klassen: tuple[Klasse, ...]) -> pd.DataFrame:
    """A ratio per class: its SWV's over all that have a class."""
    import pandas as pd

    told = of_year(alle, uit, schooljaar)["klasse"]
    told = told[told != ""]
    labels = pd.Series([klasse.naam for klasse in klassen])
    return metingen(
        labels.map(lambda _: "NL"),
        soort="verhouding",
        niveau="landelijk",
        peildatum=counting_day(schooljaar),
        eenheid="aandeel",
        grondslag="verbanden van de sector in deze run die een klasse hebben",
        onderdeel=labels,
        uitkomst="" if len(told) else "ontbreekt",
        teller=labels.map(lambda label: int((told == label).sum())) if len(told) else None,
        noemer=len(told) if len(told) else None,
    )


def _indicator(uit: str, klassen: tuple[Klasse, ...], bron: str) -> Indicator:
    return Indicator(
        naam=f"{uit}_verdeling",
        titel=f"Verdeling van de verbanden over {uit.replace('_', ' ')}",
        definitie="Verbanden in een klasse gedeeld door verbanden die een klasse hebben.",
        bron=bron,
        soort="verhouding",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(bereken, uit=uit, klassen=klassen),
        over="regios",
        uit=(uit,),
    )


VERDELINGEN = (
    _indicator("vereveningsklasse_20", R0_KLASSEN, "R0 Tabel 2-1 (L443-451)"),
    _indicator("vereveningsklasse_10", R1_KLASSEN, "R1 par. 3.2, figuur 3b"),
)
