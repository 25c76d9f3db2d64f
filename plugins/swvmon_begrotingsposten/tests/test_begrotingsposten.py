"""The five posts on budgets worked out by hand, and the worked example of the README."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swvmon import SwvmonError, format_decimal, half_up
from swvmon.testing import assert_joint, make_momentopname
from swvmon_begrotingsposten.aandelen import AANDEEL, AFGEROND, DECENTRAAL, NIET_INGEDEELD
from swvmon_begrotingsposten.gepubliceerd import GEPUBLICEERD
from swvmon_begrotingsposten.posten import POSTEN, rescale
from swvmon_begrotingsposten.sturing import KLASSE

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
ALL = (AANDEEL, AFGEROND, DECENTRAAL, KLASSE, NIET_INGEDEELD)
EXAMPLE = [
    ("Speciale voorzieningen", 10_000),
    ("Decentrale inzet van middelen", 30_000),
    ("Begeleiders in dienst", 20_000),
    ("Management en organisatie van het samenwerkingsverband", 10_000),
    ("Reserve", 5_000),
]
ARRANGED = ("swv", "VO9901", "begrotingspost_begeleiders_in_dienst", "dienstverlening", date(2018, 1, 1))


def view(posts=EXAMPLE, kenmerken=(ARRANGED,), *, kalenderjaar=2019):
    """An SWV with a budget."""
    columns = ["niveau", "code", "kenmerk", "waarde", "geldig_van"]
    told = pd.DataFrame(kenmerken, columns=columns).astype(dict.fromkeys(columns[:4], "str"))
    rows = pd.DataFrame(posts, columns=["post", "bedrag_cent"]).astype({"post": "str", "bedrag_cent": "int64"})
    return make_momentopname({"begroting": rows.assign(swv="VO9901", kalenderjaar=kalenderjaar), "kenmerk": told})


def measured(indicator, momentopname):
    """(teller, noemer), (klasse, waarde) or waarde by part, or the outcome without one."""
    rows = indicator.bereken(momentopname, None)
    assert {indicator.soort} == set(rows["soort"])

    def told(row):
        if row.uitkomst:
            return row.uitkomst
        if indicator.soort == "verhouding":
            return int(row.teller), int(row.noemer)
        return (row.klasse, int(row.waarde)) if indicator.soort == "klasse" else int(row.waarde)

    return {row.onderdeel: told(row) for row in rows.itertuples()}


def test_the_rows_of_the_example_come_out():
    """By hand (README): raw share of 700 and whole percent, of every post."""
    raw, closed = measured(AANDEEL, view()), measured(AFGEROND, view())
    rows = re.findall(r"\| `(\w+)` \| ([\d,]+) \| (\d+) \|", README)
    assert [*POSTEN] == [post for post, _, _ in rows]
    for post, share, percent in rows:
        teller, noemer = raw[post]
        assert 70_000 == noemer
        assert share == format_decimal(half_up(Decimal(teller) / noemer, 6))
        assert int(percent) == closed[post]
    assert {"": (5_000, 75_000)} == measured(NIET_INGEDEELD, view())
    assert {"": (30_000, 70_000)} == measured(DECENTRAAL, view())


def test_every_indicator_has_a_row():
    """The README names all five."""
    for indicator in ALL:
        assert f"| `{indicator.naam}` |" in README


def test_rounded_apart_they_do_not_add_up_and_closed_they_do():
    """By hand: 1, 1, 1 of 3 is 33,33 each, 99 rounded apart; the first name of the alphabet gets the percent left."""
    posts = [("dienstverlening", 1), ("speciale_voorzieningen", 1), ("decentrale_inzet", 1)]
    closed = measured(AFGEROND, view(posts))

    assert {"decentrale_inzet": 34, "dienstverlening": 33, "speciale_voorzieningen": 33} == {
        post: percent for post, percent in closed.items() if percent
    }


@given(st.lists(st.integers(0, 10**12), min_size=5, max_size=5).filter(any))
def test_whole_percents_always_close_to_100(amounts):
    """Each is less than one percent from its raw share, and together they are 100."""
    closed = rescale(pd.Series(amounts, index=list(POSTEN)))

    assert 100 == closed.sum()
    for percent, amount in zip(closed, amounts, strict=True):
        assert abs(percent * sum(amounts) - 100 * amount) < sum(amounts)


def test_the_scale_of_the_budget_does_not_matter():
    """Ten times the budget gives the same percents."""
    tenfold = [(post, amount * 10) for post, amount in EXAMPLE]

    assert measured(AFGEROND, view()) == measured(AFGEROND, view(tenfold))


def test_the_arrangement_of_the_swv_goes_by_the_latest_that_has_begun():
    """One that begins after the kalenderjaar, or is of another SWV or level, does not count (by hand)."""
    naam = ARRANGED[2]
    kenmerken = [
        ("swv", "VO9901", naam, "leerlinggebonden", date(2017, 1, 1)),
        ARRANGED,
        ("swv", "VO9901", naam, "management_organisatie", date(2020, 1, 1)),
        ("swv", "VO9902", naam, "management_organisatie", date(2019, 1, 1)),
    ]
    assert (20_000, 70_000) == measured(AANDEEL, view(kenmerken=kenmerken))["dienstverlening"]
    assert {"": (25_000, 75_000)} == measured(NIET_INGEDEELD, view(kenmerken=()))


def test_an_unknown_post_in_a_kenmerk_is_refused_by_name():
    """The message tells what may stand there."""
    with pytest.raises(SwvmonError, match=r"begrotingspost_reserve is 'sparen'; one of speciale_voorzieningen"):
        measured(AANDEEL, view(kenmerken=[("swv", "VO9901", "begrotingspost_reserve", "sparen", date(2019, 1, 1))]))


def test_a_post_below_zero_is_refused_by_name():
    """Only a post of the five: another counts without its sign."""
    with pytest.raises(SwvmonError, match=r"post 'Dienstverlening' of the budget is below zero"):
        measured(AANDEEL, view([("Dienstverlening", -1)]))
    assert {"": (5, 15)} == measured(NIET_INGEDEELD, view([("Reserve", -5), ("Dienstverlening", 10)]))


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.naam)
def test_no_budget_is_missing_and_not_zero(indicator):
    """No budget, and none of the kalenderjaar: one row `ontbreekt`."""
    assert {"": "ontbreekt"} == measured(indicator, view([], ()))
    assert {"": "ontbreekt"} == measured(indicator, view(kenmerken=(), kalenderjaar=2020))


def test_no_post_of_the_five_is_missing_and_five_zeros_have_no_share():
    """Zero of zero is told by the core as noemer_nul; closed there is nothing to divide (by hand)."""
    assert (
        {"": "ontbreekt"} == measured(AANDEEL, view([("Reserve", 5)])) == measured(DECENTRAAL, view([("Reserve", 5)]))
    )
    zeros = view([("Dienstverlening", 0)])

    assert {(0, 0)} == set(measured(AANDEEL, zeros).values())
    assert {"": "ontbreekt"} == measured(AFGEROND, zeros)


@pytest.mark.parametrize(
    ("mark", "klasse"),
    [(1, "decentraal"), (3, "decentraal"), (4, "gemengd"), (7, "gemengd"), (8, "centraal"), (10, "centraal")],
)
def test_classes_have_both_ends(mark, klasse):
    """Edges of R3 L2024-2025."""
    momentopname = view(kenmerken=[("swv", "VO9901", "sturing_centraal", str(mark), date(2020, 7, 31))])

    assert {"": (klasse, mark)} == measured(KLASSE, momentopname)


@pytest.mark.parametrize("mark", ["0", "11", "5,5", ""])
def test_another_mark_is_refused(mark):
    """The message names the mark."""
    with pytest.raises(SwvmonError, match=rf"sturing_centraal of VO9901 is '{mark}'; a whole number from 1 to 10"):
        measured(KLASSE, view(kenmerken=[("swv", "VO9901", "sturing_centraal", mark, date(2019, 1, 1))]))


def test_a_mark_of_a_later_year_does_not_count():
    """It begins on the day after the school year."""
    later = ("swv", "VO9901", "sturing_centraal", "5", date(2020, 8, 1))

    assert {"": "ontbreekt"} == measured(KLASSE, view(kenmerken=[later]))


def test_the_printed_percentages_add_up_to_101_beside_100():
    """Published (R3 Tabel 3.1, L723-728): each total says why it differs; the ten means cannot be computed."""
    totals = [f for f in GEPUBLICEERD if f.id.endswith("totaal")]

    assert [(100, 101), (100, 101)] == [(int(f.waarde), int(f.bereken())) for f in totals]
    assert 12 == len(GEPUBLICEERD)
    assert all(f.uitleg for f in GEPUBLICEERD)


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.naam)
def test_one_call_for_many_swvs(indicator):
    """Law: SWV's that put one post elsewhere, with posts of their own only, of zero, and without any: as by itself."""
    columns = ["niveau", "code", "kenmerk", "waarde", "geldig_van"]
    told = [
        ARRANGED,
        ("swv", "VO9902", "begrotingspost_begeleiders_in_dienst", "leerlinggebonden", date(2018, 1, 1)),
        ("swv", "VO9901", "sturing_centraal", "3", date(2018, 1, 1)),
        ("swv", "VO9902", "sturing_centraal", "10", date(2018, 1, 1)),
        ("swv", "VO9902", "sturing_centraal", "7", date(2019, 9, 1)),
    ]
    budgets = {
        "VO9901": EXAMPLE,
        "VO9902": EXAMPLE[2:],
        "VO9903": [("Reserve", -5)],
        "VO9904": [("Leerlinggebonden budget", 0)],
        "VO9905": [],
    }
    views = [
        make_momentopname(
            {
                "begroting": pd.DataFrame(
                    [(regio, 2019, *row) for row in rows], columns=["swv", "kalenderjaar", "post", "bedrag_cent"]
                ).astype({"swv": "str", "post": "str", "kalenderjaar": "int64", "bedrag_cent": "int64"}),
                "kenmerk": pd.DataFrame(told, columns=columns),
            },
            regio=regio,
        )
        for regio, rows in budgets.items()
    ]

    assert_joint(indicator, views)
