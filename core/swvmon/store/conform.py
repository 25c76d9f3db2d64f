"""Bring a frame to the dtypes of its table, without changing a value: int64 or Int64, str, dates as objects."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from swvmon.arrow import chunked
from swvmon.errors import ContractViolation
from swvmon.store.declared import DATUM, GETAL, Column, Table

if TYPE_CHECKING:
    import pandas as pd


def conform(table: Table, frame: pd.DataFrame, where: str) -> pd.DataFrame:
    """The columns of the table, in its order, with a fresh index.

    Columns of int64 stay so where nothing is missing, and become Int64 where something is; exact decimals in a text
    column get their canonical spelling; a column that the frame lacks gets its default.

    Args:
        table: the declaration.
        frame: what a plugin handed over.
        where: plugin and table, for messages.

    Raises:
        ContractViolation: a column is unknown, lacking without a default, double, or of another kind.
    """
    import pandas as pd

    if unknown := [str(c) for c in frame.columns if c not in table.names]:
        raise ContractViolation(
            f"{where}: unknown column {', '.join(sorted(unknown))}; known: {', '.join(table.names)}"
        )
    if not frame.columns.is_unique:
        raise ContractViolation(f"{where}: a column occurs twice")
    if lacking := [c.naam for c in table.columns if not c.optional and c.naam not in frame.columns]:
        raise ContractViolation(f"{where}: lacks column {', '.join(lacking)}")
    frame = frame.reset_index(drop=True)
    index = frame.index
    columns = {}
    for column in table.columns:
        if column.naam in frame.columns:
            columns[column.naam] = _column(column, frame[column.naam], where)
        else:
            columns[column.naam] = pd.Series([column.default] * len(index), index=index, dtype=dtype_of(column))
    return pd.DataFrame(columns, index=index, copy=False)


def dtype_of(column: Column) -> str:
    """The dtype in which a column is read back."""
    if column.kind == GETAL:
        return "Int64" if column.nullable else "int64"
    return "object" if column.kind == DATUM else "str"


def _column(column: Column, values: pd.Series, where: str) -> pd.Series:
    import pandas as pd

    if column.kind == GETAL:
        if values.dtype == "int64":
            return values
        if pd.api.types.is_integer_dtype(values.dtype) or values.isna().all():
            wide = values.astype("Int64") if pd.api.types.is_integer_dtype(values.dtype) else values.astype(object)
            return wide.astype("Int64") if wide.hasnans else wide.astype("int64")
        if values.dtype == object and pd.api.types.infer_dtype(values, skipna=True) == "integer":
            return _whole(column, values, where)
        raise _wrong(column, values, where, "whole numbers")
    return _dates(column, values, where) if column.kind == DATUM else _text(column, values, where)


def _whole(column: Column, values: pd.Series, where: str) -> pd.Series:
    try:
        wide = values.astype("Int64")
    except (OverflowError, TypeError, ValueError):
        raise _wrong(column, values, where, "whole numbers of 64 bits") from None
    return wide if wide.hasnans else wide.astype("int64")


def _text(column: Column, values: pd.Series, where: str) -> pd.Series:
    import pandas as pd

    if values.dtype == "str":
        return values
    if isinstance(values.dtype, pd.ArrowDtype) and "decimal" in str(values.dtype):
        return _canonical(values)
    if isinstance(values.dtype, (pd.CategoricalDtype, pd.StringDtype)) or values.isna().all():
        kind = "string"
    else:
        kind = pd.api.types.infer_dtype(values, skipna=True)
    if kind == "decimal":
        return _canonical(values)
    if kind not in ("string", "empty"):
        raise _wrong(column, values, where, "text")
    try:
        return values.astype("str")
    except (TypeError, ValueError):
        raise _wrong(column, values, where, "text") from None


def _canonical(values: pd.Series) -> pd.Series:
    """As `swvmon.geld.canonical` writes a number, for a whole column: decimal128 with six places has no exponent."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    from swvmon.geld import exact

    text = pc.cast(chunked(exact(values)), pa.large_string())
    text = pc.utf8_rtrim(pc.utf8_rtrim(text, characters="0"), characters=".")
    return pd.Series(text, dtype="str")


def _dates(column: Column, values: pd.Series, where: str) -> pd.Series:
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        if (values.dropna() != values.dropna().dt.normalize()).any():
            raise _wrong(column, values, where, "dates without a time of day")
        values = values.dt.date
    elif isinstance(values.dtype, pd.ArrowDtype):
        values = values.astype(object)
    days = [None if empty else day for day, empty in zip(values.tolist(), values.isna().tolist(), strict=True)]
    if any(type(v) is datetime or not isinstance(v, date) for v in {v for v in days if v is not None}):
        raise _wrong(column, values, where, "dates")
    return pd.Series(days, index=values.index, dtype=object)


def _wrong(column: Column, values: pd.Series, where: str, expected: str) -> ContractViolation:
    return ContractViolation(f"{where}: column {column.naam} has {values.dtype}, expected {expected}")
