"""Difference in differences: one start for all treated units, or several; and the estimates per period around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon_effectmeting.paneel import NOOIT, check_groups
from swvmon_effectmeting.regressie import Regressie, fit
from swvmon_effectmeting.uitkomst import Gebeurtenissen, GeenUitkomst, Schatting

if TYPE_CHECKING:
    import numpy as np

    from swvmon_effectmeting.paneel import Paneel

DID = "difference in differences met vaste effecten van eenheid en periode (OLS)"
GESPREID = (
    "effect per begin en periode tegen wie nooit begint (Callaway-Sant'Anna, Sun-Abraham), "
    "gemiddeld over alle behandelde eenheden en perioden"
)
PER_PERIODE = "effect per begin en periode tegen wie nooit begint, gemiddeld over wie er dan zijn"
VOORTREND = "geen verschil in trend voor het begin"


def treated_since(paneel: Paneel) -> Regressie | GeenUitkomst:
    """The regression of `did`: the outcome on having started, with two-way fixed effects."""
    import numpy as np

    wrong = check_groups(paneel)
    if wrong:
        return wrong
    starts = np.unique(paneel.begin[paneel.begin < NOOIT])
    if len(starts) > 1:
        return GeenUitkomst("verschillend_begin", f"Er zijn {len(starts)} verschillende beginmomenten.")
    return fit(paneel.frame(effect=(paneel.tijd >= paneel.begin).astype("float64")), ["effect"])


def did(paneel: Paneel) -> Schatting | GeenUitkomst:
    """The effect of a start that is the same for all treated units: how much more they changed than the others.

    Starts that differ are refused: with effects that grow, the same regression weighs some of them negatively.
    """
    import numpy as np

    model = treated_since(paneel)
    return model if isinstance(model, GeenUitkomst) else model.combine("effect", np.ones(1), DID)


def staggered(paneel: Paneel) -> Schatting | GeenUitkomst:
    """The mean effect over all treated units and periods, where units may start at different moments.

    Each group of units with the same start is compared with those that never start, in each period, against the last
    period before its start; then averaged. Units that started earlier are never taken for comparison.
    """
    cells = _cells(paneel)
    if isinstance(cells, GeenUitkomst):
        return cells
    model, relative, size = cells
    weights = size * (relative >= 0)
    return model.combine("effect", weights / weights.sum(), GESPREID)


def around_start(paneel: Paneel) -> Gebeurtenissen | GeenUitkomst:
    """The effect in each period around the start, and the joint test that those before it are zero.

    Periods before the start are compared with the last one before it, so they tell a trend, not a level.
    """
    import numpy as np

    cells = _cells(paneel)
    if isinstance(cells, GeenUitkomst):
        return cells
    model, relative, size = cells
    moments = np.unique(relative)
    rows = np.array([size * (relative == moment) for moment in moments], dtype="float64")
    rows /= rows.sum(axis=1, keepdims=True)
    estimates = tuple(
        model.combine(f"t{moment:+d}", row, PER_PERIODE) for moment, row in zip(moments, rows, strict=True)
    )
    before = rows[moments < 0]
    if len(before):
        return Gebeurtenissen(estimates, model.jointly(VOORTREND, before))
    return Gebeurtenissen(estimates, GeenUitkomst("geen_voorperiode", "Voor een trend zijn er twee nodig."))


def _cells(paneel: Paneel) -> tuple[Regressie, np.ndarray, np.ndarray] | GeenUitkomst:
    """The regression with a column per start and period, with per column its distance to the start and its size."""
    import numpy as np

    wrong = check_groups(paneel)
    if wrong:
        return wrong
    distance = paneel.tijd - paneel.begin
    started = paneel.begin < NOOIT
    pairs = np.stack([paneel.begin, distance], axis=1)
    cells, at, sizes = np.unique(pairs[started & (distance != -1)], axis=0, return_inverse=True, return_counts=True)
    places = np.flatnonzero(started & (distance != -1))
    columns = np.zeros((len(cells), len(paneel.tijd)))
    columns[at.ravel(), places] = 1.0
    names = [f"x{number}" for number in range(len(cells))]
    model = fit(paneel.frame(**dict(zip(names, columns, strict=True))), names)
    return model if isinstance(model, GeenUitkomst) else (model, cells[:, 1], sizes.astype("float64"))
