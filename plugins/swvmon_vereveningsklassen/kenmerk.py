"""The day for which features of the SWV are read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from swvmon import Leest, Momentopname, swv_number

if TYPE_CHECKING:
    from decimal import Decimal

    from swvmon import Schooljaar

KENMERK = Leest("kenmerk")


def counting_day(schooljaar: Schooljaar) -> date:
    """1 October of the school year."""
    return date(schooljaar.start, 10, 1)


def number_of(momentopname: Momentopname, kenmerk: str) -> Decimal | None:
    """The value of a feature of the SWV on that day; None where nothing tells it."""
    return swv_number(momentopname, kenmerk, counting_day(momentopname.schooljaar))
