"""Metingen that belong to no run, such as those of a survey: what of them may be published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.contract.grootboek import KOLOMMEN as BOEKING
from swvmon.contract.meting import KOLOMMEN as METING
from swvmon.privacy.openbaar import publish

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.privacy.regel import Regel


def publish_metingen(metingen: pd.DataFrame, regel: Regel) -> pd.DataFrame:
    """Withhold small counts, and what would give them away, from metingen that stand alone.

    They are taken as one publication: parts and their whole, and levels of one key, are checked together. A second
    publication of other tables about the same persons is not known here.

    Args:
        metingen: rows as `swvmon.metingen` makes them, with columns `indicator` and `regio` besides.
        regel: the minimum.

    Returns:
        The same rows with the same index: numbers empty and `uitkomst` ``onderdrukt`` where something is withheld.

    Raises:
        UsageError: scipy is not installed.
    """
    import pandas as pd

    given = list(metingen.columns)
    fixed = {"run_id": "", "scenario": "plan", "schooljaar": "", "plugin": ""}
    rows = metingen.assign(**{name: value for name, value in fixed.items() if name not in given})
    told = publish(pd.DataFrame(columns=list(BOEKING), dtype="str"), rows[list(METING)], {}, regel).metingen
    return told.set_axis(metingen.index)[given]
