"""What classes rest on: the counts of 2011, and what the ledger booked as verevening."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname, SwvmonError, format_decimal, swv_meting
from swvmon_vereveningsklassen.kenmerk import KENMERK, counting_day, number_of

if TYPE_CHECKING:
    from decimal import Decimal

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
    saldi = grootboek.saldi()
    from_rijk = {account: -saldo for account, saldo in saldi.items() if account.startswith("rijk:")}
    correction = sum(cents for account, cents in from_rijk.items() if account.startswith("rijk:verevening"))
    heavy = sum(cents for account, cents in from_rijk.items() if account.startswith("rijk:zwaar"))
    booked = any(account.startswith("rijk:verevening") for account in from_rijk) and heavy > 0
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=counting_day(momentopname.schooljaar),
        eenheid="aandeel",
        grondslag="eurocenten volgens het grootboek van het jaar; boven nul wint het verband",
        teller=-correction,
        noemer=heavy + correction if booked else None,
    )


def _pupils(momentopname: Momentopname, kenmerk: str) -> Decimal | None:
    number = number_of(momentopname, kenmerk)
    if number is not None and number < 0:
        raise SwvmonError(
            f"kenmerk {kenmerk} of {momentopname.regio} is {format_decimal(number)}; pupils are zero or more"
        )
    return number


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
)

FEITEN = (OMVANG, AANDEEL_SPECIAAL, AANDEEL_RUGZAK, VAN_HET_JAAR)
