"""Money: exact products, named roundings and apportioning, against exact oracles of the standard library."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.geld import (
    amounts_cent,
    apportion,
    canonical,
    exact,
    format_decimal,
    format_euro,
    half_up,
    multiply,
    to_cent,
)

EXACT_DTYPE = "decimal128(24, 6)[pyarrow]"
MAX_CENT = 10**11
"""A thousand million euros in cents: more than all of passend onderwijs gives to one samenwerkingsverband."""

untimed = settings(deadline=None)  # a busy machine is not a fault
cents = st.integers(0, MAX_CENT)
micros = st.integers(-(10**15), 10**15).map(lambda whole: Decimal(whole).scaleb(-6))
weight_lists = st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any)


def round_half_up(value: Fraction) -> int:
    """Oracle: the nearest whole number, a half away from zero."""
    sign = -1 if value < 0 else 1
    return sign * int((abs(value) * 2 + 1) // 2)


def keyed(weights: list[object]) -> pd.Series:
    """Weights on keys K00, K01, ... in order."""
    return pd.Series(weights, index=[f"K{i:02d}" for i in range(len(weights))])


# --- scalars -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("euro", "cent"),
    [("141", 14100), ("0.01", 1), ("-12.5", -1250), (Decimal("4268.84"), 426884), (7, 700), ("1E+3", 100000)],
)
def test_to_cent(euro: object, cent: int) -> None:
    """Euros become eurocents exactly, whatever exact kind they come in (worked by hand)."""
    assert cent == to_cent(euro)


@untimed
@given(cents)
def test_to_cent_inverts_division_by_hundred(cent: int) -> None:
    """Every whole number of cents survives the way to euros and back."""
    assert cent == to_cent(Decimal(cent) / 100)


@pytest.mark.parametrize("euro", ["0.005", "1.001", "NaN", "Infinity", "honderd", "", "1e30"])
def test_to_cent_refuses_what_is_not_a_number_of_cents(euro: str) -> None:
    """A plan that says half a cent, or no number, is refused, and the message repeats what was found."""
    with pytest.raises(ValueError, match="euro") as caught:
        to_cent(euro)

    assert euro in str(caught.value)


@pytest.mark.parametrize("convert", [to_cent, lambda f: multiply(keyed([1]), f), lambda f: amounts_cent(keyed([1]), f)])
def test_floats_are_refused_as_numbers(convert: object) -> None:
    """No float enters as an amount or factor, not even one that happens to be exact."""
    with pytest.raises(TypeError, match="not exact"):
        convert(0.5)


@pytest.mark.parametrize(
    ("pupils", "funded"),
    [
        (9975, 200),  # worked by hand: 199.5, a half goes up
        (9925, 199),  # law, "rekenkundig afgerond": 198.5 gives 199; to-even would give 198
        (9924, 198),  # worked by hand: 198.48
    ],
)
def test_two_percent_of_pupils_rounds_as_the_law_says(pupils: int, funded: int) -> None:
    """The sbo rule of WPO 120 lid 4: 2 % of the pupils, "rekenkundig afgerond op een geheel getal"."""
    assert funded == half_up(Decimal("0.02") * pupils)


def test_half_up_goes_away_from_zero_on_both_sides() -> None:
    """A half is rounded away from zero, also below it and at other places (worked by hand)."""
    actual = [half_up(Decimal("-2.5")), half_up(Decimal("2.5")), half_up(Decimal("0.125"), 2)]

    assert [Decimal(-3), Decimal(3), Decimal("0.13")] == actual


@untimed
@given(micros, st.integers(0, 5))
def test_half_up_agrees_with_fractions(value: Decimal, places: int) -> None:
    """Rounding equals the exact rational oracle at every number of places."""
    expected = Fraction(round_half_up(Fraction(value) * 10**places), 10**places)

    assert expected == Fraction(half_up(value, places))


@pytest.mark.parametrize(
    ("cent", "text"),
    [
        (0, "€ 0,00"),
        (5, "€ 0,05"),
        (-5, "-€ 0,05"),
        (123456789, "€ 1.234.567,89"),
        (-100000, "-€ 1.000,00"),
    ],
)
def test_format_euro(cent: int, text: str) -> None:
    """Amounts are written as Dutch readers expect (worked by hand)."""
    assert text == format_euro(cent)


@untimed
@given(st.integers(-MAX_CENT, MAX_CENT))
def test_format_euro_keeps_every_digit(cent: int) -> None:
    """The digits and the sign of the text are those of the amount."""
    text = format_euro(cent)

    assert cent == int(text.translate(str.maketrans("", "", "€ .,")))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1100.500000", "1.100,5"),
        ("45.32", "45,32"),
        ("-0.5", "-0,5"),
        ("-1234567", "-1.234.567"),
        ("1E+3", "1.000"),
        ("0.000000", "0"),
        ("-0.0000001", "0"),
    ],
)
def test_format_decimal(value: str, text: str) -> None:
    """Quantities and tariffs are written in Dutch without idle zeros (worked by hand)."""
    assert text == format_decimal(Decimal(value))


@pytest.mark.parametrize(
    ("spellings", "text"),
    [
        (("100", "1E+2", "100.000000"), "100"),
        (("0.5", "0.50", "5E-1"), "0.5"),
        (("0", "-0", "0.0000001", "-0.0000001"), "0"),
        (("0.0000005", "0.000001"), "0.000001"),
    ],
)
def test_canonical_has_one_spelling_per_number(spellings: tuple[str, ...], text: str) -> None:
    """Numbers that are equal at six places are spelled equally, zero included (worked by hand)."""
    assert {text} == {canonical(Decimal(s)) for s in spellings}


@untimed
@given(micros)
def test_canonical_loses_nothing(value: Decimal) -> None:
    """The spelling reads back as the number and has neither exponent nor idle zero."""
    text = canonical(value)

    assert value == Decimal(text)
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


# --- columns -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        pd.Series([1, 45], dtype="int64"),
        pd.Series([1, 45], dtype="Int64"),
        pd.Series([1, 45], dtype="int8"),
        pd.Series(["1", "45.00"]),
        pd.Series([Decimal(1), Decimal(45)]),
        [1, Decimal("45.0000004")],  # the seventh place is rounded half up
        exact([1, 45]),
    ],
)
def test_exact_gives_one_dtype(values: object) -> None:
    """Whole numbers, decimals and their text become the same exact column (worked by hand)."""
    column = exact(values)

    assert EXACT_DTYPE == str(column.dtype)
    assert [Decimal(1), Decimal(45)] == column.tolist()


def test_exact_keeps_index_name_and_gaps() -> None:
    """Index and name stay; what is missing stays missing, also in a column of whole numbers."""
    texts = exact(pd.Series(["1.5", None], index=["b", "a"], name="aandeel"))
    whole = exact(pd.Series([7, None], index=["b", "a"], dtype="Int64"))

    assert (["b", "a"], "aandeel") == (list(texts.index), texts.name)
    assert [Decimal("1.5"), None] == [None if pd.isna(v) else v for v in texts]
    assert [Decimal(7), None] == [None if pd.isna(v) else v for v in whole]


@pytest.mark.parametrize(
    "values",
    [
        [0.5, 1.0],
        pd.Series([0.5], dtype="float32"),
        pd.Series([0.5], dtype="double[pyarrow]"),
        pd.Series([0.5, "1"], dtype=object),
    ],
)
def test_exact_refuses_floats(values: object) -> None:
    """A float is refused in any dress: as a dtype, and hidden in a column of objects."""
    with pytest.raises(TypeError, match="not exact"):
        exact(values)


@untimed
@given(st.lists(micros, min_size=1, max_size=20))
def test_exact_is_exact(values: list[Decimal]) -> None:
    """Six places pass unchanged."""
    assert values == exact(values).tolist()


quantities = st.lists(st.integers(-(10**11), 10**11).map(lambda n: Decimal(n).scaleb(-6)), min_size=1, max_size=15)
tariffs = st.integers(-(10**8), 10**8).map(lambda n: Decimal(n).scaleb(-4))


@untimed
@given(quantities, tariffs)
def test_amounts_equal_decimal_arithmetic(quantity: list[Decimal], tariff: Decimal) -> None:
    """Each line is quantity x tariff, rounded half up to the cent: the exact decimal oracle, up to 10^11 cents."""
    with localcontext(prec=60):
        expected = [int((q * tariff * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)) for q in quantity]

    assert expected == amounts_cent(exact(quantity), tariff).tolist()


@untimed
@given(st.lists(st.tuples(cents, st.sampled_from([1, 2, 4, 5, 8, 10**6])), min_size=1, max_size=15))
def test_amounts_reach_a_thousand_million_euros(pairs: list[tuple[int, int]]) -> None:
    """A tariff per line, amounts up to 10^11 cents: equal to the rational oracle, the boundaries included."""
    quantity = keyed([Decimal(1) / part for _, part in pairs])
    tariff = keyed([Decimal(cent).scaleb(-2) for cent, _ in pairs])

    expected = [round_half_up(Fraction(cent, part)) for cent, part in pairs]

    assert expected == amounts_cent(quantity, tariff).tolist()


def test_amounts_round_a_half_cent_away_from_zero() -> None:
    """0.5 and 1.5 cents are 1 and 2 cents, below zero likewise: no rounding to even (worked by hand)."""
    quantity = exact(["0.5", "1.5", "2.5", "-0.5", "-2.5"])

    assert [1, 2, 3, -1, -3] == amounts_cent(quantity, Decimal("0.01")).tolist()


def test_amounts_align_on_the_index() -> None:
    """A tariff per key belongs to its key, in whatever order it comes; dtype int64 (worked by hand)."""
    quantity = pd.Series([250, 80], index=["b", "a"])
    tariff = exact(pd.Series(["99", "176"], index=["a", "b"]))

    amounts = amounts_cent(quantity, tariff)

    assert (["b", "a"], "int64") == (list(amounts.index), str(amounts.dtype))
    assert [4400000, 792000] == amounts.tolist()


def test_amounts_refuse_a_missing_tariff() -> None:
    """A line without tariff is an error, never an amount of zero."""
    tariff = exact(pd.Series(["99"], index=["a"]))

    with pytest.raises(ValueError, match=r"NA|NaN|non-finite"):
        amounts_cent(pd.Series([1, 1], index=["a", "b"]), tariff)


@untimed
@given(quantities, tariffs)
def test_multiply_equals_decimal_arithmetic(left: list[Decimal], right: Decimal) -> None:
    """A product keeps six places, rounded half up."""
    with localcontext(prec=60):
        expected = [(v * right).quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP) for v in left]

    product = multiply(exact(left), right)

    assert EXACT_DTYPE == str(product.dtype)
    assert expected == product.tolist()


def test_empty_columns_stay_empty() -> None:
    """A region without schools is not an error: no rows in, no rows out, of the right dtype."""
    empty = pd.Series([], dtype="int64")

    assert EXACT_DTYPE == str(multiply(empty, 2).dtype)
    assert ([], "int64") == (amounts_cent(empty, 2).tolist(), str(amounts_cent(empty, 2).dtype))
    assert [] == apportion(0, empty).tolist()


# --- apportion ---------------------------------------------------------------------------------------------------


@untimed
@given(cents, weight_lists)
def test_parts_sum_to_the_total(total: int, weights: list[int]) -> None:
    """To the cent, whatever the weights."""
    assert total == int(apportion(total, keyed(weights)).sum())


@untimed
@given(cents, weight_lists)
def test_each_part_is_its_share_rounded_up_or_down(total: int, weights: list[int]) -> None:
    """Each part is the floor or the ceiling of its exact share: less than a cent off."""
    parts = apportion(total, keyed(weights))

    off = [abs(Fraction(total * w, sum(weights)) - int(part)) for w, part in zip(weights, parts, strict=True)]

    assert [] == [o for o in off if o >= 1]


@untimed
@given(cents, weight_lists)
def test_cents_left_go_to_the_largest_remainders(total: int, weights: list[int]) -> None:
    """`grootste_rest` by its definition in exact fractions, ties to the lowest key."""
    shares = [Fraction(total * w, sum(weights)) for w in weights]
    left = total - sum(int(s) for s in shares)
    ranked = sorted(range(len(weights)), key=lambda i: (int(shares[i]) - shares[i], i))
    expected = [int(s) + (i in ranked[:left]) for i, s in enumerate(shares)]

    assert expected == apportion(total, keyed(weights)).tolist()


@untimed
@given(cents, weight_lists, st.randoms(use_true_random=False))
def test_order_of_rows_is_irrelevant(total: int, weights: list[int], random: object) -> None:
    """A key gets the same part wherever its row stands, and rows come back in the order they came."""
    straight = keyed(weights)
    keys = list(straight.index)
    random.shuffle(keys)

    shuffled = apportion(total, straight[keys])

    assert keys == list(shuffled.index)
    assert apportion(total, straight).to_dict() == shuffled.to_dict()


@untimed
@given(cents, st.lists(micros.map(abs), min_size=1, max_size=10).filter(any))
def test_exact_weights_divide_as_whole_ones(total: int, weights: list[Decimal]) -> None:
    """Weights with decimals divide as the same weights times a million do."""
    whole = [int(w.scaleb(6)) for w in weights]

    assert apportion(total, keyed(whole)).tolist() == apportion(total, exact(keyed(weights))).tolist()


@pytest.mark.parametrize("factor", [1, 2**59], ids=["int64", "beyond int64"])
def test_ties_go_to_the_lowest_key(factor: int) -> None:
    """A cent that three keys have equal claim to goes to the first by name, on both computing paths (by hand)."""
    weights = pd.Series([factor] * 3, index=["c", "a", "b"])

    assert {"c": 33, "a": 34, "b": 33} == apportion(100, weights).to_dict()
    assert {"c": 33, "a": 34, "b": 34} == apportion(101, weights).to_dict()


def test_sum_of_weights_beyond_int64() -> None:
    """One cent over eight weights whose sum passes 2^63 goes to the first key (worked by hand)."""
    assert [1, 0, 0, 0, 0, 0, 0, 0] == apportion(1, keyed([2**61] * 8)).tolist()


@untimed
@given(st.integers(1, MAX_CENT), weight_lists)
def test_large_weights_give_the_same_parts(total: int, weights: list[int]) -> None:
    """Scaling all weights by 2^40 leads over the whole-number path of Python and changes nothing."""
    scaled = keyed([w * 2**40 for w in weights])

    assert apportion(total, keyed(weights)).tolist() == apportion(total, scaled).tolist()


def test_zero_budget_gives_zero_to_all() -> None:
    """Nothing to divide gives zero to each key, also where all weights are zero; dtype int64 (law of a zero budget)."""
    for weights in ([3, 0, 5], [0, 0, 0]):
        parts = apportion(0, keyed(weights))

        assert ([0, 0, 0], "int64") == (parts.tolist(), str(parts.dtype))


def test_weight_zero_gets_nothing() -> None:
    """A school without pupils gets no cent, not even of those left over (worked by hand)."""
    assert [0, 1, 1, 0] == apportion(2, keyed([0, 1, 1, 1])).tolist()


@pytest.mark.parametrize(
    ("total", "weights", "message"),
    [
        (-1, keyed([1]), "negative total"),
        (1, keyed([1, -1]), "weight is negative"),
        (0, keyed([1, -1]), "weight is negative"),
        (1, keyed([0, 0]), "add up to zero"),
        (1, pd.Series([], dtype="int64"), "add up to zero"),
        (1, pd.Series([1, 2], index=["a", "a"]), "doubles"),
    ],
)
def test_impossible_divisions_are_refused(total: int, weights: pd.Series, message: str) -> None:
    """What cannot be divided is an error that says why."""
    with pytest.raises(ValueError, match=message):
        apportion(total, weights)


# --- published figures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("growth", "above_two_percent", "first_year"),
    [("2986.87", "4268.84", "7255.71"), ("2880.94", "4117.44", "6998.38")],
    ids=["2015/16", "2014/15"],
)
def test_formation_identity(growth: str, above_two_percent: str, first_year: str) -> None:
    """Published: the first-year amount of sbo grensverkeer is the sum of its two formation parts, to the cent."""
    assert to_cent(first_year) == to_cent(growth) + to_cent(above_two_percent)


def test_shortfall_po_is_apportioned_by_pupils() -> None:
    """Worked by hand on published tariffs of 2015/16 (WPO 125a): 10.008,00 over 600, 350 and 50 pupils."""
    budget = amounts_cent(keyed([1000]), Decimal("318.83"))
    charged = amounts_cent(keyed([40]), Decimal("8220.95"))
    shortfall = int((charged - budget).sum())

    parts = apportion(shortfall, keyed([600, 350, 50]))

    assert to_cent("10008.00") == shortfall
    assert [to_cent("6004.80"), to_cent("3502.80"), to_cent("500.40")] == parts.tolist()


@pytest.mark.parametrize(
    ("pupils", "tariff", "euro"),
    [
        (200, 141, 28200),  # published, SPPOH: 141 euro per pupil
        (250, 99 + 77, 44000),  # published tariffs, SPOW 2023: a basisschool of 250 pupils
        (80, 99, 7920),  # published tariffs, SPOW 2023: an sbo school of 80 pupils
    ],
    ids=["SPPOH", "SPOW bao", "SPOW sbo"],
)
def test_amount_per_pupil(pupils: int, tariff: int, euro: int) -> None:
    """Published amounts per pupil give the published totals."""
    assert [to_cent(euro)] == amounts_cent(keyed([pupils]), tariff).tolist()
