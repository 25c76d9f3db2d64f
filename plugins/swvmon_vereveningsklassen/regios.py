"""What indicatoren over all SWV's read: the values of one indicator in one school year."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Schooljaar

MINSTENS = 2
"""SWV's that a standard deviation needs."""


def of_year(metingen: pd.DataFrame, indicator: str, schooljaar: Schooljaar) -> pd.DataFrame:
    """The rows of the SWV's, sorted."""
    mine = (metingen["indicator"] == indicator) & (metingen["niveau"] == "swv")
    rows = metingen[mine & (metingen["schooljaar"] == str(schooljaar))]
    return rows.sort_values("sleutel", ignore_index=True)


def values(rows: pd.DataFrame) -> dict[str, Decimal]:
    """The value of each SWV that has one."""
    known = rows[rows["waarde"].notna()]
    return dict(zip(known["sleutel"], map(Decimal, known["waarde"]), strict=True))


@frozen
class Verdeling:
    """Mean and variance of some SWV's, exact: unweighted, and the variance of a sample (n - 1)."""

    gemiddelde: Fraction
    variantie: Fraction

    @classmethod
    def of(cls, numbers: dict[str, Decimal]) -> Verdeling | None:
        """None with fewer than two SWV's, or where all are the same: then no z-score exists."""
        exact = [Fraction(number) for number in numbers.values()]
        if len(exact) < MINSTENS or len(set(exact)) == 1:
            return None
        mean = sum(exact, Fraction(0)) / len(exact)
        return cls(mean, sum(((x - mean) ** 2 for x in exact), Fraction(0)) / (len(exact) - 1))

    def minstens(self, number: Decimal, z: int) -> bool:
        """Whether the z-score of a number is `z` or more; compared as squares, so that an edge is exact."""
        return self._z(number, z) >= 0

    def meer_dan(self, number: Decimal, z: int) -> bool:
        """Whether the z-score of a number is more than `z`."""
        return self._z(number, z) > 0

    def _z(self, number: Decimal, z: int) -> Fraction:
        """A number with the sign of (number - mean) - z x SD."""
        away = Fraction(number) - self.gemiddelde
        return away * abs(away) - z * abs(z) * self.variantie
