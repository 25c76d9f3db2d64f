"""Interrupted time series, worked by hand and against the formula of Newey and West."""

from __future__ import annotations

import numpy as np
import pytest

from swvmon_effectmeting.its import interruption
from swvmon_effectmeting.paneel import NOOIT, Paneel


def series(values, units=1):
    """A panel of units that all have these values."""
    years = np.tile(np.arange(2010, 2010 + len(values)), units)
    unit = np.repeat(np.arange(units), len(values))
    return Paneel(np.tile(np.array(values, dtype="float64"), units), unit, years, np.full(len(unit), NOOIT), unit)


def test_by_hand():
    """Worked by hand: before 1 2 3 on the line 4 + s, after 8 8,5 7,5 8 8.

    Before the start the line foretells 4 at the start. After it the mean is 8, with slope sum((s-2)(y-8))/10 =
    (-2*0 - 1*0,5 + 0*-0,5 + 1*0 + 2*0)/10 = -0,05, so at the start 8 + 0,1 = 8,1: jump 4,1, bend -1,05. Residuals
    after: -0,1 0,45 -0,5 0,05 0,1, squares sum to 0,475; s² = 0,475 / (8 - 4).
    """
    found = interruption(series([1, 2, 3, 8, 8.5, 7.5, 8, 8]), 2013, 0)

    assert 4.1 == pytest.approx(found.niveau.waarde, abs=1e-12)
    assert -1.05 == pytest.approx(found.helling.waarde, abs=1e-12)
    # the slope before has variance s²/2 and the one after s²/10
    assert (0.475 / 4 * (1 / 2 + 1 / 10)) ** 0.5 == pytest.approx(found.helling.se, abs=1e-12)
    assert (8, None, 4) == (found.helling.n, found.helling.clusters, found.helling.vrijheidsgraden)


def test_mean_of_the_units():
    """Units count alike: the series is their plain mean, so two copies are one series of eight points, not sixteen."""
    one, two = (interruption(series([1, 2, 3, 8, 8.5, 7.5, 8, 8], units), 2013, 0) for units in (1, 2))

    assert one == two


def test_lags():
    """Computed apart: (X'X)^-1 S (X'X)^-1 × N/(N-4), with Bartlett weights 1 - l/(L+1), L = 2."""
    y = np.array([1, 2, 2.5, 3, 8, 8.5, 7.5, 8, 8.2, 9.1])
    since = np.arange(10) - 4.0
    x = np.column_stack([np.ones(10), since, since >= 0, since * (since >= 0)])
    scores = x * (y - x @ np.linalg.lstsq(x, y, rcond=None)[0])[:, None]
    middle = scores.T @ scores
    for lag, weight in ((1, 2 / 3), (2, 1 / 3)):
        cross = scores[lag:].T @ scores[:-lag]
        middle += weight * (cross + cross.T)
    bread = np.linalg.inv(x.T @ x)
    errors = np.sqrt(np.diag(bread @ middle @ bread) * 10 / 6)
    found = interruption(series(y), 2014, 2)

    assert errors[2:] == pytest.approx([found.niveau.se, found.helling.se], rel=1e-9)
    assert 6 == found.niveau.vrijheidsgraden
    assert "2 vertragingen" in found.niveau.methode
