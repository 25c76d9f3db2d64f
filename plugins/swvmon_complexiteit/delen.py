"""How many parts an SWV has, and how many of them another SWV has too."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from swvmon import Momentopname, swv_meting

if TYPE_CHECKING:
    import pandas as pd

AANTAL, GEDEELD = "aantal", "gedeeld"


def count_parts(pairs: pd.DataFrame) -> pd.DataFrame:
    """Count per SWV its parts, and those that it shares.

    Args:
        pairs: columns `swv` and `deel`: a part lies wholly or partly in the SWV; of all SWV's of one sector.

    Returns:
        Index = SWV code, sorted; `aantal`, and `gedeeld`: those that another SWV has too. A part counts once, however
        small it is.
    """
    import pandas as pd

    once = pairs[["swv", "deel"]].dropna().drop_duplicates()
    shared = once.groupby("deel")["swv"].transform("size") > 1
    groups = once.assign(gedeeld=shared.astype("int64")).groupby("swv")["gedeeld"]
    return pd.DataFrame({AANTAL: groups.size(), GEDEELD: groups.sum()})


def of_swvs(momentopname: Momentopname, waarde: pd.Series, *, eenheid: str, grondslag: str) -> pd.DataFrame:
    """A count for each SWV of the call on 1 October; `ontbreekt` where the counts do not have it."""
    return swv_meting(
        momentopname,
        soort="aantal",
        peildatum=date(momentopname.schooljaar.start, 10, 1),
        eenheid=eenheid,
        grondslag=grondslag,
        waarde=waarde,
    )
