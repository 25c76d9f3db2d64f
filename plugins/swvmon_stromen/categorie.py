"""Flows out of and into so and vso by the category of the TLV. No publisher defines them; the terms are those of R4."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname
from swvmon_stromen.soorten import TERUG
from swvmon_stromen.stroom import AANKOMST, CATEGORIESTROMEN, VERTREK, Deel, Stromen, ratios, read_categorie

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

SOORT = {"po": "so", "vo": "vso"}
"""The type with categories, by the sector of the SWV that pays."""
CATEGORIEEN = ("1", "2", "3")
BRON = "eigen definitie, naar de stromen van R4 L919-1000"


def bereken(
    momentopname: Momentopname,
    _grootboek: Grootboek,
    *,
    kant: str,
    moved: Callable[[Stromen, str], pd.DataFrame],
    grondslag: str,
) -> pd.DataFrame:
    """Per category those who moved over all of the category on the day of the side."""
    soort = SOORT[momentopname.sector]
    parts = []
    for categorie in CATEGORIEEN:
        flows = read_categorie(momentopname, kant, categorie)
        name = f"{soort} categorie {categorie}"
        parts.append(Deel(name, moved(flows, soort), flows.stock([soort]), flows.known([soort])))
    return ratios(momentopname, parts, eenheid="aandeel", grondslag=grondslag)


def came(flows: Stromen, soort: str) -> pd.DataFrame:
    """New in the type."""
    return flows.count(flows.others, [soort])


def left(flows: Stromen, soort: str) -> pd.DataFrame:
    """No longer in the type."""
    return flows.count([soort], flows.others)


def went_back(flows: Stromen, soort: str) -> pd.DataFrame:
    """Back to regular education."""
    return flows.count([soort], TERUG[soort])


def _indicator(
    naam: str, titel: str, definitie: str, kant: str, moved: Callable[[Stromen, str], pd.DataFrame]
) -> Indicator:
    day = "1 oktober" if kant == AANKOMST else "1 oktober een jaar eerder"
    return Indicator(
        naam=naam,
        titel=titel,
        definitie=definitie,
        bron=BRON,
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=partial(
            bereken,
            kant=kant,
            moved=moved,
            grondslag=f"leerlingen van so of vso met die categorie op {day}, bij het swv van die dag",
        ),
        leest=(CATEGORIESTROMEN,),
        hoger=("landelijk",),
        samen=True,
    )


PER_CATEGORIE = (
    _indicator(
        "instroom_categorie",
        "Instroom in so en vso naar categorie",
        "Leerlingen die nieuw zijn in so of vso, naar hun categorie nu, gedeeld door allen die er nu zitten met die.",
        AANKOMST,
        came,
    ),
    _indicator(
        "uitstroom_categorie",
        "Uitstroom uit so en vso naar categorie",
        "Leerlingen die so of vso verlieten, naar hun categorie een jaar eerder, gedeeld door allen die er toen zaten "
        "met die categorie.",
        VERTREK,
        left,
    ),
    _indicator(
        "terugstroom_categorie",
        "Terugstroom uit so en vso naar categorie",
        "Leerlingen die van so naar bao gingen, of van vso naar vo, naar hun categorie een jaar eerder, gedeeld door "
        "allen die er toen zaten met die categorie.",
        VERTREK,
        went_back,
    ),
)
