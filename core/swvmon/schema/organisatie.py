"""Who there is: SWV's, boards, schools, and which school belongs to which SWV."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from swvmon.codes import BESTUUR, BRIN, PC4, SWV, VESTIGING
from swvmon.schema.regel import DECIMAAL, Bronregel


class Swv(Bronregel, table=True):
    """A samenwerkingsverband."""

    __tablename__ = "swv"
    sleutel: ClassVar[tuple[str, ...]] = ("swv",)
    swv: str = Field(regex=SWV)
    naam: str = ""
    plaats: str = ""
    bestuur: str | None = Field(default=None, regex=BESTUUR)
    geldig_van: date | None = None
    geldig_tot: date | None = None


class Bestuur(Bronregel, table=True):
    """A school board (bevoegd gezag)."""

    __tablename__ = "bestuur"
    sleutel: ClassVar[tuple[str, ...]] = ("bestuur",)
    bestuur: str = Field(regex=BESTUUR)
    naam: str = ""
    plaats: str = ""
    geldig_van: date | None = None
    geldig_tot: date | None = None


class Vestiging(Bronregel, table=True):
    """A school location as an address list gives it; the list is valid on the stand of its levering.

    `geldig_van` and `geldig_tot` are filled where the publisher tells them.
    """

    __tablename__ = "vestiging"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging",)
    vestiging: str = Field(regex=VESTIGING, index=True)
    brin: str = Field(regex=BRIN)
    sector: str = Field(regex="po|vo")
    naam: str = ""
    bestuur: str | None = Field(default=None, regex=BESTUUR)
    postcode: str = ""
    pc4: str | None = Field(default=None, regex=PC4)
    plaats: str = ""
    gemeente: str | None = Field(default=None, regex="[0-9]{4}")
    gemeentenaam: str = ""
    provincie: str = ""
    denominatie: str = ""
    onderwijsstructuur: str = ""
    geldig_van: date | None = None
    geldig_tot: date | None = None


class Instelling(Bronregel, table=True):
    """An institution as a list of main locations gives it.

    The list tells the address of the main location and not its number, so that no vestiging follows from it.
    """

    __tablename__ = "instelling"
    sleutel: ClassVar[tuple[str, ...]] = ("brin",)
    brin: str = Field(regex=BRIN)
    sector: str = Field(regex="po|vo")
    naam: str = ""
    bestuur: str | None = Field(default=None, regex=BESTUUR)
    postcode: str = ""
    pc4: str | None = Field(default=None, regex=PC4)
    plaats: str = ""
    gemeente: str | None = Field(default=None, regex="[0-9]{4}")
    gemeentenaam: str = ""
    provincie: str = ""
    denominatie: str = ""
    onderwijsstructuur: str = ""


class BrinOvergang(Bronregel, table=True):
    """A merger, transfer or split between two numbers of the register of institutions.

    `functie_van` and `functie_naar` say what the numbers are: B board, U institution, D location, S (old) SWV, O organ.
    """

    __tablename__ = "brin_overgang"
    sleutel: ClassVar[tuple[str, ...]] = ("van", "functie_van", "naar", "functie_naar", "datum")
    van: str
    functie_van: str = Field(regex="[A-Z]")
    soort_van: str = ""
    wet_van: str = ""
    naar: str
    functie_naar: str = Field(regex="[A-Z]")
    soort_naar: str = ""
    wet_naar: str = ""
    datum: date
    overgang: str = Field(regex="[A-Z]")
    volledig: str = Field(regex="J|N")


class Aansluiting(Bronregel, table=True):
    """Which part of a school location belongs to which SWV in a school year, where somebody publishes or keeps it."""

    __tablename__ = "aansluiting"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging", "swv", "schooljaar")
    vestiging: str = Field(regex=VESTIGING, index=True)
    swv: str = Field(regex=SWV)
    schooljaar: str = Field(regex="[0-9]{4}/[0-9]{2}")
    aandeel: str = Field(default="1", regex=DECIMAAL)


class RegioIndeling(Bronregel, table=True):
    """The SWV of a postcode area, by regulation BWBR0032324."""

    __tablename__ = "regio_indeling"
    sleutel: ClassVar[tuple[str, ...]] = ("pc4",)
    pc4: str = Field(regex=PC4, index=True)
    gemeentenaam: str = ""
    po_swv: str | None = Field(default=None, regex=SWV)
    vo_swv: str | None = Field(default=None, regex=SWV)
    bijzonderheid: str = ""


class RegioIndelingGemeente(Bronregel, table=True):
    """The municipalities of an SWV, by regulation BWBR0032324 before 23 April 2015.

    Of a municipality that is split, `omvang` says which part: alleen (only `postcodes`) or behalve (all but these).
    """

    __tablename__ = "regio_indeling_gemeente"
    sleutel: ClassVar[tuple[str, ...]] = ("swv", "gemeentenaam", "omvang")
    swv: str = Field(regex=SWV)
    gemeentenaam: str
    omvang: str = Field(default="geheel", regex="geheel|alleen|behalve")
    postcodes: str = Field(default="", regex="|[1-9][0-9]{3}( [1-9][0-9]{3})*")
