"""What classes rest on: the counts of 2011, and what the ledger booked as verevening."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname, SwvmonError, format_decimal, swv_meting
from swvmon_vereveningsklassen.kenmerk import KENMERK, counting_day, numbers_of

if TYPE_CHECKING:
    import pandas as pd

LEERLINGEN, SPECIAAL, RUGZAK = "leerlingen_2011", "speciaal_2011", "rugzak_2011"
GRONDSLAG = "tellingen van 1 oktober 2011 waarop de verevening rust; po bao en sbo, vo alle leerlingen"


def bereken_omvang(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Pupils of 2011."""
    pupils = _pupils(momentopname, LEERLINGEN)
    return swv_meting(
        momentopname,
        soort="aantal",
        peildatum=counting_day(momentopname.schooljaar),
        eenheid="leerling",
        grondslag=GRONDSLAG,
        waarde=pupils,
    )


def bereken_aandeel(momentopname: Momentopname, _grootboek: Grootboek, *, kenmerk: str) -> pd.DataFrame:
    """Pupils in (v)so, or with a rugzak, over all pupils of 2011."""
    part, whole = _pupils(momentopname, kenmerk), _pupils(momentopname, LEERLINGEN)
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=counting_day(momentopname.schooljaar),
        eenheid="aandeel",
        grondslag=GRONDSLAG,
        teller=part,
        noemer=whole,
    )


def bereken_van_het_jaar(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Eurocents of verevening over the heavy budget with the correction, as the ledger of the year has them."""
    correction, heavy = (_paid(momentopname, grootboek, rekening) for rekening in ("rijk:verevening", "rijk:zwaar"))
    booked = correction.notna() & (heavy.fillna(0) > 0)
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=counting_day(momentopname.schooljaar),
        eenheid="aandeel",
        grondslag="eurocenten volgens het grootboek van het jaar; boven nul wint het verband",
        teller=-correction,
        noemer=(heavy + correction).where(booked),
    )


def _paid(momentopname: Momentopname, grootboek: Grootboek, rekening: str) -> pd.Series:
    """Eurocents that accounts of the rijk paid to each SWV of the call, Int64; missing where it has no such account."""
    import pandas as pd

    saldi = pd.Series(grootboek.saldi(), dtype="Int64")
    found = -saldi[saldi.index.astype("str").str.startswith(rekening)]
    return found.groupby(momentopname.swv_of(found)).sum().reindex(list(momentopname.swvs))


def _pupils(momentopname: Momentopname, kenmerk: str) -> pd.Series:
    numbers = numbers_of(momentopname, kenmerk)
    below = numbers[(numbers < 0).fillna(value=False).astype(bool)]
    if len(below):
        raise SwvmonError(
            f"kenmerk {kenmerk} of {below.index[0]} is {format_decimal(below.iloc[0])}; pupils are zero or more"
        )
    return numbers


OMVANG = Indicator(
    naam="leerlingen_2011",
    titel="Omvang van het verband in 2011",
    definitie="Leerlingen op 1 oktober 2011 waarop de verevening rust.",
    bron="R0 Tabel 1-1, omvang",
    soort="aantal",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=bereken_omvang,
    leest=(KENMERK,),
    hoger=("landelijk",),
    samen=True,
)

AANDEEL_SPECIAAL = Indicator(
    naam="speciaal_2011",
    titel="Aandeel (v)so in 2011",
    definitie="Leerlingen in het so (po) of vso (vo) gedeeld door alle leerlingen, op 1 oktober 2011.",
    bron="R0 Tabel 1-1, percentage (v)so",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=partial(bereken_aandeel, kenmerk=SPECIAAL),
    leest=(KENMERK,),
    hoger=("landelijk",),
    samen=True,
)

AANDEEL_RUGZAK = Indicator(
    naam="rugzak_2011",
    titel="Aandeel rugzakleerlingen in 2011",
    definitie="Leerlingen met leerlinggebonden financiering in het regulier onderwijs gedeeld door alle leerlingen.",
    bron="R0 Tabel 1-1, percentage rugzakken",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=partial(bereken_aandeel, kenmerk=RUGZAK),
    leest=(KENMERK,),
    hoger=("landelijk",),
    samen=True,
)

VAN_HET_JAAR = Indicator(
    naam="verevening_van_het_jaar",
    titel="Verevening van het schooljaar als deel van het zware budget",
    definitie="Min de wettelijke correctie van het jaar, gedeeld door zware bekostiging plus die correctie.",
    bron="Wet passend onderwijs art. XIII-XVI; breuk naar R0 L433-438",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_van_het_jaar,
    hoger=("landelijk",),
    samen=True,
)

FEITEN = (OMVANG, AANDEEL_SPECIAAL, AANDEEL_RUGZAK, VAN_HET_JAAR)
