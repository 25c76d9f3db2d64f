"""The one way in: a frame is checked against its table before a row of it is written.

Faults of a frame (columns, kinds of value) are the plugin's and stop everything. Faults of a row (a missing value, a
code of another form, a number out of range, a double key) are the file's: the row is refused with a reason code.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from swvmon.arrow import chunked
from swvmon.errors import ContractViolation
from swvmon.store import afkeuring
from swvmon.store.conform import conform
from swvmon.store.declared import DATUM, GETAL, TEKST, Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import pyarrow as pa
    from pandera.pandas import DataFrameSchema


def accept(table: Table, frame: pd.DataFrame, where: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split the rows of a levering in what may be written and what is refused.

    Args:
        table: the declaration of a table with `regel`.
        frame: what a plugin handed over.
        where: plugin and table, for messages.

    Returns:
        The good rows with the dtypes of the table, and the refused ones as afkeuringen. Of rows with the same key the
        first good one stays.

    Raises:
        ContractViolation: the frame does not have the shape of the table, or two rows share the line in the file (and
            what tells the rows of one line apart).
    """
    import pandas as pd

    rows = conform(table, frame, where)
    lines = rows["regel"]
    alone = lines.is_unique or (len(table.plaats) > 1 and not rows.duplicated(list(table.plaats)).any())
    if lines.hasnans or (len(lines) and lines.min() < 1) or not alone:
        among = "".join(f", each {name} once per line" for name in table.plaats if name != "regel")
        raise ContractViolation(f"{where}: column regel must give each row its own line in the file, from 1{among}")
    refused = []
    for find in (_missing, _invalid, _doubles):
        if len(faults := find(table, rows)):
            rows, part = _refuse(table, rows, faults)
            refused.append(part)
    return rows, pd.concat(refused, ignore_index=True) if refused else afkeuring.empty()


def require(table: Table, frame: pd.DataFrame, where: str) -> pd.DataFrame:
    """Check rows that a run made: any fault is a plugin's.

    Raises:
        ContractViolation: names the first faults; nothing may be written.
    """
    rows = conform(table, frame, where)
    for find in (_missing, _invalid, _doubles):
        if len(faults := find(table, rows)):
            first = faults.iloc[0]
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            raise ContractViolation(
                f"{where}: row {first['rij'] + 1}, column {first['kolom']}: {afkeuring.REASONS[first['code']]}; "
                f"found {first['gevonden']!r}, expected {first['verwacht']}{more}"
            )
    return rows


def _refuse(table: Table, rows: pd.DataFrame, faults: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take the rows with faults out; show only kind and length of what is about a pupil."""
    at = faults["rij"]
    refused = faults.assign(regel=rows["regel"].to_numpy()[at]).drop(columns="rij")
    if table.case_rows:
        refused["gevonden"] = [f"{len(v)} characters" if v else "" for v in refused["gevonden"]]
    keep = ~rows.index.isin(at)
    return rows[keep].reset_index(drop=True), refused


def _missing(table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    """Empty cells of columns that must be filled."""
    found = []
    for column in table.columns:
        values = rows[column.naam]
        if not column.nullable and values.dtype != "int64" and values.hasnans:
            at = values.isna().to_numpy().nonzero()[0]
            found.append(_faults(at, column.naam, "ontbreekt", [""] * len(at), _expected(column)))
    return _gather(found)


def _invalid(table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    """Values that the declared schema refuses.

    The checks of the schema are asked first, by themselves: that takes a fifth of the time of the schema, and most
    files have no such faults. Kinds and empty cells were seen to before.
    """
    if all(_passes(rows[column.naam], check) for column in table.columns if (check := _check(column)) is not None):
        return _gather([])
    from pandera.errors import SchemaErrors

    try:
        declared_schema(table).validate(rows, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return _gather([])
    if cases["index"].isna().any():  # about the frame as a whole: what conform lets through, the schema must
        raise ContractViolation(f"table {table.naam}: {cases['check'].iloc[0]}")
    by_name = {c.naam: c for c in table.columns}
    found = []
    for name, part in cases.groupby("column", sort=False):
        column = by_name[str(name)]
        at = part["index"].to_numpy("int64")
        values = rows[column.naam].iloc[at]
        codes = [_code(column, v) for v in values]
        found.append(_faults(at, column.naam, codes, [str(v) for v in values], _expected(column)))
    return _gather(found)


def _doubles(table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose key an earlier row has."""
    keys = list(table.sleutel)
    if not keys or not (double := rows.duplicated(keys).to_numpy()).any():
        return _gather([])
    at = double.nonzero()[0]
    values = rows[keys].iloc[at]
    found = [" ".join(str(v) for v in row) for row in values.itertuples(index=False)]
    return _gather([_faults(at, " ".join(keys), "dubbele_sleutel", found, "each key once")])


def _faults(at: Any, kolom: str, code: str | list[str], gevonden: list[str], verwacht: str) -> pd.DataFrame:
    import pandas as pd

    clipped = [v[: afkeuring.MAX_GEVONDEN] for v in gevonden]
    rows = {"rij": at, "kolom": kolom, "code": code, "gevonden": clipped, "verwacht": verwacht}
    return pd.DataFrame(rows)


def _gather(found: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    if not found:
        return pd.DataFrame(columns=["rij", "kolom", "code", "gevonden", "verwacht"])
    return pd.concat(found, ignore_index=True).sort_values("rij", kind="stable").reset_index(drop=True)


def _code(column: Column, value: object) -> str:
    if column.kind == TEKST:
        return "ongeldige_waarde"
    return "negatief_aantal" if column.lowest == 0 and isinstance(value, int) and value < 0 else "buiten_bereik"


def _expected(column: Column) -> str:
    if column.kind == GETAL:
        return f"a whole number from {column.lowest} to {column.highest}"
    if column.kind == DATUM:
        return "a date"
    return f"text like {column.pattern}" if column.pattern else "text"


@cache
def declared_schema(table: Table) -> DataFrameSchema:
    """The pandera schema of a table: kinds, empty cells, ranges and patterns. Made once: making it is the slow part."""
    import pandera.pandas as pa

    columns = {c.naam: _declared(c) for c in table.columns}
    return pa.DataFrameSchema(columns, name=table.naam, strict=True, ordered=True, coerce=False)


def _declared(column: Column) -> Any:
    import numpy as np
    import pandas as pd
    import pandera.pandas as pa

    dtypes = {DATUM: object, TEKST: pd.StringDtype(na_value=np.nan)}  # numbers are int64, or Int64 where one is missing
    check = _check(column)
    checks = [] if check is None else [pa.Check(check, error=_expected(column))]
    return pa.Column(dtypes.get(column.kind), checks, nullable=column.nullable)


@cache
def _check(column: Column) -> Callable[[pd.Series], Any] | None:
    """What the values of a column must pass; it answers True, or which values are good."""
    if column.kind == DATUM:
        return None
    return _in_range(column.lowest, column.highest) if column.kind == GETAL else _matches(column.pattern)


def _passes(values: pd.Series, check: Callable[[pd.Series], Any]) -> bool:
    return check(values.dropna() if values.hasnans else values) is True


def _in_range(lowest: int, highest: int) -> Callable[[pd.Series], Any]:
    def check(values: pd.Series) -> Any:
        if not len(values) or (values.min() >= lowest and values.max() <= highest):
            return True  # the usual case, without a mask
        return values.between(lowest, highest)

    return check


def _matches(pattern: str | None) -> Callable[[pd.Series], Any]:
    """Whole match of a pattern; without one, text without the NUL character, which PostgreSQL cannot store."""

    def check(values: pd.Series) -> Any:
        if pattern:
            if all(map(re.compile(pattern).fullmatch, pc.unique(chunked(values)).to_pylist())):
                return True  # the usual case: each distinct text once, and no mask
            good = values.str.fullmatch(pattern)
        elif any(_has_nul(chunk) for chunk in chunked(values).chunks):
            good = ~values.str.contains("\0", regex=False)
        else:
            return True
        return True if good.all() else good

    import pyarrow.compute as pc

    return check


def _has_nul(text: pa.Array) -> bool:
    """Whether the bytes of a text column hold a NUL: one search instead of one per row."""
    return len(text) > 0 and (data := text.buffers()[2]) is not None and b"\0" in data.to_pybytes()
