"""What the benchmarks work on: published files where they are at hand, else files that are made here."""

from __future__ import annotations

import os
from datetime import date
from itertools import islice, product
from pathlib import Path

from attrs import frozen

ROWS = 24_243
"""Rows of the count of vo pupils on 1 October 2019, as DUO published it."""
COUNTED = date(2019, 10, 1)
SCHOOLJAAR = "2019/20"

_ROOT = Path(__file__).resolve().parent.parent
_PUPILS = "vo_leerlingen_onderwijstype/leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv"

_PROGRAMMES = (
    ("Brugjaar 1-2", "N.v.t.", "N.v.t.", "0022", "Ljvb op HAVO/VMBO-Alle Lw"),
    ("Brugjaar 1-2", "N.v.t.", "N.v.t.", "0017", "Ljvb op VWO"),
    ("HAVO/VWO lj 3", "N.v.t.", "N.v.t.", "0300", "HAVO"),
    ("HAVO/VWO lj 3", "N.v.t.", "N.v.t.", "0100", "VWO-ATHENEUMSTROOM"),
    ("HAVO lj 4-5", "N.v.t.", "Cultuur en Maatschappij", "0373", "HAVO Prf Cul/Maat"),
    ("HAVO lj 4-5", "N.v.t.", "Economie en Maatschappij", "0372", "HAVO Prf Ec/Maat"),
    ("HAVO lj 4-5", "N.v.t.", "Natuur en Gezondheid", "0371", "HAVO Prf Nat/Gezond"),
    ("HAVO lj 4-5", "N.v.t.", "Natuur en Techniek", "0370", "HAVO Prf Nat/Tech"),
)
_LOCATIONS_PER_SCHOOL = 8


@frozen
class Data:
    """Where the data of a run of the benchmarks is.

    Attributes:
        told: what it is, for the report.
        pupils: file with the count of vo pupils, `ROWS` rows.
        region: files or folder from which the region is loaded.
        regio: code of the region.
        plan: its plan, or None for the packaged one.
        rule: plan of the one rule that `benchmarks.plain` also computes, or None for the packaged one.
    """

    told: str
    pupils: Path
    region: tuple[Path, ...]
    regio: str
    plan: Path | None
    rule: Path | None


def find_data(work: Path) -> Data:
    """The published files of `SWVMON_REAL_DATA`, else of ../shared/data/real, else made files and the fictional region.

    Args:
        work: folder for what is made.
    """
    real = Path(os.environ.get("SWVMON_REAL_DATA") or _ROOT.parent / "shared" / "data" / "real").resolve()
    if (real / _PUPILS).is_file():
        return Data("published files of DUO and OCW; region VO2806", real / _PUPILS, (real,), "VO2806", None, None)
    from swvmon.demo import REGIO, write_demo

    pupils = work / "leerlingen-2019.csv"
    write_pupils(pupils)
    write_demo(work / "demo")
    return Data(
        f"made file of {ROWS} rows; fictional region {REGIO}",
        pupils,
        (work / "demo" / "data",),
        REGIO,
        work / "demo" / f"{REGIO}.toml",
        Path(__file__).with_name("VO9901.toml"),
    )


def write_pupils(path: Path) -> None:
    """Write a count with the columns, the width and the number of rows of the published one; no school exists."""
    years = [f"LEER- OF VERBLIJFSJAAR {year} - {who}" for year in range(1, 7) for who in ("MAN", "VROUW")]
    header = [
        "BRIN NUMMER",
        "VESTIGINGSNUMMER",
        "INSTELLINGSNAAM VESTIGING",
        "PLAATSNAAM VESTIGING",
        "PROVINCIE VESTIGING",
        "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR",
        "VMBO SECTOR",
        "AFDELING",
        "ELEMENTCODE",
        "OPLEIDINGSNAAM",
        *years,
    ]
    schools = (f"{number:02}{first}{second}" for number, first, second in product(range(100), "AB", "CDEF"))
    locations = ((school, number) for school in schools for number in range(_LOCATIONS_PER_SCHOOL))
    cells = product(locations, enumerate(_PROGRAMMES))
    lines = [";".join(header)]
    for (school, number), (kind, programme) in islice(cells, ROWS):
        place = int(school[:2])
        counts = ["0"] * len(years)
        counts[2 * (kind % 6)] = str(3 + place % 40)
        counts[2 * (kind % 6) + 1] = str(2 + (place + kind) % 40)
        names = (f"Scholengemeenschap Oriënt {school} {number}", f"PLAATS {place}", f"Provincie {place % 12}")
        lines.append(";".join([school, f"{number:02}", *names, *programme, *counts]))
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))
