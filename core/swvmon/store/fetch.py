"""Read many rows into a frame with the dtypes of the schema, through the driver itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from swvmon.store.conform import dtype_of
from swvmon.store.declared import DATUM, GETAL, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from sqlalchemy import Select
    from sqlalchemy.engine import Connection


def fetch(connection: Connection, query: Select[Any], columns: Sequence[Column], order: Sequence[str]) -> pd.DataFrame:
    """Run a query and build a frame, column by column.

    Args:
        connection: in a transaction.
        query: selects the columns, in their order.
        columns: their declarations.
        order: names to sort by, by code point, in which both databases and every locale agree; rows that are equal
            stay as the query gives them.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    result = connection.execute(query)
    try:
        rows = result.cursor.fetchall()  # tuples as the driver gives them; SQLAlchemy's rows would cost twice the time
    finally:
        result.close()
    values = zip(*rows, strict=True) if rows else ([] for _ in columns)
    arrays = [_arrow(column, list(v)) for column, v in zip(columns, values, strict=True)]
    found = pa.table(arrays, names=[c.naam for c in columns])
    if order:
        found = found.take(pc.sort_indices(found, sort_keys=[(name, "ascending") for name in order]))
    return pd.DataFrame({c.naam: _series(c, found.column(c.naam)) for c in columns}, copy=False)


def _arrow(column: Column, values: list[Any]) -> Any:
    import pyarrow as pa

    if column.kind == DATUM:
        spelled: dict[str, date] = {}
        values = [
            v
            if not isinstance(v, str)
            else spelled[v]
            if v in spelled
            else spelled.setdefault(v, date.fromisoformat(v))
            for v in values
        ]
        return pa.array(values, pa.date32())
    return pa.array(values, pa.int64() if column.kind == GETAL else pa.large_string())


def _series(column: Column, values: Any) -> pd.Series:
    import pandas as pd

    dtype = dtype_of(column)
    if column.kind == DATUM:
        return pd.Series(values.to_pylist(), dtype=object)
    if dtype == "int64":
        return pd.Series(values.to_numpy(), dtype="int64", copy=False)
    return pd.Series(pd.array(values, dtype=dtype))
