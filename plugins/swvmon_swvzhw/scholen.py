"""What all parts of the model share: the account they pay from, and the schools with their boards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Bevinding

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname

BUDGET = "swv:budget"


def net(lines: pd.DataFrame) -> int:
    """What lines take out of the budget, less what they bring back; eurocents."""
    out = lines.loc[lines["van"] == BUDGET, "bedrag_cent"].sum()
    return int(out - lines.loc[lines["naar"] == BUDGET, "bedrag_cent"].sum())


def with_board(rows: pd.DataFrame, momentopname: Momentopname) -> pd.DataFrame:
    """Add the board of each school; empty where no address list knows it."""
    boards = momentopname.tabel("vestiging").set_index("vestiging")["bestuur"]
    return rows.assign(bestuur=boards.reindex(rows["vestiging"]).fillna("").set_axis(rows.index))


def without_board(schools: pd.DataFrame) -> tuple[Bevinding, ...]:
    """A finding for each school whose board is not known."""
    return tuple(
        Bevinding("bestuur_onbekend", "waarschuwing", school, f"Het bestuur van {school} staat in geen adressenlijst.")
        for school in sorted(set(schools.loc[schools["bestuur"] == "", "vestiging"]))
    )
