"""06. Examenkandidaten en geslaagden (DUO): five school years in the names of the columns, masked counts.

The percentages are not read: beside a masked count a percentage tells what the mask hides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Dataset, Leesresultaat, Leverperiode, Periode, Schooljaar, read_table
from swvmon_duo.koppen import BRIN, VESTIGING, kolom

if TYPE_CHECKING:
    from swvmon import Bestand, Kolom, Kop

ONDERWIJSTYPE = kolom("onderwijstype", kop="onderwijstype_examen", gevuld=True)
SCHOOL = (BRIN, VESTIGING, ONDERWIJSTYPE, kolom("inspectiecode"), kolom("opleidingsnaam"))
TOLD = {"EXAMENKANDIDATEN": "kandidaten", "GESLAAGDEN": "geslaagden"}
WIE = {"MAN": "_man", "VROUW": "_vrouw", "TOTAAL": ""}
SCHOOLJAAR = re.compile(r"EXAMENKANDIDATEN SCHOOLJAAR (\d{4})-\d{4} - TOTAAL")


def years(kop: Kop) -> list[Schooljaar]:
    """The school years of the columns, in the order of the file."""
    return [Schooljaar(int(match[1])) for column in kop.kolommen if (match := SCHOOLJAAR.fullmatch(column))]


def per_year(schooljaar: Schooljaar) -> dict[str, Kolom]:
    """The columns of a school year, by their name in the table."""
    written = f"{schooljaar.start}-{schooljaar.start + 1}"
    return {
        f"{naam}{who}": kolom(
            f"{naam}{who}_{schooljaar.start}", "aantal", kop="examens", deel=(head, f"{written} - {sex}")
        )
        for head, naam in TOLD.items()
        for sex, who in WIE.items()
    }


def herken(kop: Kop) -> bool:
    """A school, its programme, and at least one school year."""
    return bool(years(kop)) and not kop.lacks(SCHOOL)


def periode(kop: Kop) -> Leverperiode:
    """The first up to the last school year."""
    told = sorted(years(kop), key=lambda year: year.start)
    return Leverperiode("schooljaar", Periode(told[0].periode.van, told[-1].periode.tot))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `examens`: a row per programme and school year with candidates or passes."""
    columns = {year: per_year(year) for year in years(bestand.kop)}
    tabel = read_table(bestand, (*SCHOOL, *(kolom for told in columns.values() for kolom in told.values())))
    parts = [_one_year(tabel.rijen, told, year) for year, told in columns.items()]
    long = pd.concat(parts).sort_values(["regel", "schooljaar"], ignore_index=True)
    return Leesresultaat({"examens": long}, tabel.afkeuringen, tabel.rijen_gelezen)


def _one_year(rijen: pd.DataFrame, told: dict[str, Kolom], year: Schooljaar) -> pd.DataFrame:
    counts = {f"{name}_{end}": rijen[f"{k.naam}_{end}"] for name, k in told.items() for end in ("min", "max")}
    school = rijen[["regel", "vestiging", "onderwijstype", "inspectiecode", "opleidingsnaam"]]
    part = school.assign(schooljaar=str(year), **counts)
    return part[part[[name for name in counts if name.endswith("_max")]].max(axis=1) > 0]


DATASET = Dataset(
    naam="duo_vo_examens",
    titel="06. Examenkandidaten en geslaagden",
    tabellen=("examens",),
    periode_soort="schooljaar",
    herken=herken,
    lees=lees,
    periode=periode,
)
