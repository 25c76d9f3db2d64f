"""Support of pupils: case rows with a pseudonym, never an identity (docs/privacy.md)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

from swvmon.codes import PSEUDONIEM, SWV, VESTIGING, VINGERAFDRUK
from swvmon.schema.regel import Bronregel


class Tlv(Bronregel, table=True):
    """A toelaatbaarheidsverklaring that an SWV issued."""

    __tablename__ = "tlv"
    sleutel: ClassVar[tuple[str, ...]] = ("pseudoniem", "soort", "geldig_van")
    pseudoniem: str = Field(regex=PSEUDONIEM)
    sleutel_vingerafdruk: str = Field(regex=VINGERAFDRUK)
    swv: str = Field(regex=SWV)
    soort: str = Field(regex="so|vso|sbo|pro")
    categorie: int | None = Field(default=None, ge=1, le=3)
    verwijzer: str | None = Field(default=None, regex=VESTIGING)
    plaatsing: str | None = Field(default=None, regex=VESTIGING)
    ontvangen_op: date | None = None
    compleet_op: date | None = None
    afgegeven_op: date | None = None
    geldig_van: date
    geldig_tot: date


class Arrangement(Bronregel, table=True):
    """Extra support that was granted."""

    __tablename__ = "arrangement"
    sleutel: ClassVar[tuple[str, ...]] = ("pseudoniem", "soort", "geldig_van")
    pseudoniem: str = Field(regex=PSEUDONIEM)
    sleutel_vingerafdruk: str = Field(regex=VINGERAFDRUK)
    swv: str = Field(regex=SWV)
    vestiging: str = Field(regex=VESTIGING)
    soort: str = Field(regex="individueel|groep")
    bedrag_cent: int = Field(ge=0, sa_type=BigInteger)
    geldig_van: date
    geldig_tot: date


class Thuiszitter(Bronregel, table=True):
    """A pupil who does not go to school; how long that must last to count is for an indicator to say."""

    __tablename__ = "thuiszitter"
    sleutel: ClassVar[tuple[str, ...]] = ("pseudoniem", "soort", "begin")
    pseudoniem: str = Field(regex=PSEUDONIEM)
    sleutel_vingerafdruk: str = Field(regex=VINGERAFDRUK)
    swv: str = Field(regex=SWV)
    soort: str = Field(regex="absoluut|relatief|vrijstelling_5a")
    vestiging: str | None = Field(default=None, regex=VESTIGING)
    begin: date
    einde: date | None = None
