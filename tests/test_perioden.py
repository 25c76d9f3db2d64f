"""Periods of the field, and the peildatum that the law gives each funding post."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.errors import MissingParameter
from swvmon.perioden import Periode, Schooljaar, Telmoment, peildatum, peildatumregels

untimed = settings(deadline=None)  # a busy machine is not a fault
schooljaren = st.integers(1900, 2998).map(Schooljaar)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
periods = st.tuples(days, days).map(lambda pair: Periode(min(pair), max(pair)))


def kalenderjaar(year: int) -> Periode:
    return Periode(date(year, 1, 1), date(year, 12, 31))


# --- Schooljaar --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "start"), [("2019/20", 2019), ("1999/00", 1999), (" 2022/23 ", 2022)])
def test_schooljaar_parse(text: str, start: int) -> None:
    """The field's spelling is read, the turn of a century included (worked by hand)."""
    assert Schooljaar(start) == Schooljaar.parse(text)


@pytest.mark.parametrize("text", ["2019", "2019/2020", "2019-20", "19/20", "", "2019/20x"])
def test_schooljaar_refuses_another_spelling(text: str) -> None:
    """A bare year or another spelling is refused, repeating it and showing how it is written."""
    with pytest.raises(ValueError, match="write it like 2019/20") as caught:
        Schooljaar.parse(text)

    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(("text", "follows"), [("2019/21", "20"), ("2019/19", "20"), ("1999/99", "00")])
def test_schooljaar_refuses_years_that_do_not_follow(text: str, follows: str) -> None:
    """Years that do not follow each other are refused, and the message says which follows."""
    with pytest.raises(ValueError, match=f"comes {follows}$"):
        Schooljaar.parse(text)


def test_schooljaar_refuses_impossible_starts() -> None:
    """A year outside 1900-2999 is a typing error."""
    for start in (1899, 3000):
        with pytest.raises(ValueError, match="start"):
            Schooljaar(start)


@untimed
@given(schooljaren)
def test_schooljaar_str_reads_back(schooljaar: Schooljaar) -> None:
    """Writing and reading are each other's inverse."""
    assert schooljaar == Schooljaar.parse(str(schooljaar))


@pytest.mark.parametrize(
    ("day", "schooljaar"),
    [
        (date(2019, 7, 31), "2018/19"),
        (date(2019, 8, 1), "2019/20"),
        (date(2019, 12, 31), "2019/20"),
        (date(2020, 1, 1), "2019/20"),
    ],
)
def test_schooljaar_of_a_day(day: date, schooljaar: str) -> None:
    """Law (WPO art. 1): the school year runs from 1 August up to and including 31 July."""
    assert schooljaar == str(Schooljaar.of(day))


@untimed
@given(days)
def test_schooljaar_of_a_day_contains_it(day: date) -> None:
    """Each day lies in the period of its school year, and in no other."""
    schooljaar = Schooljaar.of(day)
    one = Periode(day, day)

    assert [False, True, False] == [schooljaar.shift(n).periode.contains(one) for n in (-1, 0, 1)]


@untimed
@given(schooljaren.filter(lambda s: s.start > 1900))
def test_school_years_follow_without_gap(schooljaar: Schooljaar) -> None:
    """A school year begins the day after the one before it ended."""
    assert schooljaar.periode.van == schooljaar.shift(-1).periode.tot + timedelta(days=1)


def test_schooljaar_periode_and_shift() -> None:
    """The dates of 2019/20 and its neighbours, and their order in time (worked by hand)."""
    schooljaar = Schooljaar(2019)

    assert Periode(date(2019, 8, 1), date(2020, 7, 31)) == schooljaar.periode
    assert ["2017/18", "2020/21"] == [str(schooljaar.shift(-2)), str(schooljaar.shift(1))]
    assert schooljaar.shift(-2) < schooljaar < schooljaar.shift(1)


def test_kalenderdelen_are_five_and_seven_twelfths() -> None:
    """August to December is 5/12 of the first calendar year, January to July 7/12 of the next (worked by hand)."""
    assert (
        (2022, Fraction(5, 12), Periode(date(2022, 8, 1), date(2022, 12, 31))),
        (2023, Fraction(7, 12), Periode(date(2023, 1, 1), date(2023, 7, 31))),
    ) == Schooljaar(2022).kalenderdelen()


@untimed
@given(schooljaren)
def test_kalenderdelen_cover_the_school_year(schooljaar: Schooljaar) -> None:
    """The parts meet without gap or overlap and are one year together."""
    (first_year, first, before), (second_year, second, after) = schooljaar.kalenderdelen()

    assert schooljaar.periode == Periode(before.van, after.tot)
    assert before.tot + timedelta(days=1) == after.van
    assert Fraction(1) == first + second
    assert [True, True] == [kalenderjaar(first_year).contains(before), kalenderjaar(second_year).contains(after)]


# --- Periode -----------------------------------------------------------------------------------------------------


def test_periode_cannot_end_before_it_starts() -> None:
    """The message names both days."""
    with pytest.raises(ValueError, match="2019-07-31, before it starts on 2019-08-01"):
        Periode(date(2019, 8, 1), date(2019, 7, 31))


def test_periode_of_one_day() -> None:
    """Both ends are included, so a single day is a period (worked by hand)."""
    day = Periode(date(2022, 10, 1), date(2022, 10, 1))

    assert "2022-10-01 t/m 2022-10-01" == str(day)
    assert day == day.intersect(kalenderjaar(2022))


def test_periods_that_meet_on_a_day_overlap() -> None:
    """Ending and starting on one day is overlap; ending the day before is not (worked by hand)."""
    autumn = Periode(date(2022, 8, 1), date(2022, 12, 31))

    assert autumn.overlaps(Periode(date(2022, 12, 31), date(2023, 7, 31)))
    assert not autumn.overlaps(Periode(date(2023, 1, 1), date(2023, 7, 31)))


@untimed
@given(periods, periods)
def test_overlap_containment_and_intersection_agree(one: Periode, other: Periode) -> None:
    """Overlap is having an intersection; containing is having the other as intersection; order does not matter."""
    shared = one.intersect(other)

    assert shared == other.intersect(one)
    assert one.overlaps(other) == other.overlaps(one) == (shared is not None)
    assert one.contains(other) == (shared == other)


@untimed
@given(periods, periods, days)
def test_intersection_holds_the_days_of_both(one: Periode, other: Periode, day: date) -> None:
    """A day lies in the intersection exactly where it lies in both."""
    shared = one.intersect(other)
    expected = one.van <= day <= one.tot and other.van <= day <= other.tot

    assert expected == (shared is not None and shared.van <= day <= shared.tot)


# --- Telmoment ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "t", "day"),
    [
        ("1-10 t-1", 2015, date(2014, 10, 1)),
        ("1-2 t", 2023, date(2023, 2, 1)),
        ("16-1 t+1", 2013, date(2014, 1, 16)),
        ("1-10 t-1", Schooljaar(2015), date(2014, 10, 1)),
    ],
)
def test_telmoment_on_a_year(text: str, t: int | Schooljaar, day: date) -> None:
    """A rule's counting date falls in the year it says; t of a school year is where it starts (worked by hand)."""
    assert day == Telmoment.parse(text).on(t)


@untimed
@given(st.integers(1, 28), st.integers(1, 12), st.integers(-9, 9))
def test_telmoment_str_reads_back(day: int, month: int, shift: int) -> None:
    """Writing and reading are each other's inverse."""
    moment = Telmoment(day, month, shift)

    assert moment == Telmoment.parse(str(moment))


@pytest.mark.parametrize("text", ["1-10", "1 oktober t-1", "1-10 t-10", "t-1", "1-10 T-1"])
def test_telmoment_refuses_another_spelling(text: str) -> None:
    """Another spelling is refused, repeating it and showing how it is written."""
    with pytest.raises(ValueError, match="write it like '1-10 t-1'") as caught:
        Telmoment.parse(text)

    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("text", ["31-2 t", "1-13 t", "0-10 t"])
def test_telmoment_refuses_an_impossible_day(text: str) -> None:
    """A day that no calendar has is refused when it is read, not when it is used."""
    with pytest.raises(ValueError, match=r"day|month"):
        Telmoment.parse(text)


# --- peildata ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sector", "post", "periode", "day"),
    [
        # WVO art. 85b lid 2 and 89a: pupils on 1 October of the year before
        ("vo", "zwaar:personeel", Schooljaar(2015).periode, date(2014, 10, 1)),
        ("vo", "zwaar:materieel", kalenderjaar(2016), date(2015, 10, 1)),
        # WPO art. 132 lid 1-3 and art. 118: the same, personnel per school year, material per calendar year
        ("po", "licht:personeel", Schooljaar(2019).periode, date(2018, 10, 1)),
        ("po", "licht:materieel", kalenderjaar(2019), date(2018, 10, 1)),
        ("po", "zwaar:personeel", Schooljaar(2015).periode, date(2014, 10, 1)),
        ("po", "zwaar:materieel", kalenderjaar(2015), date(2014, 10, 1)),
        # DUO, transition of (v)so: August-December 2022 still on 1 October 2021, calendar 2023 on 1 February 2022
        ("po", "doorbetaling:personeel", Periode(date(2022, 8, 1), date(2022, 12, 31)), date(2021, 10, 1)),
        ("po", "doorbetaling", kalenderjaar(2023), date(2022, 2, 1)),
        # WPO art. 118 lid 10 and 4, WVO art. 89a lid 3: material is withheld per calendar year, on 1 October before
        ("po", "doorbetaling:materieel", kalenderjaar(2016), date(2015, 10, 1)),
        ("vo", "doorbetaling:materieel", kalenderjaar(2016), date(2015, 10, 1)),
        ("po", "sbo:materieel", kalenderjaar(2015), date(2014, 10, 1)),
        # DUO: from 2023 sbo is withheld by the count of 1 February of the year before
        ("po", "sbo", kalenderjaar(2024), date(2023, 2, 1)),
        ("vo", "doorbetaling:personeel", Periode(date(2022, 8, 1), date(2022, 12, 31)), date(2021, 10, 1)),
        ("vo", "doorbetaling", kalenderjaar(2023), date(2022, 2, 1)),
        ("vo", "doorbetaling", Periode(date(2023, 1, 1), date(2023, 7, 31)), date(2022, 2, 1)),
        # WVO 2020 art. 5.15: the pupils of vo stay on 1 October; only the vso deduction moved to 1 February
        ("vo", "zwaar", kalenderjaar(2023), date(2022, 10, 1)),
        # WVO 2020 art. 5.13: lichte ondersteuning vo, per calendar year
        ("vo", "licht", kalenderjaar(2023), date(2022, 10, 1)),
        ("vo", "licht", Periode(date(2022, 8, 1), date(2022, 12, 31)), date(2021, 10, 1)),
        # DUO: lichte ondersteuning po on 1 February of the year before
        ("po", "licht", kalenderjaar(2024), date(2023, 2, 1)),
    ],
)
def test_peildatum_by_law(sector: str, post: str, periode: Periode, day: date) -> None:
    """Law: the count that a post uses, before, during and after the change of 1 January 2023."""
    assert day == peildatum(sector, post, periode)


@pytest.mark.parametrize(
    ("sector", "post"),
    [("po", "zwaar:personeel"), ("po", "doorbetaling:personeel"), ("vo", "zwaar"), ("vo", "doorbetaling")],
)
def test_a_period_over_the_regime_border_has_no_single_peildatum(sector: str, post: str) -> None:
    """School year 2022/23 crosses 1 January 2023: refused, telling to split and naming all posts of the sector."""
    with pytest.raises(MissingParameter, match="split the period at a regime border") as caught:
        peildatum(sector, post, Schooljaar(2022).periode)

    posts = {r.post for r in peildatumregels() if r.sector == sector}
    assert set() == {p for p in posts if p not in str(caught.value)}


def test_an_unknown_post_names_the_known_ones() -> None:
    """A post that the table has not is refused with the posts of the sector; those of the other are not offered."""
    with pytest.raises(MissingParameter) as caught:
        peildatum("vo", "verevening", kalenderjaar(2024))

    posts = "doorbetaling", "doorbetaling:materieel", "doorbetaling:personeel", "licht"
    known = ", ".join((*posts, "zwaar", "zwaar:materieel", "zwaar:personeel"))
    assert str(caught.value).endswith(known)


@pytest.mark.parametrize(
    ("post", "periode", "per"),
    [
        ("zwaar", Schooljaar(2024).periode, "kalenderjaar"),  # 5/12 falls under t = 2024, 7/12 under t = 2025
        ("zwaar:personeel", kalenderjaar(2016), "schooljaar"),
    ],
)
def test_a_period_of_two_years_t_has_no_single_peildatum(post: str, periode: Periode, per: str) -> None:
    """What is counted per calendar year has two counts in one school year, and the reverse: refused, not guessed."""
    with pytest.raises(MissingParameter, match=f"it is set per {per}; split the period there"):
        peildatum("vo", post, periode)


def test_rules_of_one_post_do_not_overlap() -> None:
    """No day has two rules for one sector and post."""
    overlaps = [
        (a, b)
        for a, b in combinations(peildatumregels(), 2)
        if (a.sector, a.post) == (b.sector, b.post) and a.geldig.overlaps(b.geldig)
    ]

    assert [] == overlaps


def test_rules_join_at_the_simplification_of_2023() -> None:
    """Each post stops on 31 December 2022 or starts on 1 January 2023; none crosses."""
    border = date(2023, 1, 1)

    assert [] == [r for r in peildatumregels() if r.geldig.van < border <= r.geldig.tot]
    assert {border} == {r.geldig.van for r in peildatumregels() if r.geldig.van > date(2015, 8, 1)}


def test_every_rule_names_its_ground() -> None:
    """A rule without law and article, or the publisher that says so, is not shipped; both sectors have rules."""
    assert {"po", "vo"} == {r.sector for r in peildatumregels()}
    assert [] == [
        r for r in peildatumregels() if not r.bron.startswith(("WPO (BWBR", "WVO (BWBR", "WVO 2020 (BWBR", "DUO, "))
    ]
