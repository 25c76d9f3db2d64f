"""Spread, movement and correlation over SWV's, and what has no number."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Schooljaar
from swvmon_spreiding.beweging import BEWEGINGEN, TEGENDRAADS, direction
from swvmon_spreiding.correlatie import chance, pearson
from swvmon_spreiding.samenhang import SAMENHANGEN
from swvmon_spreiding.spreiding import SPREIDINGEN, characteristics
from swvmon_spreiding.verbanden import change, values

SO, YEAR = "deelname_so_vensters", Schooljaar(2019)
SPREIDING, BEWEGING, TEGEN, SAMENHANG = (group[0] for group in (SPREIDINGEN, BEWEGINGEN, TEGENDRAADS, SAMENHANGEN))
RISE = {"PO9901": "0.02", "PO9902": "0.02", "PO9903": "0.02"}
EVEN = {"PO9901": "0.01", "PO9902": "0.01", "PO9903": "0.01"}


def dec(*numbers):
    return [Decimal(number) for number in numbers]


def test_characteristics():
    """By hand: 2, 4, 4, 4, 5, 5, 7, 9 have mean 5, deviation 2 of a population, and sqrt(32 / 7) of a sample."""
    assert {
        "gemiddelde": Decimal(5),
        "standaardafwijking_steekproef": Decimal("2.138090"),
        "standaardafwijking_populatie": Decimal(2),
        "minimum": Decimal(2),
        "maximum": Decimal(9),
    } == characteristics(dec(2, 4, 4, 4, 5, 5, 7, 9))


def test_masked_and_other_rows_are_left_out(make_run):
    """Only whole values of SWV's of the school year count: not masked, a part, of a board or another year (by hand)."""
    alle = make_run(
        (SO, "2019/20", {"PO9902": "0.02", "PO9901": "0.01", "PO9903": None}), (SO, "2018/19", {"PO9901": "9"})
    )
    other = make_run((SO, "2019/20", {"12345": "9"})).assign(niveau="bestuur")
    part = make_run((SO, "2019/20", {"PO9901": "9"})).assign(onderdeel="1")
    half = make_run((SO, "2019/20", {"PO9904": "9"})).assign(uitkomst="onvolledig")
    import pandas as pd

    assert {"PO9901": Decimal("0.01"), "PO9902": Decimal("0.02")} == values(
        pd.concat([alle, other, part, half]), SO, YEAR
    )


def test_one_swv_has_no_sample_deviation(make_run):
    """By hand: mean, minimum, maximum and a population deviation of zero; a sample needs two."""
    rows = SPREIDING.bereken(make_run((SO, "2019/20", {"PO9901": "0.02"})), YEAR).set_index("onderdeel")

    assert "ontbreekt" == rows.loc["standaardafwijking_steekproef", "uitkomst"]
    assert 0 == rows.loc["standaardafwijking_populatie", "waarde"]
    assert [1] * 4 == rows["n"].dropna().tolist()


def test_without_swvs_there_is_no_number(make_run):
    """Every SWV masked: five rows that say so, and no zero."""
    rows = SPREIDING.bereken(make_run((SO, "2019/20", {"PO9901": None})), YEAR)

    assert ["ontbreekt"] * 5 == rows["uitkomst"].tolist()
    assert rows[["waarde", "n"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("verevening", "verschil", "expected"),
    [
        ("-1", "0.001", "tegengesteld"),
        ("-1", "-0.001", "zoals verwacht"),
        ("1", "0.001", "zoals verwacht"),
        ("1", "-0.001", "tegengesteld"),
        ("1", "0", "gelijk gebleven"),
        ("-1", "0", "gelijk gebleven"),
        ("0", "0.001", "geen verevening"),
        ("0", "0", "geen verevening"),
    ],
)
def test_directions(verevening, verschil, expected):
    """By hand, every pair of signs."""
    assert expected == direction(Decimal(verevening), Decimal(verschil))


def test_change_is_since_the_first_year_with_values(make_run):
    """By hand: 2017/18 is masked throughout, so 2018/19 is the first; an SWV that lacks one year has no change."""
    alle = make_run(
        (SO, "2017/18", {"PO9901": None}),
        (SO, "2018/19", {"PO9901": "0.02", "PO9902": "0.03"}),
        (SO, "2019/20", {"PO9901": "0.025", "PO9903": "0.01"}),
    )
    found = change(alle, SO, YEAR)

    assert (Schooljaar(2018), {"PO9901": Decimal("0.005")}) == (found.van, found.verschil)


@pytest.mark.parametrize(
    ("first", "last", "breaks"), [(2009, 2010, True), (2010, 2011, False), (2009, 2019, True), (2011, 2019, False)]
)
def test_a_break_in_the_series(make_run, first, last, breaks):
    """Counts from 1 October 2010 are not comparable with those before: no change, and it is said why."""
    years = Schooljaar(first), Schooljaar(last)
    alle = make_run(
        (SO, str(years[0]), EVEN),
        (SO, str(years[1]), RISE),
        ("vereveningsklasse_20", str(years[1]), dict(zip(RISE, "123", strict=True))),
    )
    told = {BEWEGING: set(), TEGEN: set()}
    for indicator, found in told.items():
        found.update(indicator.bereken(alle, years[1])["uitkomst"])

    assert [{"reeksbreuk" if breaks else ""}] * 2 == list(told.values())
    assert {"reeksbreuk" if breaks else "ontbreekt"} == set(SAMENHANG.bereken(alle, years[1])["uitkomst"])


def test_without_an_earlier_year_or_verevening_nothing_moves(make_run):
    """A run of one year, and one without verevening: rows that say that data is missing."""
    one_year = make_run((SO, "2019/20", RISE), ("vereveningsklasse_20", "2019/20", dict.fromkeys(RISE, "5")))
    no_verevening = make_run((SO, "2018/19", EVEN), (SO, "2019/20", RISE))
    for alle in (one_year, no_verevening):
        for indicator in (BEWEGING, TEGEN, SAMENHANG):
            rows = indicator.bereken(alle, YEAR)
            assert {"ontbreekt"} == set(rows["uitkomst"])
            assert rows[["waarde", "teller", "noemer", "n"]].isna().all(axis=None)


def test_a_swv_without_verevening_percentage_has_no_direction(make_run):
    """Only it is missing; the others are counted (by hand): one of one that loses rises, none that gains."""
    alle = make_run(
        (SO, "2018/19", EVEN),
        (SO, "2019/20", RISE),
        ("vereveningsklasse_20", "2019/20", {"PO9901": "-5", "PO9902": None}),
    )

    assert ["tegengesteld", "", ""] == BEWEGING.bereken(alle, YEAR)["klasse"].tolist()
    assert {"negatief en stijgend": (1, 1), "positief en dalend": (0, 0)} == {
        r.onderdeel: (int(r.teller), int(r.noemer)) for r in TEGEN.bereken(alle, YEAR).itertuples()
    }


@pytest.mark.parametrize(
    ("t", "free", "p"),
    [
        ("12.7062047", 1, "0.05"),
        ("4.30265273", 2, "0.05"),
        ("3.18244631", 3, "0.05"),
        ("2.22813885", 10, "0.05"),
        ("2.74999565", 30, "0.01"),
        ("1.99254350", 74, "0.05"),
        ("3.29053", 100_000, "0.001"),
    ],
)
def test_chance_by_tables_of_student(t, free, p):
    """Published: two-sided quantiles of Student's t, odd and even degrees of freedom; r = t / sqrt(t² + free)."""
    quantile = Decimal(t)
    r = quantile / (quantile**2 + free).sqrt()

    assert abs(chance(r, free + 2) - Decimal(p)) < Decimal("0.000001")
    assert chance(r, free + 2) == chance(-r, free + 2)


def test_chance_at_the_ends():
    """By hand: no relation has chance one, a straight line zero; two pairs have none."""
    assert [1, 0] == [chance(Decimal(r), 7) for r in (0, 1)]
    for r, n in ((Decimal("0.5"), 2), (Decimal("1.01"), 9)):
        with pytest.raises(ValueError, match=r"three pairs at least and r between -1 and 1"):
            chance(r, n)


def test_pearson():
    """By hand: 1, 2, 3 against 1, 3, 2 is a half; turned it is minus a half; too few or no variation gives none."""
    assert Decimal("0.5") == pearson(list(zip(dec(1, 2, 3), dec(1, 3, 2), strict=True)))
    assert Decimal("-0.5") == pearson(list(zip(dec(1, 2, 3), dec(-1, -3, -2), strict=True)))
    assert pearson([(Decimal(1), Decimal(1)), (Decimal(2), Decimal(2))]) is None
    assert pearson([(Decimal(1), Decimal(n)) for n in (1, 2, 3)]) is None
    assert pearson([]) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=3, max_size=20),
    st.integers(1, 9),
    st.integers(-9, 9),
)
def test_pearson_does_not_depend_on_order_unit_or_side(pairs, factor, shift):
    """The same r for pairs in another order, for the sides turned, and in another unit; never beyond one."""
    plain = [tuple(dec(*pair)) for pair in pairs]
    moved = [(factor * y + shift, x) for x, y in reversed(plain)]
    one, other = pearson(plain), pearson(moved)

    assert one == other
    assert one is None or abs(one) <= 1
