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
    code = _code(momentopname, kenmerk.naam, day)
    unknown = code is not None and code not in kenmerk.codes
    return swv_meting(
        momentopname,
        soort="klasse",
        onderdeel=str(code) if unknown else "",
        peildatum=day,
        eenheid="samenwerkingsverband",
        grondslag=f"kenmerk {kenmerk.naam} van het samenwerkingsverband zoals het op 1 oktober geldt",
        waarde=None if code is None else 1,
        klasse=ONBEKENDE_CODE if unknown else code or "",
    )


def _code(momentopname: Momentopname, naam: str, day: date) -> str | None:
    """The value of the SWV that holds on the day; of more the one that began last."""
    told = features(momentopname, "swv", naam, day)
    own = told[told.index == momentopname.regio]
    return str(own.iloc[-1]) if len(own) else None


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
        leest=(TABEL,),
    )
