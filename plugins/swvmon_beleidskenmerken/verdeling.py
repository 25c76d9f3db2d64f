"""How many SWV's have each class of a feature, over all SWV's of a run."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from swvmon import Indicator, Schooljaar, metingen
from swvmon_beleidskenmerken.codeboek import ONBEKENDE_CODE, Kenmerk

if TYPE_CHECKING:
    import pandas as pd


def count_classes(klassen: pd.Series, codes: tuple[str, ...]) -> pd.Series:
    """Count SWV's per class.

    Args:
        klassen: the class of each SWV; empty for an SWV of which nothing is known, which counts in none.
        codes: the classes of the codebook; a class that nobody has is 0.

    Returns:
        Counts by class, in the order of the codebook, `onbekende_code` last.
    """
    return klassen.value_counts().reindex([*codes, ONBEKENDE_CODE], fill_value=0)


def bereken(kenmerk: Kenmerk, rijen: pd.DataFrame, schooljaar: Schooljaar) -> pd.DataFrame:
    """Per class the SWV's that have it over those of which a class is known; and how many that are of all."""
    import pandas as pd

    now = rijen[(rijen["indicator"] == kenmerk.naam) & (rijen["schooljaar"] == str(schooljaar))]
    counted = count_classes(now["klasse"], kenmerk.codes)
    known, day = int(counted.sum()), date(schooljaar.start, 10, 1)
    classes = metingen(
        counted.index.to_series(),
        soort="verhouding",
        niveau="klasse",
        peildatum=day,
        eenheid="aandeel",
        grondslag=f"samenwerkingsverbanden van de sector met een opgave van {kenmerk.naam}",
        teller=counted,
        noemer=known,
    )
    answered = metingen(
        pd.Series(["NL"], dtype="str"),
        soort="verhouding",
        niveau="landelijk",
        onderdeel="opgave",
        peildatum=day,
        eenheid="aandeel",
        grondslag="alle samenwerkingsverbanden van de sector in de berekening",
        teller=known,
        noemer=len(now),
    )
    return pd.concat([classes, answered], ignore_index=True)


def over_swvs(kenmerk: Kenmerk) -> Indicator:
    """The indicator that counts the classes of a feature."""
    return Indicator(
        naam=f"{kenmerk.naam}_verdeling",
        titel=f"{kenmerk.titel}: verdeling over samenwerkingsverbanden",
        definitie=(
            "Samenwerkingsverbanden per klasse, gedeeld door de samenwerkingsverbanden waarvan de klasse bekend is, "
            "met daarnaast het deel waarvan die bekend is."
        ),
        bron=kenmerk.bron,
        soort="verhouding",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(bereken, kenmerk),
        over="regios",
        uit=(kenmerk.naam,),
    )
