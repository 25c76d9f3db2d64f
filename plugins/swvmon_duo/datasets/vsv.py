"""Voortijdig schoolverlaters vo per samenwerkingsverband en vestiging (DUO): also a published school to SWV list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Dataset, Leesresultaat, read_table
from swvmon_duo.koppen import BRIN, VESTIGING, kolom

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

AANTALLEN = ("totaal", "vmbo", "mbo", "overig")
KOLOMMEN = (
    kolom("swv", "swv"),
    BRIN,
    VESTIGING,
    kolom("aantal_leerlingen", "aantal"),
    *(kolom(f"vsv_{deel}", "aantal", kop="vsv", deel=(deel.upper(),)) for deel in AANTALLEN),
)


def herken(kop: Kop) -> bool:
    """The columns, up to two missing (reading says which), and SWV codes of vo in one of them."""
    if len(kop.lacks(KOLOMMEN)) > 2:
        return False
    return not kop.rijen or any(value.startswith("VO") for kolom in KOLOMMEN for value in kop.values(kolom))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `vsv`."""
    tabel = read_table(bestand, KOLOMMEN)
    return Leesresultaat({"vsv": tabel.rijen.drop(columns="brin")}, tabel.afkeuringen, tabel.rijen_gelezen)


DATASET = Dataset(
    naam="duo_vo_vsv_per_swv",
    titel="Voortijdig schoolverlaters vo per samenwerkingsverband en vestiging",
    tabellen=("vsv",),
    periode_soort="kalenderjaar",
    herken=herken,
    lees=lees,
)
