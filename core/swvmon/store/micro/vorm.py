"""The form of a file with enrolments, and what must hold in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.codes import SWV, VESTIGING, VINGERAFDRUK
from swvmon.errors import FileFault

if TYPE_CHECKING:
    from pathlib import Path

DATASET = "inschrijving"
SHORTEST = 10**10
"""A pseudonym has 64 bits; a number below this is one of a register."""


@frozen
class Kolom:
    """A column.

    Attributes:
        naam: its name.
        soort: its type in DuckDB.
        eis: SQL that holds for each value.
        verwacht: the same in words.
    """

    naam: str
    soort: str
    eis: str
    verwacht: str


def _matches(naam: str, pattern: str) -> str:
    return f"regexp_full_match({naam}, '{pattern}')"


KOLOMMEN = (
    Kolom("peildatum", "DATE", "month(peildatum) = 10 AND day(peildatum) = 1", "1 October"),
    Kolom("leerling", "BIGINT", f"abs(leerling::HUGEINT) >= {SHORTEST}", "pseudonyms of 64 bits"),
    Kolom("swv", "VARCHAR", _matches("swv", f"|{SWV}"), "the code of an SWV, or nothing"),
    Kolom("soort", "VARCHAR", _matches("soort", "bao|sbo|so|vo|pro|vso|mbo|ho"), "a type of education"),
    Kolom("vestiging", "VARCHAR", _matches("vestiging", f"|{VESTIGING}"), "the code of a location, or nothing"),
    Kolom("leeftijd", "TINYINT", "leeftijd BETWEEN 0 AND 120", "0 to 120"),
    Kolom("categorie", "TINYINT", "categorie BETWEEN 0 AND 3", "0 (no TLV with a category) to 3"),
    Kolom("niveau", "VARCHAR", _matches("niveau", "|vmbo|havo|vwo"), "vmbo, havo, vwo or nothing"),
    Kolom("leerjaar", "TINYINT", "leerjaar BETWEEN 0 AND 8", "0 (not told) to 8"),
    Kolom("diploma", "VARCHAR", _matches("diploma", "|vmbo|havo|vwo"), "vmbo, havo, vwo or nothing"),
    Kolom("cohort", "VARCHAR", _matches("cohort", "[a-z0-9_]*"), "the name of a cohort, or nothing"),
    Kolom("sleutel_vingerafdruk", "VARCHAR", _matches("sleutel_vingerafdruk", VINGERAFDRUK), "16 hexadecimal digits"),
)
"""All columns, in this order; none may be empty."""
NAMEN = tuple(kolom.naam for kolom in KOLOMMEN)


@frozen
class Inhoud:
    """What a file with enrolments is about.

    Attributes:
        peildatum: the 1 October.
        rijen: enrolments.
    """

    peildatum: date
    rijen: int


def check_enrolments(pad: Path, geheugen: str, folder: Path) -> Inhoud:
    """Look at every row of a file, without taking it into memory.

    Args:
        pad: the file.
        geheugen: limit of memory.
        folder: where DuckDB may write what does not fit.

    Raises:
        FileFault: a damaged page, another form, a value that cannot be, a pupil twice, more than one day or key; no
            value is shown.
        StoreError: it cannot be read within the limit of memory.
    """
    from swvmon.store.micro.motor import open_motor

    _check_pages(pad)
    with open_motor([pad], geheugen, folder) as opened, opened.looking_at([pad]) as motor:
        told = {str(name): str(kind) for name, kind, *_ in motor.execute("DESCRIBE SELECT * FROM bestand_0").fetchall()}
        _check_columns(pad, told)
        faults = ", ".join(f"count(*) FILTER (({k.eis}) IS NOT TRUE)" for k in KOLOMMEN)
        one = "min(peildatum), max(peildatum), min(sleutel_vingerafdruk), max(sleutel_vingerafdruk)"
        row = motor.execute(f"SELECT count(*), count(DISTINCT leerling), {one}, {faults} FROM bestand_0").fetchone()
        if row is None or not row[0]:
            raise FileFault(f"{pad}: has no rows")
    rows, pupils, first, last, key, other_key, *wrong = row
    for kolom, number in zip(KOLOMMEN, wrong, strict=True):
        if number:
            raise FileFault(f"{pad}, column {kolom.naam}: {number} row(s) are not {kolom.verwacht}; nothing was loaded")
    if first != last:
        raise FileFault(f"{pad}, column peildatum: {first} and {last}; a file has one 1 October. Nothing was loaded")
    if key != other_key:
        raise FileFault(f"{pad}: pseudonyms of more than one key; nothing was loaded")
    if rows != pupils:
        raise FileFault(f"{pad}, column leerling: {rows - pupils} row(s) repeat a pupil; nothing was loaded")
    return Inhoud(first, rows)


def _check_pages(pad: Path) -> None:
    """Read every page, and compare it with its checksum where the file carries one; DuckDB does not."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(pad, page_checksum_verification=True) as file:
            for _ in file.iter_batches(columns=[k.naam for k in KOLOMMEN]):
                pass
    except (OSError, pa.ArrowException) as error:
        told = " ".join(str(error).split())[:200]
        raise FileFault(
            f"{pad}: a page is damaged ({told}); nothing was loaded; fetch or make the file again"
        ) from None


def _check_columns(pad: Path, told: dict[str, str]) -> None:
    wanted = {kolom.naam: kolom.soort for kolom in KOLOMMEN}
    if missing := [name for name in wanted if name not in told]:
        raise FileFault(f"{pad}: column {', '.join(missing)} is missing; docs/micro.md has the form")
    if strange := [name for name in told if name not in wanted]:
        raise FileFault(f"{pad}: column {strange[0]!r} is not known, and may tell of a person; leave it out")
    for name, kind in wanted.items():
        if told[name] != kind:
            raise FileFault(f"{pad}, column {name}: is {told[name]}, expected {kind}")
