"""Workbooks: the first sheet as a table, and everything that somebody may hide in one refused in one line."""

import io
import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from swvmon.bronbestand import Bestand, Kolom, read_table, werkblad
from swvmon.errors import FileFault

KOLOMMEN = (Kolom("swv", ("SWV",), "swv"), Kolom("aantal", ("AANTAL",), "aantal"), Kolom("naam", ("NAAM",)))
SHEET = "xl/worksheets/sheet1.xml"
DTD = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'


def workbook(rows, *, naam="data", extra=None):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet(naam)
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row)
    if extra:
        extra(book, sheet)
    book.close()
    return stream.getvalue()


ROWS = [["swv", "aantal", "naam"], ["VO9901", 12, "De Linde"], [], ["VO9902", "<5", 'een "naam"; met\nmeer']]


@pytest.fixture
def bestand(tmp_path):
    def write(content, naam="a.xlsx"):
        (tmp_path / naam).write_bytes(content)
        return Bestand.open(tmp_path / naam)

    return write


def repacked(content, changes, compression=zipfile.ZIP_DEFLATED):
    """The same zip with other parts: bytes, a function of the bytes, or None to leave one out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", compression) as new:
        for name in old.namelist():
            change = changes.pop(name, old.read(name))
            if change is not None:
                new.writestr(name, change(old.read(name)) if callable(change) else change)
        for name, data in changes.items():
            new.writestr(name, data)
    return stream.getvalue()


def test_rows_of_a_sheet(bestand):
    """Values as they were typed, by line of the sheet; an empty row is no row, and a line end in a cell is a space."""
    tabel = read_table(bestand(workbook(ROWS)), KOLOMMEN)
    assert [
        {"regel": 2, "swv": "VO9901", "aantal_min": 12, "aantal_max": 12, "naam": "De Linde"},
        {"regel": 4, "swv": "VO9902", "aantal_min": 1, "aantal_max": 4, "naam": 'een "naam"; met meer'},
    ] == tabel.rijen.to_dict("records")


def test_kinds_of_cells(bestand):
    """Days without a time are days; numbers keep their digits; what is too long for a cell keeps its exponent."""
    day, moment = datetime(2016, 10, 1), datetime(2016, 10, 1, 12, 30)  # noqa: DTZ001 - a cell has no zone
    cells = [0.1, 1234.5, 7, -3.0, 1e15, True, day, moment, "0012"]
    text = bestand(workbook([["x"] * len(cells), cells])).read_bytes().decode().splitlines()[1]
    assert "0.1;1234.5;7;-3;1000000000000000.0;TRUE;2016-10-01;2016-10-01 12:30:00;0012" == text


def test_a_workbook_is_known_by_its_content(bestand):
    """The fingerprint is that of the file, the head that of the sheet."""
    import hashlib

    content = workbook(ROWS)
    opened = bestand(content, "a.csv")
    assert (hashlib.sha256(content).hexdigest(), ("swv", "aantal", "naam")) == (opened.sha256, opened.kop.koppen)
    assert f"{opened.pad}, sheet 'data'" == opened.waar


def test_another_zip_is_no_workbook(bestand):
    """Documents and archives are not text, as before; a cut-off archive neither."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert "" == bestand(stream.getvalue()).kop.codering
    assert "" == bestand(stream.getvalue()[:40]).kop.codering


def test_a_sheet_without_cells(bestand):
    """Is no table."""
    with pytest.raises(FileFault, match="sheet 'data': line 1 is no header"):
        read_table(bestand(workbook([])), KOLOMMEN)


def formula(_book, sheet):
    sheet.write_formula("B5", "=1+1", None, 2)


def error(_book, sheet):
    sheet.write_formula("C7", "=1/0", None, "#DIV/0!")


def far(_book, sheet):
    sheet.write("XFD1048576", "x")


def wide(_book, sheet):
    sheet.write_row(0, 0, [f"k{i}" for i in range(10_000)])


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (formula, "sheet 'data', cell B5 holds a formula; paste it as a value"),
        (error, "sheet 'data', cell C7 holds an error"),
        (far, "sheet 'data', cell XFD1048576 is out of reach: at most 500 columns and 5000000 cells"),
        (wide, "sheet 'data', cell SG1 is out of reach"),
    ],
)
def test_cells_that_refuse_the_workbook(extra, message, bestand):
    """By the name of the sheet and the cell."""
    with pytest.raises(FileFault, match=message):
        bestand(workbook(ROWS, extra=extra)).kop  # noqa: B018 - asking is the test


def test_a_formula_on_another_sheet_does_no_harm(bestand):
    """It is not read; whoever wants one sheet only can see that there is more."""

    def extra(book, _sheet):
        book.add_worksheet("anders").write_formula("A1", "=1+1", None, 2)
        book.add_worksheet("leeg")

    opened = bestand(workbook(ROWS, extra=extra))
    assert ("data", ("anders",)) == (opened.werkblad.naam, opened.werkblad.andere)
    assert 2 == len(read_table(opened, KOLOMMEN).rijen)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
def test_a_document_type(part, bestand):
    """Entities can grow without end; no spreadsheet program writes a document type."""
    content = repacked(workbook(ROWS), {part: lambda data: DTD + data.partition(b"?>")[2]})
    with pytest.raises(FileFault, match="holds a document type"):
        bestand(content).kop  # noqa: B018 - asking is the test


def test_a_zip_bomb(bestand):
    """By ratio, and by size whatever the ratio; nothing is unpacked for it."""
    bomb = repacked(workbook(ROWS), {"xl/media/image1.png": b"\0" * 20_000_000})
    with pytest.raises(FileFault, match=r"would unpack from [0-9]+ to 2[0-9]{7} bytes"):
        bestand(bomb).kop  # noqa: B018 - asking is the test


def test_a_zip_that_lies_about_its_sizes(bestand):
    """The directory says that the sheet is small: no more than that is read, and it does not fit."""
    content = repacked(
        workbook(ROWS), {SHEET: lambda data: data.replace(b"</sheetData>", b" " * 9000 + b"</sheetData>")}
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    lying = content.replace(size.to_bytes(4, "little"), (300).to_bytes(4, "little"))
    assert content != lying
    with pytest.raises(FileFault, match="is a damaged workbook"):
        bestand(lying).kop  # noqa: B018 - asking is the test


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_parts_that_are_there_twice(bestand):
    """Programs differ in which one they read."""
    stream = io.BytesIO(workbook(ROWS))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    with pytest.raises(FileFault, match="some perhaps twice"):
        bestand(stream.getvalue()).kop  # noqa: B018 - asking is the test


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="A2"', b'r="B2"'),
        (b'r="C2"', b'r="C9"'),
        (b'r="B2"', b'r="bc"'),
        (b'<row r="4"', b'<row r="2"'),
    ],
)
def test_cells_out_of_place(old, new, bestand):
    """Two cells in one place: which one counts would be a guess."""
    content = repacked(workbook(ROWS), {SHEET: lambda data: data.replace(old, new, 1)})
    with pytest.raises(FileFault, match=r"out of place|comes before it"):
        bestand(content).kop  # noqa: B018 - asking is the test


def test_a_workbook_that_is_locked(bestand):
    """The flag of a password in the zip."""
    content = bytearray(workbook(ROWS))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + offset] |= 1
    with pytest.raises(FileFault, match="is locked with a password"):
        bestand(bytes(content)).kop  # noqa: B018 - asking is the test


def test_a_cut_off_workbook(bestand):
    """Half a download."""
    content = workbook(ROWS)
    with pytest.raises(FileFault, match="is a damaged workbook; save it again"):
        bestand(content[: len(content) // 2]).kop  # noqa: B018 - asking is the test


@pytest.mark.parametrize("part", [SHEET, "xl/_rels/workbook.xml.rels"])
def test_a_workbook_without_its_sheet(part, bestand):
    """Listed and not there."""
    with pytest.raises(FileFault, match="is a workbook without a sheet"):
        bestand(repacked(workbook(ROWS), {part: None})).kop  # noqa: B018 - asking is the test


def test_a_zip_that_is_too_large_to_be_a_workbook(bestand, monkeypatch):
    """Is not taken into memory to be looked at."""
    monkeypatch.setattr("swvmon.bronbestand.bestand.GROOTSTE_WERKBOEK", 100)
    assert "" == bestand(workbook(ROWS)).kop.codering


def test_merged_cells_are_told(bestand):
    """For who reads a sheet where each row must be whole."""
    merged = bestand(workbook(ROWS, extra=lambda _book, sheet: sheet.merge_range("A6:B6", "x")))
    assert (True, False) == (merged.werkblad.samengevoegd, bestand(workbook(ROWS)).werkblad.samengevoegd)


def test_letters_of_columns():
    """By hand: 1 is A, 26 Z, 27 AA, 703 AAA."""
    assert ["A", "Z", "AA", "AAA"] == [werkblad._letters(n) for n in (1, 26, 27, 703)]
