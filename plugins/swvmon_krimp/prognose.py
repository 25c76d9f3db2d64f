"""Leerlingontwikkeling: the prognosis for 2020 against the pupils of 2015, as the monitor of directors defines it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname, Telmoment, swv_meting, swv_numbers

if TYPE_CHECKING:
    import pandas as pd

KENMERKEN = ("leerlingprognose_2020", "leerlingen_2015")
"""Features of the SWV: the prognosis, and the count that it starts from."""


def bereken(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The expected change over the pupils of 2015; `ontbreekt` where either number is not there."""
    day = Telmoment.parse("1-10 t").on(momentopname.schooljaar)
    expected, pupils = (swv_numbers(momentopname, name, day) for name in KENMERKEN)
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=day,
        eenheid="aandeel van 2015",
        grondslag="leerlingen van het samenwerkingsverband volgens de prognose (kenmerk)",
        status="geschat",
        teller=expected - pupils,
        noemer=pupils,
    )


PROGNOSE_2015_2020 = Indicator(
    naam="prognose_2015_2020",
    titel="Leerlingontwikkeling 2015-2020 volgens de prognose",
    definitie="Verwacht aantal leerlingen in 2020 min het aantal in 2015, gedeeld door het aantal in 2015; onder 0 is "
    "krimp.",
    bron="R3 L261-262",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken,
    samen=True,
    leest=(Leest("aansluiting"), Leest("kenmerk", verplicht=False)),
    hoger=("landelijk",),
)
