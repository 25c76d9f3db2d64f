"""The schools of a region as a run saw them: which they are, what they are called, whose and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.contract.momentopname import Leest
from swvmon.contract.scholen import with_board

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.contract.momentopname import Momentopname

SCHOOLS, ADDRESSES = Leest("aansluiting"), Leest("vestiging")
"""What tells the schools of a region, their boards and their gemeenten."""
TOLD = ["naam", "gemeente", "gemeentenaam"]
"""What an address list tells of a school besides its board."""


def listed(view: Momentopname) -> pd.DataFrame:
    """Schools of a region, each once, sorted; of many regions, of each one after the other.

    Returns:
        Columns `regio`, `vestiging`, `naam`, `bestuur`, `gemeente`, `gemeentenaam`; empty text where nothing tells it.
    """
    import pandas as pd

    columns = ["regio", "vestiging", "naam", "bestuur", "gemeente", "gemeentenaam"]
    if SCHOOLS not in view.sleutels:
        return pd.DataFrame(columns=columns, dtype="str")
    rows = view.tabel("aansluiting")[["vestiging"]].drop_duplicates().sort_values("vestiging", ignore_index=True)
    if ADDRESSES in view.sleutels:
        addresses = view.tabel("vestiging").drop_duplicates("vestiging").set_index("vestiging")
        known = addresses.reindex(index=rows["vestiging"], columns=TOLD).astype("str").fillna("")
        rows = with_board(rows, view).assign(**{name: known[name].array for name in TOLD})
    else:
        rows = rows.assign(**dict.fromkeys(["bestuur", *TOLD], ""))
    if not view.regios:
        return rows.assign(regio=view.regio)[columns]
    parts = rows["vestiging"].str.rpartition("|")
    rows = rows.assign(vestiging=parts[0].astype("str"), regio=parts[2].astype("str"))
    return rows.sort_values(["regio", "vestiging"], ignore_index=True)[columns]
