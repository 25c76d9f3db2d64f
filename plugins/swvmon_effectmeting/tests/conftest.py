"""Panels that the tests of effects share: made of seeded noise, so that every number comes out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from swvmon_effectmeting.paneel import Kolommen, Paneel, make_paneel

if TYPE_CHECKING:
    from collections.abc import Callable

KOLOMMEN = Kolommen("deelname", "swv", "jaar", "begin", "regio")


@pytest.fixture(scope="session")
def make_frame() -> Callable[..., pd.DataFrame]:
    """Make a panel: units with their own level, years with a common shock, clusters of two units, one start or more."""

    def make(
        starts: dict[int, int | None], years: range = range(2010, 2018), effect: float = 0.5, seed: int = 1
    ) -> pd.DataFrame:
        random = np.random.default_rng(seed)
        units, span = len(starts), len(years)
        begin = np.array([9999 if start is None else start for start in starts.values()])
        year = np.tile(np.array(years), units)
        unit = np.repeat(np.arange(units), span)
        y = random.normal(size=units)[unit] + random.normal(size=span)[year - years[0]]
        y += random.normal(size=(units + 1) // 2)[unit // 2] * (year - years[0]) * 0.05
        y += effect * (year >= begin[unit]) + 0.3 * random.normal(size=len(unit))
        return pd.DataFrame(
            {
                "swv": [f"VO{9900 + at}" for at in unit],
                "jaar": year,
                "begin": pd.array([None if begin[at] == 9999 else begin[at] for at in unit], dtype="Int64"),
                "regio": [f"r{at // 2}" for at in unit],
                "deelname": y,
            }
        )

    return make


@pytest.fixture(scope="session")
def frame(make_frame: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """Twenty units in ten clusters, ten of them treated from 2014 on."""
    return make_frame({at: 2014 if at < 10 else None for at in range(20)})


@pytest.fixture(scope="session")
def staggered_frame(make_frame: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """Twenty-four units: six start in 2012, eight in 2014, the rest never."""
    return make_frame({at: 2012 if at < 6 else 2014 if at < 14 else None for at in range(24)}, seed=2)


@pytest.fixture(scope="session")
def read() -> Callable[..., Paneel]:
    """Make a panel of a frame with the usual columns; it must be one."""

    def make(frame: pd.DataFrame) -> Paneel:
        made = make_paneel(frame, KOLOMMEN)
        assert isinstance(made, Paneel), made
        return made

    return make
