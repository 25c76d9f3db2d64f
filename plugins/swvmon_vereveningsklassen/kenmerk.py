"""The day for which features of the SWV are read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from swvmon import Leest, Momentopname, swv_numbers

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Schooljaar

KENMERK = Leest("kenmerk")


def counting_day(schooljaar: Schooljaar) -> date:
    """1 October of the school year."""
    return date(schooljaar.start, 10, 1)


def numbers_of(momentopname: Momentopname, kenmerk: str) -> pd.Series:
    """The value of a feature of each SWV of the call on that day; missing where nothing tells it."""
    return swv_numbers(momentopname, kenmerk, counting_day(momentopname.schooljaar))
