"""Quartiles by a named method, exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from swvmon import half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

METHODE = "type 7: lineair tussen de rangnummers (n - 1) × p; dagen / 7"
DELEN = {"p25": Fraction(1, 4), "p50": Fraction(1, 2), "p75": Fraction(3, 4)}


def quantile(ordered: Sequence[int], part: Fraction) -> Fraction:
    """The quantile of sorted numbers by type 7: at rank (n - 1) × part, counted from 0, straight between two ranks."""
    rank = (len(ordered) - 1) * part
    low = rank.numerator // rank.denominator
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (rank - low) * (ordered[high] - ordered[low])


def summary(days: Sequence[int]) -> dict[str, Decimal]:
    """Quartiles, distance between them, ends and mean of a number of days, in weeks of six decimals.

    Args:
        days: at least one number, in any order.
    """
    ordered = sorted(days)
    found = {name: quantile(ordered, part) for name, part in DELEN.items()}
    found |= {
        "gemiddelde": Fraction(sum(ordered), len(ordered)),
        "iqr": found["p75"] - found["p25"],
        "maximum": Fraction(ordered[-1]),
        "minimum": Fraction(ordered[0]),
    }
    return {name: half_up(Decimal(v.numerator) / Decimal(7 * v.denominator), 6) for name, v in sorted(found.items())}
