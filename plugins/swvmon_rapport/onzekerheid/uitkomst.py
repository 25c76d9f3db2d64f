"""What paths say: percentiles per school year, and the reserve with which few paths go below zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from swvmon import Periode, amount_cent, to_cent

if TYPE_CHECKING:
    from swvmon import Rekenaar
    from swvmon_rapport.onzekerheid.paden import Paden

SAMEN = "samen"
"""All accounts of the SWV together, in place of the name of one."""
PERCENTIELEN = (5, 25, 50, 75, 95)
"""The lines of a fan chart."""


def quantile(values: Sequence[int] | np.ndarray, percent: int) -> int:
    """The smallest drawn value that at least so many percent of the draws do not exceed.

    This is the inverse of the empirical distribution (Hyndman and Fan 1996, type 1): a value that was drawn, so that
    euros stay whole cents.
    """
    ordered = np.sort(np.asarray(values, dtype="int64"))
    return int(ordered[max(-(-percent * len(ordered) // 100), 1) - 1])


def needed_cent(samen: np.ndarray, opening_cent: int) -> np.ndarray:
    """Per path the opening balance with which it never ends a school year below zero, eurocents.

    Of each path the deepest point below its start counts: what would be short without any opening balance. It holds
    where no rule of the plan divides the balance itself.

    Args:
        samen: balances, a row for each path and a column for each school year.
        opening_cent: the balance at the start of every path.
    """
    lowest: np.ndarray = (samen - opening_cent).min(axis=1)
    needed: np.ndarray = np.maximum(0, -lowest)
    return needed


def outcome(paden: Paden, zekerheid: int, rekenaar: Rekenaar) -> dict[str, Any]:
    """All that is told, as a document; amounts in eurocents.

    Args:
        paden: the paths.
        zekerheid: percent of the paths that the reserve must keep from going below zero.
        rekenaar: knows the norm of the signaleringswaarde, where a plugin brings it.
    """
    samen = paden.rekeningen[SAMEN]
    return {
        "schooljaren": list(paden.schooljaren),
        "trekkingen": len(samen),
        "opening_cent": paden.opening_cent,
        "rekeningen": [
            {
                "rekening": name,
                "schooljaar": year,
                "zonder_spreiding_cent": paden.vast[name][place],
                **{f"p{percent}_cent": quantile(drawn[:, place], percent) for percent in PERCENTIELEN},
            }
            for name, drawn in paden.rekeningen.items()
            for place, year in enumerate(paden.schooljaren)
        ],
        "weerstandsvermogen": {
            "zekerheid_procent": zekerheid,
            "nodig_cent": quantile(needed_cent(samen, paden.opening_cent), zekerheid),
            "beschikbaar_cent": paden.opening_cent,
            "paden_onder_nul": int((samen < 0).any(axis=1).sum()),
        },
        "signaleringswaarde": [
            {"schooljaar": year, "baten_cent": baten, "waarde_cent": _signal_cent(rekenaar, place, baten)}
            for place, (year, baten) in enumerate(zip(paden.schooljaren, paden.baten_cent, strict=True))
        ],
    }


def _signal_cent(rekenaar: Rekenaar, place: int, baten_cent: int) -> int | None:
    """The larger of a part of the income and a floor, of the year in which the school year starts; None: not known."""
    start = rekenaar.schooljaren[place].start
    year = Periode(date(start, 1, 1), date(start, 12, 31))
    percentage = rekenaar.known("reserves.signaleringswaarde_percentage", year)
    floor = rekenaar.known("reserves.signaleringswaarde_minimum", year)
    if percentage is None or floor is None:
        return None
    part = amount_cent(Fraction(baten_cent, 100), Fraction(percentage.waarde), Fraction(1, 100))
    return max(part, to_cent(floor.waarde))
