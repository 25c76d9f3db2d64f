"""Jeugdzorgregio's per SWV: those of its gemeenten, as the VNG divides them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname, features
from swvmon_complexiteit.delen import AANTAL, GEDEELD, count_parts, of_swvs
from swvmon_complexiteit.gemeenten import GEBIEDEN, pairs_of

if TYPE_CHECKING:
    import pandas as pd

KENMERK = Leest("kenmerk")
REGIO, NAAM = "jeugdzorgregio", "gemeentenaam"
"""Features of a gemeente: its region, and its name as the regulation spells it, which tells the code from the name."""


def bereken(kolom: str, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Regions of the gemeenten of the SWV; not known where a gemeente that matters has no region."""
    gemeenten = pairs_of(momentopname.tabel(GEBIEDEN.tabel), momentopname.sector)
    regions = gemeenten.assign(deel=gemeenten["deel"].map(_regions(momentopname)))
    unknown = regions["deel"].isna()
    if kolom == GEDEELD:  # it is the gemeenten of others that tell what is shared
        unknown[:] = unknown.any()
    base = "jeugdzorgregio's van de gemeenten met een postcodegebied van het samenwerkingsverband"
    counted = count_parts(regions)[kolom].drop(regions.loc[unknown, "swv"].unique(), errors="ignore")
    return of_swvs(momentopname, counted, eenheid="jeugdzorgregio", grondslag=base)


def _regions(momentopname: Momentopname) -> pd.Series:
    """The region that holds on 1 October, by name of the gemeente; a name that two gemeenten have tells of neither."""
    import pandas as pd

    day = date(momentopname.schooljaar.start, 10, 1)
    told = {name: features(momentopname, "gemeente", name, day) for name in (REGIO, NAAM)}
    last = {name: texts[~texts.index.duplicated(keep="last")] for name, texts in told.items()}
    both = pd.DataFrame(last).dropna().drop_duplicates(NAAM, keep=False)
    return both.set_index(NAAM)[REGIO]


JEUGDZORGREGIOS = tuple(
    Indicator(
        naam=naam,
        titel=titel,
        definitie=definitie,
        bron="Inspectie van het Onderwijs, R1 L480-494; indeling van de VNG",
        soort="aantal",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(bereken, kolom),
        leest=(GEBIEDEN, KENMERK),
        samen=True,
    )
    for naam, titel, definitie, kolom in (
        (
            "jeugdzorgregios",
            "Jeugdzorgregio's",
            "Jeugdzorgregio's waarin een gemeente van het samenwerkingsverband ligt.",
            AANTAL,
        ),
        (
            "jeugdzorgregios_gedeeld",
            "Jeugdzorgregio's die ook onder een ander samenwerkingsverband vallen",
            "Jeugdzorgregio's van het samenwerkingsverband waarin ook een gemeente van een ander van de sector ligt.",
            GEDEELD,
        ),
    )
)
