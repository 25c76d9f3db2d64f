"""Gini, Theil and the amounts beneath them."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.testing import assert_joint
from swvmon_herverdeling.gelijkheid import GELIJKHEID, gini, theil
from swvmon_herverdeling.per_leerling import BEDRAGEN

BY_NAME = {i.naam: i for i in (*GELIJKHEID, *BEDRAGEN)}
PAIRS = st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**6)), min_size=2, max_size=12).filter(
    lambda pairs: any(amount for amount, _ in pairs)
)


def both(geld: list[int], gewicht: list[int]) -> tuple[str, str]:
    return str(gini(geld, gewicht)), str(theil(geld, gewicht))


def test_equal_amounts_per_pupil() -> None:
    """As much per pupil: 0, whatever the size of the schools (law)."""
    assert ("0.000000", "0.000000") == both([100, 300, 500], [1, 3, 5])
    assert ("0.000000", "0.000000") == both([1, 2], [3, 6])


def test_one_of_two_has_all() -> None:
    """Gini 1/2 and Theil ln 2 for two equal schools of which one has all (by hand)."""
    assert ("0.500000", "0.693147") == both([0, 7], [1, 1])


def test_a_quarter_and_three_quarters() -> None:
    """0,25 ln 0,5 + 0,75 ln 1,5 = -0,173287 + 0,304099 (by hand)."""
    assert ("0.250000", "0.130812") == both([300, 100], [100, 100])


def test_size_of_a_school_counts() -> None:
    """A big school with 10 per pupil and a small one with 30: Gini 3/4 - 1/2 (by hand)."""
    # Lorenz: three quarters of the pupils have half of the money; Theil 0,5 ln(0,5/0,75) + 0,5 ln(0,5/0,25)
    assert ("0.250000", "0.143841") == both([30, 30], [3, 1])


@settings(deadline=None)
@given(PAIRS)
def test_order_scale_and_splitting_do_not_matter(pairs: list[tuple[int, int]]) -> None:
    """Law: the order of schools, the unit of money and of pupils, and a school in two equal halves change nothing."""
    geld, gewicht = [a for a, _ in pairs], [n for _, n in pairs]
    told = both(geld, gewicht)

    assert told == both(geld[::-1], gewicht[::-1])
    assert told == both([7 * a for a in geld], [3 * n for n in gewicht])
    halves = both(
        [geld[0], geld[0], *(2 * a for a in geld[1:])], [gewicht[0], gewicht[0], *(2 * n for n in gewicht[1:])]
    )
    assert told == halves


@settings(deadline=None)
@given(PAIRS)
def test_bounds(pairs: list[tuple[int, int]]) -> None:
    """Law: Gini lies from 0 to 1, Theil is not below 0."""
    geld, gewicht = [a for a, _ in pairs], [n for _, n in pairs]

    assert 0 <= gini(geld, gewicht) <= 1
    assert theil(geld, gewicht) >= 0


@settings(deadline=None)
@given(PAIRS)
def test_gini_is_the_mean_difference(pairs: list[tuple[int, int]]) -> None:
    """Law: the area under the curve gives the same as half the mean difference between two pupils over the mean."""
    geld, gewicht = [a for a, _ in pairs], [n for _, n in pairs]
    apart = sum(abs(a * m - b * n) for a, n in pairs for b, m in pairs)
    expected = Decimal(apart) / (2 * sum(gewicht) * sum(geld))

    assert abs(expected - gini(geld, gewicht)) <= Decimal("0.0000005")


def told(naam: str, region, book) -> tuple:
    """(value, n, methode, status, uitkomst) of the one row."""
    (row,) = BY_NAME[naam].bereken(region, book).to_dict("records")
    number = [None if pd.isna(row[c]) else str(Decimal(row[c]).normalize()) for c in ("waarde", "n")]
    return (*number, row["methode"], row["status"], row["uitkomst"])


TWO = {"90AA00": (100, 100), "90BB00": (100, 100)}
METHODE = "Gini, gewogen naar leerlingen: exacte oppervlakte onder de Lorenzcurve"


def test_gini_of_a_region(ledger, view) -> None:
    """100 and 300 over as many pupils; a third school without pupils and money is no case (by hand)."""
    region = view({**TWO, "90CC00": None})

    assert ("0.25", "2", METHODE, "definitief", "") == told("gini_leerling", region, ledger(v90AA00=100, v90BB00=300))


def test_theil_names_its_own_method(ledger, view) -> None:
    """The same schools (by hand)."""
    value, _, methode, *_ = told("theil_leerling", view(TWO), ledger(v90AA00=100, v90BB00=300))

    assert ("0.130812", True) == (value, methode.startswith("Theil T, gewogen naar leerlingen: "))


def test_a_shared_school_weighs_for_its_part(ledger, view) -> None:
    """Half of a school of 200 pupils is as many as the other has (by hand)."""
    region = view({"90AA00": (200, 200), "90BB00": (100, 100)}, aandeel={"90AA00": "0.5"})

    assert "0.25" == told("gini_leerling", region, ledger(v90AA00=100, v90BB00=300))[0]


def test_masked_counts_make_it_an_estimate(ledger, view) -> None:
    """Taken at the low end, and told in status and methode."""
    region = view({"90AA00": (100, 103), "90BB00": (100, 100)})

    assert ("0.25", "2", METHODE + "; afgeschermde aantallen op hun minimum", "geschat", "") == told(
        "gini_leerling", region, ledger(v90AA00=100, v90BB00=300)
    )


@pytest.mark.parametrize(
    ("schools", "cents", "reason"),
    [
        ({}, {}, "geen scholen met leerlingen"),
        ({"90AA00": (0, 0), "90BB00": (0, 0)}, {}, "geen scholen met leerlingen"),
        ({"90AA00": (5, 5), "90BB00": (0, 0)}, {"v90AA00": 9}, "één school: er is niets te vergelijken"),
        (TWO, {}, "er is geen geld verdeeld"),
        (TWO, {"v90AA00": 9, "v90BB00": -1}, "een school betaalde per saldo"),
        (
            {**TWO, "90CC00": None},
            {"v90AA00": 9, "v90CC00": 1},
            "er ging geld naar een school zonder leerlingen die tellen",
        ),
    ],
)
def test_what_has_no_meaning_is_named(ledger, view, schools: dict, cents: dict, reason: str) -> None:
    """No school, one school, no money, a net payer, money without pupils: each its own reason, no number."""
    counted = schools or {"90ZZ00": None}
    region = view(counted) if any(counted.values()) else view({**counted, "90YY00": (0, 0)})

    for naam in ("gini_leerling", "theil_leerling"):
        assert (None, None, f"niet te bepalen: {reason}", "definitief", "ontbreekt") == told(
            naam, region, ledger(**cents)
        )


def test_without_a_count_it_is_told(ledger, view) -> None:
    """Missing is not zero."""
    region = view(TWO, geteld=False)

    assert "niet te bepalen: de telling ontbreekt" == told("gini_leerling", region, ledger(v90AA00=1))[2]
    assert ["ontbreekt"] == BY_NAME["bedrag_per_leerling"].bereken(region, ledger(v90AA00=1))["uitkomst"].tolist()


def test_equality_over_need(ledger, view) -> None:
    """10 and 30 pupils with need for 100 and 300: as much per pupil with need; 30 and 10: Gini 1/2 (by hand)."""
    book = ledger(v90AA00=100, v90BB00=300)

    assert "0" == told("gini_behoefte", view(TWO, behoefte={"90AA00": "10", "90BB00": "30"}), book)[0]
    assert "0.5" == told("gini_behoefte", view(TWO, behoefte={"90AA00": "30", "90BB00": "10"}), book)[0]


@pytest.mark.parametrize(("behoefte", "number"), [({}, 2), ({"90AA00": "10"}, 1)])
def test_need_that_is_not_known_is_told(ledger, view, behoefte: dict, number: int) -> None:
    """No feature at all, or not of a school that got money."""
    region = view(TWO, behoefte=behoefte)

    assert (
        f"niet te bepalen: het aantal leerlingen is onbekend van {number} scholen"
        == told("theil_behoefte", region, ledger(v90AA00=100, v90BB00=300))[2]
    )


def test_amounts_per_pupil(ledger, view) -> None:
    """Per school the cents over its pupils; who is not counted has noemer 0; who does not tell its need is missing."""
    region = view({"90AA00": (100, 103), "90BB00": None}, behoefte={"90AA00": "12"}, aandeel={"90AA00": "0.5"})
    book = ledger(v90AA00=700)

    each, need = (BY_NAME[n].bereken(region, book) for n in ("bedrag_per_leerling", "bedrag_per_leerling_met_behoefte"))

    columns = ["teller", "noemer", "noemer_max"]
    assert [[700, 50, 51.5], [0, 0, 0]] == each[columns].astype("float64").to_numpy().tolist()
    assert [700, 6, 6] == need.loc[0, columns].astype("float64").tolist()
    assert ["", "ontbreekt"] == need["uitkomst"].tolist()


@pytest.mark.parametrize("naam", BY_NAME)
def test_one_call_for_many_swvs(ledger, view, naam: str) -> None:
    """Law: masked counts, a shared school, money without pupils, no count and no money: each SWV as by itself."""
    needs = {"90AA00": "10", "90BB00": "30"}
    views = [
        view({"90AA00": (100, 103), "90BB00": (50, 50)}, behoefte=needs, regio="VO9901"),
        view({**TWO, "90CC00": (9, 9)}, behoefte=needs, aandeel={"90AA00": "0.5"}, regio="VO9902"),
        view({**TWO, "90CC00": None}, behoefte=needs, regio="VO9903"),
        view(TWO, behoefte=needs, geteld=False, regio="VO9904"),
        view({"90DD00": (1, 1)}, behoefte=needs, regio="VO9905"),
    ]
    money = {"v90AA00": 100, "v90BB00": 300}
    books = [ledger(**money), ledger(**money), ledger(**money, v90CC00=1), ledger(**money), ledger()]

    assert_joint(BY_NAME[naam], views, {each.regio: book for each, book in zip(views, books, strict=True)})
