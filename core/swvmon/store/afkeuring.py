"""Why a row is refused: stable reason codes, and the frame of refused rows."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from swvmon.contract.databron import AFKEURING_KOLOMMEN
from swvmon.errors import ContractViolation

if TYPE_CHECKING:
    import pandas as pd

REASONS = {
    "buiten_bereik": "the number is smaller or larger than the column allows",
    "dubbele_sleutel": "an earlier row of the file has the same key; the first stays",
    "negatief_aantal": "a number that cannot be below zero is",
    "ongeldige_waarde": "the text is not one that the column allows",
    "ontbreekt": "the column must have a value, and has none",
}
"""Reason codes that the core gives; plugins add their own for what they find while reading (docs/afkeuringen.md)."""

MAX_GEVONDEN = 40
"""Characters of a refused value that are kept."""

_CODE = re.compile(r"[a-z][a-z0-9_]*")


def empty() -> pd.DataFrame:
    """No refused rows: columns `AFKEURING_KOLOMMEN`, regel int64, the rest str."""
    return _empty().copy()


@cache
def _empty() -> pd.DataFrame:
    import pandas as pd

    dtypes = {"regel": "int64"} | dict.fromkeys(AFKEURING_KOLOMMEN[1:], "str")
    return pd.DataFrame({name: pd.Series(dtype=dtypes[name]) for name in AFKEURING_KOLOMMEN})


def combine(where: str, read: pd.DataFrame, refused: list[pd.DataFrame]) -> pd.DataFrame:
    """Put what a plugin refused while reading before what the gateway refused, in order of line, checked and clipped.

    Args:
        where: whose rows these are, for the message.
        read: what the plugin refused, columns `AFKEURING_KOLOMMEN`.
        refused: what the gateway refused, per table.

    Raises:
        ContractViolation: the plugin's frame has other columns, a line below 1 or a code of another spelling.
    """
    import pandas as pd

    if set(read.columns) != set(AFKEURING_KOLOMMEN):
        raise ContractViolation(f"{where}: afkeuringen need the columns {', '.join(AFKEURING_KOLOMMEN)}")
    filled = [frame[list(AFKEURING_KOLOMMEN)] for frame in (read, *refused) if len(frame)]
    if not filled:
        return empty()
    rows = pd.concat(filled, ignore_index=True)
    try:
        rows = rows.astype({"regel": "int64"})
    except (TypeError, ValueError):
        raise ContractViolation(f"{where}: afkeuringen need the line of each row in `regel`") from None
    if (rows["regel"] < 1).any():
        raise ContractViolation(f"{where}: afkeuringen have a line below 1")
    if strange := sorted({str(c) for c in rows["code"].unique() if not _CODE.fullmatch(str(c))}):
        raise ContractViolation(f"{where}: {strange[0]!r} is not a reason code; write lower case and underscores")
    for name in AFKEURING_KOLOMMEN[1:]:
        rows[name] = rows[name].fillna("").astype(str).astype("str").str.replace("\0", "\\0", regex=False)
    rows["gevonden"] = rows["gevonden"].str.slice(0, MAX_GEVONDEN)
    return rows.sort_values("regel", kind="stable").reset_index(drop=True)
