"""Types of SWV's by how they steer and spend: classes by Ward's method, and whether samples give the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import SwvmonError
from swvmon_directeurenmonitor.nabijheid import standardise

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd

BEREKEND = "berekend"
TE_WEINIG = "te weinig respondenten"
GEEN_VARIATIE = "geen variatie"
EEN_KLASSE = "geen klassen te onderscheiden"
NIET_STABIEL = "niet stabiel"
UITKOMSTEN = (BEREKEND, TE_WEINIG, GEEN_VARIATIE, EEN_KLASSE, NIET_STABIEL)
"""What became of the types; without `berekend` nobody is put in one."""
PER_KLASSE = 5
"""Respondents per class that are the least for a typology; an assumption."""
STEEKPROEVEN = 100
DEEL = 0.8
"""Samples that are drawn to see whether they give the same types, and their part of the respondents; an assumption."""
ZAAD = 20161001
"""Seed of the samples: the same answers give the same stability."""


@frozen(eq=False)
class Typen:
    """The types that were found.

    Attributes:
        n: respondents of whom all features are known.
        kenmerken: features that were compared; those that do not vary are left out.
        klasse: number of the type per respondent, from 1; None where there are none.
        gemiddelden: a row per type, a column per feature, in their own unit; None where there are none.
        stabiliteit: mean adjusted Rand index with the types of samples: 1 the same, 0 as by chance; None where there
            are none.
        uitkomst: one of `UITKOMSTEN`.
    """

    n: int
    kenmerken: tuple[str, ...]
    klasse: pd.Series | None
    gemiddelden: pd.DataFrame | None
    stabiliteit: float | None
    uitkomst: str


def find_types(kenmerken: pd.DataFrame, aantal: int, stabiel_vanaf: float) -> Typen:
    """Divide respondents into types.

    Types are numbered by the mean of the first feature, the lowest first.

    Args:
        kenmerken: a row per respondent, a column per feature; numbers, missing where unknown. Who lacks one is left
            out.
        aantal: how many types, two at least.
        stabiel_vanaf: stability from which the types are told.

    Raises:
        SwvmonError: scipy is not installed, or fewer than two types are asked for.
    """
    if aantal < 2:
        raise SwvmonError(f"a typology has two classes or more, found {aantal}")
    whole = kenmerken.astype("float64").dropna().sort_index()
    standaard = standardise(whole)
    used = tuple(standaard.columns)
    n = len(whole)
    if n < PER_KLASSE * aantal:
        return Typen(n, used, None, None, None, TE_WEINIG)
    if not used:
        return Typen(n, used, None, None, None, GEEN_VARIATIE)
    points = standaard.to_numpy()
    labels = _ward(points, aantal)
    if len(set(labels)) < aantal:
        return Typen(n, used, None, None, None, EEN_KLASSE)
    stability = _stability(points, labels, aantal)
    if stability < stabiel_vanaf:
        return Typen(n, used, None, None, stability, NIET_STABIEL)
    means = whole.groupby(labels).mean()
    first = means[used[0]].rank(method="first").astype("int64")
    klasse = whole.index.to_series().map(dict(zip(whole.index, labels, strict=True))).map(first)
    return Typen(n, used, klasse, means.set_axis(first).sort_index(), stability, BEREKEND)


def adjusted_rand(een: Sequence[int] | np.ndarray, ander: Sequence[int] | np.ndarray) -> float:
    """How far two divisions of the same things agree, corrected for chance: 1 the same, 0 as by chance.

    Two divisions that both have one class, or both each thing apart, agree.
    """
    import numpy as np
    import pandas as pd

    table = pd.crosstab(np.asarray(een), np.asarray(ander)).to_numpy()

    def pairs(counts: np.ndarray) -> float:
        return float((counts * (counts - 1) // 2).sum())

    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    n = int(table.sum())
    expected = rows * columns / (n * (n - 1) / 2) if n > 1 else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _ward(points: np.ndarray, aantal: int) -> np.ndarray:
    try:
        from scipy.cluster.hierarchy import fcluster, linkage
    except ImportError:
        raise SwvmonError('a typology needs scipy; install it with: pip install "swvmon[effect]"') from None
    found: np.ndarray = fcluster(linkage(points, "ward"), aantal, "maxclust")
    return found


def _stability(points: np.ndarray, labels: np.ndarray, aantal: int) -> float:
    import numpy as np

    draw = np.random.Generator(np.random.PCG64(ZAAD))
    size = max(aantal, int(DEEL * len(points)))
    found = []
    for _ in range(STEEKPROEVEN):
        chosen = np.sort(draw.choice(len(points), size, replace=False))
        found.append(adjusted_rand(labels[chosen], _ward(points[chosen], aantal)))
    return float(np.mean(found))
