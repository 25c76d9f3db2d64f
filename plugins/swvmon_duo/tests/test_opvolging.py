"""A closed location has the successor that took it over whole, through as many mergers as there were."""

from datetime import date

import pandas as pd

from swvmon_duo.opvolging import successors

from .conftest import DATASETS

SINCE = date(2015, 8, 1)


def overgang(van, naar, **changes):
    standard = {"functie_van": "D", "functie_naar": "D", "datum": date(2016, 8, 1), "overgang": "F", "volledig": "J"}
    return {"van": van, "naar": naar} | standard | changes


def heirs(*rows):
    return successors(pd.DataFrame(rows), SINCE).to_dict()


def test_a_chain_is_followed_to_its_end():
    """By hand: A went into B, B into C; D went into C by transfer."""
    rows = (overgang("A", "B"), overgang("B", "C", datum=date(2019, 8, 1)), overgang("D", "C", overgang="V"))
    assert {"A": "C", "B": "C", "D": "C"} == heirs(*rows) == heirs(*reversed(rows))


def test_what_leaves_doubt_is_left_out():
    """In part, a split, two successors, an institution, long ago, a circle: no successor."""
    assert {} == heirs(
        overgang("A", "B", volledig="N"),
        overgang("C", "D", overgang="S"),
        overgang("E", "F"),
        overgang("E", "G"),
        overgang("H", "I", functie_van="U"),
        overgang("H", "I", functie_naar="U"),
        overgang("J", "K", datum=date(2015, 7, 31)),
        overgang("L", "M"),
        overgang("M", "L"),
    )


def test_the_first_day_counts():
    assert {"A": "B"} == heirs(overgang("A", "B", datum=SINCE))


def test_without_a_register():
    assert {} == successors(pd.DataFrame(), SINCE).to_dict()


def test_the_register_of_2025(real):
    """Regression: 8.785 transitions; 15KR13 went into 15KR12 on 1-8-2020."""
    rows = (
        DATASETS["duo_brin_overgangen"].lees(real("brin_overgangen/OVERGANGEN_20250113.csv")).tabellen["brin_overgang"]
    )
    assert 8_785 == len(rows)
    assert "15KR12" == successors(rows, date(2018, 8, 1))["15KR13"]
    assert set(successors(rows, date(1988, 1, 1))).isdisjoint(successors(rows, date(1988, 1, 1)).index)
