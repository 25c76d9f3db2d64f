"""Classes with their edges, and which side each edge belongs to."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen


@frozen
class Klasse:
    """Numbers between two edges.

    Attributes:
        naam: label.
        van: lower edge; None is none.
        van_telt: whether the lower edge itself belongs to the class.
        tot: upper edge; None is none.
        tot_telt: whether the upper edge itself belongs to the class.
    """

    naam: str
    van: Decimal | None
    van_telt: bool
    tot: Decimal | None
    tot_telt: bool

    def bevat(self, waarde: Decimal) -> bool:
        """Whether a number lies in the class."""
        above = self.van is None or waarde > self.van or (self.van_telt and waarde == self.van)
        below = self.tot is None or waarde < self.tot or (self.tot_telt and waarde == self.tot)
        return above and below


NUL, TIEN, TWINTIG = Decimal(0), Decimal(10), Decimal(20)

R0_KLASSEN = (
    Klasse("-20 procent of meer", None, False, -TWINTIG, True),
    Klasse("-20 procent tot 0 procent", -TWINTIG, False, NUL, False),
    Klasse("0 procent tot +20 procent", NUL, True, TWINTIG, False),
    Klasse("+20 procent of meer", TWINTIG, True, None, False),
)
"""R0 Tabel 2-1. "Of meer" takes the edge of 20 in; zero, of which the report does not speak, goes to the upper half."""

R1_KLASSEN = (
    Klasse("negatief", None, False, -TIEN, False),
    Klasse("neutraal", -TIEN, True, TIEN, True),
    Klasse("positief", TIEN, False, None, False),
)
"""R1 par. 3.2: larger than 10 percent, positive or negative, against within 10 percent; the edge is within."""


def klasse_of(klassen: tuple[Klasse, ...], waarde: Decimal) -> str:
    """Label of the one class that has the number."""
    return next(klasse.naam for klasse in klassen if klasse.bevat(waarde))
