"""The canonical result: the same run gives the same bytes, whatever the machine, order or database."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from swvmon.arrow import chunked, in_one_piece, in_whole_columns
from swvmon.contract.grootboek import KOLOMMEN as BOEKING
from swvmon.contract.meting import KOLOMMEN as METING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import pyarrow as pa

EXACT = ("hoeveelheid", "tarief", "teller", "teller_max", "noemer", "noemer_max", "waarde", "n")
_KEYS = {
    "boeking": (list(BOEKING), ["scenario", "regio", "schooljaar", "volgnummer"]),
    "meting": (
        list(METING),
        ["scenario", "regio", "schooljaar", "indicator", "niveau", "sleutel", "onderdeel", "peildatum"],
    ),
}


def storable(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows as they are stored and exported: exact numbers as canonical text, sorted, without run id left out.

    Args:
        frame: ledger lines or metingen.
        kind: boeking or meting.
    """
    columns, order = _KEYS[kind]
    rows = in_whole_columns(frame[columns])
    for column in EXACT:
        if column in rows and len(rows):
            rows[column] = exact_text(rows[column])
    return rows.sort_values(order, ignore_index=True)


def exact_text(values: pd.Series) -> pd.Series:
    """Exact decimals as text with one spelling per number ("100", "45.32"); missing stays missing."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    from swvmon.geld import exact

    text = pc.cast(chunked(exact(values)), pa.string())
    trimmed = pc.utf8_rtrim(pc.utf8_rtrim(text, characters="0"), characters=".")
    return pd.Series(pd.array(trimmed, dtype="str"), index=values.index)


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """CSV of stored rows: UTF-8, LF, comma, dates as 2019-10-01; a text is quoted where it has to be."""
    return csv_parts(rows, [len(rows)])[0]


def csv_parts(rows: pd.DataFrame, lengths: Sequence[int]) -> list[bytes]:
    """The `csv_bytes` of parts of stored rows that follow each other, written at once.

    pandas writes the same a cell at a time, which takes three times as long and more.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    head = ",".join(_cells(pd.Series(rows.columns, dtype="str")).to_pylist()).encode()
    comma, end = (pa.scalar(told, pa.large_string()) for told in (",", "\n"))
    lines = pc.binary_join_element_wise(*(_cells(values) for _, values in rows.items()), comma)
    bounds = pa.array(accumulate(lengths, initial=0), pa.int64())
    parts = pc.binary_join(pa.LargeListArray.from_arrays(bounds, lines), end)
    texts = (part.as_buffer().to_pybytes() if length else None for part, length in zip(parts, lengths, strict=True))
    return [b"\n".join((head, *([] if text is None else [text]), b"")) for text in texts]


def _cells(values: pd.Series) -> pa.Array:
    """A column as it stands in CSV: nothing where a cell is empty, quoted where it holds a comma, quote or line end."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    if values.dtype == "str" or pd.api.types.is_integer_dtype(values.dtype):
        text = in_one_piece(values).cast(pa.large_string())
    else:  # days, mostly few
        spelled: dict[object, str | None] = {}
        days = values.astype("object").where(values.notna(), None)
        text = pa.array(
            [None if v is None else spelled[v] if v in spelled else spelled.setdefault(v, str(v)) for v in days],
            pa.large_string(),
        )
    text = text.fill_null("")
    told = text.dictionary_encode()  # texts repeat themselves: each is looked at once
    strange = pc.match_substring_regex(told.dictionary, '[,"\\r\\n]')
    if not pc.any(strange).as_py():
        return text
    mark, nothing = (pa.scalar(sign, pa.large_string()) for sign in ('"', ""))
    quoted = pc.binary_join_element_wise(mark, pc.replace_substring(told.dictionary, '"', '""'), mark, nothing)
    return pc.if_else(strange, quoted, told.dictionary).take(told.indices)


def first_difference(left: pd.DataFrame, right: pd.DataFrame) -> str | None:
    """Where two sets of rows differ first: row, column and both values; None where they are the same."""
    for number, (a, b) in enumerate(zip(_records(left), _records(right), strict=False), start=1):
        for column, value in a.items():
            if value != b[column]:
                return f"row {number}, {column}: {value!r} against {b[column]!r}"
    if len(left) != len(right):
        return f"{len(left)} rows against {len(right)}"
    return None


def _records(frame: pd.DataFrame) -> list[dict[str, str]]:
    texts = frame.drop(columns="run_id").astype("object")
    filled = texts.where(texts.notna(), "").map(str)
    return [{str(column): value for column, value in row.items()} for row in filled.to_dict("records")]
