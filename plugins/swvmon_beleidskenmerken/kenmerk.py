"""A feature of one SWV, as a class."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname, features, swv_meting
from swvmon_beleidskenmerken.codeboek import ONBEKENDE_CODE, Kenmerk

if TYPE_CHECKING:
    import pandas as pd

TABEL = Leest("kenmerk")


def bereken(kenmerk: Kenmerk, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The code that holds on 1 October; one that is not in the codebook is told as onderdeel of its own class."""
    day = date(momentopname.schooljaar.start, 10, 1)
    told = features(momentopname, "swv", kenmerk.naam, day).groupby(level=0).last()  # of more the one that began last
    codes = told.reindex(list(momentopname.swvs))
    unknown = codes.notna() & ~codes.isin(kenmerk.codes)
    return swv_meting(
        momentopname,
        soort="klasse",
        onderdeel=codes.where(unknown, ""),
        peildatum=day,
        eenheid="samenwerkingsverband",
        grondslag=f"kenmerk {kenmerk.naam} van het samenwerkingsverband zoals het op 1 oktober geldt",
        waarde=codes.notna().astype("Int64").where(codes.notna()),
        klasse=codes.mask(unknown, ONBEKENDE_CODE).fillna(""),
    )


def per_swv(kenmerk: Kenmerk) -> Indicator:
    """The indicator of a feature."""
    return Indicator(
        naam=kenmerk.naam,
        titel=kenmerk.titel,
        definitie=kenmerk.definitie,
        bron=kenmerk.bron,
        soort="klasse",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(bereken, kenmerk),
        samen=True,
        leest=(TABEL,),
    )
