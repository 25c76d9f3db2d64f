"""Answers to a survey: one row per question that somebody answered, under a pseudonym (docs/privacy.md)."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from swvmon.codes import PSEUDONIEM, SWV, VINGERAFDRUK
from swvmon.schema.regel import Bronregel


class EnqueteAntwoord(Bronregel, table=True):
    """An answer as a code; what was written in free text is never here."""

    __tablename__ = "enquete_antwoord"
    sleutel: ClassVar[tuple[str, ...]] = ("pseudoniem", "enquete", "vraag")
    pseudoniem: str = Field(regex=PSEUDONIEM)
    sleutel_vingerafdruk: str = Field(regex=VINGERAFDRUK)
    enquete: str = Field(regex="[a-z0-9_]+")
    sector: str = Field(regex="po|vo")
    swv: str | None = Field(default=None, regex=SWV)
    vraag: str = Field(regex="[a-z0-9_]+")
    antwoord: str = Field(regex="[a-z0-9_]+")
