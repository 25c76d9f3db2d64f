"""What happens once: an item of a list in a plan that names its school year counts in that year only."""

from __future__ import annotations

from attrs import field, frozen, validators

from swvmon.contract.grenzen import schooljaar
from swvmon.perioden import Schooljaar


@frozen(kw_only=True)
class Eenmalig:
    """An item of a plan that may be there once; an item's class inherits it.

    Attributes:
        schooljaar: the only school year in which it counts; left out, it counts in every school year of the run.
    """

    schooljaar: str | None = field(default=None, validator=validators.optional(schooljaar))

    def counts_in(self, year: Schooljaar) -> bool:
        """Whether it counts in a school year."""
        return self.schooljaar is None or Schooljaar.parse(self.schooljaar) == year
