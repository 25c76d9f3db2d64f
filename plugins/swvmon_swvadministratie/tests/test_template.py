"""`swvmon template`: what it writes is what `swvmon load` recognises."""

import pytest

from swvmon import Bestand
from swvmon_swvadministratie import schrijven
from swvmon_swvadministratie.inlezen import dataset
from swvmon_swvadministratie.sjablonen import SJABLONEN

ALLE = pytest.mark.parametrize("naam", SJABLONEN)


def test_list(swvmon):
    """Without a name: all templates, sorted, and which need a key."""
    code, shown = swvmon("template")
    assert (0, sorted(SJABLONEN)) == (code, [line.split()[0] for line in shown.splitlines()])
    needed = [line.split()[0] for line in shown.splitlines() if "needs SWVMON_SLEUTEL" in line]
    assert ["arrangementen", "enquete", "thuiszitters", "tlv"] == needed


@ALLE
@pytest.mark.parametrize("vorm", ["csv", "xlsx"])
def test_an_empty_template_is_recognised_and_has_no_rows(naam, vorm, swvmon, sleutel, tmp_path):
    """Its header is the description's; loading it says that there is nothing in it."""
    path = tmp_path / f"leeg.{vorm}"
    assert 0 == swvmon("template", naam, "-o", path)[0]
    kop = Bestand.open(path).kop
    assert tuple(veld.naam for veld in SJABLONEN[naam].velden) == kop.koppen
    assert dataset(SJABLONEN[naam]).herken(kop)
    code, shown = swvmon("load", path, "--peildatum", "2016-10-01")
    assert (2, True) == (code, "has a header and no rows" in shown)


@ALLE
def test_the_explanation_stands_beside_the_table(naam, swvmon, tmp_path):
    """A sheet in a workbook, a text file beside a CSV: every column with its meaning."""
    from python_calamine import CalamineWorkbook

    swvmon("template", naam, "-o", tmp_path / "a.csv")
    swvmon("template", naam, "-o", tmp_path / "a.xlsx")
    text = (tmp_path / "a.toelichting.txt").read_text("utf-8")
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    cells = book.get_sheet_by_name("Toelichting").to_python()
    assert [naam, "Toelichting"] == book.sheet_names
    for veld, row in zip(SJABLONEN[naam].velden, cells[-len(SJABLONEN[naam].velden) :], strict=True):
        assert f"\n{veld.naam}" in text
        assert veld.uitleg in text
        assert [veld.naam, "ja" if veld.verplicht else "nee", veld.vorm, veld.uitleg, veld.voorbeeld] == row


@ALLE
def test_a_workbook_has_the_same_bytes_each_time(naam):
    """No clock in it."""
    assert schrijven.as_xlsx(SJABLONEN[naam]) == schrijven.as_xlsx(SJABLONEN[naam])


def test_on_the_screen(swvmon):
    """Without a file the header is printed; a workbook cannot be."""
    assert (0, "vestiging;aantal_lwoo\n") == swvmon("template", "lwoo")
    assert (2, "a workbook is written to a file: swvmon template lwoo -o lwoo.xlsx\n") == swvmon(
        "template", "lwoo", "--vorm", "xlsx"
    )


def test_what_cannot_be(swvmon, tmp_path):
    """An unknown name, a form that is not that of the name, a file that is there, a folder that is not."""
    path = tmp_path / "a.csv"
    assert "there is no template 'tvl'; there are aansluiting, " in swvmon("template", "tvl")[1]
    assert "its name says csv and --vorm says xlsx" in swvmon("template", "tlv", "-o", path, "--vorm", "xlsx")[1]
    path.write_text("ingevuld")
    assert (2, f"{path}: is there already; choose another name\n") == swvmon("template", "tlv", "-o", path)
    assert "ingevuld" == path.read_text()
    assert 2 == swvmon("template", "tlv", "-o", tmp_path / "geen" / "a.csv")[0]
