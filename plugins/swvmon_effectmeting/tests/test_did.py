"""Difference in differences: against pyfixest, statsmodels and means worked out plainly."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from swvmon_effectmeting.did import around_start, did, staggered, treated_since
from swvmon_effectmeting.uitkomst import GeenUitkomst, Toets

EXACT = 1e-8
"""The two ways may differ by rounding only."""


def demeaned(values, units, periods):
    """Two-way demeaning of a balanced panel, as the textbook has it."""
    column = pd.Series(np.asarray(values, dtype="float64"))
    by_unit, by_time = column.groupby(np.asarray(units)), column.groupby(np.asarray(periods))
    return (column - by_unit.transform("mean") - by_time.transform("mean") + column.mean()).to_numpy()


def change(frame, rows, since, until):
    """Mean change of some units between two years."""
    wide = frame[rows].pivot(index="swv", columns="jaar", values="deelname")
    return float((wide[until] - wide[since]).mean())


@pytest.fixture(scope="module")
def treated(frame):
    """1 where a row is treated."""
    return (frame["jaar"] >= frame["begin"].fillna(9999).astype(int)).astype(float)


@pytest.fixture(scope="module")
def found(frame, read):
    """The estimate."""
    return did(read(frame))


def test_did_is_the_difference_of_changes():
    """Worked by hand: the treated go from 10 to 16 on average, the others from 20 to 23: 6 - 3 = 3."""
    from swvmon_effectmeting.paneel import Kolommen, make_paneel

    before, after = [8, 10, 12, 18, 20, 22], [15, 15, 18, 22, 23, 24]
    rows = [(unit, year, (before, after)[year][unit], int(unit < 3)) for unit in range(6) for year in (0, 1)]
    panel = make_paneel(pd.DataFrame(rows, columns=["u", "t", "y", "d"]), Kolommen("y", "u", "t", "d", vanaf=1))

    assert did(panel).waarde == pytest.approx(3, abs=1e-12)


def test_did_equals_pyfixest(frame, treated, found):
    """Computed apart: the same model written out for pyfixest, on the frame as it is."""
    import pyfixest

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = pyfixest.feols("deelname ~ d | swv + jaar", frame.assign(d=treated), vcov={"CRV1": "regio"})
    row = model.tidy().loc["d"]

    assert [row[c] for c in ("Estimate", "Std. Error", "Pr(>|t|)", "2.5%", "97.5%")] == pytest.approx(
        [found.waarde, found.se, found.p, found.onder, found.boven], abs=EXACT
    )
    assert (160, 10, 9) == (found.n, found.clusters, found.vrijheidsgraden)


def test_did_equals_statsmodels_after_demeaning(frame, treated, found):
    """Computed apart: statsmodels on the demeaned panel counts one regressor in K, we count the eight years too.

    Pins the convention: clusters nest the units, so only the regressor and the years are in K.
    """
    from statsmodels.regression.linear_model import OLS

    y, x = (demeaned(column, frame["swv"], frame["jaar"]) for column in (frame["deelname"], treated))
    codes = pd.factorize(frame["regio"])[0]
    fitted = OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": codes, "use_correction": True})
    n, k_statsmodels, k_ours = 160, 1, 1 + 8

    assert fitted.params[0] == pytest.approx(found.waarde, abs=EXACT)
    factor = ((n - k_statsmodels) / (n - k_ours)) ** 0.5
    assert fitted.bse[0] * factor == pytest.approx(found.se, abs=EXACT)
    assert "K telt regressoren en vaste effecten die niet binnen de clusters vallen" in found.conventie


def test_did_is_indifferent(frame, found, read):
    """A law: order of rows, a shift of all outcomes and names of years do not matter; scale scales."""
    shuffled = frame.sample(frac=1, random_state=3)
    other = shuffled.assign(deelname=7 - 1000 * shuffled["deelname"])
    changed = did(read(other))

    assert changed.waarde == pytest.approx(-1000 * found.waarde, rel=1e-9)
    assert changed.se == pytest.approx(1000 * found.se, rel=1e-9)
    assert changed.p == pytest.approx(found.p, rel=1e-6)


def test_group_and_start_say_the_same(frame, found):
    """0 and 1 with a start, or the start per unit: the same panel; a school year is the year in which it starts."""
    from swvmon_effectmeting.paneel import Kolommen, make_paneel

    other = frame.assign(
        hoog=frame["begin"].notna().astype(int), jaar=[f"{y}/{(y + 1) % 100:02d}" for y in frame["jaar"]]
    )
    panel = make_paneel(other, Kolommen("deelname", "swv", "jaar", "hoog", "regio", vanaf="2014/15"))

    assert panel.schooljaren
    assert did(panel).waarde == pytest.approx(found.waarde, abs=1e-12)


def test_periods_are_differences_of_means(frame, read):
    """Worked otherwise: per year the mean change since 2013 of the treated minus that of the others."""
    found = around_start(read(frame))
    treated = frame["begin"].notna()

    assert ["t-4", "t-3", "t-2", "t+0", "t+1", "t+2", "t+3"] == [s.naam for s in found.schattingen]
    expected = [
        change(frame, treated, 2013, year) - change(frame, ~treated, 2013, year)
        for year in (2010, 2011, 2012, 2014, 2015, 2016, 2017)
    ]
    assert expected == pytest.approx([s.waarde for s in found.schattingen], abs=EXACT)


def test_pre_trend_is_the_wald_test(frame, read):
    """Computed apart: the Wald statistic of the leads by pyfixest is 3 F; F has 3 and G - 1 = 9 degrees."""
    import pyfixest

    leads = [f"e{year}" for year in (2010, 2011, 2012, 2014, 2015, 2016, 2017)]
    more = {name: ((frame["jaar"] == int(name[1:])) & frame["begin"].notna()).astype(float) for name in leads}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = pyfixest.feols(
            f"deelname ~ {' + '.join(leads)} | swv + jaar", frame.assign(**more), vcov={"CRV1": "regio"}
        )
        wald = model.wald_test(R=np.eye(7)[:3], distribution="chi2")
    test = around_start(read(frame)).voortrend

    assert isinstance(test, Toets)
    assert (3, 9) == (test.teller, test.noemer)
    assert float(wald["statistic"]) / 3 == pytest.approx(test.f, rel=1e-8)
    assert stats.f.sf(test.f, 3, 9) == pytest.approx(test.p, abs=1e-12)


def test_one_year_before_cannot_be_tested(frame, read):
    """No trend is drawn through one point."""
    found = around_start(read(frame[frame["jaar"] >= 2013]))

    assert GeenUitkomst("geen_voorperiode", "Voor een trend zijn er twee nodig.") == found.voortrend


def test_staggered_equals_callaway_santanna(staggered_frame, read):
    """Worked otherwise: ATT(g, t) from means against the never treated, averaged over all treated unit-years."""
    frame = staggered_frame
    never, cells = frame["begin"].isna(), []
    for start, size in ((2012, 6), (2014, 8)):
        group = (frame["begin"] == start).fillna(value=False).astype(bool)
        for year in range(start, 2018):
            att = change(frame, group, start - 1, year) - change(frame, never, start - 1, year)
            cells.append((att, size))
    expected = np.average([att for att, _ in cells], weights=[size for _, size in cells])

    assert expected == pytest.approx(staggered(read(frame)).waarde, abs=EXACT)


def test_growing_effects(make_frame, read):
    """A trap, planted: effects that grow by 1 a year, starts that differ. The mean over treated unit-years is known.

    Starts 2012 and 2014, years up to 2017: effects 1 to 6 and 1 to 4, on average 31 / 10. One regression on having
    started is refused; it would find less, since it takes those that started early for comparison.
    """
    import pyfixest

    frame = make_frame({at: 2012 if at < 6 else 2014 if at < 12 else None for at in range(24)}, effect=0, seed=5)
    since = (frame["jaar"] - frame["begin"].astype("float64") + 1).clip(lower=0).fillna(0)
    frame = frame.assign(deelname=frame["deelname"] + since)
    panel = read(frame)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        naive = pyfixest.feols("deelname ~ d | swv + jaar", frame.assign(d=(since > 0).astype(float)))

    assert "verschillend_begin" == did(panel).code
    assert 3.1 == pytest.approx(staggered(panel).waarde, abs=0.3)
    assert naive.coef()["d"] < 2.6


def test_regression_without_fixed_effects_left(frame, read):
    """The outcome and regressor that are handed to the bootstrap are those of the demeaned model."""
    model = treated_since(read(frame))
    y = demeaned(frame["deelname"], frame["swv"], frame["jaar"])

    assert y == pytest.approx(model.y, abs=EXACT)
    assert model.x[:, 0] @ model.y / (model.x[:, 0] @ model.x[:, 0]) == pytest.approx(model.b[0], abs=EXACT)
