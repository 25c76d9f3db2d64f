"""The cells of a table, by pyarrow: one array per column, the line of each row, and the rows of another width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon.bronbestand.codering import settle
from swvmon.errors import FileFault

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pyarrow as pa

    from swvmon.bronbestand.bestand import Bestand
    from swvmon.bronbestand.kop import Kop

_BOM = b"\xef\xbb\xbf"


@frozen(eq=False)
class Cellen:
    """The cells of a file below its header.

    Attributes:
        kolommen: one array per column: int64 where a count was asked for and all values are whole numbers, else
            dictionary-encoded bytes in `codering`.
        codering: encoding of the bytes.
        regel: int64, line of each row in the file.
        vreemd: rows of another width: (line, number of cells, text).
        laatste_los: line of the last row where it has no line end and the others have one, else 0.
    """

    kolommen: list[Any]
    codering: str
    regel: np.ndarray[Any, np.dtype[np.int64]]
    vreemd: list[tuple[int, int, str]]
    laatste_los: int


def read_cells(bestand: Bestand, kop: Kop, aantallen: set[int]) -> Cellen:
    """Cut a file into cells.

    Args:
        bestand: the file.
        kop: its head, with the header line that holds.
        aantallen: positions of the columns that hold counts.

    Raises:
        FileFault: not text in one encoding, or a quote that is never closed.
    """
    import numpy as np

    codering = settle(bestand)
    data, start = _below_header(bestand.read_bytes(), kop.kopregel)
    width = len(kop.kolommen)
    los = not data.endswith((b"\n", b"\r")) and len(data) > start
    body = memoryview(data)[start:]
    if not body.nbytes:
        return Cellen([], codering, np.empty(0, np.int64), [], 0)
    if not los and not _has_hexadecimal(body):
        arrays = _read_plain(body, kop.scheidingsteken, width, aantallen)
        if arrays is None and aantallen:  # masked counts, which are text
            arrays = _read_plain(body, kop.scheidingsteken, width, set())
        if arrays is not None:
            lines = np.arange(len(arrays[0]), dtype=np.int64) + kop.kopregel + 1
            return _without_empty(Cellen(arrays, codering, lines, [], 0))
    if codering == "cp1252":  # pyarrow hands on a row of another width only as UTF-8
        body = memoryview(bytes(body).decode(codering).encode())
        codering = "utf-8"
    return _read_odd(bestand, body, kop, codering, los=los)


def _has_hexadecimal(body: memoryview) -> bool:
    """Whether a value may start with 0x: pyarrow reads 0x10 as sixteen, and only the slow way refuses it."""
    import numpy as np

    data = np.frombuffer(body, np.uint8)
    x = np.flatnonzero((data | 0x20) == ord("x"))
    x = x[x > 0]
    x = x[data[x - 1] == ord("0")]
    before = data[np.maximum(x - 2, 0)]
    return bool(((before < ord("0")) | (before > ord("9"))).any() or (x == 1).any())


def _below_header(data: bytes, kopregel: int) -> tuple[bytes, int]:
    """The bytes and where the first row after the header starts."""
    start = len(_BOM) if data.startswith(_BOM) else 0
    sign = b"\n" if b"\n" in data else b"\r"
    for _ in range(kopregel):
        end = data.find(sign, start)
        start = len(data) if end < 0 else end + 1
    return data, start


def _arrow(
    body: memoryview, sign: str, types: list[pa.DataType], handler: Callable[[Any], str] | None = None
) -> list[Any]:
    import pyarrow as pa
    from pyarrow import csv

    names = [str(i) for i in range(len(types))]
    table = csv.read_csv(
        pa.BufferReader(pa.py_buffer(body)),
        csv.ReadOptions(column_names=names, use_threads=handler is None, block_size=body.nbytes),
        csv.ParseOptions(
            delimiter=sign, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=handler
        ),
        csv.ConvertOptions(
            check_utf8=False,
            column_types=dict(zip(names, types, strict=True)),
            null_values=[],
            strings_can_be_null=False,
        ),
    )
    return [column.combine_chunks() for column in table.columns]


def _text_type() -> pa.DataType:
    import pyarrow as pa

    return pa.dictionary(pa.int32(), pa.binary())


def _read_plain(body: memoryview, sign: str, width: int, aantallen: set[int]) -> list[Any] | None:
    """The fast way: every row of the right width, every count a number, no value over two lines; else None."""
    import pyarrow as pa
    import pyarrow.compute as pc

    types = [pa.int64() if i in aantallen else _text_type() for i in range(width)]
    try:
        arrays = _arrow(body, sign, types)
    except pa.ArrowInvalid:
        return None
    for i in aantallen:
        limits = pc.min_max(arrays[i]).as_py()
        if len(arrays[i]) and (limits["min"] < 0 or limits["max"] > 999_999_999):
            return None
    texts = [array for i, array in enumerate(arrays) if i not in aantallen]
    return None if any(_has_line_end(array.dictionary) for array in texts) else arrays


def _has_line_end(values: Any) -> bool:
    """Whether one of the values goes on over more lines: one search instead of one per value."""
    data = values.buffers()[2]
    return data is not None and any(sign in memoryview(data).tobytes() for sign in (b"\n", b"\r"))


def _read_odd(bestand: Bestand, body: memoryview, kop: Kop, codering: str, *, los: bool) -> Cellen:
    """The slow way: rows of another width are kept apart, and lines are counted through values over more lines."""
    import numpy as np
    import pyarrow as pa

    width = len(kop.kolommen)
    odd: list[tuple[int, int, str]] = []

    def keep(row: Any) -> str:
        odd.append((row.number, row.actual_columns, row.text))
        return "skip"

    try:
        arrays = _arrow(body, kop.scheidingsteken, [_text_type()] * width, keep)
    except pa.ArrowInvalid as error:
        raise FileFault(f"{bestand.waar}: cannot be cut into rows ({str(error)[:120]})") from None
    rows = len(arrays[0])
    numbers = np.ones(rows + len(odd), bool)
    numbers[[number - 1 for number, _, _ in odd]] = False
    good = np.flatnonzero(numbers)
    extra = np.zeros(len(numbers) + 1, np.int64)
    extra[good + 1] = sum((_line_ends(array) for array in arrays), np.zeros(rows, np.int64))
    for number, _, text in odd:
        extra[number] = _count(text.encode())
    line = np.arange(len(numbers)) + kop.kopregel + 1 + np.cumsum(extra)[:-1]
    cells = Cellen(
        arrays,
        codering,
        line[good].astype(np.int64),
        [(int(line[number - 1]), found, text) for number, found, text in odd],
        int(line[-1]) if los and len(line) and kop.regeleinde else 0,
    )
    _refuse_swallowed(bestand, kop, cells)
    return _without_empty(cells)


def _count(value: bytes) -> int:
    return value.count(b"\n") + value.count(b"\r") - value.count(b"\r\n")


def _line_ends(array: Any) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Line ends inside the value of each row."""
    import numpy as np

    counts = np.array([_count(value) for value in array.dictionary.to_pylist()], np.int64)
    if not counts.any():
        return np.zeros(len(array), np.int64)
    per_row: np.ndarray[Any, np.dtype[np.int64]] = counts[array.indices.to_numpy(zero_copy_only=False)]
    return per_row


def _refuse_swallowed(bestand: Bestand, kop: Kop, cells: Cellen) -> None:
    """A value over more lines with the separator in it is a quote that was never closed: rows would be lost unseen."""
    import numpy as np

    sign = kop.scheidingsteken.encode()
    lines = [line for line, _, text in cells.vreemd if _count(text.encode())]
    for array in cells.kolommen:
        swallowed = np.array([_count(value) > 0 and sign in value for value in array.dictionary.to_pylist()], bool)
        if swallowed.any():
            lines.append(int(cells.regel[swallowed[array.indices.to_numpy(zero_copy_only=False)]].min()))
    if lines:
        raise FileFault(
            f'{bestand.waar}: line {min(lines)} opens a quote (") that is not closed; rows after it are lost'
        )


def _without_empty(cells: Cellen) -> Cellen:
    """Leave out lines without any value: they are no rows."""
    import numpy as np
    import pyarrow as pa

    empty = np.ones(len(cells.regel), bool)
    for array in cells.kolommen:
        if not pa.types.is_dictionary(array.type) or not empty.any():
            return cells
        blank = np.array([not value.strip() for value in array.dictionary.to_pylist()], bool)
        empty &= blank[array.indices.to_numpy(zero_copy_only=False)] if blank.any() else False
    if not empty.any():
        return cells
    kept = pa.array(~empty)
    return Cellen(
        [array.filter(kept) for array in cells.kolommen],
        cells.codering,
        cells.regel[~empty],
        cells.vreemd,
        cells.laatste_los,
    )
