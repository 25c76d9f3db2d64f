"""Columns of pandas as Arrow holds them, without a value of them becoming an object of Python."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from pandas.arrays import ArrowStringArray


def chunked(values: pd.Series) -> pa.ChunkedArray:
    """A column in as many pieces as it has; putting pieces into a new chunked array would take them value by value."""
    import pyarrow as pa

    array = pa.array(values.array)  # chunked already where the column is one of Arrow in many pieces
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def in_one_piece(values: pd.Series) -> pa.Array:
    """A column as one array."""
    return chunked(values).combine_chunks()


def in_whole_columns(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with each column of text in one piece: one in many pieces is read, filtered and sorted slowly."""
    import pandas as pd

    texts = {str(name): values for name, values in rows.items() if values.dtype == "str"}
    return rows.assign(
        **{name: pd.Series(pd.array(in_one_piece(v), dtype="str"), index=v.index) for name, v in texts.items()}
    )


def stacked(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The rows of many frames below each other, numbered from 0, with each column of text in one piece."""
    import pandas as pd

    return in_whole_columns(pd.concat(frames, ignore_index=True))


def text_order(rows: pd.DataFrame, by: list[str]) -> np.ndarray[Any, Any]:
    """The places of rows in the order of columns of text; rows that are the same stay as they stand."""
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = pa.table({name: chunked(rows[name].astype("str")) for name in by})
    order: np.ndarray[Any, Any] = pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in by]).to_numpy()
    return order


def repeated_text(value: str, times: int) -> ArrowStringArray:
    """A column of text with the same value on each row."""
    import pandas as pd
    import pyarrow as pa

    values = pa.repeat(pa.scalar(value, pa.large_string()), times)
    return pd.arrays.ArrowStringArray(values, dtype=_text())  # type: ignore[call-arg]  # the stubs lack dtype


@cache
def _text() -> Any:
    """The dtype of a column of text."""
    import pandas as pd

    return pd.Series([], dtype="str").dtype
