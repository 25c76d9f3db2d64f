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


class LeerlingenPo(Bronregel, table=True):
    """Pupils at schools of primary and special education per location, type and cluster, by age.

    `soort` is bao, sbo, so or vso: vso stands here because its schools fall under the law on special schools. A masked
    cell is empty in the columns per age and counts in `aantal_min` and `aantal_max`; the columns per age are all empty
    where a publisher does not tell ages.
    """

    __tablename__ = "leerlingen_po"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging", "soort", "cluster")
    vestiging: str = Field(regex=VESTIGING)
    soort: str = Field(regex="bao|sbo|so|vso")
    cluster: str = Field(default="", regex="|1|2|3/4")
    leeftijd_jonger: int | None = Field(default=None, ge=0)
    leeftijd_4: int | None = Field(default=None, ge=0)
    leeftijd_5: int | None = Field(default=None, ge=0)
    leeftijd_6: int | None = Field(default=None, ge=0)
    leeftijd_7: int | None = Field(default=None, ge=0)
    leeftijd_8: int | None = Field(default=None, ge=0)
    leeftijd_9: int | None = Field(default=None, ge=0)
    leeftijd_10: int | None = Field(default=None, ge=0)
    leeftijd_11: int | None = Field(default=None, ge=0)
    leeftijd_12: int | None = Field(default=None, ge=0)
    leeftijd_13: int | None = Field(default=None, ge=0)
    leeftijd_14: int | None = Field(default=None, ge=0)
    leeftijd_15: int | None = Field(default=None, ge=0)
    leeftijd_16: int | None = Field(default=None, ge=0)
    leeftijd_17: int | None = Field(default=None, ge=0)
    leeftijd_18: int | None = Field(default=None, ge=0)
    leeftijd_19: int | None = Field(default=None, ge=0)
    leeftijd_20: int | None = Field(default=None, ge=0)
    leeftijd_21: int | None = Field(default=None, ge=0)
    leeftijd_22: int | None = Field(default=None, ge=0)
    leeftijd_23: int | None = Field(default=None, ge=0)
    leeftijd_24: int | None = Field(default=None, ge=0)
    leeftijd_ouder: int | None = Field(default=None, ge=0)
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)


class LeerlingenLwoo(Bronregel, table=True):
    """Pupils with leerwegondersteunend onderwijs per location; they are among those of `leerlingen_vo` too."""

    __tablename__ = "leerlingen_lwoo"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging",)
    vestiging: str = Field(regex=VESTIGING)
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)


class TlvTelling(Bronregel, table=True):
    """Pupils placed with a TLV of the SWV that pays, counted on a day.

    Columns of text are empty where the publisher does not tell, or where it does not apply (a category for sbo, an age
    group for vso). `grond` is a ground on which the SWV bears the costs itself, such as ``emb``, ``mkd`` or
    ``korter_dan_een_jaar``; the plan says which count.
    """

    __tablename__ = "tlv_telling"
    sleutel: ClassVar[tuple[str, ...]] = (
        "swv",
        "soort",
        "leeftijdsgroep",
        "categorie",
        "verwijzer",
        "school",
        "grond",
    )
    swv: str = Field(regex=SWV)
    soort: str = Field(regex="so|vso|sbo")
    leeftijdsgroep: str = Field(default="", regex="|jonger_8|vanaf_8")
    categorie: str = Field(default="", regex="|1|2|3")
    verwijzer: str = Field(default="", regex=f"|{VESTIGING}")
    school: str = Field(default="", regex=f"|{VESTIGING}")
    grond: str = Field(default="", regex="[a-z0-9_]*")
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
