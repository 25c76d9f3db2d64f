"""Correlation over SWV's, and whether it became weaker or stronger: a test, not a comparison of two numbers by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon_effectmeting.toets import KANS
from swvmon_effectmeting.uitkomst import GeenUitkomst, Schatting

if TYPE_CHECKING:
    import numpy as np

PEARSON = "Pearson, ongewogen; interval volgens Fisher; p met Student t"
CONVENTIE_R = "t met n-2 vrijheidsgraden"
WILLIAMS = "verschil van twee afhankelijke correlaties: toets van Williams (Steiger 1980), interval volgens Zou (2007)"
CONVENTIE_WILLIAMS = "t met n-3 vrijheidsgraden"
MINSTE = 4
"""The interval of Fisher divides by n - 3."""


@frozen
class Verandering:
    """How a correlation differs between two periods.

    Attributes:
        eerst: the correlation of the first period.
        later: that of the second.
        verschil: later minus eerst, with its test.
        tussen: correlation of the two outcomes with each other.
        uitspraak: ``sterker``, ``zwakker``, ``ander teken`` or ``geen aantoonbaar verschil``.
    """

    eerst: Schatting
    later: Schatting
    verschil: Schatting
    tussen: float
    uitspraak: str


def correlation(x: np.ndarray, y: np.ndarray) -> Schatting | GeenUitkomst:
    """The correlation of two numbers over the same units, each unit counting once.

    Args:
        x: one number per unit; units without both numbers are left out before.
        y: likewise.
    """
    import numpy as np
    from scipy.stats import pearsonr

    n = len(x)
    if n < MINSTE:
        return GeenUitkomst("te_weinig_waarnemingen", f"Er zijn er {n}; nodig zijn er {MINSTE}.")
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return GeenUitkomst("geen_variatie")
    found = pearsonr(x, y)
    r = float(found.statistic)
    low, high = found.confidence_interval(0.95)
    se = ((1 - r * r) / (n - 2)) ** 0.5
    return Schatting("r", r, se, float(low), float(high), float(found.pvalue), n, None, n - 2, PEARSON, CONVENTIE_R)


def compare(x: np.ndarray, eerst: np.ndarray, later: np.ndarray, grens_p: float = 0.05) -> Verandering | GeenUitkomst:
    """Whether x goes together more or less with one outcome than with another, over the same units.

    The two correlations share x and the units, so they are not independent; how far they are not follows from the
    correlation of the two outcomes.

    Args:
        x: one number per unit.
        eerst: the first outcome of the same units.
        later: the second.
        grens_p: below which p the difference is told as one.
    """
    import numpy as np
    from scipy.stats import t

    first = correlation(x, eerst)
    if isinstance(first, GeenUitkomst):
        return first
    second = correlation(x, later)
    if isinstance(second, GeenUitkomst):
        return second
    r1, r2, n = first.waarde, second.waarde, first.n
    r12 = float(np.corrcoef(eerst, later)[0, 1])
    if 1 - abs(r12) < 1e-12:
        return GeenUitkomst("geen_variatie", "De twee uitkomsten zijn op schaal na gelijk.")
    determinant = 1 - r1**2 - r2**2 - r12**2 + 2 * r1 * r2 * r12
    mean = (r1 + r2) / 2
    spread = 2 * (n - 1) / (n - 3) * determinant + mean**2 * (1 - r12) ** 3
    se = float(np.sqrt(spread / ((n - 1) * (1 + r12))))
    p = float(2 * t.sf(abs(r2 - r1) / se, n - 3))
    low, high = _zou(first, second, r12)
    verschil = Schatting("verschil van r", r2 - r1, se, low, high, p, n, None, n - 3, WILLIAMS, CONVENTIE_WILLIAMS)
    return Verandering(first, second, verschil, r12, statement(r1, r2, p, grens_p))


def statement(r1: float, r2: float, p: float, grens_p: float) -> str:
    """What may be said of two correlations whose difference has this p-value; strength is the distance to zero."""
    if p >= grens_p:
        return "geen aantoonbaar verschil"
    if r1 * r2 < 0:
        return "ander teken"
    return "sterker" if abs(r2) > abs(r1) else "zwakker"


def smallest_correlation(n: int, grens_p: float, kans: float = KANS) -> float:
    """The smallest correlation that is found with a given chance over n units (by Fisher's z)."""
    from math import tanh

    from scipy.stats import norm

    return float(tanh((norm.ppf(1 - grens_p / 2) + norm.ppf(kans)) / (n - 3) ** 0.5))


def _zou(eerst: Schatting, later: Schatting, r12: float) -> tuple[float, float]:
    """The 95 % interval of the difference later - eerst, from the intervals of both (Zou 2007, overlapping)."""
    r1, r2 = eerst.waarde, later.waarde
    together = (r12 - r1 * r2 / 2) * (1 - r1**2 - r2**2 - r12**2) + r12**3
    c = together / ((1 - r1**2) * (1 - r2**2))
    down, up = r2 - later.onder, later.boven - r2
    down1, up1 = r1 - eerst.onder, eerst.boven - r1
    low = r2 - r1 - max(0.0, down**2 + up1**2 - 2 * c * down * up1) ** 0.5
    high = r2 - r1 + max(0.0, up**2 + down1**2 - 2 * c * up * down1) ** 0.5
    return low, high
