"""Money that an SWV planned, spent, kept or had equalised; eurocents."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

from swvmon.schema.regel import SWV, Bronregel


class Begroting(Bronregel, table=True):
    """A planned amount per post and kalenderjaar."""

    __tablename__ = "begroting"
    sleutel: ClassVar[tuple[str, ...]] = ("swv", "kalenderjaar", "post")
    swv: str = Field(regex=SWV)
    kalenderjaar: int = Field(ge=2000, le=2999)
    post: str
    bedrag_cent: int = Field(sa_type=BigInteger)


class Realisatie(Bronregel, table=True):
    """A realised amount per post and kalenderjaar."""

    __tablename__ = "realisatie"
    sleutel: ClassVar[tuple[str, ...]] = ("swv", "kalenderjaar", "post")
    swv: str = Field(regex=SWV)
    kalenderjaar: int = Field(ge=2000, le=2999)
    post: str
    bedrag_cent: int = Field(sa_type=BigInteger)


class Reserve(Bronregel, table=True):
    """A reserve at the end of a kalenderjaar, by purpose."""

    __tablename__ = "reserve"
    sleutel: ClassVar[tuple[str, ...]] = ("swv", "kalenderjaar", "doel")
    swv: str = Field(regex=SWV)
    kalenderjaar: int = Field(ge=2000, le=2999)
    doel: str = "algemeen"
    bedrag_cent: int = Field(sa_type=BigInteger)


class Verevening(Bronregel, table=True):
    """The statutory correction of an SWV (correctie_wettelijk); its sign as in the law, see docs/grootboek.md."""

    __tablename__ = "verevening"
    sleutel: ClassVar[tuple[str, ...]] = ("swv", "onderdeel", "schooljaar")
    swv: str = Field(regex=SWV)
    onderdeel: str = Field(regex="personeel|materieel")
    schooljaar: str = Field(regex="[0-9]{4}/[0-9]{2}")
    correctie_wettelijk_cent: int = Field(sa_type=BigInteger)
