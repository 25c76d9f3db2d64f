"""Classes by how many standard deviations an SWV is from the unweighted mean (R0 note 7)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import Indicator, metingen
from swvmon_vereveningsklassen.kenmerk import counting_day
from swvmon_vereveningsklassen.regios import Verdeling, of_year, values

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd

    from swvmon import Schooljaar

HOOG = ("zeer laag", "laag", "gemiddeld", "hoog", "zeer hoog")
GROOT = ("zeer klein", "klein", "gemiddeld", "groot", "zeer groot")
GRENZEN = (-2, -1, 1, 2)
"""z-scores at which a class begins: z = 1 is hoog, z = -1 is gemiddeld."""

GRONDSLAG = "verbanden van de sector in deze run; standaarddeviatie van een steekproef (n - 1)"


def zklasse(verdeling: Verdeling, number: Decimal, labels: tuple[str, ...]) -> str:
    """The class of a number; each class has its lower edge and not its upper one."""
    return labels[sum(verdeling.minstens(number, z) for z in GRENZEN)]


def bereken(
    alle: pd.DataFrame, schooljaar: Schooljaar, *, uit: str, labels: tuple[str, ...], eenheid: str
) -> pd.DataFrame:
    """The class of each SWV that has a value; the others, and all where no z-score exists, have no class."""
    import pandas as pd

    rows = of_year(alle, uit, schooljaar)
    numbers = values(rows)
    verdeling = Verdeling.of(numbers)
    told = {} if verdeling is None else {swv: zklasse(verdeling, number, labels) for swv, number in numbers.items()}
    keys = rows["sleutel"]
    return metingen(
        keys,
        soort="klasse",
        niveau="swv",
        peildatum=counting_day(schooljaar),
        eenheid=eenheid,
        grondslag=GRONDSLAG,
        uitkomst=keys.map(lambda swv: "" if swv in told else "ontbreekt"),
        waarde=pd.Series([numbers[swv] if swv in told else None for swv in keys], keys.index, dtype="object"),
        klasse=keys.map(lambda swv: told.get(swv, "")),
    )


def _indicator(naam: str, uit: str, wat: str, labels: tuple[str, ...], eenheid: str, begrip: str = "") -> Indicator:  # noqa: PLR0913, PLR0917 - a row of the table below
    return Indicator(
        naam=naam,
        titel=f"Z-klasse: {wat}",
        definitie=(
            f"Hoeveel standaarddeviaties {wat} van het ongewogen gemiddelde van de verbanden ligt: onder -2, vanaf -2, "
            "vanaf -1, vanaf +1 en vanaf +2."
        ),
        bron="R0 voetnoot 7 (L283-285); onder -2 waar de voetnoot door een tekenfout vanaf -2 zegt",
        soort="klasse",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(bereken, uit=uit, labels=labels, eenheid=eenheid),
        over="regios",
        uit=(uit,),
        begrip=begrip or naam,
        verschil="Afstand tot andere verbanden in plaats van vaste grenzen." if begrip else "",
    )


ZKLASSEN = (
    _indicator("zklasse_verevening", "vereveningsklasse_20", "de verevening", GROOT, "procent", "vereveningsklasse"),
    _indicator("zklasse_leerlingen_2011", "leerlingen_2011", "de omvang in 2011", GROOT, "leerling"),
    _indicator("zklasse_speciaal_2011", "speciaal_2011", "het aandeel (v)so in 2011", HOOG, "aandeel"),
    _indicator("zklasse_rugzak_2011", "rugzak_2011", "het aandeel rugzakken in 2011", HOOG, "aandeel"),
)
