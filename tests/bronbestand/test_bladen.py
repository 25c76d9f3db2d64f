"""Other sheets of a workbook than the first: which there are, reading one, and where its table ends."""

import pytest

from swvmon.bronbestand import read_table, werkblad
from swvmon.errors import FileFault

from .test_werkblad import KOLOMMEN, ROWS, bestand, repacked, workbook  # noqa: F401 - bestand is a fixture

OTHER = [["Tabel"], [], ROWS[0], ROWS[1], ["Bron: CBS"], ["a Te weinig; VO9903", "1"]]


def with_other(rows, naam="anders"):
    def extra(book, _sheet):
        other = book.add_worksheet(naam)
        for line, row in enumerate(rows):
            other.write_row(line, 0, row)

    return extra


@pytest.fixture
def opened(bestand):  # noqa: F811
    return bestand(workbook(ROWS, extra=with_other(OTHER)))


def test_the_head_tells_the_other_sheets(opened):
    """Each with its own head; the first sheet is the head itself, and a text has none."""
    assert ["anders"] == list(opened.kop.bladen)
    assert ("SWV", "AANTAL", "NAAM") == opened.kop.bladen["anders"].at(3).kolommen
    assert ("SWV", "AANTAL", "NAAM") == opened.kop.kolommen


def test_reading_another_sheet(opened):
    """Its rows by its own lines, up to the note below it; messages name the sheet, the fingerprint is the file's."""
    other = opened.on_sheet("anders", voetnoot="Bron:")
    rows = read_table(other, KOLOMMEN, kopregel=3)
    assert [(4, "VO9901", 12)] == list(rows.rijen[["regel", "swv", "aantal_min"]].itertuples(index=False, name=None))
    assert 0 == len(rows.afkeuringen)
    assert other.waar.endswith("sheet 'anders'")
    assert (opened.sha256, opened.naam) == (other.sha256, other.naam)
    assert [5, 6] == read_table(opened.on_sheet("anders"), KOLOMMEN, kopregel=3).afkeuringen["regel"].tolist()


def test_a_sheet_that_is_not_there(opened, bestand):  # noqa: F811
    """Told with those that are; a text has no sheets at all."""
    with pytest.raises(FileFault, match="has no sheet 'x'; it has 'data', 'anders'"):
        opened.on_sheet("x").read_bytes()
    with pytest.raises(FileFault, match="is no workbook; expected one with a sheet 'x'"):
        bestand(b"a;b\n1;2\n", "a.csv").on_sheet("x")


def test_a_formula_elsewhere_refuses_only_its_own_sheet(bestand):  # noqa: F811
    """The sheet is not among the heads, and reading it says why; the others are read."""

    def extra(book, sheet):
        with_other(OTHER)(book, sheet)
        book.add_worksheet("som").write_formula("A1", "=1+1")

    opened = bestand(workbook(ROWS, extra=extra))
    assert ["anders"] == list(opened.kop.bladen)
    with pytest.raises(FileFault, match="sheet 'som', cell A1 holds a formula"):
        opened.on_sheet("som").read_bytes()


def test_all_sheets_together_stay_within_the_limit(bestand, monkeypatch):  # noqa: F811
    """A sheet for which no room is left is not read for its head."""
    monkeypatch.setattr(werkblad, "CELLEN", 20)
    opened = bestand(workbook(ROWS, extra=with_other(OTHER[:3])))
    assert (("SWV", "AANTAL", "NAAM"), []) == (opened.kop.kolommen, list(opened.kop.bladen))


def test_two_sheets_of_one_name(bestand):  # noqa: F811
    """They cannot be told apart: one would hide the other."""
    book = workbook(ROWS, extra=with_other(OTHER, naam="da ta"))
    two = repacked(book, {"xl/workbook.xml": lambda xml: xml.replace(b'name="data"', b'name="da  ta"')})
    with pytest.raises(FileFault, match="has two sheets of one name"):
        _ = bestand(two).kop
