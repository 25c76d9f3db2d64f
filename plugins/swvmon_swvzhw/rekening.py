"""The account that all parts of the model pay from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

BUDGET = "swv:budget"


def net(lines: pd.DataFrame) -> int:
    """What lines take out of the budget, less what they bring back; eurocents."""
    out = lines.loc[lines["van"] == BUDGET, "bedrag_cent"].sum()
    return int(out - lines.loc[lines["naar"] == BUDGET, "bedrag_cent"].sum())
