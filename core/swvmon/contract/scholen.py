"""The schools of the region: are they known, and which board has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.contract.momentopname import Leest
from swvmon.contract.uitkomst import Bevinding
from swvmon.errors import SwvmonError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from swvmon.contract.momentopname import Momentopname

SCHOLEN = (Leest("aansluiting"), Leest("vestiging", verplicht=False))
"""What a model reads that pays schools: which belong to the region, and their boards."""


def check_schools(momentopname: Momentopname, choice: str, named: Iterable[str]) -> None:
    """Refuse a choice that names a school outside the region.

    Raises:
        SwvmonError: names the choice and the schools.
    """
    wanted = sorted(set(named))
    known = momentopname.tabel("aansluiting")["vestiging"]
    if strange := [school for school in wanted if not known.eq(school).any()]:
        raise SwvmonError(f"{choice} names {', '.join(strange)}, not a school of {momentopname.regio}")


def with_board(rows: pd.DataFrame, momentopname: Momentopname) -> pd.DataFrame:
    """Add the board of each school, as the list of schools of the year tells it, else as the address list does.

    Args:
        rows: column `vestiging`.
        momentopname: tables of `SCHOLEN`.

    Returns:
        The rows with `bestuur`; empty where nothing tells it.
    """
    import pandas as pd

    boards = _boards(momentopname.tabel("vestiging"))
    of_year = momentopname.tabel("aansluiting")
    if "bestuur" in of_year:
        boards |= _boards(of_year)
    found = [boards.get(school, "") for school in rows["vestiging"].tolist()]
    return rows.assign(bestuur=pd.Series(found, index=rows.index, dtype="str"))


def _boards(schools: pd.DataFrame) -> dict[str, str]:
    """The board of each school that a list tells, as the first row of a school has it."""
    told: dict[str, object] = {}
    for school, board in zip(schools["vestiging"].tolist(), schools["bestuur"].tolist(), strict=True):
        told.setdefault(school, board)
    return {school: board for school, board in told.items() if isinstance(board, str) and board}


def without_board(*lines: pd.DataFrame) -> tuple[Bevinding, ...]:
    """A finding for each school on these lines whose board is not known."""
    schools = {s for frame in lines for s in frame.loc[frame["bestuur"] == "", "vestiging"] if s}
    return tuple(
        Bevinding("bestuur_onbekend", "waarschuwing", school, f"Het bestuur van {school} staat in geen adressenlijst.")
        for school in sorted(schools)
    )
