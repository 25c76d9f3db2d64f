"""Distance between SWV's on features of which each weighs the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

MINSTENS = 3
"""SWV's of which a feature must be known to be used: with two, all distances are the same."""


class Buur(NamedTuple):
    """A peer of an SWV.

    Attributes:
        naam: whose row it is.
        afstand: root of the mean square of the differences, each in standard deviations.
    """

    naam: str
    afstand: float


def standardise(kenmerken: pd.DataFrame) -> pd.DataFrame:
    """Each feature as its distance from the mean in standard deviations.

    Args:
        kenmerken: a row per SWV, a column per feature; numbers, missing where unknown.

    Returns:
        The features that are known of at least three SWV's and are not the same for all; others are left out.
    """
    numbers = kenmerken.astype("float64")
    spread = numbers.std(ddof=0)
    known = numbers.notna().sum() >= MINSTENS
    used = [
        name for name in numbers.columns if known[name] and spread[name] > 1e-9 * max(1.0, abs(numbers[name]).max())
    ]
    return (numbers[used] - numbers[used].mean()) / spread[used]


def nearest(standaard: pd.DataFrame, naam: str, aantal: int) -> tuple[list[Buur], list[str]]:
    """The nearest rows to one row, by the features that it has; who lacks one of these cannot be compared.

    Args:
        standaard: what `standardise` gives.
        naam: the row.
        aantal: how many peers at most.

    Returns:
        Peers, the nearest first, ties by name; and the features that were compared. Both empty where the row has none.
    """
    import numpy as np

    every = standaard.to_numpy(dtype="float64")
    place = standaard.index.get_loc(naam)
    has = ~np.isnan(every[place])
    names = [str(name) for name in standaard.columns[has]]
    others = np.arange(len(every)) != place
    others &= ~np.isnan(every[:, has]).any(axis=1)
    if not names or not others.any():
        return [], names
    distance = (((every[others][:, has] - every[place, has]) ** 2).mean(axis=1) ** 0.5).round(9)
    near = sorted((afstand, str(n)) for afstand, n in zip(distance.tolist(), standaard.index[others], strict=True))
    return [Buur(n, afstand) for afstand, n in near[:aantal]], names
