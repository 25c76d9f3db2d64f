"""The primary rule: which numbers are too small to publish."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from swvmon.errors import UsageError

MINIMUM = 5
"""The lowest minimum there is, and the default: what DUO masks too."""


@frozen
class Regel:
    """From how many on a number may be published.

    Attributes:
        minimum: a count from 1 up to this is withheld.
        per_indicator: a higher minimum for what other sources ask.
        nul_gevoelig: zero is withheld too.
    """

    minimum: int = MINIMUM
    per_indicator: Mapping[str, int] = field(factory=dict)
    nul_gevoelig: bool = False

    def __attrs_post_init__(self) -> None:
        for name, minimum in {"--minimum": self.minimum, **self.per_indicator}.items():
            if minimum < MINIMUM:
                raise UsageError(f"{name}: a minimum is {MINIMUM} or more, found {minimum}")

    def of(self, indicator: str) -> int:
        """The minimum of an indicator: the higher of its own and the general one."""
        return max(self.minimum, self.per_indicator.get(indicator, 0))

    def covers(self, other: Regel) -> bool:
        """Whether all that another rule calls small is small by this one too."""
        names = {*self.per_indicator, *other.per_indicator}
        return (
            self.minimum >= other.minimum
            and all(self.of(name) >= other.of(name) for name in names)
            and (self.nul_gevoelig or not other.nul_gevoelig)
        )

    def small(self, value: Decimal, minimum: int = MINIMUM) -> bool:
        """Whether a number is too small."""
        return 0 < abs(value) < minimum or (self.nul_gevoelig and value == 0)
