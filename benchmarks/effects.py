"""A difference in differences on a panel of 100 000 rows: the plugin beside pyfixest called directly."""

from __future__ import annotations

import sys
import warnings

import numpy as np
import pandas as pd

from benchmarks.measuring import Figure, Pair, call, timed

UNITS, YEARS, CLUSTERS, START = 10_000, 10, 152, 2014
AIM = 1.2
FORMULA = "deelname ~ effect | school + jaar"


def make_panel() -> pd.DataFrame:
    """Schools by years in as many clusters as there are SWV's, half of them treated from 2014 on."""
    random = np.random.default_rng(1)
    school = np.repeat(np.arange(UNITS), YEARS)
    year = np.tile(np.arange(2010, 2010 + YEARS), UNITS)
    swv = school % CLUSTERS
    group = (swv < CLUSTERS // 2).astype("int64")
    treated = group * (year >= START)
    outcome = random.normal(size=UNITS)[school] + random.normal(size=(CLUSTERS, YEARS))[swv, year - 2010]
    outcome += 0.5 * treated + random.normal(size=len(school))
    return pd.DataFrame(
        {
            "school": school,
            "jaar": year,
            "swv": swv,
            "hoog": group,
            "effect": treated.astype(float),
            "deelname": outcome,
        }
    )


def measure(rounds: int) -> list[Figure]:
    """Both on the same frame, after imports; they must give the same estimate and error."""
    try:
        import pyfixest
    except ImportError:
        print("left out: effects (pyfixest is not installed)", file=sys.stderr)
        return []
    from swvmon_effectmeting.did import did
    from swvmon_effectmeting.paneel import Kolommen, Paneel, make_paneel
    from swvmon_effectmeting.uitkomst import Schatting

    frame = make_panel()
    columns = Kolommen("deelname", "school", "jaar", "hoog", "swv", vanaf=START)

    def ours() -> Schatting:
        panel = make_paneel(frame, columns)
        assert isinstance(panel, Paneel), panel
        found = did(panel)
        assert isinstance(found, Schatting), found
        return found

    def direct() -> tuple[float, float]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = pyfixest.feols(FORMULA, data=frame, vcov={"CRV1": "swv"}).tidy().loc["effect"]
        return float(row["Estimate"]), float(row["Std. Error"])

    found = ours()
    if not np.allclose((found.waarde, found.se), direct(), rtol=0, atol=1e-8):
        raise RuntimeError(f"the estimates differ: {found.waarde}, {found.se} and {direct()}")
    pairs = [Pair(call(ours), call(direct)) for _ in range(rounds + 1)][1:]
    name = f"difference in differences, {len(frame)} rows, {CLUSTERS} clusters"
    return [timed(name, "`pyfixest.feols` called directly", pairs, AIM)]
