"""Interrupted time series: one series, a line before and a line after the start, the jump and the bend between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import SwvmonError
from swvmon_effectmeting.uitkomst import GeenUitkomst, Schatting

if TYPE_CHECKING:
    from swvmon_effectmeting.paneel import Paneel

MINSTE_PERIODEN = 3
"""Through two points a line always fits."""

GEWOON = "interrupted time series, OLS"
HAC = "interrupted time series, OLS met Newey-West-fouten ({} vertragingen)"
CONVENTIE_GEWOON = "s² met N-4; t met N-4 vrijheidsgraden"
CONVENTIE_HAC = "Bartlett-gewichten, × N/(N-4); t met N-4 vrijheidsgraden"
SPREAD = 1e-9


@frozen
class Onderbreking:
    """What changed at the start.

    Attributes:
        niveau: the jump at the first period from the start on, against the line before drawn on.
        helling: the change of the slope, per period.
    """

    niveau: Schatting
    helling: Schatting


def interruption(paneel: Paneel, vanaf: int, vertragingen: int) -> Onderbreking | GeenUitkomst:
    """The jump and the bend in the mean of the units at a start.

    There is no group to compare with: whatever else happened at the start is in the estimates too.

    Args:
        paneel: the units; their unweighted mean per period is the series.
        vanaf: the first period after the interruption.
        vertragingen: over how many periods errors may be correlated; 0: independent errors.

    Raises:
        SwvmonError: statsmodels is not installed.
    """
    import numpy as np
    import pandas as pd

    series = pd.Series(paneel.uitkomst).groupby(paneel.tijd).mean()
    times, y = series.index.to_numpy(dtype="float64"), series.to_numpy()
    before, after = int((times < vanaf).sum()), int((times >= vanaf).sum())
    for count, code in ((before, "geen_voorperiode"), (after, "geen_naperiode")):
        if count < MINSTE_PERIODEN:
            return GeenUitkomst(code, f"Voor een lijn zijn er {MINSTE_PERIODEN} nodig; er is {count}.")
    since = times - vanaf
    post = (since >= 0).astype("float64")
    design = np.column_stack([np.ones_like(times), since, post, since * post])
    try:
        from statsmodels.regression.linear_model import OLS
    except ImportError:
        raise SwvmonError('this analysis needs statsmodels; install it with: pip install "swvmon[effect]"') from None

    model = OLS(y, design)
    if vertragingen:
        result = model.fit(cov_type="HAC", cov_kwds={"maxlags": vertragingen, "use_correction": True}, use_t=True)
        methode, conventie = HAC.format(vertragingen), CONVENTIE_HAC
    else:
        result = model.fit()
        methode, conventie = GEWOON, CONVENTIE_GEWOON
    if not result.bse[2:].min() > SPREAD * float(np.ptp(paneel.uitkomst)):
        return GeenUitkomst("geen_variatie", "De punten liggen precies op twee lijnen.")
    intervals = result.conf_int(alpha=0.05)
    niveau, helling = (
        Schatting(
            naam,
            float(result.params[at]),
            float(result.bse[at]),
            float(intervals[at, 0]),
            float(intervals[at, 1]),
            float(result.pvalues[at]),
            len(y),
            None,
            float(result.df_resid),
            methode,
            conventie,
        )
        for naam, at in (("niveau", 2), ("helling", 3))
    )
    return Onderbreking(niveau, helling)
