"""How far a run is, and about how long it will still take."""

from __future__ import annotations

import time

from attrs import define, field


@define
class Voortgang:
    """Region-years that are done of those that a run computes.

    Attributes:
        totaal: how many there are.
        gedaan: how many are done.
    """

    totaal: int
    gedaan: int = 0
    _begin: float = field(factory=time.monotonic)

    def add(self, number: int) -> None:
        """Note that so many more are done."""
        self.gedaan += number

    def __str__(self) -> str:
        """Such as ``12 of 760, about 95 s left``."""
        told = f"{self.gedaan} of {self.totaal}"
        if not self.gedaan:
            return told
        left = (time.monotonic() - self._begin) / self.gedaan * (self.totaal - self.gedaan)
        return f"{told}, about {left:.0f} s left"
