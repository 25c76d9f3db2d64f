"""The schools of the region: are they known, and which board has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Bevinding, SwvmonError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from swvmon import Momentopname


def check_schools(momentopname: Momentopname, choice: str, named: Iterable[str]) -> None:
    """Refuse a choice that names a school outside the region.

    Raises:
        SwvmonError: names the choice and the schools.
    """
    known = set(momentopname.tabel("aansluiting")["vestiging"])
    if strange := sorted(set(named) - known):
        raise SwvmonError(f"{choice} names {', '.join(strange)}, not a school of {momentopname.regio}")


def with_board(rows: pd.DataFrame, momentopname: Momentopname) -> pd.DataFrame:
    """Add the board of each school; empty where no address list knows it."""
    boards = momentopname.tabel("vestiging").set_index("vestiging")["bestuur"]
    return rows.assign(bestuur=boards.reindex(rows["vestiging"]).fillna("").set_axis(rows.index))


def without_board(*lines: pd.DataFrame) -> tuple[Bevinding, ...]:
    """A finding for each school on these lines whose board is not known."""
    schools = {s for frame in lines for s in frame.loc[frame["bestuur"] == "", "vestiging"] if s}
    return tuple(
        Bevinding("bestuur_onbekend", "waarschuwing", school, f"Het bestuur van {school} staat in geen adressenlijst.")
        for school in sorted(schools)
    )
