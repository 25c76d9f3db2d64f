"""The wild cluster bootstrap, against the packaged one and against what it must be."""

from __future__ import annotations

import numpy as np
import pytest

from swvmon_effectmeting.bootstrap import wild_bootstrap
from swvmon_effectmeting.did import treated_since


@pytest.fixture(scope="module")
def demeaned(frame, read):
    """Outcome, regressor and clusters of a panel, fixed effects taken out."""
    panel = read(frame)
    model = treated_since(panel)
    return model.y, model.x[:, 0], panel.cluster


@pytest.mark.filterwarnings("ignore")
def test_equals_the_package(demeaned):
    """Computed apart: wildboottest on the demeaned model, over all 2^10 patterns of signs.

    It multiplies the variance by G/(G-1) × (N-1)/(N-1), of data and draws alike, so p is the same.
    """
    from wildboottest.wildboottest import WildboottestCL

    y, x, cluster = demeaned
    package = WildboottestCL(
        X=x[:, None], Y=y, cluster=cluster, bootcluster=cluster, R=np.array([1.0]), B=9999, seed=1, parallel=False
    )
    package.get_weights(weights_type="rademacher")
    package.get_scores(bootstrap_type="11", impose_null=True)
    for step in ("get_numer", "get_denom", "get_tboot", "get_vcov", "get_tstat"):
        getattr(package, step)()
    factor = (10 / 9) ** 0.5
    drawn = wild_bootstrap(y, x, cluster, 9999, 1)

    assert drawn.volledig
    assert float(np.squeeze(package.t_stat)) * factor == pytest.approx(drawn.t, rel=1e-8)
    theirs = np.sort(np.ravel(package.t_boot)) * factor
    assert theirs == pytest.approx(np.sort(drawn.getrokken), abs=1e-8)


def test_data_is_one_of_all_patterns(demeaned):
    """A law: of all patterns the data and its mirror image are as far from zero as it, so p is 2/2^G at least."""
    y, x, cluster = demeaned
    few = cluster < 6
    y, x, cluster = y[few] + 1000 * x[few], x[few], cluster[few]
    drawn = wild_bootstrap(y, x, cluster, 64, 1)

    assert drawn.volledig
    assert 64 == len(drawn.getrokken)
    assert 2 / 64 == drawn.p


def test_draws_are_seeded(demeaned):
    """The same seed gives the same draws, another one others; the data counts as a draw, so p is never 0."""
    y, x, cluster = demeaned
    first, again, other = (wild_bootstrap(y, x, cluster, 199, seed) for seed in (1, 1, 2))

    assert not first.volledig
    assert first.getrokken.tolist() == again.getrokken.tolist()
    assert first.getrokken.tolist() != other.getrokken.tolist()
    assert first.p == pytest.approx((1 + np.sum(np.abs(first.getrokken) >= abs(first.t) * (1 - 1e-9))) / 200)


def test_draws_come_near_all_patterns(demeaned):
    """Drawn and complete agree within the error of 999 draws, three times sqrt(p (1 - p) / 999)."""
    y, x, cluster = demeaned
    y = y - 0.4 * x  # an effect that is not beyond doubt
    full, drawn = wild_bootstrap(y, x, cluster, 1024, 1), wild_bootstrap(y, x, cluster, 999, 1)

    assert full.volledig
    assert not drawn.volledig
    assert 0.02 < full.p < 0.98
    assert full.p == pytest.approx(drawn.p, abs=3 * (full.p * (1 - full.p) / 999) ** 0.5)
