"""Counts of pupils. A count that the publisher masks (`<5`) is an interval: `_min` and `_max` differ."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from swvmon.codes import BESTUUR, PC4, SWV, VESTIGING
from swvmon.schema.regel import DECIMAAL, Bronregel


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


class LeerlingenBron(Bronregel, table=True):
    """Pupils of primary schools as BRON has them, with the SWV that the publisher puts the location under.

    A masked cell is empty in its own column and counts in `aantal_min` and `aantal_max`, or in `bekostigd_min` and
    `bekostigd_max`.
    """

    __tablename__ = "leerlingen_bron"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging",)
    vestiging: str = Field(regex=VESTIGING)
    swv: str = Field(regex=SWV)
    bestuur: str | None = Field(default=None, regex=BESTUUR)
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)
    jonger_8: int | None = Field(default=None, ge=0)
    vanaf_8: int | None = Field(default=None, ge=0)
    gewicht_00: int | None = Field(default=None, ge=0)
    gewicht_03: int | None = Field(default=None, ge=0)
    gewicht_12: int | None = Field(default=None, ge=0)
    noat: int | None = Field(default=None, ge=0)
    bekostigd_min: int = Field(ge=0)
    bekostigd_max: int = Field(ge=0)
    bekostigd_jonger_8: int | None = Field(default=None, ge=0)
    bekostigd_vanaf_8: int | None = Field(default=None, ge=0)
    bekostigd_gewicht_00: int | None = Field(default=None, ge=0)
    bekostigd_gewicht_03: int | None = Field(default=None, ge=0)
    bekostigd_gewicht_12: int | None = Field(default=None, ge=0)
    bekostigd_noat: int | None = Field(default=None, ge=0)


class LeerlingenGewicht(Bronregel, table=True):
    """Pupils of primary schools per location and weight, by age; masked cells as in `leerlingen_po`."""

    __tablename__ = "leerlingen_gewicht"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging", "gewicht")
    vestiging: str = Field(regex=VESTIGING)
    gewicht: str = Field(regex=DECIMAAL)
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
    leeftijd_ouder: int | None = Field(default=None, ge=0)
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)


class LeerlingenHistorisch(Bronregel, table=True):
    """Pupils per location on 1 October of each kalenderjaar, by the kind of school that the location is now.

    The publisher writes 0 both for no pupils and for a location that did not exist; those years have no row. `soort`
    is what the location offers now, not what it offered then: so_vso is not split. Series of sbo, so and vso break in
    1998, 2002 and 2010.
    """

    __tablename__ = "leerlingen_historisch"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging", "kalenderjaar")
    vestiging: str = Field(regex=VESTIGING)
    soort: str = Field(regex="bao|sbo|so|vso|so_vso")
    kalenderjaar: int = Field(primary_key=True, ge=1900, le=2999)
    aantal_min: int = Field(ge=1)
    aantal_max: int = Field(ge=1)


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


class StroomTelling(Bronregel, table=True):
    """Pupils who were in one type of education on a day and are in another, or in the same, on the day of the count.

    `kant` tells whose pupils: ``vertrek`` are those that the SWV had on the first day, ``aankomst`` those that it has
    on the second; the age is that on the day of the side. Rows add up over schools and ages. Rows of a cohort tell of a
    part of all pupils once more, and do not add up to the others. ``uit`` is not in education.
    """

    __tablename__ = "stroom_telling"
    sleutel: ClassVar[tuple[str, ...]] = ("swv", "kant", "vanaf", "van", "naar", "school", "leeftijd", "cohort")
    swv: str = Field(regex=SWV)
    kant: str = Field(regex="vertrek|aankomst")
    vanaf: date
    van: str = Field(regex="bao|sbo|so|vo|pro|vso|mbo|ho|uit")
    naar: str = Field(regex="bao|sbo|so|vo|pro|vso|mbo|ho|uit")
    school: str = Field(default="", regex=f"|{VESTIGING}")
    leeftijd: int | None = Field(default=None, ge=0)
    cohort: str = Field(default="", regex="[a-z0-9_]*")
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)


class StroomCategorieTelling(Bronregel, table=True):
    """Flows out of and into so and vso as in `stroom_telling`, by the category of the TLV on the day of the side.

    `categorie` is empty for pupils without a TLV that has one. A pupil who stays and gets another category stays in the
    category of the first day on the side ``vertrek``, and in that of the second on the side ``aankomst``.
    """

    __tablename__ = "stroom_categorie_telling"
    sleutel: ClassVar[tuple[str, ...]] = ("swv", "kant", "vanaf", "van", "naar", "categorie")
    swv: str = Field(regex=SWV)
    kant: str = Field(regex="vertrek|aankomst")
    vanaf: date
    van: str = Field(regex="bao|sbo|so|vo|pro|vso|mbo|ho|uit")
    naar: str = Field(regex="bao|sbo|so|vo|pro|vso|mbo|ho|uit")
    categorie: str = Field(default="", regex="|1|2|3")
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)


class VerblijfTelling(Bronregel, table=True):
    """Pupils of a type of education by the number of counting days on which they were enrolled in it, now included."""

    __tablename__ = "verblijf_telling"
    sleutel: ClassVar[tuple[str, ...]] = ("swv", "soort", "inschrijvingen")
    swv: str = Field(regex=SWV)
    soort: str = Field(regex="bao|sbo|so|vo|pro|vso")
    inschrijvingen: int = Field(ge=1)
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)


class VestigingInTelling(Bronregel, table=True):
    """A location as a count names it, beside the address lists; columns that may be empty are those of some counts.

    For special schools, of which there is no address list everywhere, it is the count that tells postcode and board.
    """

    __tablename__ = "vestiging_in_telling"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging",)
    vestiging: str = Field(regex=VESTIGING)
    naam: str = ""
    plaats: str = ""
    provincie: str = ""
    sector: str | None = Field(default=None, regex="po|vo")
    bestuur: str | None = Field(default=None, regex=BESTUUR)
    pc4: str | None = Field(default=None, regex=PC4)
    gemeente: str | None = Field(default=None, regex="[0-9]{4}")
    denominatie: str | None = None


class Afstand(Bronregel, table=True):
    """Mean distance between home and school, in metres, per location and type; empty where it is not told."""

    __tablename__ = "afstand"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging", "soort")
    vestiging: str = Field(regex=VESTIGING)
    soort: str = Field(regex="bao|sbo|so|vso")
    afstand_meter: str | None = Field(default=None, regex=DECIMAAL)
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)


class Eindscores(Bronregel, table=True):
    """The last year of primary school per location: pupils, exemptions, and each test with its mean score.

    `onderdeel` is leerjaar_8 (pupils in the year), ontheffing (exempt from a test) or the name of a test (cet, iep,
    route8); only a test has a `gemiddelde`. A test that nobody made has no row.
    """

    __tablename__ = "eindscores"
    sleutel: ClassVar[tuple[str, ...]] = ("vestiging", "onderdeel")
    vestiging: str = Field(regex=VESTIGING)
    soort: str = Field(regex="bao|sbo")
    onderdeel: str = Field(primary_key=True, regex="[a-z0-9_]+")
    aantal_min: int = Field(ge=0)
    aantal_max: int = Field(ge=0)
    gemiddelde: str | None = Field(default=None, regex=DECIMAAL)


class Examens(Bronregel, table=True):
    """Candidates and passes per location, programme and school year.

    The publisher's percentages are not kept: beside a masked count they tell what it hides. A programme without
    candidates in a school year has no row.
    """

    __tablename__ = "examens"
    sleutel: ClassVar[tuple[str, ...]] = (
        "vestiging",
        "onderwijstype",
        "inspectiecode",
        "opleidingsnaam",
        "schooljaar",
    )
    vestiging: str = Field(regex=VESTIGING)
    onderwijstype: str
    inspectiecode: str = ""
    opleidingsnaam: str = ""
    schooljaar: str = Field(primary_key=True, regex="[0-9]{4}/[0-9]{2}")
    kandidaten_man_min: int = Field(ge=0)
    kandidaten_man_max: int = Field(ge=0)
    kandidaten_vrouw_min: int = Field(ge=0)
    kandidaten_vrouw_max: int = Field(ge=0)
    kandidaten_min: int = Field(ge=0)
    kandidaten_max: int = Field(ge=0)
    geslaagden_man_min: int = Field(ge=0)
    geslaagden_man_max: int = Field(ge=0)
    geslaagden_vrouw_min: int = Field(ge=0)
    geslaagden_vrouw_max: int = Field(ge=0)
    geslaagden_min: int = Field(ge=0)
    geslaagden_max: int = Field(ge=0)


class DiplomaTelling(Bronregel, table=True):
    """Pupils of an age in vo, pro and vso, and how many of them have a diploma or are on a higher track.

    `leeftijd` is that on the day of the count, 1 October; the diploma is reached in the school year of that day.
    """

    __tablename__ = "diploma_telling"
    sleutel: ClassVar[tuple[str, ...]] = ("swv", "leeftijd")
    swv: str = Field(regex=SWV)
    leeftijd: int = Field(ge=15, le=17)
    leerlingen_min: int = Field(ge=0)
    leerlingen_max: int = Field(ge=0)
    diploma_of_hoger_min: int = Field(ge=0)
    diploma_of_hoger_max: int = Field(ge=0)


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
