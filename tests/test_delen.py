"""What rules share: parts of a year and their counts, amounts rounded once, dividing over schools, status of a line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import (
    Jaardeel,
    Periode,
    Schooljaar,
    SwvmonError,
    Waarde,
    amount_cent,
    amounts_cent,
    divide_by_pupils,
    divide_over_schools,
    divide_per_swv,
    exact,
    format_tariff,
    line_status,
    peildatum,
    schools_by_key,
    sum_per_swv,
)
from swvmon.errors import ContractViolation
from swvmon.testing import make_momentopname

PARTS = (Fraction(1), Fraction(5, 12), Fraction(7, 12), Fraction(1, 3))
FIRST, SECOND = Periode(date(2022, 8, 1), date(2022, 12, 31)), Periode(date(2023, 1, 1), date(2023, 7, 31))

untimed = settings(deadline=None)  # a busy machine is not a fault
micros = st.integers(-(10**12), 10**12).map(lambda whole: Decimal(whole).scaleb(-6))


def view(*moments: str, schooljaar: str = "2022/23"):
    """Two schools, 90AA00 of board 98001, pupils on 1 October, and counts of TLV's at some moments; without rows."""
    tables: dict = {
        "aansluiting": pd.DataFrame({"vestiging": ["90AA00", "90BB00"], "aandeel": ["1", "0.5"]}),
        "vestiging": pd.DataFrame({"vestiging": ["90AA00"], "bestuur": ["98001"]}),
    }
    tables["leerlingen_vo", "1-10 t"] = pd.DataFrame({"vestiging": []}, dtype="str")
    tables |= {("tlv_telling", moment): pd.DataFrame({"swv": []}, dtype="str") for moment in moments}
    return make_momentopname(tables, regio="VO9901", schooljaar=schooljaar)


@pytest.mark.parametrize(
    ("factors", "expected"),
    [
        ((10, Decimal("45.32"), Fraction(5, 12)), 18883),  # worked by hand: 453.20 x 5/12 = 188.8333
        ((10, Decimal("45.32"), Fraction(7, 12)), 26437),  # worked by hand: 453.20 x 7/12 = 264.3667
        ((1, Decimal("0.06"), Fraction(5, 12)), 3),  # worked by hand: 2.5 cents, a half goes up
        ((-1, Decimal("0.06"), Fraction(5, 12)), -3),  # worked by hand: a half goes away from zero
        ((3, Decimal("0.333333"), Fraction(5, 12)), 42),  # worked by hand: 99.9999 x 5/12 = 41.67 cents
        ((Decimal("0.5"), Decimal("0.01"), Fraction(1, 2)), 0),  # worked by hand: 0.25; rounded twice it is 1
        ((Decimal("1234.56"),), 123456),  # worked by hand: an amount by itself
    ],
)
def test_an_amount_is_rounded_once(factors: tuple[Decimal | Fraction | int, ...], expected: int) -> None:
    """Units x tariff x share of the year, half up at the end only."""
    assert expected == amount_cent(*factors)


def test_an_amount_refuses_floats() -> None:
    """A float is not an exact number, also where it is one of several factors."""
    with pytest.raises(TypeError, match=r"0\.5: floats are not exact"):
        amount_cent(1, 0.5)  # type: ignore[arg-type]


def test_amounts_of_a_part_of_the_year() -> None:
    """Many lines are rounded each by itself (worked by hand: 2.5, 0.25 and -2.5 cents, and 188.8333 euro)."""
    quantity = exact(pd.Series([1, Decimal("0.5"), -1, 10], index=list("abcd"), dtype="object"))
    tariff = exact(pd.Series(["0.06", "0.012", "0.06", "45.32"], index=list("abcd")))

    actual = amounts_cent(quantity, tariff, Fraction(5, 12))

    assert {"a": 3, "b": 0, "c": -3, "d": 18883} == actual.to_dict()
    assert "int64" == str(actual.dtype)
    assert [] == amounts_cent(quantity[:0], tariff[:0], Fraction(5, 12)).tolist()


@untimed
@given(st.lists(st.tuples(micros, micros), max_size=20), st.sampled_from(PARTS))
def test_many_amounts_are_one_amount_many_times(rows: list[tuple[Decimal, Decimal]], part: Fraction) -> None:
    """The column and the single line round the same way, for each share and sign."""
    quantity, tariff = (exact(pd.Series([row[i] for row in rows], dtype="object")) for i in (0, 1))

    assert [amount_cent(q, t, part) for q, t in rows] == amounts_cent(quantity, tariff, part).tolist()


def test_a_tariff_in_words() -> None:
    """The share of the year is told where it is not the whole (worked by hand)."""
    tariff = Decimal("10500.5")

    assert ["€ 10.500,50", "€ 10.500,50 × 5/12"] == [format_tariff(tariff), format_tariff(tariff, Fraction(5, 12))]
    with pytest.raises(ValueError, match="not a whole number of cents"):
        format_tariff(Decimal("0.005"))


@pytest.mark.parametrize(
    ("days", "parts", "whole"),
    [
        (Schooljaar(2022).periode, (Jaardeel(FIRST, Fraction(5, 12)), Jaardeel(SECOND, Fraction(7, 12))), Fraction(1)),
        (FIRST, (Jaardeel(FIRST, Fraction(5, 12)),), Fraction(5, 12)),
        (SECOND, (Jaardeel(SECOND, Fraction(7, 12)),), Fraction(7, 12)),
    ],
)
def test_parts_of_the_year_in_a_call(days: Periode, parts: tuple[Jaardeel, ...], whole: Fraction) -> None:
    """A call over a part of the schooljaar has its own calendar parts, and is that share of it (by definition)."""
    during = view().during(days)

    assert parts == during.kalenderdelen()
    assert Jaardeel(days, whole) == during.schooljaardeel()


@pytest.mark.parametrize(
    "days",
    [
        Periode(date(2022, 8, 1), date(2023, 1, 31)),
        Periode(date(2022, 9, 1), date(2023, 7, 31)),
        Periode(date(2022, 8, 1), date(2022, 12, 30)),
    ],
)
@pytest.mark.parametrize("ask", ["kalenderdelen", "schooljaardeel"])
def test_days_without_a_share_are_refused(days: Periode, ask: str) -> None:
    """Days that are no calendar part have no share in months; money of a month is not lost silently."""
    with pytest.raises(ContractViolation, match=r"is no part of 2022/23 in whole kalenderdelen: end a regime on"):
        getattr(view().during(days), ask)()


@pytest.mark.parametrize(
    ("schooljaar", "post", "periode", "expected"),
    [
        ("2021/22", "doorbetaling:personeel", Schooljaar(2021).periode, "1-10 t-1"),
        ("2021/22", "doorbetaling:materieel", Periode(date(2022, 1, 1), date(2022, 7, 31)), "1-10 t"),
        ("2023/24", "doorbetaling", Periode(date(2023, 8, 1), date(2023, 12, 31)), "1-2 t-1"),
        ("2023/24", "doorbetaling", Periode(date(2024, 1, 1), date(2024, 7, 31)), "1-2 t"),
    ],
)
def test_the_telmoment_of_a_peildatum(schooljaar: str, post: str, periode: Periode, expected: str) -> None:
    """From the date by law back to the table that the plugin reads (law: WPO art. 118, WVO 2020 art. 5.15)."""
    moments = view("1-10 t-1", "1-10 t", "1-2 t-1", "1-2 t", schooljaar=schooljaar)

    assert expected == moments.telmoment("tlv_telling", peildatum("vo", post, periode))


@pytest.mark.parametrize(
    ("moments", "known"), [(("1-10 t-1", "1-2 t"), r"1-10 t-1, 1-2 t$"), ((), r"declared: at no day$")]
)
def test_a_telmoment_that_is_not_read(moments: tuple[str, ...], known: str) -> None:
    """A day at which the plugin reads nothing names the table, the day and what it does read."""
    with pytest.raises(ContractViolation, match=rf"table 'tlv_telling' was asked for 2022-10-01 in 2022/23.*{known}"):
        view(*moments).telmoment("tlv_telling", date(2022, 10, 1))


def schools(*pupils: Decimal | int) -> pd.DataFrame:
    """Schools in falling order of their key, on an index of their own."""
    keys = ["90CC00", "90BB00", "90AA00"][: len(pupils)]
    return pd.DataFrame({"vestiging": keys, "aantal": exact(pd.Series(pupils, dtype="object"))}).set_axis(
        range(7, 7 + len(pupils))
    )


def test_an_amount_over_schools() -> None:
    """The parts add up; the cent that is left goes to the lowest vestiging, not the first row (worked by hand)."""
    assert {7: 33, 8: 33, 9: 34} == divide_over_schools(100, schools(1, 1, 1)).to_dict()
    assert {7: 25, 8: 75, 9: 0} == divide_over_schools(100, schools(Decimal("0.5"), Decimal("1.5"), 0)).to_dict()
    assert {7: 10, 8: 20} == divide_over_schools(30, schools(9, 9).assign(gewicht=[1, 2]), "gewicht").to_dict()


def test_an_amount_over_the_schools_of_each_swv() -> None:
    """Worked by hand: each SWV has 100 cents; rows stand mixed, and a call for one SWV is the division itself."""
    rows = pd.DataFrame({"vestiging": ["90CC00|VO0001", "90AA00|VO0002", "90AA00|VO0001"], "aantal": [1, 7, 3]})
    many = evolve(view("1-10 t"), regio="VO", regios=("VO0001", "VO0002"))

    assert [25, 100, 75] == divide_per_swv(many, 100, rows).tolist()
    assert [4, 7, 4] == sum_per_swv(many, rows).tolist()
    assert [0, 0, 0] == divide_per_swv(many, 0, rows).tolist()
    one = schools(1, 1, 1)
    assert divide_over_schools(100, one).to_dict() == divide_per_swv(view("1-10 t"), 100, one).to_dict()
    with pytest.raises(SwvmonError, match="to divide by pupils, but no pupil counts"):
        divide_per_swv(many, 100, rows[rows["vestiging"] != "90AA00|VO0002"])


def test_codes_in_another_column_are_those_of_schools() -> None:
    """Worked by hand: who referred has the code of the SWV of the row behind it; who is not named has none."""
    rows = pd.DataFrame({"verwijzer": ["90AA00", ""], "swv": ["VO0002", "VO0001"]}, dtype="str")
    many = evolve(view("1-10 t"), regio="VO", regios=("VO0001", "VO0002"))

    assert ["90AA00|VO0002", ""] == many.coded(rows, "verwijzer").tolist()
    assert ["90AA00", ""] == view("1-10 t").coded(rows, "verwijzer").tolist()


def test_an_amount_by_pupils() -> None:
    """Any key can be divided over, such as a deelregio (worked by hand: 10 x 2/3 = 6.67)."""
    assert {"noord": 7, "zuid": 3} == divide_by_pupils(10, pd.Series({"noord": 2, "zuid": 1})).to_dict()


@pytest.mark.parametrize("pupils", [(), (0, 0)])
def test_nobody_to_divide_over(pupils: tuple[int, ...]) -> None:
    """Money without pupils is an error that names the amount and where to look; nothing to divide is none."""
    with pytest.raises(SwvmonError, match=r"€ 1,00 to divide by pupils, but no pupil counts: see basis and telmoment"):
        divide_over_schools(100, schools(*pupils))
    with pytest.raises(SwvmonError, match=r"see gewicht$"):
        divide_over_schools(100, schools(*pupils), zie="gewicht")

    assert [0] * len(pupils) == divide_over_schools(0, schools(*pupils)).tolist()


def test_schools_with_a_key() -> None:
    """Sorted, with exact weights and their boards; the board of 90BB00 stands in no list."""
    actual = schools_by_key(view(), "sleutel", {"90BB00": Decimal("0.5"), "90AA00": Decimal(2)})

    expected = [("90AA00", Decimal(2), "98001"), ("90BB00", Decimal("0.5"), "")]
    assert expected == list(actual[["vestiging", "gewicht", "bestuur"]].itertuples(index=False, name=None))
    assert 0 == len(schools_by_key(view(), "sleutel", {}))


def test_a_key_names_schools_of_the_region() -> None:
    """A school of elsewhere is refused by name."""
    with pytest.raises(SwvmonError, match="sleutel names 20AB00, not a school of VO9901"):
        schools_by_key(view(), "sleutel", {"90AA00": Decimal(1), "20AB00": Decimal(1)})


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ((), "definitief"),
        (("vastgesteld",), "definitief"),
        (("vastgesteld", "definitief"), "definitief"),
        (("vastgesteld", "voorlopig"), "voorlopig"),
        (("aanname", "voorlopig", "vastgesteld"), "aanname"),
    ],
)
def test_the_least_certain_number_decides(used: tuple[str, ...], expected: str) -> None:
    """The status of a line follows from the numbers on which it rests, as values or as statuses, in any order."""
    days = Schooljaar(2015).periode
    values = [Waarde(Decimal(1), days, "WPO art. 118", s, date(2026, 11, 22)) for s in used if s != "definitief"]

    assert expected == line_status(*used) == line_status(*used[::-1]) == line_status(*values)


def test_a_status_that_is_none() -> None:
    """Another word is refused, and those that hold are named."""
    with pytest.raises(ValueError, match="'zeker' is no status; use vastgesteld, voorlopig, aanname or definitief"):
        line_status("vastgesteld", "zeker")
