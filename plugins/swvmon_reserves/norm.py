"""The signaleringswaarde: the larger of a part of the income and a floor."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from swvmon import Periode, amount_cent, read_parameters, to_cent

_SERIES = {parameter.id: parameter for parameter in read_parameters("swvmon_reserves")}


@frozen
class Norm:
    """The signaleringswaarde of a kalenderjaar.

    Attributes:
        percentage: part of the income, 0 to 100.
        minimum_euro: floor.
        vastgesteld: false for a year before the Inspectie used it.
    """

    percentage: Decimal
    minimum_euro: Decimal
    vastgesteld: bool = True

    @classmethod
    def of(cls, kalenderjaar: int) -> Norm:
        """The norm of a year.

        Raises:
            MissingParameter: no norm is known for the year.
        """
        year = Periode(date(kalenderjaar, 1, 1), date(kalenderjaar, 12, 31))
        part, floor = (_SERIES[f"reserves.signaleringswaarde_{name}"].at(year) for name in ("percentage", "minimum"))
        return cls(part.waarde, floor.waarde, {part.status, floor.status} == {"vastgesteld"})

    def value_cent(self, baten_cent: int) -> int:
        """The signaleringswaarde for an income, rounded half up to the cent: max(3,5 % × baten, € 250.000)."""
        part = amount_cent(Fraction(baten_cent, 100), Fraction(self.percentage), Fraction(1, 100))
        return max(part, to_cent(self.minimum_euro))
