"""Counts of pupils. A count that the publisher masks (`<5`) is an interval: `_min` and `_max` differ."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from swvmon.schema.regel import SWV, VESTIGING, Bronregel


class LeerlingenVo(Bronregel, table=True):
    """Pupils in secondary education per location, type of education and programme.

    `richting` is the set of tracks that a class prepares for, joined by ``+`` in the order pro, vmbo_b, vmbo_k,
    vmbo_g, vmbo_t, havo, atheneum, gymnasium; ``overig`` for what has no Dutch track. A masked cell is empty in the
    columns per year and counts in `aantal_min` and `aantal_max`.
    """

    __tablename__ = "leerlingen_vo"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging", "onderwijstype", "vmbo_sector", "afdeling", "elementcode")
    vestiging: str = Field(regex=VESTIGING)
    onderwijstype: str
    vmbo_sector: str = ""
    afdeling: str = ""
    elementcode: str
    opleidingsnaam: str = ""
    richting: str
    fase: str = Field(regex="brugjaar|bovenbouw|vavo")
    leerjaar_1_man: int | None = Field(default=None, ge=0)
    leerjaar_1_vrouw: int | None = Field(default=None, ge=0)
    leerjaar_2_man: int | None = Field(default=None, ge=0)
    leerjaar_2_vrouw: int | None = Field(default=None, ge=0)
    leerjaar_3_man: int | None = Field(default=None, ge=0)
    leerjaar_3_vrouw: int | None = Field(default=None, ge=0)
    leerjaar_4_man: int | None = Field(default=None, ge=0)
    leerjaar_4_vrouw: int | None = Field(default=None, ge=0)
    leerjaar_5_man: int | None = Field(default=None, ge=0)
    leerjaar_5_vrouw: int | None = Field(default=None, ge=0)
    leerjaar_6_man: int | None = Field(default=None, ge=0)
    leerjaar_6_vrouw: int | None = Field(default=None, ge=0)
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)


class VestigingInTelling(Bronregel, table=True):
    """A location as a count names it, beside the address lists."""

    __tablename__ = "vestiging_in_telling"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging",)
    vestiging: str = Field(regex=VESTIGING)
    naam: str = ""
    plaats: str = ""
    provincie: str = ""


class Vsv(Bronregel, table=True):
    """Early school leavers per location, with the SWV that the publisher put it under."""

    __tablename__ = "vsv"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging",)
    vestiging: str = Field(regex=VESTIGING)
    swv: str = Field(regex=SWV)
    aantal_leerlingen_min: int = Field(ge=0)
    aantal_leerlingen_max: int = Field(ge=0)
    vsv_totaal_min: int = Field(ge=0)
    vsv_totaal_max: int = Field(ge=0)
    vsv_vmbo_min: int = Field(ge=0)
    vsv_vmbo_max: int = Field(ge=0)
    vsv_mbo_min: int = Field(ge=0)
    vsv_mbo_max: int = Field(ge=0)
    vsv_overig_min: int = Field(ge=0)
    vsv_overig_max: int = Field(ge=0)
