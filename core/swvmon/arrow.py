"""Columns of pandas as Arrow holds them, without a value of them becoming an object of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def chunked(values: pd.Series) -> pa.ChunkedArray:
    """A column in as many pieces as it has; putting pieces into a new chunked array would take them value by value."""
    import pyarrow as pa

    array = pa.array(values.array)  # chunked already where the column is one of Arrow in many pieces
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def in_one_piece(values: pd.Series) -> pa.Array:
    """A column as one array."""
    return chunked(values).combine_chunks()
