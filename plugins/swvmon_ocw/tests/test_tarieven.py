"""`swvmon tarieven`: every shipped amount beside its article, and a change in either is seen."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from swvmon import Parameter, Periode, SwvmonError, Waarde
from swvmon_ocw import tarieven

from .conftest import KOP

REAL = "bekostigingsbedragen/{}"
FILES = ("BWBR0037032_2014-2015_README.md", "BWBR0037118_2015-2016_README.md")
TEXT = (
    KOP
    + "##Regeling van 2015 (Regeling bekostiging personeel PO 2015\u20132016 en aanpassing bedragen voor x)\n\n"
    + "### Artikel  1  \n\n####Een\n\nHet bedrag is €\u00a01.318,83. \n\n"
    + "### Artikel  2  \n\n1.  Het bedrag is € 5,00.   \n2.  Het wordt verhoogd met € 6 per leerling.  \n\n"
    + "### Artikel  3  \n\n|--- | categorie 1/l  | categorie 2/m  |\n|:---|:---|:---|\n"
    + "| per leerling VSO  | € 10,00  | € 20,50  |\n| per leerling SO  | € 30,00  | --- |\n\n"
    + "### Artikel  4  \n\nHet percentage is 3,315%, bij € 7,00. \n\n### Bijlage  \n\n€ 99,00\n"
)


def parameter(naam, waarde, bron, eenheid="euro per leerling"):
    value = Waarde(
        Decimal(waarde), Periode(date(2015, 8, 1), date(2016, 7, 31)), bron, "vastgesteld", date(2026, 11, 22)
    )
    return Parameter(naam, "Een bedrag", eenheid, "schooljaar", (value,))


@pytest.fixture
def tekst(tmp_path):
    """The made-up text, or another, as the command reads it."""

    def read(text=TEXT):
        (tmp_path / "a.md").write_text(text, "utf-8")
        code, articles = tarieven.read_text(tmp_path / "a.md")
        return {code: articles}

    return read


def one(texts, *about, **rest):
    (line,) = tarieven.compare([parameter(*about, **rest)], texts)
    return line.tekst, line.uitkomst


@pytest.mark.parametrize(
    ("waarde", "bron", "expected"),
    [
        ("1318.83", "BWBR0037118 art. 1", (Decimal("1318.83"), "gelijk")),
        ("1318.84", "BWBR0037118 art. 1", (Decimal("1318.83"), "anders")),
        ("6", "BWBR0037118 art. 2 lid 2", (Decimal(6), "gelijk")),
        ("5", "BWBR0037118 art. 2 lid 1", (Decimal(5), "gelijk")),
        ("5", "BWBR0037118 art. 2", (None, "anders")),
        ("5", "BWBR0037118 art. 2 lid 3", (None, "anders")),
        ("99", "BWBR0037118 art. 4 lid 9", (None, "anders")),
        ("5", "BWBR0037118 art. 40", (None, "anders")),
    ],
)
def test_an_amount_that_stands_alone(tekst, waarde, bron, expected):
    """The only amount of the article or paragraph that the source names; of several none is chosen."""
    assert expected == one(tekst(), "proef.bedrag", waarde, bron)


def test_a_percentage(tekst):
    """Only percentages count for a parameter in procent."""
    assert (Decimal("3.315"), "gelijk") == one(
        tekst(), "proef.deel", "3.315", "BWBR0037118 art. 4", eenheid="procent per schooljaar"
    )
    assert (Decimal(7), "gelijk") == one(tekst(), "proef.bedrag", "7", "BWBR0037118 art. 4")


@pytest.mark.parametrize(
    ("rij", "kolom", "expected"),
    [
        ("per leerling VSO", "categorie 2", (Decimal("20.50"), "gelijk")),
        ("per leerling SO", "categorie 1", (Decimal(30), "anders")),
        ("per leerling VSO", "", (Decimal("20.50"), "gelijk")),
        ("per leerling", "categorie 1", (None, "anders")),
        ("per leerling SO", "categorie 2", (None, "anders")),
        ("per leerling x", "categorie 2", (None, "anders")),
    ],
)
def test_an_amount_in_a_table(tekst, monkeypatch, rij, kolom, expected):
    """Row and column by their words or first words; not more than one cell may be meant."""
    monkeypatch.setattr(tarieven, "places", lambda: {"proef.bedrag": (rij, kolom)})
    assert expected == one(tekst(), "proef.bedrag", "20.50", "BWBR0037118 art. 3")


def test_other_sources_are_left_out(tekst):
    """A parameter of another regulation is not compared."""
    assert [] == tarieven.compare([parameter("proef.bedrag", "5", "BWBR0035617 bijlage 3")], tekst())


def test_texts_that_are_not_known(tekst, swvmon, tmp_path):
    """One line each."""
    with pytest.raises(SwvmonError, match="is not the text of a regulation that is known here"):
        tekst(TEXT.replace("2015\u20132016", "2001\u20132002"))
    assert (2, True) == _short(swvmon("tarieven", tmp_path / "weg.md"), "cannot be read (No such file")
    tekst()
    path = tmp_path / "a.md"
    assert (2, True) == _short(swvmon("tarieven", path, path), "BWBR0037118 was given before")


def _short(result, words):
    return result[0], words in result[1]


def test_real_texts(real, swvmon):
    """Law: all shipped amounts with these two sources are those of the texts; 70 of them (regression)."""
    paths = [real(REAL.format(name)) for name in FILES]
    code, shown = swvmon("tarieven", *paths)
    assert (0, "70 gelijk, 0 anders") == (code, shown.splitlines()[-1])
    code, shown = swvmon("tarieven", "--json", *paths)
    lines = json.loads(shown)
    assert (0, {"gelijk"}) == (code, {line["uitkomst"] for line in lines})
    amounts = {(line["parameter"], line["artikel"]): line["tekst"] for line in lines}
    assert "318.83" == amounts["rijksbekostiging.zwaar_po_personeel_euro", "BWBR0037118 art. 21"]
    assert "20228.81" == amounts["doorbetaling.so_personeel_euro.jonger_8_3", "BWBR0037118 art. 15"]
    assert "6571.30" == amounts["verevening.lgf_personeel_euro.toeslag_bao_zmlk_groep3", "BWBR0037118 art. 25 lid 2"]


def test_every_change_of_a_real_text_is_seen(real, tmp_path):
    """Each amount that is compared, changed by a cent in the text, is anders; no other amount is."""
    for name in FILES:
        text = real(REAL.format(name)).read_text("utf-8")
        used = {
            (line.artikel, line.waarde): line
            for line in tarieven.compare(tarieven.shipped(), dict([tarieven.read_text(real(REAL.format(name)))]))
        }
        assert used
        for artikel, waarde in used:
            number = re.search(r"art\. (\d+)", artikel)[1]
            start = text.index(f"### Artikel  {number} ")
            end = text.index("### Artikel", start + 5)
            shown = f"{waarde:,.3f}" if waarde == Decimal("3.315") else f"{waarde:,.2f}"
            shown = shown.translate(str.maketrans(",.", ".,"))
            assert shown in text[start:end], (artikel, shown)
            last = str((int(shown[-1]) + 1) % 10)
            changed = text[:start] + text[start:end].replace(shown, shown[:-1] + last) + text[end:]
            (tmp_path / name).write_text(changed, "utf-8")
            found = tarieven.compare(tarieven.shipped(), dict([tarieven.read_text(tmp_path / name)]))
            different = {(line.artikel, line.waarde) for line in found if line.uitkomst == "anders"}
            assert {(artikel, waarde)} == different


def test_amounts_that_changed_places_are_seen(real, tmp_path, swvmon):
    """Two amounts of one table, swapped: exit 1, and both lines say anders."""
    text = real(REAL.format(FILES[1])).read_text("utf-8")
    swapped = text.replace("13.281,76", "@@").replace("20.228,81", "13.281,76").replace("@@", "20.228,81")
    (tmp_path / "a.md").write_text(swapped, "utf-8")
    code, shown = swvmon("tarieven", tmp_path / "a.md")
    assert (1, 2) == (code, len([line for line in shown.splitlines() if line.endswith(": anders")]))
