"""Reserves on accounts worked out by hand, the published oracle, and the worked example of the README."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from attrs import evolve

from swvmon import MissingParameter, SwvmonError, format_euro
from swvmon.testing import assert_joint
from swvmon_reserves.begroting import AFWIJKING, REALISATIE
from swvmon_reserves.gepubliceerd import GEPUBLICEERD
from swvmon_reserves.norm import Norm
from swvmon_reserves.signalering import SIGNALERING
from swvmon_reserves.vermogen import EIGEN_OPGAVE, EIGEN_VERMOGEN, WEERSTANDSVERMOGEN

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
ALL = (AFWIJKING, EIGEN_OPGAVE, EIGEN_VERMOGEN, REALISATIE, *SIGNALERING, WEERSTANDSVERMOGEN)
BY_NAME = {i.naam: i for i in ALL}
POSITIE = BY_NAME["positie_signaleringswaarde"]
NUMBER = ("swv", "PO9901", "bestuursnummer", "12345", date(2018, 1, 1))


def accounts(equity, income):
    """The two posts that the signaleringswaarde needs, in euros."""
    return [("balans", "2.1", equity), ("baten_lasten", "TOTB", income)]


def test_the_rows_of_the_example_come_out(view, measured):
    """By hand (README); every row of the table is computed."""
    rows = re.findall(r"^\| `(\w+)` \| (€ [\d.,]+) \|$", README, re.MULTILINE)
    assert 5 == len(rows)
    for naam, amount in rows:
        assert amount == format_euro(measured(BY_NAME[naam], view())[""]), naam
    assert {"": (40_000_000, 500_000_000)} == measured(WEERSTANDSVERMOGEN, view())
    assert "400.000 / 5.000.000 = 0,08" in README


def test_every_indicator_has_a_row():
    """The README names all eleven."""
    assert 11 == len(BY_NAME)
    for naam in BY_NAME:
        assert f"| `{naam}` |" in README


@pytest.mark.parametrize("figure", GEPUBLICEERD, ids=lambda figure: figure.id)
def test_published_figures_come_out(figure):
    """The oracle of FR §7 nr. 10 (by hand from the published rule); other figures say why there is none."""
    if figure.bereken is None:
        assert figure.uitleg
        return
    assert figure.waarde == figure.rounded(figure.bereken())


def test_three_figures_are_computed():
    """Both sides of the floor and the point between them."""
    assert 3 == sum(figure.bereken is not None for figure in GEPUBLICEERD)


@pytest.mark.parametrize(
    ("baten_cent", "expected"),
    [
        (0, 25_000_000),
        (-100, 25_000_000),
        (714_285_714, 25_000_000),
        (714_285_742, 25_000_001),
        (714_285_743, 25_000_001),
    ],
)
def test_the_floor_and_the_rounding(baten_cent, expected):
    """By hand: 3,5 % of € 7.142.857,42 is 25.000.000,97 cents, half up 25.000.001."""
    assert expected == Norm.of(2020).value_cent(baten_cent)


@pytest.mark.parametrize(
    ("equity", "expected"),
    [
        (249_999, ("niet boven", -100)),
        (250_000, ("niet boven", 0)),
        (250_001, ("boven", 100)),
        (-10, ("niet boven", -25_001_000)),
    ],
)
def test_equal_is_not_above(view, measured, equity, expected):
    """To the euro; a deficit is not above (by hand)."""
    momentopname = view(accounts(equity, 1_000_000))

    assert {"": expected} == measured(POSITIE, momentopname)
    assert {"": max(0, expected[1])} == measured(BY_NAME["mogelijk_bovenmatig"], momentopname)


def test_before_2020_the_norm_is_an_assumption(view):
    """Status geschat in 2019, definitief from 2020."""
    for year, status in (("2019/20", "geschat"), ("2020/21", "definitief")):
        for indicator in SIGNALERING:
            assert {status} == set(indicator.bereken(view(schooljaar=year), None)["status"])


def test_before_there_were_swvs_there_is_no_norm():
    """2013 is refused by the name of the parameter."""
    with pytest.raises(MissingParameter, match=r"reserves\.signaleringswaarde_percentage .* has no value for 2013"):
        Norm.of(2013)


def test_gross_income_needs_the_third_statement(view, measured):
    """Without it nothing tells what was paid on; with it and without the post nothing was (schema: no post, no row)."""
    bruto = BY_NAME["signaleringswaarde_bruto"]
    plain = accounts(0, 10_000_000)

    assert {"": "ontbreekt"} == measured(bruto, view(plain))
    assert {"": 35_000_000} == measured(bruto, view([*plain, ("overheidsbijdragen", "3.1T", 9)]))


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.naam)
def test_no_accounts_is_missing_and_not_zero(view, measured, indicator):
    """No accounts, budget or reserves: one row `ontbreekt`."""
    assert {"": "ontbreekt"} == measured(indicator, view([]))


def test_accounts_of_another_year_or_board_do_not_count(view, measured):
    """Those of 2020 are not those of 2021, and without a board number there are none."""
    momentopname = view()
    other = momentopname.extended({"jaarrekening": momentopname.tabel("jaarrekening").assign(kalenderjaar=2021)})

    assert {"": "ontbreekt"} == measured(EIGEN_VERMOGEN, other)
    assert {"": "ontbreekt"} == measured(EIGEN_VERMOGEN, view(listed=None))


def test_an_swv_may_tell_its_number_itself(view, measured):
    """The latest kenmerk that has begun by the closing day; the list of SWV's goes before it."""
    later = (*NUMBER[:3], "99999", date(2021, 1, 1))
    earlier = (*NUMBER[:3], "88888", date(2014, 8, 1))

    assert {"": 40_000_000} == measured(EIGEN_VERMOGEN, view(listed=None, kenmerken=[NUMBER, later, earlier]))
    assert {"": "ontbreekt"} == measured(EIGEN_VERMOGEN, view(listed="99999", kenmerken=[NUMBER]))
    elsewhere = ("bestuur", *NUMBER[1:])
    assert {"": "ontbreekt"} == measured(EIGEN_VERMOGEN, view(listed=None, kenmerken=[elsewhere]))


def test_two_numbers_are_refused(view):
    """The message names both."""
    import pandas as pd

    double = view().extended({"swv": pd.DataFrame({"swv": "PO9901", "bestuur": ["12345", "54321"]})})
    with pytest.raises(SwvmonError, match=r"PO9901 has board numbers 12345, 54321; give one"):
        EIGEN_VERMOGEN.bereken(double, None)


def test_reserves_by_purpose_and_together(view, measured):
    """By hand; a reserve may be below zero."""
    momentopname = view(reserve=[("algemeen", 700), ("innovatie", -50)])

    assert {"": 650, "algemeen": 700, "innovatie": -50} == measured(EIGEN_OPGAVE, momentopname)


def test_realisation_against_budget(view, measured):
    """By hand; a post of one side has no outcome and is in the total."""
    momentopname = view(
        begroting=[("Organisatie", 200), ("Arrangementen", 500), ("Leeg", 0)],
        realisatie=[("Organisatie", 150), ("Onvoorzien", 30), ("Leeg", 0)],
    )

    assert {
        "": (180, 700),
        "Organisatie": (150, 200),
        "Arrangementen": "ontbreekt",
        "Onvoorzien": "ontbreekt",
        "Leeg": (0, 0),
    } == measured(REALISATIE, momentopname)
    assert {
        "": -520,
        "Organisatie": -50,
        "Arrangementen": "ontbreekt",
        "Onvoorzien": "ontbreekt",
        "Leeg": 0,
    } == measured(AFWIJKING, momentopname)


def test_a_budget_without_realisation_is_missing(view, measured):
    """Not minus the budget."""
    assert {"": "ontbreekt"} == measured(AFWIJKING, view(begroting=[("Organisatie", 200)]))


@pytest.mark.parametrize("indicator", [AFWIJKING, REALISATIE], ids=lambda i: i.naam)
def test_a_budget_without_outcome_is_one_row_that_says_so(view, measured, indicator):
    """Nothing is known of any post, so that posts are not told apart."""
    assert {"": "ontbreekt"} == measured(indicator, view(begroting=[("zorg", 100), ("reis", 50)]))


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.naam)
def test_one_call_for_many_swvs(view, indicator):
    """Law: all of it, accounts without what was paid on and a budget without outcome, and nothing: as by itself."""
    own = {
        "begroting": [("zorg", 100), ("reis", 50)],
        "realisatie": [("zorg", 70), ("huur", 3)],
        "reserve": [("risico", 900), ("personeel", 40)],
    }
    whole = view(**own)
    told = ("swv", "PO9902", "bestuursnummer", "22222", date(2018, 1, 1))
    part = of(view(accounts(10, 8_000_000), kenmerken=[told], begroting=own["begroting"]), "PO9902", "22222")
    bare = of(view([]), "PO9903", "33333")
    country = {
        name: pd.concat([each.tabel(name) for each in (whole, part)], ignore_index=True)
        for name in ("jaarrekening", "kenmerk")
    }

    assert_joint(indicator, [each.extended(country) for each in (whole, part, bare)])


def of(momentopname, regio, bestuur):
    """The view as that of another SWV with another board, which the list of SWV's does not have."""
    tables = {name: momentopname.tabel(name) for name in ("begroting", "realisatie", "reserve")}
    own = {name: rows.assign(swv=regio) for name, rows in tables.items()}
    listed = momentopname.tabel("swv").assign(swv=regio, bestuur=pd.Series([None], dtype="str"))
    posts = momentopname.tabel("jaarrekening").assign(bestuur=bestuur)
    return evolve(momentopname.extended({**own, "swv": listed, "jaarrekening": posts}), regio=regio)
