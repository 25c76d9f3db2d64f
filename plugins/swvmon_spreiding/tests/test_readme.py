"""The worked example of the README; its numbers are worked by hand."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from swvmon import Schooljaar, format_decimal
from swvmon_spreiding import swvmon_register_indicatoren

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
INDICATOREN = {}
swvmon_register_indicatoren(lambda indicator: INDICATOREN.__setitem__(indicator.naam, indicator))
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in README.splitlines() if line.startswith("| VO99")
]
YEAR = Schooljaar(2019)


def column(at):
    """Numbers of a column by SWV."""
    return {row[0]: row[at].replace(",", ".") for row in ROWS}


@pytest.fixture
def alle(make_run):
    """The five SWV's."""
    return make_run(
        ("deelname_vso_vensters", "2017/18", column(2)),
        ("deelname_vso_vensters", "2019/20", column(3)),
        ("vereveningsklasse_20", "2019/20", column(1)),
    )


def test_every_indicator_has_its_row():
    """No indicator without a row in the table of indicatoren."""
    assert all(f"| `{name}` | {indicator.soort} |" in README for name, indicator in INDICATOREN.items())


def test_movement_of_the_example(alle):
    """Worked by hand: change and direction of each SWV."""
    rows = INDICATOREN["beweging_deelname_vso"].bereken(alle, YEAR)

    assert 5 == len(ROWS)
    assert [row[5] for row in ROWS] == rows["klasse"].tolist()
    assert [row[4] for row in ROWS] == [format_decimal(value) for value in rows["waarde"]]
    assert {"aandeel, verschil"} == set(rows["eenheid"])
    assert {"verandering van 2017/18 naar 2019/20"} == set(rows["grondslag"])


def test_spread_of_the_example(alle):
    """Worked by hand."""
    rows = INDICATOREN["spreiding_deelname_vso"].bereken(alle, YEAR)

    assert {("NL", "landelijk", 5)} == {(r.sleutel, r.niveau, int(r.n)) for r in rows.itertuples()}
    assert 5 == len(rows)
    assert all(f"| {r.onderdeel} | {format_decimal(r.waarde)} |" in README for r in rows.itertuples())


def test_contrary_movers_of_the_example(alle):
    """Worked by hand."""
    rows = INDICATOREN["tegendraads_deelname_vso"].bereken(alle, YEAR).set_index("onderdeel")

    assert "Contrary: 1 of 2 that lose, 0 of 2 that gain." in README
    assert [1, 2] == [int(rows.loc["negatief en stijgend", side]) for side in ("teller", "noemer")]
    assert [0, 2] == [int(rows.loc["positief en dalend", side]) for side in ("teller", "noemer")]


def test_correlation_of_the_example(alle):
    """Worked by hand; p was computed apart from this code."""
    rows = INDICATOREN["samenhang_verevening_vso"].bereken(alle, YEAR).set_index("onderdeel")
    printed = [
        Decimal(text.replace(",", "."))
        for text in re.search(r"= (0,806226), and with n = 5 p = (0,\d+)", README).groups()
    ]

    assert (
        printed
        == [rows.loc[onderdeel, "waarde"] for onderdeel in ("r", "p")]
        == [Decimal("0.806226"), Decimal("0.099365")]
    )
    assert [5, 5] == rows["n"].tolist()
