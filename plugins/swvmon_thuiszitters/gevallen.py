"""Cases of absence: which count, on which days, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from swvmon import Leest, Momentopname

if TYPE_CHECKING:
    import pandas as pd

CASES = Leest("thuiszitter")
VIER_WEKEN_DAGEN = 28
"""Four weeks, of which the first and the last day count."""

Selectie = Callable[["pd.DataFrame"], "pd.Series"]
"""Which cases of a schooljaar count: from the frame of `of_year` to true or false per row."""


def of_year(momentopname: Momentopname) -> pd.DataFrame:
    """Cases with at least one day in the schooljaar, as they stand on its last day.

    Returns:
        Columns of `thuiszitter` with `tot` (the last day, at most 31 July) and `dagen` (from `begin` to `tot`, both
        included, also the days before the schooljaar); a case that goes on is counted up to 31 July.
    """
    import pandas as pd

    year = momentopname.schooljaar.periode
    rows = momentopname.tabel("thuiszitter")
    end = pd.Timestamp(year.tot)
    told = pd.to_datetime(rows["einde"])
    last = told.where(told <= end, end)
    first = pd.to_datetime(rows["begin"])
    rows = rows.assign(begin=first, tot=last, loopt=rows["einde"].isna(), dagen=(last - first).dt.days + 1)
    inside: pd.DataFrame = rows[(first <= end) & (last >= pd.Timestamp(year.van))]
    return inside.reset_index(drop=True)


def soort(naam: str) -> Selectie:
    """Cases of one kind, however short."""
    return lambda rows: rows["soort"] == naam


def relatief_vanaf_4_weken(rows: pd.DataFrame) -> pd.Series:
    """Four weeks or longer: 28 days count."""
    return (rows["soort"] == "relatief") & (rows["dagen"] >= VIER_WEKEN_DAGEN)


def relatief_meer_dan_4_weken(rows: pd.DataFrame) -> pd.Series:
    """More than four weeks: 28 days do not count, 29 do."""
    return (rows["soort"] == "relatief") & (rows["dagen"] > VIER_WEKEN_DAGEN)


def relatief_langer_dan_maand(rows: pd.DataFrame) -> pd.Series:
    """Longer than a calendar month: from 1 March up to 1 April counts, up to 31 March does not."""
    import pandas as pd

    return (rows["soort"] == "relatief") & (rows["tot"] >= rows["begin"] + pd.DateOffset(months=1))


def thuiszitter_vanaf_4_weken(rows: pd.DataFrame) -> pd.Series:
    """Not enrolled, however short, or enrolled and absent for four weeks or longer."""
    return soort("absoluut")(rows) | relatief_vanaf_4_weken(rows)


def open_on(day: date) -> Selectie:
    """Not exempt, begun on the day or before, and not over on it: a case whose last day it is does not count."""

    def selected(rows: pd.DataFrame) -> pd.Series:
        import pandas as pd

        running = rows["loopt"] | (rows["tot"] > pd.Timestamp(day))
        return (rows["soort"] != "vrijstelling_5a") & (rows["begin"] <= pd.Timestamp(day)) & running

    return selected
