"""Achterstandsscores: sheets, values kept exactly, what is missing, what is not reliable, and faults of a file."""

from datetime import date
from decimal import Decimal

import pytest

from swvmon import Bestand, Periode, SwvmonError
from swvmon_cbs.achterstandsscores import DATASET

from .conftest import NOTEN, TABEL_1, TABEL_2

REAL = "achterstandsscores/achterstandsscores-scholen-2019.xlsx"


def features(gelezen, code):
    rows = gelezen.tabellen["kenmerk"]
    rows = rows[rows["code"] == code]
    return dict(zip(rows["kenmerk"], rows["waarde"], strict=True))


def test_both_tables_are_read(werkboek):
    """Every score of a location under its own name, as the digits that stand there (the rows of the workbook)."""
    opened = werkboek()
    assert DATASET.herken(opened.kop)
    gelezen = DATASET.lees(opened)
    assert (5, []) == (gelezen.rijen_gelezen, gelezen.afkeuringen["regel"].tolist())
    assert {
        "achterstandsscore_leerlingen": "100",
        "achterstandsscore": "33.02",
        "achterstandsscore_zonder_drempel": "102.62",
        "achterstandsscore_onderbouw": "26.17",
        "achterstandsscore_bovenbouw": "76.45",
    } == features(gelezen, "80AA00")
    rows = gelezen.tabellen["kenmerk"]
    assert [6, 6, 6, 6, 6] == rows.loc[rows["code"] == "80AA00", "regel"].tolist()
    assert {("vestiging", date(2019, 10, 1), date(2020, 9, 30))} == set(
        zip(rows["niveau"], rows["geldig_van"], rows["geldig_tot"], strict=True)
    )


def test_missing_values_are_kept_apart(werkboek):
    """A point (unknown, not reliable or secret) is told, an empty cell (cannot occur) is nothing; neither is a zero."""
    gelezen = DATASET.lees(werkboek())
    assert {"achterstandsscore_leerlingen": "210", "achterstandsscore_status": "niet_gepubliceerd"} == features(
        gelezen, "80DD00"
    )
    assert {"achterstandsscore_leerlingen": "55"} == features(gelezen, "80EE00")
    assert "0" == features(gelezen, "80BB00")["achterstandsscore"]


def test_each_letter_is_about_its_own_score(werkboek):
    """a: the score itself, b: onderbouw, c: bovenbouw, as the notes below the tables say."""
    gelezen = DATASET.lees(werkboek())
    assert ["achterstandsscore_onderbouw_betrouwbaarheid"] == [
        name for name in features(gelezen, "80BB00") if "betrouwbaarheid" in name
    ]
    scores = ("", "_zonder_drempel", "_onderbouw", "_bovenbouw")
    more = {f"achterstandsscore{score}_betrouwbaarheid" for score in scores}
    found = features(gelezen, "80CC00")
    assert more == {name for name in found if "betrouwbaarheid" in name}
    assert {"onvoldoende"} == {found[name] for name in more}
    assert not any("betrouwbaarheid" in name for name in features(gelezen, "80AA00"))
    assert ["1 waarden van achterstandsscore zijn niet gepubliceerd volgens het CBS."] == [
        b.tekst for b in gelezen.bevindingen if "niet gepubliceerd" in b.tekst
    ]


def test_the_day_is_that_of_the_titles(werkboek):
    """1 October of the titles, whatever --peildatum says; without one, or with two, nothing is read."""
    assert Periode(date(2019, 10, 1), date(2019, 10, 1)) == DATASET.periode(werkboek().kop).dagen
    silent = werkboek(title="Achterstandsscore {}per basisschoolvestiging")
    assert DATASET.periode(silent.kop) is None
    with pytest.raises(SwvmonError, match="the titles of its tables tell no 1 October, or not the same"):
        DATASET.lees(silent)


def test_a_header_on_another_row(werkboek):
    """The header is looked for in the first ten rows."""
    gelezen = DATASET.lees(werkboek(lead=2))
    assert "33.02" == features(gelezen, "80AA00")["achterstandsscore"]


def test_one_table_is_enough(werkboek):
    """A workbook with one of the tables has the scores of that one."""
    gelezen = DATASET.lees(werkboek({2: TABEL_2}))
    assert "102.62" == features(gelezen, "80AA00")["achterstandsscore_zonder_drempel"]
    assert "achterstandsscore" not in set(gelezen.tabellen["kenmerk"]["kenmerk"])


@pytest.mark.parametrize(
    ("row", "column", "code", "found"),
    [
        (["80FF", 10, 1.5, ""], "School (BRIN vestiging) (Tabel 1)", "ongeldige_vestiging", "80FF"),
        (["80FF00", 10, "veel", ""], "achterstandsscore (Tabel 1)", "geen_decimaal_getal", "veel"),
        (["80FF00", 10, 1.5, "x"], " (Tabel 1)", "ongeldige_waarde", "x"),
    ],
)
def test_rejected_rows(werkboek, row, column, code, found):
    """The line and the sheet of what cannot be read; the other rows are kept."""
    gelezen = DATASET.lees(werkboek({1: [*TABEL_1, row], 2: TABEL_2}))
    refused = gelezen.afkeuringen[["regel", "kolom", "code", "gevonden"]].to_dict("records")
    assert [{"regel": 11, "kolom": column, "code": code, "gevonden": found}] == refused
    assert "33.02" == features(gelezen, "80AA00")["achterstandsscore"]


def test_other_workbooks_are_not_taken(werkboek, tmp_path):
    """Neither a workbook with another table, nor a text."""
    assert not DATASET.herken(werkboek({1: [["School", "Score"], ["80AA00", 1]]}).kop)
    (tmp_path / "a.csv").write_text("School (BRIN vestiging);Score\n80AA00;1\n")
    assert not DATASET.herken(Bestand.open(tmp_path / "a.csv").kop)


def test_notes_are_no_rows(werkboek):
    """What stands below `Bron:` is neither read nor rejected; without such a line it is rejected, not lost."""
    assert 0 == len(DATASET.lees(werkboek()).afkeuringen)
    other = DATASET.lees(werkboek(notes=[text.replace("Bron:", "Herkomst:") for text in NOTEN]))
    assert {"ongeldige_vestiging"} == set(other.afkeuringen["code"])


def test_loading(werkboek, swvmon):
    """Through the command into the database: several features on one line, and the same file once."""
    path = werkboek().pad
    code, shown = swvmon("load", path)
    assert (0, True) == (code, "cbs_achterstandsscores  peildatum 2019-10-01  5 rows read, 5 accepted" in shown)
    assert "already loaded" in swvmon("load", path)[1]
    rows = swvmon.rows("kenmerk", "kenmerk", "code", "waarde", "regel")
    assert ("achterstandsscore", "80AA00", "33.02", 6) in rows
    assert 5 == len([row for row in rows if row[1] == "80AA00"])


def test_the_score_weighs_in_a_model(werkboek):
    """What is loaded has the form that a weight from a feature needs: niveau vestiging and a number."""
    rows = DATASET.lees(werkboek()).tabellen["kenmerk"]
    chosen = rows[(rows["niveau"] == "vestiging") & (rows["kenmerk"] == "achterstandsscore")]
    assert [Decimal("33.02"), Decimal(0), Decimal("18.3")] == [Decimal(text) for text in chosen["waarde"]]
    assert chosen["code"].is_unique


def test_real_scores_of_2019(real):
    """Published (SOURCES): 6.295 locations in both tables, `a` 120 times; b and c counted by hand from the letters."""
    gelezen = DATASET.lees(Bestand.open(real(REAL)))
    counts = gelezen.tabellen["kenmerk"]["kenmerk"].value_counts().to_dict()
    assert (6_295, 0) == (gelezen.rijen_gelezen, len(gelezen.afkeuringen))
    assert {6_295} == {number for name, number in counts.items() if "betrouwbaarheid" not in name}
    weak = {n.removesuffix("_betrouwbaarheid"): number for n, number in counts.items() if "betrouwbaarheid" in n}
    b, c = 476 + 271 + 120, 476 + 110 + 120  # "b, c" 476, "b" 271, "c" 110, "a, b, c" 120
    assert {
        "achterstandsscore": 120,
        "achterstandsscore_zonder_drempel": 120,
        "achterstandsscore_onderbouw": b,
        "achterstandsscore_bovenbouw": c,
    } == weak
    assert {
        "achterstandsscore_leerlingen": "278",
        "achterstandsscore": "374.74",
    } == {
        k: v
        for k, v in features(gelezen, "31LZ00").items()
        if k in ("achterstandsscore", "achterstandsscore_leerlingen")
    }


def test_real_threshold(real):
    """An identity of the publisher: score = score without threshold - one amount per pupil, not below 0.

    Worked by hand from the explanation in the workbook: each rounded pair of scores bounds that amount, and one amount
    must be within all bounds. The halves add up to the whole, but for rounding.
    """
    rows = DATASET.lees(Bestand.open(real(REAL))).tabellen["kenmerk"]
    wide = rows.pivot(index="code", columns="kenmerk", values="waarde")
    numbers = {name: [Decimal(text) for text in wide[name]] for name in wide if "betrouwbaarheid" not in name}
    cent = Decimal("0.01")
    lower, upper = [Decimal(0)], []
    for pupils, score, whole, young, old in zip(
        *(
            numbers[f"achterstandsscore{part}"]
            for part in ("_leerlingen", "", "_zonder_drempel", "_onderbouw", "_bovenbouw")
        ),
        strict=True,
    ):
        assert abs(young + old - whole) <= cent
        lower.append((whole - score - cent) / pupils)
        if score:
            upper.append((whole - score + cent) / pupils)
    assert max(lower) <= min(upper)
    assert Decimal("0.6960") == round(max(lower), 4)


def test_a_table_with_a_formula_refuses_the_workbook(werkboek):
    """The other table alone would be half of it."""
    spoiled = [*TABEL_1[:-1], ["80EE00", "=1+1", 5, ""]]
    opened = werkboek({1: spoiled, 2: TABEL_2})
    assert DATASET.herken(opened.kop)
    with pytest.raises(SwvmonError, match="sheet 'Tabel 1', cell B10 holds a formula"):
        DATASET.lees(opened)
