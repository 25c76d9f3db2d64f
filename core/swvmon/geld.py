"""Money: integer eurocents, exact products, named roundings.

Amounts are integer eurocents (`bedrag_cent`, int64). Quantities and tariffs are exact decimals with
at most six places: `Decimal` as a scalar, `decimal128(24, 6)` of Arrow as a column. Floats never enter.

Two rounding rules have a name (`ROUNDINGS`):

- ``rekenkundig``: half up, a half goes away from zero. Law texts call it "rekenkundig afgerond".
- ``grootste_rest``: parts must add up to a total; the cents left go to the largest remainders,
  ties to the lowest key.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from swvmon.arrow import chunked

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import pyarrow as pa

ROUNDINGS = ("rekenkundig", "grootste_rest")
DECIMALS = 6
"""Places that a quantity or tariff keeps; more are rounded half up."""
PRECISION = 24

_CENT = Decimal("0.01")
_MICRO = Decimal(1).scaleb(-DECIMALS)


def to_cent(euro: Decimal | int | str) -> int:
    """Turn an amount in euros into eurocents, exactly.

    Raises:
        ValueError: not a number, or more than two decimals: a plan that says 0.005 euro is mistaken.
        TypeError: a float was handed in; a float is not an exact number.
    """
    _refuse_float(euro)
    try:
        value = Decimal(euro)
        whole = value.is_finite() and value == value.quantize(_CENT)
    except InvalidOperation:
        raise ValueError(f"{euro!r} is not an amount in euros") from None
    if not whole:
        raise ValueError(f"{euro} euro is not a whole number of cents")
    return int(value.scaleb(2))


def half_up(value: Decimal, places: int = 0) -> Decimal:
    """Round as the law means by "rekenkundig": a half goes away from zero. 0.02 x 9925 = 198.5 gives 199."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def amount_cent(*factoren: Decimal | Fraction | int) -> int:
    """The exact product of some numbers in eurocents, rounded half up (``rekenkundig``) once, at the end.

    An amount of a part of a year is `amount_cent(aantal, tarief, Fraction(5, 12))`. 10 pupils x 45.32 euro x 5/12 is
    188.833... euro, so 18883.

    Args:
        factoren: numbers of which the product is an amount in euros: units, euros per unit, a share of the year.

    Raises:
        TypeError: a float was handed in; a float is not an exact number.
    """
    product = Fraction(100)
    for factor in factoren:
        _refuse_float(factor)
        product *= Fraction(factor)
    cents = (2 * abs(product) + 1) // 2
    return int(cents if product >= 0 else -cents)


def format_euro(bedrag_cent: int) -> str:
    """Write eurocents as Dutch readers expect: 123456789 becomes ``€ 1.234.567,89``."""
    sign = "-" if bedrag_cent < 0 else ""
    whole, cents = divmod(abs(int(bedrag_cent)), 100)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{sign}€ {grouped},{cents:02d}"


def format_decimal(value: Decimal) -> str:
    """Write a quantity or tariff in Dutch, without idle zeros: Decimal("1100.500000") becomes ``1.100,5``."""
    text = canonical(value)
    whole, _, places = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{int(whole.lstrip('-')):,}".replace(",", ".")
    return f"{sign}{grouped},{places}" if places else f"{sign}{grouped}"


def format_tariff(euro: Decimal, deel: Fraction | int = 1) -> str:
    """Write a tariff, with the share of the year where it is not the whole: ``€ 45,32 × 5/12``.

    Raises:
        ValueError: not a whole number of cents.
    """
    return format_euro(to_cent(euro)) + ("" if deel == 1 else f" × {deel}")


def canonical(value: Decimal) -> str:
    """One spelling per number, as the database and the exports keep it: no exponent, no idle zeros."""
    text = format(value.quantize(_MICRO, rounding=ROUND_HALF_UP) + 0, "f")  # + 0: no negative zero
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(values: pd.Series | Sequence[Any]) -> pd.Series:
    """Turn whole numbers, decimals or their text into an exact column.

    Args:
        values: int, `Decimal`, text like ``"45.32"`` or an exact column; missing stays missing.

    Returns:
        A series of dtype ``decimal128(24, 6)[pyarrow]`` with the same index.

    Raises:
        TypeError: floats were handed in; a float is not an exact number.
    """
    import pandas as pd
    import pyarrow as pa

    series = values if isinstance(values, pd.Series) else pd.Series(values)
    dtype = pd.ArrowDtype(pa.decimal128(PRECISION, DECIMALS))
    if series.dtype == dtype:
        return series
    if pd.api.types.is_float_dtype(series.dtype):
        raise TypeError("floats are not exact; hand in whole numbers, Decimal or text")
    if pd.api.types.is_integer_dtype(series.dtype):
        wide = pa.array(series.array, from_pandas=True).cast(pa.decimal128(19, 0))
        return pd.Series(pd.array(wide.cast(dtype.pyarrow_dtype), dtype=dtype), index=series.index, name=series.name)
    if isinstance(series.dtype, pd.ArrowDtype):
        return _round_places(series, DECIMALS)
    if series.dtype == "str":  # a column of text repeats itself: each number in it is read once
        codes, texts = series.factorize()
        numbers = pa.array([_exact_number(text) for text in texts], type=dtype.pyarrow_dtype)
        array = numbers.take(pa.array(codes, mask=codes < 0))
    else:
        decimals: list[Any] = [None if pd.isna(v) else _exact_number(v) for v in series]
        array = pa.array(decimals, type=dtype.pyarrow_dtype)
    return pd.Series(pd.array(array, dtype=dtype), index=series.index, name=series.name)


def repeated(value: Decimal | int | None, index: pd.Index) -> pd.Series:
    """An exact column with the same number, or none, on each row of an index."""
    import pandas as pd
    import pyarrow as pa

    kind = pa.decimal128(PRECISION, DECIMALS)
    number = pa.scalar(None if value is None else _exact_number(value), type=kind)
    return pd.Series(pd.array(pa.repeat(number, len(index)), dtype=pd.ArrowDtype(kind)), index=index)


def multiply(left: pd.Series, right: pd.Series | Decimal | int) -> pd.Series:
    """Multiply exactly, rounded half up to six places: the pupils of a school x the share of Tabel 3.

    Args:
        left: a column of whole numbers or exact decimals.
        right: the same, aligned on the index, or one number for all.
    """
    return _round_places(_product(left, right), DECIMALS)


def amounts_cent(hoeveelheid: pd.Series, tarief: pd.Series | Decimal | int, deel: Fraction | int = 1) -> pd.Series:
    """Quantity x tariff x share of the year in eurocents, each line rounded half up (``rekenkundig``) once.

    Args:
        hoeveelheid: exact decimals or whole numbers.
        tarief: euros per unit, one number or a column on the same index.
        deel: share of the year for which it is, such as 5/12; `amount_cent` is the same for one line.

    Returns:
        int64 eurocents on the index of `hoeveelheid`.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    product = _product(hoeveelheid, tarief)
    cents = _round_places(product if deel == 1 else _part(product, Fraction(deel)), 2)
    digits = pc.multiply(chunked(cents).cast(pa.decimal128(34, 2)), pa.scalar(100, type=pa.decimal128(3, 0)))
    return pd.Series(digits.cast(pa.int64()).to_numpy(), index=hoeveelheid.index, dtype="int64")


def apportion(total_cent: int, weights: pd.Series) -> pd.Series:
    """Divide a total over weights so that the parts add up to the cent (``grootste_rest``).

    Every part gets the cents of its share rounded down; what is left goes one cent each to the largest
    remainders, ties to the lowest index label. The outcome does not depend on the order of rows.

    Args:
        total_cent: the total, zero or more, in eurocents.
        weights: whole numbers or exact decimals, zero or more, index = key (BRIN, vestiging) without doubles.

    Returns:
        int64 eurocents on the index of `weights`, summing to `total_cent`; all zero where the total is zero.

    Raises:
        ValueError: a negative total or weight, doubles in the index, or a total to divide over no weight.
    """
    import numpy as np
    import pandas as pd

    if total_cent < 0:
        raise ValueError(f"cannot divide a negative total ({total_cent} cent)")
    if not weights.index.is_unique:
        raise ValueError("the keys to divide over have doubles")
    whole = _whole_weights(weights)
    if len(whole) and min(whole) < 0:
        raise ValueError("a weight is negative")
    sum_weights = sum(whole)
    if total_cent == 0:
        return pd.Series(0, index=weights.index, dtype="int64")
    if sum_weights == 0:
        raise ValueError(f"{total_cent} cent to divide, but the weights add up to zero")
    if total_cent * sum_weights < 2**62:
        parts, rest = np.divmod(np.array(whole, dtype="int64") * total_cent, sum_weights)
    else:
        pairs = [divmod(w * total_cent, sum_weights) for w in whole]
        parts = np.array([p for p, _ in pairs], dtype="int64")
        rest = np.array([r for _, r in pairs], dtype=object)
    by_key = np.argsort(np.argsort(weights.index.to_numpy(), kind="stable"), kind="stable")
    order = sorted(range(len(whole)), key=lambda i: (-int(rest[i]), int(by_key[i])))
    parts[np.array(order[: total_cent - int(parts.sum())], dtype="int64")] += 1
    return pd.Series(parts, index=weights.index, dtype="int64")


def _refuse_float(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value!r}: floats are not exact; hand in whole numbers, Decimal or text")


def _exact_number(value: Any) -> Decimal:
    _refuse_float(value)
    return half_up(Decimal(value), DECIMALS)


def apportion_within(totals: pd.Series, weights: pd.Series, groups: pd.Series) -> pd.Series:
    """Divide many totals at once, each over the rows of its own group, in whole parts that add up (``grootste_rest``).

    Ties go to the row with the lowest index label, so the outcome does not depend on the order of rows.

    Args:
        totals: whole numbers, the same for all rows of a group.
        weights: whole numbers, zero or more; a group without weight is divided equally.
        groups: the group of each row.

    Returns:
        int64 parts on the same index; per group they add up to its total.

    Raises:
        ValueError: a negative total or weight, or numbers too large to multiply exactly.
    """
    import pandas as pd

    if (totals < 0).any() or (weights < 0).any():
        raise ValueError("a total or a weight is negative")
    sums = weights.groupby(groups).transform("sum")
    used = weights.where(sums > 0, 1).astype("int64")
    sums = used.groupby(groups).transform("sum")
    if len(totals) and int(totals.max()) * int(used.max()) >= 2**62:
        raise ValueError("the numbers are too large to divide exactly in one go")
    parts, rest = (totals * used) // sums, (totals * used) % sums
    left = totals - parts.groupby(groups).transform("sum")
    table = pd.DataFrame({"group": groups, "rest": -rest, "label": totals.index}, index=totals.index)
    ordered = table.sort_values(["group", "rest", "label"])
    rank = ordered.groupby("group").cumcount().reindex(totals.index)
    return (parts + (rank < left)).astype("int64")


def _whole_weights(weights: pd.Series) -> list[int]:
    import pandas as pd

    if pd.api.types.is_integer_dtype(weights.dtype):
        return [int(w) for w in weights]
    return [int(Decimal(w).scaleb(DECIMALS)) for w in exact(weights)]


def _product(left: pd.Series, right: pd.Series | Decimal | int) -> pd.Series:
    """The product with twelve places; precision 38 holds 10^26 before the point."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    def narrow(values: pd.Series) -> pa.ChunkedArray:
        return chunked(exact(values)).cast(pa.decimal128(18, DECIMALS))

    factor = (
        narrow(right.reindex(left.index))
        if isinstance(right, pd.Series)
        else pa.scalar(_exact_number(right), type=pa.decimal128(18, DECIMALS))
    )
    product = pc.multiply(narrow(left), factor)
    return pd.Series(pd.array(product, dtype=pd.ArrowDtype(product.type)), index=left.index)


def _part(values: pd.Series, deel: Fraction) -> pd.Series:
    """A share of exact numbers, cut off at twelve places: what is cut never decides how a cent is rounded half up."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    wide = chunked(values).cast(pa.decimal256(38, 12))
    times = pc.multiply(wide, pa.scalar(deel.numerator, type=pa.decimal256(9, 0)))
    cut = pc.divide(times, pa.scalar(deel.denominator, type=pa.decimal256(9, 0)))
    part = pc.round(cut, ndigits=12, round_mode="towards_zero").cast(pa.decimal128(38, 12))
    return pd.Series(pd.array(part, dtype=pd.ArrowDtype(part.type)), index=values.index, name=values.name)


def _round_places(values: pd.Series, places: int) -> pd.Series:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    array = pc.round(chunked(values), ndigits=places, round_mode="half_towards_infinity")
    rounded = array.cast(pa.decimal128(38, places))
    kind = pa.decimal128(PRECISION, DECIMALS)
    if places == DECIMALS:
        rounded = rounded.cast(kind)
    return pd.Series(pd.array(rounded, dtype=pd.ArrowDtype(rounded.type)), index=values.index, name=values.name)
