"""Means, reliability, relations and F-tests, and a named outcome where there is no number."""

import math
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

from swvmon_directeurenmonitor.statistiek import (
    BEREKEND,
    GEEN_ANTWOORDEN,
    GEEN_VARIATIE,
    TE_WEINIG,
    TE_WEINIG_GROEPEN,
    compare_groups,
    correlate,
    cronbach,
    f_test,
    p_of_f,
    summarise,
)


def numbers(*values, start=0):
    return pd.Series([Fraction(v) for v in values], index=[f"r{i + start}" for i in range(len(values))], dtype="object")


def test_summary():
    """By hand: 2, 3 and 7 have mean 4, median 3, standard deviation the root of 7; one is below 3."""
    made = summarise(numbers(2, 3, 7), Decimal(3))

    assert (3, 4, 3, 1, BEREKEND) == (made.n, made.gemiddelde, made.mediaan, made.onvoldoende, made.uitkomst)
    assert math.isclose(7, made.sd**2)


def test_summary_of_nobody_and_of_one():
    """Nobody has no mean; one has no spread."""
    assert (None, GEEN_ANTWOORDEN) == (summarise(numbers()).gemiddelde, summarise(numbers()).uitkomst)
    assert (5, None) == (summarise(numbers(5)).gemiddelde, summarise(numbers(5)).sd)


def test_alpha():
    """By hand: items 1,2,3 and 1,3,2 have variance 1 each, their sums 2,5,5 variance 3: 2 x (1 - 2/3) = 2/3."""
    alfa, told = cronbach(pd.DataFrame({"a": [1, 2, 3, 4], "b": [1, 3, 2, None]}))

    assert BEREKEND == told
    assert math.isclose(2 / 3, alfa)


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ({"a": [1, 2, 3]}, TE_WEINIG),
        ({"a": [1, 2], "b": [1, 2]}, TE_WEINIG),
        ({"a": [4, 4, 4], "b": [2, 2, 2]}, GEEN_VARIATIE),
        ({"a": [1, 2, 3], "b": [None, None, None]}, TE_WEINIG),
    ],
)
def test_no_alpha(items, told):
    """One item, two whole rows, no difference, and an item that nobody judged have no alpha."""
    assert (None, told) == cronbach(pd.DataFrame(items))


def test_correlation():
    """By hand: 1,2,3 with 1,3,2 has r 1/2; with one degree of freedom p is 1 - 2/pi x arctan(1/root 3) = 2/3."""
    made = correlate(numbers(1, 2, 3, 9), numbers(1, 3, 2))

    assert (3, BEREKEND) == (made.n, made.uitkomst)
    assert math.isclose(0.5, made.r)
    assert math.isclose(2 / 3, made.p)


def test_a_perfect_relation_has_p_zero():
    """By hand: a line downwards has r -1."""
    made = correlate(numbers(1, 2, 3), numbers(6, 4, 2))

    assert (-1, 0) == (made.r, made.p)


@pytest.mark.parametrize(
    ("een", "ander", "told"),
    [((1, 2), (3, 4), TE_WEINIG), ((), (1, 2, 3), GEEN_ANTWOORDEN), ((1, 2, 3), (5, 5, 5), GEEN_VARIATIE)],
)
def test_no_correlation(een, ander, told):
    """Two pairs, no pairs and no variation have a named outcome and no number."""
    made = correlate(numbers(*een), numbers(*ander))

    assert (None, None, told) == (made.r, made.p, made.uitkomst)


def test_f_test_against_the_closed_form():
    """By hand: 1,2 / 3,4 / 8,9 have F = (52 / 2) / (1,5 / 3) = 52; with df1 2, p is (1 + 2 F / df2) ** (-df2 / 2)."""
    made = f_test({"a": [Fraction(1), Fraction(2)], "b": [Fraction(3), Fraction(4)], "c": [Fraction(8), Fraction(9)]})

    assert (2, 3, BEREKEND) == (made.df1, made.df2, made.uitkomst)
    assert math.isclose(52.0, made.f)
    assert math.isclose((1 + 2 * 52 / 3) ** -1.5, made.p)
    assert math.isclose(52 / 53.5, made.eta2)


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ({"a": [1, 2, 3]}, TE_WEINIG_GROEPEN),
        ({"a": [1, 2], "b": []}, TE_WEINIG_GROEPEN),
        ({"a": [1], "b": [2]}, TE_WEINIG),
        ({"a": [1, 1], "b": [2, 2]}, GEEN_VARIATIE),
        ({"a": [], "b": []}, GEEN_ANTWOORDEN),
    ],
)
def test_no_f_test(groups, told):
    """One group, no degrees of freedom, no difference within groups and nobody have a named outcome and no number."""
    made = f_test({name: [Fraction(n) for n in numbers] for name, numbers in groups.items()})

    assert (None, None, None, told) == (made.f, made.p, made.eta2, made.uitkomst)


def test_who_has_no_class_is_in_no_group():
    """By hand: of three in class a and b, the fourth has none; classes stand in their own order."""
    classes = pd.Series(pd.Categorical(["b", "b", "a", None], categories=["b", "a"]), index=["r0", "r1", "r2", "r3"])
    made = compare_groups(numbers(1, 3, 5, 100), classes)

    assert {"b": 2, "a": 1} == made.aantallen
    assert {"b": 2, "a": 5} == made.gemiddelden
    assert ["b", "a"] == list(made.aantallen)


def test_p_of_f_against_the_tangent():
    """By hand: F(1,1) is the square of t with one degree of freedom, p = 1 - 2/pi x arctan(root F)."""
    assert math.isclose(1 - 2 / math.pi * math.atan(2), p_of_f(4, 1, 1))
