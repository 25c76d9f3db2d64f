"""The wild cluster bootstrap: what the estimate does where the sign of each cluster's deviation is drawn at random.

With few clusters the clustered error is too small. Here the hypothesis of no effect is imposed, the residuals of whole
clusters get a random sign, and the t value is computed anew (wild cluster restricted bootstrap: Cameron, Gelbach and
Miller 2008). It works on sums per cluster, so that it needs no more memory than clusters × draws; the package
wildboottest makes dummies of all fixed effects. Fixed effects are taken out before, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    import numpy as np

METHODE = "wild cluster bootstrap met opgelegde nulhypothese, Rademacher-tekens per cluster"
MOST_PATTERNS = 30
"""Beyond 2^30 patterns of signs nobody takes them all."""

GELIJK = 1e-9
"""Draws whose t value differs from that of the data by less than this share are equal to it, as the data itself is."""


@frozen
class Bootstrap:
    """A wild cluster bootstrap.

    Attributes:
        t: t value of the data, without small-sample factor, which all draws share.
        getrokken: t values of the draws.
        p: share of draws at least as far from zero, the data itself counted among them.
        volledig: whether all patterns of signs were taken, so that nothing was drawn.
    """

    t: float
    getrokken: np.ndarray = field(repr=False)
    p: float
    volledig: bool


def wild_bootstrap(y: np.ndarray, x: np.ndarray, cluster: np.ndarray, trekkingen: int, zaad: int) -> Bootstrap:
    """Test that a regressor has no effect.

    Args:
        y: outcome, fixed effects taken out; one per row.
        x: the regressor, likewise.
        cluster: code of the cluster per row, 0...
        trekkingen: number of draws; where the clusters have no more patterns of signs than that, all are taken.
        zaad: seed of the draws.
    """
    import numpy as np

    groups = int(cluster.max()) + 1
    full = groups <= MOST_PATTERNS and 2**groups <= trekkingen
    if full:
        signs = 1.0 - 2.0 * (np.arange(2**groups)[:, None] >> np.arange(groups) & 1)
    else:
        signs = np.random.default_rng(zaad).choice([-1.0, 1.0], size=(trekkingen, groups))
    scores = np.bincount(cluster, weights=x * y, minlength=groups)  # no effect: the outcome is the residual
    squares = np.bincount(cluster, weights=x * x, minlength=groups)

    def t_values(drawn: np.ndarray) -> np.ndarray:
        estimates = drawn @ scores / squares.sum()
        left = drawn * scores - estimates[:, None] * squares
        values: np.ndarray = estimates * squares.sum() / np.sqrt((left**2).sum(axis=1))
        return values

    t = float(t_values(np.ones((1, groups)))[0])
    drawn = t_values(signs)
    as_far = int((np.abs(drawn) >= abs(t) * (1 - GELIJK)).sum())
    p = as_far / len(drawn) if full else (as_far + 1) / (len(drawn) + 1)
    return Bootstrap(t, drawn, p, full)
