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
    schools = rows["vestiging"]
    listed = momentopname.tabel("vestiging").set_index("vestiging")["bestuur"].reindex(schools)
    of_year = momentopname.tabel("aansluiting")
    if "bestuur" in of_year:
        own = of_year.drop_duplicates("vestiging").set_index("vestiging")["bestuur"].reindex(schools)
        listed = own.where(own.notna() & (own != ""), listed)
    return rows.assign(bestuur=listed.fillna("").set_axis(rows.index))


def without_board(*lines: pd.DataFrame) -> tuple[Bevinding, ...]:
    """A finding for each school on these lines whose board is not known."""
    schools = {s for frame in lines for s in frame.loc[frame["bestuur"] == "", "vestiging"] if s}
    return tuple(
        Bevinding("bestuur_onbekend", "waarschuwing", school, f"Het bestuur van {school} staat in geen adressenlijst.")
        for school in sorted(schools)
    )
