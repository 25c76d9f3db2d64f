"""The example of the correction that is worked by hand from the amounts of the regulations (2015/16)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from swvmon import Gepubliceerd, Parameter, Schooljaar, read_parameters

if TYPE_CHECKING:
    from swvmon_verevening.berekening import Berekening
    from swvmon_verevening.keuzes import Keuzes

EERSTE_JAAR = "2015/16"
BRON = "met de hand uit BWBR0037118 art. 23-29 en Besluit bekostiging WPO art. 35b"
VOORBEELD = "Verevening po, personeel, bij 20.000 leerlingen, 435 in so en 180 rugzakken in 2011"
SCHEMA = {
    "2015/16": Decimal("293909.94"),
    "2016/17": Decimal("279214.44"),
    "2017/18": Decimal("235127.95"),
    "2018/19": Decimal("176345.96"),
    "2019/20": Decimal("88172.98"),
}


@cache
def _series() -> dict[str, Parameter]:
    return {p.id.removeprefix("verevening."): p for p in read_parameters("swvmon_verevening")}


def _keuzes() -> Keuzes:
    """The counts of the example, with the amounts that are shipped."""
    from swvmon_verevening.keuzes import Keuzes, Plaatsing, Rugzak

    amounts: dict[str, Any] = {}
    for name, parameter in _series().items():
        group, _, member = name.partition(".")
        if not member:
            amounts[name] = parameter
        elif parameter.waarden:
            amounts.setdefault(group, {})[member] = parameter.waarden[0].waarde
    return Keuzes(
        leerlingen=20_000,
        tlv=(
            Plaatsing("so_jonger_dan_8", 1, 150),
            Plaatsing("so_vanaf_8", 1, 250),
            Plaatsing("so_vanaf_8", 2, 20),
            Plaatsing("so_jonger_dan_8", 3, 15),
        ),
        lgf=(Rugzak("bao_cluster4", 180),),
        **amounts,
    )


def uitkomst() -> Berekening:
    """The outcome of 2011, with its causes."""
    from swvmon_verevening.berekening import uitkomst_2011

    return uitkomst_2011("po", "personeel", _keuzes())


def uitkomst_euro() -> Decimal:
    """The outcome of 2011 before index and percentage."""
    return uitkomst().uitkomst_euro


def correctie_euro(schooljaar: str) -> Decimal:
    """The correction of a year, if amounts do not rise after 2015/16."""
    from swvmon_verevening.berekening import geindexeerd_cent, jaarcorrectie_cent

    first, days = (Schooljaar.parse(text).periode for text in (EERSTE_JAAR, schooljaar))
    rise = _series()["indexering_personeel_percentage"].at(first).waarde
    indexed = geindexeerd_cent(uitkomst_euro(), 1 + Fraction(rise) / 100)
    percentage = _series()["percentage_po_personeel_positief"].at(days).waarde
    return Decimal(jaarcorrectie_cent(indexed, percentage)).scaleb(-2)


GEPUBLICEERD = (
    Gepubliceerd(
        "verevening.voorbeeld_uitkomst",
        f"{VOORBEELD}: uitkomst",
        Decimal("284479.45"),
        "euro",
        "1-10-2011",
        BRON,
        "exact",
        label="herberekend",
        bereken=uitkomst_euro,
    ),
    *(
        Gepubliceerd(
            f"verevening.voorbeeld_{schooljaar[:4]}",
            f"{VOORBEELD}: correctie, als er na 2015/16 niet wordt geïndexeerd",
            waarde,
            "euro",
            schooljaar,
            BRON,
            "exact",
            label="herberekend",
            bereken=partial(correctie_euro, schooljaar),
        )
        for schooljaar, waarde in SCHEMA.items()
    ),
)
