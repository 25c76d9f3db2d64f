"""Planted effects are found, and where there is none nothing is found, as often as the method promises.

Thousands of panels are computed at once in numpy; that this is what the plugin computes is tested on the first of them.
A share of S draws may lie 3 x sqrt(p (1 - p) / S) from what it should be.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from swvmon_effectmeting.bootstrap import wild_bootstrap
from swvmon_effectmeting.did import around_start, did, staggered
from swvmon_effectmeting.its import interruption
from swvmon_effectmeting.paneel import NOOIT, Paneel
from swvmon_effectmeting.samenhang import compare, correlation, smallest_correlation
from swvmon_effectmeting.toets import smallest_effect

UNITS, YEARS, START = 40, 8, 4
TREATED = np.arange(UNITS) < UNITS // 2
AFTER = np.arange(YEARS) >= START
DRAWS = 4000


def near(share: float, draws: int = DRAWS):
    """Within simulation error."""
    return pytest.approx(share, abs=3 * (share * (1 - share) / draws) ** 0.5)


def noise(seed: int, draws: int, units: int = UNITS) -> np.ndarray:
    """Outcomes without effect: own levels, common shocks, errors that hang together over the years of a unit."""
    random = np.random.default_rng(seed)
    errors = random.normal(size=(draws, units, YEARS))
    for year in range(1, YEARS):
        errors[:, :, year] += 0.5 * errors[:, :, year - 1]
    return errors + random.normal(size=(draws, units, 1)) + random.normal(size=(draws, 1, YEARS))


def panel(outcome: np.ndarray, treated: np.ndarray = TREATED) -> Paneel:
    """A panel of units by years."""
    units, years = outcome.shape
    unit, year = np.repeat(np.arange(units), years), np.tile(np.arange(years), units)
    return Paneel(outcome.ravel(), unit, year, np.where(treated, START, NOOIT)[unit], unit)


def demeaned(outcomes: np.ndarray) -> np.ndarray:
    """Without unit and year."""
    return (
        outcomes
        - outcomes.mean(axis=-1, keepdims=True)
        - outcomes.mean(axis=-2, keepdims=True)
        + outcomes.mean(axis=(-1, -2), keepdims=True)
    )


def all_did(outcomes: np.ndarray, treated: np.ndarray = TREATED) -> tuple[np.ndarray, np.ndarray]:
    """Estimates and clustered errors of many panels at once."""
    x, y = demeaned(np.outer(treated, AFTER).astype(float)), demeaned(outcomes)
    b = (x * y).sum(axis=(1, 2)) / (x**2).sum()
    scores = (x * (y - b[:, None, None] * x)).sum(axis=2)
    units, n = outcomes.shape[1], outcomes[0].size
    factor = units / (units - 1) * (n - 1) / (n - 1 - YEARS)
    return b, np.sqrt(factor * (scores**2).sum(axis=1)) / (x**2).sum()


@pytest.fixture(scope="module")
def outcomes():
    """Panels without an effect."""
    return noise(1, DRAWS)


@pytest.fixture(scope="module")
def estimates(outcomes):
    """Estimates and errors on them."""
    return all_did(outcomes)


def test_the_short_way_is_the_plugin(outcomes, estimates):
    """Estimate and error of the first panels are those of the plugin."""
    for at in range(4):
        found = did(panel(outcomes[at]))
        assert (found.waarde, found.se) == pytest.approx((estimates[0][at], estimates[1][at]), abs=1e-9)


def test_nothing_is_found_where_nothing_is(estimates):
    """Nominal: at the bounds 0,05 and 0,01 five and one in a hundred panels without effect have a p below it."""
    b, se = estimates
    p = 2 * stats.t.sf(np.abs(b / se), UNITS - 1)

    assert near(0.05) == (p < 0.05).mean()
    assert near(0.01) == (p < 0.01).mean()


def test_a_planted_effect_is_covered(outcomes):
    """Nominal: of panels with an effect of 0,7 in 95 % the interval holds 0,7; the mean estimate is 0,7."""
    b, se = all_did(outcomes + 0.7 * np.outer(TREATED, AFTER))
    margin = stats.t.ppf(0.975, UNITS - 1) * se

    assert near(0.95) == (np.abs(b - 0.7) < margin).mean()
    assert 0.7 == pytest.approx(b.mean(), abs=3 * b.std() / DRAWS**0.5)


def test_the_smallest_effect_is_found_in_four_of_five(outcomes, estimates):
    """Nominal: an effect of the size that is told as the smallest is found with 80 % chance."""
    true_se = estimates[0].std()
    effect = smallest_effect(true_se, UNITS - 1, 0.05)
    b, se = all_did(outcomes + effect * np.outer(TREATED, AFTER))
    found = 2 * stats.t.sf(np.abs(b / se), UNITS - 1) < 0.05

    assert pytest.approx(found.mean(), abs=0.03) == 0.8


def test_bootstrap_where_clustered_errors_fail():
    """Nominal: with 3 of 12 units treated the clustered error finds too much, the bootstrap does not.

    Seven in a hundred is what the bootstrap itself may still find; it is known to be near, not exact.
    """
    treated, draws = np.arange(12) < 3, 600
    outcomes = noise(2, draws, 12)
    b, se = all_did(outcomes, treated)
    x = demeaned(np.outer(treated, AFTER).astype(float)).ravel()
    cluster = np.repeat(np.arange(12), YEARS)
    p = np.array([wild_bootstrap(y.ravel(), x, cluster, 399, 1).p for y in demeaned(outcomes)])

    assert (2 * stats.t.sf(np.abs(b / se), 11) < 0.05).mean() > 0.08
    assert (p < 0.05).mean() < 0.07


def test_pre_trend_test():
    """Nominal: without a trend its p is below 0,25 in a quarter of the panels; a planted trend is seen.

    Fifty panels of 40 units.
    """
    outcomes = noise(3, 50)
    trend = 0.8 * np.outer(TREATED, np.arange(YEARS) - START)
    plain = np.array([around_start(panel(y)).voortrend.p for y in outcomes])
    bent = np.array([around_start(panel(y + trend)).voortrend.p for y in outcomes[:3]])

    assert near(0.25, 50) == (plain < 0.25).mean()
    assert (bent < 0.05).all()


def test_staggered_recovers_growing_effects():
    """Planted: 0,5 more every year since the start, which differs; 95 % of the intervals hold the mean effect.

    Twelve units start in year 3 (effects 0,5 to 2,5) and twelve in year 5 (0,5 to 1,5): on average 21 / 16.
    """
    unit, year = np.repeat(np.arange(UNITS), YEARS), np.tile(np.arange(YEARS), UNITS)
    begin = np.where(unit < 12, 3, np.where(unit < 24, 5, NOOIT))
    effect = 0.5 * np.clip(year - begin + 1, 0, None)
    truth = 21 / 16
    found = [staggered(Paneel(y.ravel() + effect, unit, year, begin, unit)) for y in noise(4, 40)]

    assert near(0.95, 40) == np.mean([s.onder < truth < s.boven for s in found])
    estimates = [s.waarde for s in found]
    assert truth == pytest.approx(np.mean(estimates), abs=3 * np.std(estimates) / 40**0.5)


def test_interruption_recovers_jump_and_bend():
    """Planted: a jump of 2 and a bend of -0,3 in series of 24 years; 95 % of the intervals hold each."""
    random, draws, years, start = np.random.default_rng(5), 400, 24, 11
    since = np.arange(years) - start
    line = 1 + 0.1 * since + (since >= 0) * (2 - 0.3 * since)
    series = line + 0.5 * random.normal(size=(draws, years))
    unit, one = np.zeros(years, dtype=int), np.full(years, NOOIT)
    found = [interruption(Paneel(y, unit, np.arange(years), one, unit), start, 0) for y in series]

    for part, truth in (("niveau", 2), ("helling", -0.3)):
        estimates = [getattr(f, part) for f in found]
        assert near(0.95, draws) == np.mean([s.onder < truth < s.boven for s in estimates])
        assert truth == pytest.approx(np.mean([s.waarde for s in estimates]), abs=0.1)


@pytest.fixture(scope="module")
def three():
    """A number per unit and two outcomes of it: correlations 0,3 and 0,3 with it, 0,9 with each other, 76 units."""
    random = np.random.default_rng(6)
    covariance = np.array([[1, 0.3, 0.3], [0.3, 1, 0.9], [0.3, 0.9, 1]])
    return random.multivariate_normal(np.zeros(3), covariance, size=(600, 76))


def test_correlation_interval(three):
    """Nominal: 95 % of the intervals hold 0,3."""
    found = [correlation(draw[:, 0], draw[:, 1]) for draw in three]

    assert near(0.95, 600) == np.mean([s.onder < 0.3 < s.boven for s in found])


def test_smallest_correlation():
    """Nominal: over 76 units the smallest correlation that is told is found in four of five draws."""
    r = smallest_correlation(76, 0.05)
    random = np.random.default_rng(7)
    x, other = random.normal(size=(2, DRAWS, 76))
    y = r * x + (1 - r * r) ** 0.5 * other
    p = stats.pearsonr(x, y, axis=1).pvalue

    assert r == pytest.approx(0.316, abs=0.001)
    assert near(0.8) == (p < 0.05).mean()


def test_no_difference_is_found_where_none_is(three):
    """Nominal: of equal correlations five in a hundred are told to differ; the interval holds 0 in the other 95."""
    found = [compare(*draw.T) for draw in three]

    assert near(0.05, 600) == np.mean([f.uitspraak != "geen aantoonbaar verschil" for f in found])
    assert near(0.95, 600) == np.mean([f.verschil.onder < 0 < f.verschil.boven for f in found])


def test_a_weaker_correlation_is_told(three):
    """Planted: noise on the second outcome makes the correlation weaker, on the first stronger."""
    x, other = three[0][:, 0], three[0][:, 1]
    near_x, far = x + 0.2 * other, x + 2 * np.random.default_rng(8).normal(size=76)

    assert "zwakker" == compare(x, near_x, far).uitspraak
    assert "sterker" == compare(x, far, near_x).uitspraak
    assert "zwakker" == compare(-x, near_x, far).uitspraak
    assert "ander teken" == compare(x, near_x, -near_x + 0.1 * far).uitspraak


def test_frames_of_simulation_are_panels(outcomes):
    """The panels of this module are what `make_paneel` makes of their rows."""
    from swvmon_effectmeting.paneel import Kolommen, make_paneel

    made = panel(outcomes[0])
    frame = pd.DataFrame({"u": made.eenheid, "t": made.tijd, "y": made.uitkomst, "d": (made.begin < NOOIT).astype(int)})
    read = make_paneel(frame, Kolommen("y", "u", "t", "d", vanaf=START))

    assert did(read) == did(made)
