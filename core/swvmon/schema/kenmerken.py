"""Features of a school, board or SWV that are neither counts nor money."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from swvmon.schema.regel import Bronregel


class Kenmerk(Bronregel, table=True):
    """One feature with its value and validity, such as ``governance`` = ``vereniging`` of an SWV."""

    __tablename__ = "kenmerk"
    sleutel: ClassVar[tuple[str, ...]] = ("niveau", "code", "kenmerk", "geldig_van")
    niveau: str = Field(regex="vestiging|bestuur|swv|gemeente")
    code: str
    kenmerk: str
    waarde: str
    geldig_van: date
    geldig_tot: date | None = None
