"""Money: of an SWV (planned, spent, kept, equalised), of institutions (funding) and of boards (annual accounts)."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

from swvmon.codes import BESTUUR, BRIN, SWV
from swvmon.schema.regel import DECIMAAL, Bronregel


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


class Bekostiging(Bronregel, table=True):
    """What the state gave an institution for a post, by the count on which it rests.

    `soort` is personeel or materieel. A post that is a sum of others says so in its name, which begins with totaal.
    """

    __tablename__ = "bekostiging"
    sleutel: ClassVar[tuple[str, ...]] = ("brin", "soort", "post")
    brin: str = Field(regex=BRIN)
    bestuur: str | None = Field(default=None, regex=BESTUUR)
    soort: str = Field(regex="personeel|materieel")
    post: str = Field(primary_key=True, regex="[a-z0-9_]+")
    bedrag_cent: int = Field(sa_type=BigInteger)


class BekostigingGrondslag(Bronregel, table=True):
    """The numbers on which the funding of an institution rests: pupils, groups, schoolgewicht."""

    __tablename__ = "bekostiging_grondslag"
    sleutel: ClassVar[tuple[str, ...]] = ("brin", "soort", "grootheid")
    brin: str = Field(regex=BRIN)
    soort: str = Field(regex="personeel|materieel")
    grootheid: str = Field(primary_key=True, regex="[a-z0-9_]+")
    waarde: str = Field(regex=DECIMAAL)


class Jaarrekening(Bronregel, table=True):
    """A post of the annual accounts of a board, per kalenderjaar; boards with `groepering` SWV are SWV's.

    `post` is the publisher's number or letters, such as 2.1 or TOTB; sums stand beside their parts. A post that a
    board does not have has no row.
    """

    __tablename__ = "jaarrekening"
    sleutel: ClassVar[tuple[str, ...]] = ("bestuur", "kalenderjaar", "onderdeel", "post")
    bestuur: str = Field(regex=BESTUUR)
    bestuursnaam: str = ""
    groepering: str = ""
    kalenderjaar: int = Field(ge=2000, le=2999)
    onderdeel: str = Field(regex="balans|baten_lasten|overheidsbijdragen")
    post: str = Field(primary_key=True)
    omschrijving: str = ""
    bedrag_cent: int = Field(sa_type=BigInteger)
