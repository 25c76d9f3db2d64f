"""Correlations, and whether they differ: against scipy, a published example and draws over units."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from swvmon_effectmeting.samenhang import compare, correlation, statement


def exactly(*rows, n=76, seed=1):
    """Numbers of n units whose sample correlations are exactly these."""
    wanted = np.array(rows)
    raw = np.random.default_rng(seed).normal(size=(n, len(wanted)))
    raw -= raw.mean(axis=0)
    white = raw @ np.linalg.inv(np.linalg.cholesky(raw.T @ raw)).T
    return (white @ np.linalg.cholesky(wanted).T).T


@pytest.mark.parametrize(("r", "p"), [(0.277, 0.0154), (0.556, 1.9e-7), (0.336, 0.0030), (0.242, 0.0352)])
def test_printed_correlations(r, p):
    """Recomputed: p of the correlations of R0 (L1344, L1348, L1438) and R4 (L650) over 76 SWV's, n assumed."""
    found = correlation(*exactly([1, r], [r, 1]))

    assert r == pytest.approx(found.waarde, abs=1e-12)
    assert p == pytest.approx(found.p, rel=0.03)
    assert (76, None, 74) == (found.n, found.clusters, found.vrijheidsgraden)


def test_interval_by_hand():
    """Worked by hand: Fisher's z of 0,277 is 0,2844; ± 1,96 / sqrt(73) = 0,2294: from 0,0550 to 0,4714."""
    found = correlation(*exactly([1, 0.277], [0.277, 1]))

    assert (0.0549, 0.4720) == pytest.approx((found.onder, found.boven), abs=1e-3)


def test_williams_published():
    """Published: r.test(103, .4, .5, .1) of the R package psych gives t = -0.89 and p = 0.37 (Steiger 1980, case A)."""
    found = compare(*exactly([1, 0.4, 0.5], [0.4, 1, 0.1], [0.5, 0.1, 1], n=103))

    assert 0.89 == pytest.approx(found.verschil.waarde / found.verschil.se, abs=0.005)
    assert 0.37 == pytest.approx(found.verschil.p, abs=0.005)
    assert 100 == found.verschil.vrijheidsgraden
    assert 0.1 == pytest.approx(found.verschil.waarde)
    assert 0.1 == pytest.approx(found.tussen)


def test_interval_published():
    """Published: Zou (2007) gives -0,093 to 0,517 for 0,396 and 0,179 with 0,088 between them over 66 units."""
    found = compare(*exactly([1, 0.179, 0.396], [0.179, 1, 0.088], [0.396, 0.088, 1], n=66)).verschil

    assert (-0.093, 0.517) == pytest.approx((found.onder, found.boven), abs=0.0005)


def test_williams_is_symmetric():
    """A law: the other way round only the sign changes, of the interval too."""
    x, y, z = exactly([1, 0.5, 0.2], [0.5, 1, 0.6], [0.2, 0.6, 1])
    there, back = compare(x, y, z), compare(x, z, y)

    assert there.verschil.waarde == pytest.approx(-back.verschil.waarde)
    assert there.verschil.p == pytest.approx(back.verschil.p)
    assert (there.verschil.onder, there.verschil.boven) == pytest.approx((-back.verschil.boven, -back.verschil.onder))
    assert ("zwakker", "sterker") == (there.uitspraak, back.uitspraak)


def test_interval_against_draws_over_units():
    """Computed otherwise: 2000 draws of units with replacement give about the same interval of the difference."""
    x, y, z = exactly([1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1], n=600)
    rows = np.random.default_rng(2).integers(600, size=(2000, 600))
    drawn = stats.pearsonr(x[rows], z[rows], axis=1).statistic - stats.pearsonr(x[rows], y[rows], axis=1).statistic
    found = compare(x, y, z).verschil

    assert np.quantile(drawn, [0.025, 0.975]) == pytest.approx([found.onder, found.boven], abs=0.02)
    assert drawn.std() == pytest.approx(found.se, rel=0.1)


@pytest.mark.parametrize(
    ("r1", "r2", "p", "said"),
    [
        (0.3, 0.5, 0.01, "sterker"),
        (0.5, 0.3, 0.01, "zwakker"),
        (-0.3, -0.5, 0.01, "sterker"),
        (-0.5, -0.3, 0.01, "zwakker"),
        (-0.2, 0.4, 0.01, "ander teken"),
        (0.1, 0.9, 0.05, "geen aantoonbaar verschil"),
    ],
)
def test_statement(r1, r2, p, said):
    """By hand: strength is the distance to zero, and nothing is said at or above the bound."""
    assert said == statement(r1, r2, p, 0.05)
