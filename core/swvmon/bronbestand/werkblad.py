"""A sheet of an XLSX workbook as the text of a table, one line per row of the sheet; nothing is computed.

A workbook is a zip of XML that anyone may have made. All parts are read here, within limits and without document
types, and only the parts that hold cells are handed on to calamine. A formula, an error or a cell out of place refuses
the workbook: calamine would hand over what a program once computed, or nothing at all.
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
import zlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import attrs
from attrs import field, frozen

from swvmon.errors import FileFault

if TYPE_CHECKING:
    from pathlib import Path

MERK = b"PK\x03\x04"
"""How a zip starts."""
UITGEPAKT = 256 * 1024**2
"""Bytes of all parts together."""
VERHOUDING = 200
"""Unpacked to packed; deflate reaches 1000 on zeros, a full sheet some 20."""
GROOTSTE = 64 * 1024**2
"""Bytes of a workbook; a larger zip is something else, and is left alone."""
ALTIJD_GOED = 4 * 1024**2
"""Below so many unpacked bytes the ratio says nothing."""
DELEN = 1000
KOLOMMEN = 500
CELLEN = 5_000_000
"""Rows times columns: one cell in the far corner would otherwise ask for memory for all cells before it."""

_WORKBOOK, _RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_OTHER = ("[Content_Types].xml", "_rels/.rels", "xl/sharedStrings.xml", "xl/styles.xml")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_EXACT = 10**15
"""From here on a spreadsheet does not keep all digits of a whole number."""


@frozen(eq=False)
class Werkblad:
    """One sheet of a workbook.

    Attributes:
        naam: its name.
        tekst: its cells as UTF-8 with ; between them, one line per row; dates as 2015-10-01, numbers with a point.
        andere: names of other sheets with anything in them.
        samengevoegd: whether cells are merged; all but the first of them are empty in `tekst`.
    """

    naam: str
    tekst: bytes = field(repr=False)
    andere: tuple[str, ...]
    samengevoegd: bool


@attrs.define(eq=False)
class Werkboek:
    """A workbook, unpacked and looked through; a sheet becomes text when it is asked for.

    Attributes:
        pad: the file, for messages.
    """

    pad: Path
    _parts: dict[str, bytes] = field(repr=False)
    _bladen: dict[str, tuple[str, _Scan]] = field(repr=False)
    _gelezen: dict[str, Werkblad] = field(factory=dict, init=False, repr=False)

    def read(self, naam: str = "") -> Werkblad:
        """The sheet of a name, or the first one.

        Raises:
            FileFault: there is no such sheet, or it has a formula, an error, a cell out of place or too many columns.
        """
        naam = naam or next(iter(self._bladen))
        if naam not in self._bladen:
            raise FileFault(f"{self.pad}: has no sheet {naam!r}; it has {', '.join(map(repr, self._bladen))}")
        if naam not in self._gelezen:
            part, scan = self._bladen[naam]
            if scan.fout:
                raise FileFault(f"{self.pad}: {scan.fout}")
            tekst = _as_text(_cells(self.pad, self._parts, naam, part)) if scan.gevuld else b""
            others = tuple(name for name, (_, other) in self._bladen.items() if other.gevuld and name != naam)
            self._gelezen[naam] = Werkblad(naam, tekst, others, scan.samengevoegd)
        return self._gelezen[naam]

    def readable(self) -> list[str]:
        """Names of the sheets with values that can be read, as far as all before them leave room for their cells."""
        names, cells = [], 0
        for naam, (_, scan) in self._bladen.items():
            if scan.gevuld and not scan.fout:
                cells += scan.breedste * scan.rij
                if cells <= CELLEN:
                    names.append(naam)
        return names


def read_werkboek(pad: Path, inhoud: bytes) -> Werkboek | None:
    """Unpack a workbook and look through its sheets; None where the zip is no workbook.

    Args:
        pad: the file, for messages.
        inhoud: its bytes.

    Raises:
        FileFault: damaged, locked, too large unpacked, with a document type or without a sheet.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as archive:
            if _WORKBOOK not in archive.namelist():
                return None
            parts = _unpack(pad, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        if not any(sign in inhoud[:4096] for sign in (b"[Content_Types].xml", b"_rels/", b"xl/")):
            return None
        raise FileFault(f"{pad}: is a damaged workbook; save it again as .xlsx") from None
    sheets = _sheets(pad, parts)
    if not sheets:
        raise FileFault(f"{pad}: is a workbook without a sheet")
    if len({naam for naam, _ in sheets}) < len(sheets):
        raise FileFault(f"{pad}: has two sheets of one name; rename one and save again")
    return Werkboek(pad, parts, {naam: (part, _scan(pad, naam, parts[part])) for naam, part in sheets})


def _unpack(pad: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that hold cells, read within the limits whatever the directory of the zip says."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(infos) > DELEN or len(set(names)) < len(names):
        raise FileFault(f"{pad}: is a workbook of {len(infos)} parts, some perhaps twice; save it again as .xlsx")
    if any(info.flag_bits & 1 for info in infos):
        raise FileFault(f"{pad}: is locked with a password; save it without one")
    packed = sum(info.compress_size for info in infos)
    unpacked = sum(info.file_size for info in infos)
    if unpacked > UITGEPAKT or unpacked > max(ALTIJD_GOED, packed * VERHOUDING):
        raise FileFault(f"{pad}: would unpack from {packed} to {unpacked} bytes; a filled-in sheet does not do that")
    parts = {}
    for info in infos:
        if info.filename in (_WORKBOOK, _RELS, *_OTHER) or info.filename.startswith("xl/worksheets/"):
            with archive.open(info) as stream:
                parts[info.filename] = stream.read(info.file_size + 1)
    return parts


def _sheets(pad: Path, parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """Name and part of each worksheet, in the order of the workbook."""
    targets: dict[str, str] = {}
    listed: list[tuple[str, str]] = []

    def relation(tag: str, values: dict[str, str]) -> None:
        if tag == "Relationship" and values.get("Type", "").endswith("/worksheet"):
            targets[values.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", values.get("Target", ""))).lstrip(
                "/"
            )

    def sheet(tag: str, values: dict[str, str]) -> None:
        if tag == "sheet":
            listed.append((" ".join(values.get("name", "").split()), values.get("id", "")))

    _parse(pad, parts.get(_RELS, b"<none/>"), relation)
    _parse(pad, parts[_WORKBOOK], sheet)
    for part in _OTHER:
        _parse(pad, parts.get(part, b"<none/>"), lambda _tag, _values: None)
    return [(naam, targets[key]) for naam, key in listed if targets.get(key) in parts]


def _parse(pad: Path, xml: bytes, start: Any) -> None:
    """Hand each start tag, by its local name, to a function; a document type is refused before it defines anything."""

    def refuse(*_: object) -> None:
        raise FileFault(f"{pad}: holds a document type (DTD), which no spreadsheet program writes")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse

    def element(tag: str, values: dict[str, str]) -> None:
        if ":" in "".join((tag, *values)):  # a name with the prefix of its namespace
            tag, values = tag.rpartition(":")[2], {name.rpartition(":")[2]: text for name, text in values.items()}
        start(tag, values)

    parser.StartElementHandler = element
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise FileFault(f"{pad}: is a damaged workbook; save it again as .xlsx") from None


@attrs.define(eq=False)
class _Scan:
    """What the cells of a sheet are, without their values."""

    fout: str = ""
    gevuld: bool = False
    samengevoegd: bool = False
    rij: int = 0
    kolom: int = 0
    breedste: int = 0


def _scan(pad: Path, naam: str, xml: bytes) -> _Scan:
    """Where the cells of a sheet are, and the first that cannot be read as it stands."""
    scan = _Scan()

    def complain(what: str) -> None:
        cell = f"{_letters(scan.kolom)}{scan.rij}"
        scan.fout = scan.fout or f"sheet {naam!r}, cell {cell} {what}"

    def start(tag: str, values: dict[str, str]) -> None:
        if tag == "row":
            given = values.get("r", "")
            number = int(given) if given.isascii() and given.isdigit() and len(given) < 8 else scan.rij + 1
            if number <= scan.rij:
                complain("is followed by a row that comes before it")
            scan.rij, scan.kolom = number, 0
        elif tag == "c":
            _place(scan, values, complain)
            if values.get("t") == "e":
                complain("holds an error; put a value there")
        elif tag == "f":
            complain("holds a formula; paste it as a value (Plakken speciaal, Waarden) and save again")
        elif tag in {"v", "is"}:
            scan.gevuld = True
            scan.breedste = max(scan.breedste, scan.kolom)
            if scan.breedste > KOLOMMEN or scan.breedste * scan.rij > CELLEN:
                complain(f"is out of reach: at most {KOLOMMEN} columns and {CELLEN} cells are read")
        elif tag == "mergeCell":
            scan.samengevoegd = True

    _parse(pad, xml, start)
    return scan


def _place(scan: _Scan, values: dict[str, str], complain: Any) -> None:
    """Go to a cell; it must come after the one before it."""
    match = _PLACE.fullmatch(values.get("r", ""))
    column = scan.kolom + 1
    if match:
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
    if (match and int(match[2]) != scan.rij) or ("r" in values and not match) or column <= scan.kolom:
        complain("is followed by a cell that stands out of place")
    scan.kolom = max(column, scan.kolom)


def _letters(column: int) -> str:
    """Column 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cells(pad: Path, parts: dict[str, bytes], naam: str, part: str) -> list[list[Any]]:
    """The values of a sheet from A1 on, by calamine, from a zip that is made anew of checked parts."""
    from python_calamine import CalamineWorkbook

    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w") as archive:
        for name, content in parts.items():
            if name == part or not name.startswith("xl/worksheets/"):
                archive.writestr(name, content)
    clean.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(clean)
        rows: list[list[Any]] = book.get_sheet_by_name(_raw_name(book.sheet_names, naam)).to_python(
            skip_empty_area=False
        )
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":  # what Rust calls a bug
            raise
        raise FileFault(
            f"{pad}: sheet {naam!r} cannot be read ({type(error).__name__}); save it again as .xlsx"
        ) from None
    return rows


def _raw_name(names: list[str], naam: str) -> str:
    """The name as calamine has it: white space in it may differ."""
    return next(raw for raw in names if " ".join(raw.split()) == naam)


def _as_text(rows: list[list[Any]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    texts = [[_text(value) for value in row] for row in rows]
    width = max((i + 1 for row in texts for i, text in enumerate(row) if text), default=0)
    writer.writerows((row + [""] * width)[:width] for row in texts)
    return stream.getvalue().encode("utf-8", "replace")


def _text(value: Any) -> str:
    """One cell as text, on one line; a number in the digits that a person typed."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split())
