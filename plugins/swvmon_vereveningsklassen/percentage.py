"""Classes by the percentage that an SWV gains or loses by verevening."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname, swv_meting
from swvmon_vereveningsklassen.kenmerk import KENMERK, counting_day, numbers_of
from swvmon_vereveningsklassen.klassen import R0_KLASSEN, R1_KLASSEN, Klasse, klasse_of

if TYPE_CHECKING:
    import pandas as pd

ZWAAR = "verevening_procent_zwaar"
BUDGET = "verevening_procent_budget"


def bereken(
    momentopname: Momentopname, _grootboek: Grootboek, *, kenmerk: str, klassen: tuple[Klasse, ...], grondslag: str
) -> pd.DataFrame:
    """The class of each SWV with the percentage beneath it; without a percentage a row that says so."""
    percentages = numbers_of(momentopname, kenmerk)
    return swv_meting(
        momentopname,
        soort="klasse",
        peildatum=counting_day(momentopname.schooljaar),
        eenheid="procent",
        grondslag=grondslag,
        waarde=percentages,
        klasse=percentages.astype("object").map(partial(klasse_of, klassen), na_action="ignore"),
    )


PER_TWINTIG = Indicator(
    naam="vereveningsklasse_20",
    titel="Vereveningsklasse, grens 20 procent",
    definitie="Vier klassen naar het percentage van het budget zware ondersteuning; -20 en +20 horen bij de buitenste.",
    bron="R0 Tabel 2-1 (L443-451)",
    soort="klasse",
    aggregatie="geen",
    sectoren=("po", "vo"),
    bereken=partial(
        bereken,
        kenmerk=ZWAAR,
        klassen=R0_KLASSEN,
        grondslag="volledige verevening als percentage van het zware budget; boven nul krijgt het verband erbij",
    ),
    leest=(KENMERK,),
    samen=True,
    begrip="vereveningsklasse",
    verschil="Vier klassen met grenzen -20, 0 en +20 procent van het zware budget.",
)

PER_TIEN = Indicator(
    naam="vereveningsklasse_10",
    titel="Vereveningsklasse, grens 10 procent",
    definitie="Drie klassen naar het percentage van het huidige budget; precies 10 procent is neutraal.",
    bron="R1 par. 3.2 (L394-397), naar de Algemene Rekenkamer",
    soort="klasse",
    aggregatie="geen",
    sectoren=("po", "vo"),
    bereken=partial(
        bereken,
        kenmerk=BUDGET,
        klassen=R1_KLASSEN,
        grondslag="volledige verevening als percentage van het huidige budget; boven nul krijgt het verband erbij",
    ),
    leest=(KENMERK,),
    samen=True,
    begrip="vereveningsklasse",
    verschil="Drie klassen met grenzen -10 en +10 procent, en van het huidige budget in plaats van het zware.",
)

PERCENTAGEKLASSEN = (PER_TWINTIG, PER_TIEN)
