"""Mergers follow a location through the years: which location went on with the pupils of a closed one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from datetime import date

LOCATION = "D"
WHOLE = ("F", "V")
"""Fusie and overdracht; a splitsing has no one successor."""


def successors(overgangen: pd.DataFrame, vanaf: date) -> pd.Series:
    """The last known successor of each location that was taken over whole.

    Only full mergers and transfers of a location to one location count. A chain is followed to its end; one that comes
    back to itself is left out.

    Args:
        overgangen: table `brin_overgang`; may be empty.
        vanaf: transitions before this day do not count: a location that was counted later went on after them.

    Returns:
        Locations (str) by location.
    """
    columns = ["van", "functie_van", "naar", "functie_naar", "datum", "overgang", "volledig"]
    rows = overgangen.reindex(columns=columns)
    rows = rows[(rows["functie_van"] == LOCATION) & (rows["functie_naar"] == LOCATION) & (rows["volledig"] == "J")]
    rows = rows[rows["overgang"].isin(WHOLE)]
    rows = rows[pd.to_datetime(rows["datum"]) >= pd.Timestamp(vanaf)]
    rows = rows[~rows["van"].duplicated(keep=False)]
    direct = rows.set_index("van")["naar"].astype("str").sort_index()
    last = direct
    for _ in range(len(direct)):
        further = last.map(direct)
        if further.isna().all():
            break
        last = further.fillna(last)
    return last[~last.isin(direct.index)]
