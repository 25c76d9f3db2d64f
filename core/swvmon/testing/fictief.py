"""The schools and pupils of the two fictional regions, one of each sector."""

from __future__ import annotations

from attrs import field, frozen

CODES = {"po": "PO9901", "vo": "VO9901"}
"""The regions: made up, as are their schools."""


@frozen
class Groep:
    """Pupils that a count tells in one row.

    Attributes:
        soort: vo: type of education, as DUO spells it; po: bao, sbo, so or vso.
        aantal: pupils on 1 October 2015.
        richting: vo: the tracks that the class prepares for.
        fase: vo: brugjaar, bovenbouw or vavo.
        elementcode: vo: code of the programme.
        jaren: vo: the years of the class; po: the youngest and the oldest age.
        cluster: po: cluster of a special school.
    """

    soort: str
    aantal: int
    jaren: tuple[int, int]
    richting: str = ""
    fase: str = ""
    elementcode: str = ""
    cluster: str = ""


@frozen
class Tlv:
    """Pupils that are placed with a TLV; fields as the columns of `tlv_telling`."""

    soort: str
    aantal: int
    leeftijdsgroep: str = ""
    categorie: str = ""
    school: str = ""
    grond: str = ""


@frozen
class School:
    """A school location.

    Attributes:
        vestiging: its code.
        bestuur: its board.
        groepen: its pupils.
        groei_procent: how its numbers change from year to year, percent of those of 2015.
        aandeel: the part that belongs to the region; decimal as text.
        lwoo: pupils with lwoo, among the others.
        tlv: pupils that it referred.
        achterstandsscore: sum over its pupils, decimal as text.
        schoolgewicht: mean over its pupils, decimal as text.
    """

    vestiging: str
    bestuur: str
    groepen: tuple[Groep, ...]
    groei_procent: int = 0
    aandeel: str = "1"
    lwoo: int = 0
    tlv: tuple[Tlv, ...] = ()
    achterstandsscore: str = "0"
    schoolgewicht: str = field(default="30")


@frozen
class Stroom:
    """Pupils who went from one type of education to another in a year, or stayed.

    Attributes:
        van: where they were.
        naar: where they are.
        aantal: pupils on 1 October 2015.
        uit_cohort: how many of them belong to the cohort that is followed.
        leeftijd: their age; None where it is not told.
    """

    van: str
    naar: str
    aantal: int
    uit_cohort: int
    leeftijd: int | None = None


def _vo(soort: str, aantal: int, richting: str, jaren: tuple[int, int], elementcode: str) -> Groep:
    fase = "brugjaar" if soort.startswith("Brugjaar") else "vavo" if soort.endswith("VAVO") else "bovenbouw"
    return Groep(soort, aantal, jaren, richting, fase, elementcode)


def _vso(aantal: int, categorie: str, school: str = "70VV00", grond: str = "") -> Tlv:
    return Tlv("vso", aantal, "", categorie, school, grond)


def _so(aantal: int, leeftijdsgroep: str, categorie: str, school: str = "80EE00", grond: str = "") -> Tlv:
    return Tlv("so", aantal, leeftijdsgroep, categorie, school, grond)


VO = (
    School(
        "90AA00",
        "99001",
        (_vo("Praktijkonderwijs alle vj", 180, "pro", (1, 6), "0090"),),
        groei_procent=-3,
        tlv=(_vso(7, "1"), _vso(2, "3", grond="emb")),
        achterstandsscore="512.4",
        schoolgewicht="38.2",
    ),
    School(
        "90BB00",
        "99001",
        (
            _vo("Brugjaar 1-2", 190, "vmbo_b", (1, 2), "0021"),
            _vo("VMBO BL lj 3-4", 161, "vmbo_b", (3, 4), "6411"),
            _vo("VMBO KL lj 3-4", 142, "vmbo_k", (3, 4), "6421"),
        ),
        groei_procent=-6,
        lwoo=88,
        tlv=(_vso(11, "1"), _vso(4, "2")),
        achterstandsscore="840.75",
        schoolgewicht="35.1",
    ),
    School(
        "90BB01",
        "99002",
        (
            _vo("Brugjaar 1-2", 123, "vmbo_t+havo", (1, 2), "0011"),
            _vo("VMBO TL lj 3-4", 118, "vmbo_t", (3, 4), "0472"),
            _vo("HAVO lj 4-5", 97, "havo", (4, 5), "0372"),
        ),
        groei_procent=1,
        lwoo=12,
        tlv=(_vso(6, "1"),),
        achterstandsscore="401.3",
        schoolgewicht="31.6",
    ),
    School(
        "90CC00",
        "99002",
        (
            _vo("HAVO/VWO lj 3", 204, "havo", (3, 3), "0300"),
            _vo("HAVO lj 4-5", 310, "havo", (4, 5), "0371"),
            _vo("VWO lj 4-6", 402, "atheneum", (4, 6), "0171"),
            _vo("HAVO uitbest. aan VAVO", 13, "havo", (5, 5), "4031"),
        ),
        groei_procent=2,
        tlv=(_vso(3, "1"), _vso(1, "2")),
        achterstandsscore="388.1",
        schoolgewicht="27.4",
    ),
    School(
        "90DD00",
        "99003",
        (
            _vo("HAVO/VWO lj 3", 131, "gymnasium", (1, 3), "0200"),
            _vo("VWO lj 4-6", 236, "gymnasium", (4, 6), "0270"),
        ),
        groei_procent=3,
        tlv=(_vso(1, "1"),),
        achterstandsscore="60.2",
        schoolgewicht="22.9",
    ),
    School(
        "90EE00",
        "99003",
        (
            _vo("Brugjaar 1-2", 117, "vmbo_t+havo", (1, 2), "0011"),
            _vo("VMBO KL lj 3-4", 83, "vmbo_k", (3, 4), "6421"),
            _vo("VMBO TL lj 3-4", 107, "vmbo_t", (3, 4), "0470"),
            _vo("HAVO lj 4-5", 149, "havo", (4, 5), "0371"),
            _vo("VWO lj 4-6", 127, "atheneum", (4, 6), "0172"),
        ),
        groei_procent=-1,
        aandeel="0.75",
        lwoo=31,
        tlv=(_vso(5, "1"), _vso(1, "3")),
        achterstandsscore="455.5",
        schoolgewicht="29.8",
    ),
)

PO = (
    School(
        "80AA00",
        "98001",
        (Groep("bao", 412, (4, 12)),),
        groei_procent=2,
        tlv=(
            Tlv("sbo", 9, school="80DD00"),
            _so(4, "jonger_8", "1"),
            _so(6, "vanaf_8", "1"),
            _so(1, "vanaf_8", "2"),
        ),
        achterstandsscore="310.5",
        schoolgewicht="29.3",
    ),
    School(
        "80BB00",
        "98001",
        (Groep("bao", 263, (4, 12)),),
        groei_procent=-4,
        tlv=(
            Tlv("sbo", 14, school="80DD00"),
            _so(3, "jonger_8", "1"),
            _so(5, "vanaf_8", "1", "80FF00"),
            _so(2, "vanaf_8", "3", grond="emb"),
        ),
        achterstandsscore="498.2",
        schoolgewicht="34.8",
    ),
    School(
        "80CC00",
        "98002",
        (Groep("bao", 197, (4, 12)),),
        groei_procent=-1,
        aandeel="0.75",
        tlv=(Tlv("sbo", 5, school="80DD00"), _so(2, "jonger_8", "2"), _so(3, "vanaf_8", "1")),
        achterstandsscore="95.6",
        schoolgewicht="26.1",
    ),
    School("80DD00", "98002", (Groep("sbo", 61, (5, 13)),), groei_procent=1, tlv=(_so(2, "vanaf_8", "1"),)),
    School("80EE00", "98001", (Groep("so", 74, (4, 13), cluster="3/4"),), groei_procent=1),
    School(
        "80FF00",
        "98002",
        (Groep("so", 48, (4, 13), cluster="3/4"), Groep("vso", 83, (12, 20), cluster="3/4")),
        groei_procent=-2,
    ),
)

SCHOLEN = {"po": PO, "vo": VO}

ZONDER_VERWIJZER = {"po": (_so(1, "vanaf_8", "1", "80FF00"),), "vo": (_vso(2, "1"),)}
"""Pupils whom no school of the region referred."""

COHORT = "lgf_2013"
"""The cohort whose flows are told once more: pupils with a rugzak in 2013."""

STROMEN = {
    "po": (
        Stroom("bao", "bao", 690, 41),
        Stroom("bao", "sbo", 6, 2, 5),
        Stroom("bao", "sbo", 13, 3, 8),
        Stroom("bao", "so", 9, 3),
        Stroom("bao", "vo", 104, 6),
        Stroom("uit", "bao", 98, 0),
        Stroom("uit", "so", 4, 0),
        Stroom("sbo", "bao", 3, 1),
        Stroom("sbo", "sbo", 44, 12),
        Stroom("sbo", "pro", 7, 2),
        Stroom("so", "so", 96, 31),
        Stroom("so", "bao", 4, 2),
        Stroom("so", "vso", 15, 6),
        Stroom("vo", "vo", 12, 2),
        Stroom("vso", "vso", 62, 21),
    ),
    "vo": (
        Stroom("vo", "vo", 2310, 64),
        Stroom("vo", "pro", 5, 2),
        Stroom("vo", "vso", 11, 5),
        Stroom("vo", "mbo", 372, 9),
        Stroom("vo", "uit", 14, 3),
        Stroom("bao", "vo", 455, 14),
        Stroom("sbo", "pro", 26, 8),
        Stroom("so", "vso", 12, 5),
        Stroom("uit", "vso", 3, 0),
        Stroom("pro", "pro", 142, 33),
        Stroom("pro", "vo", 4, 1),
        Stroom("pro", "mbo", 31, 7),
        Stroom("vso", "vso", 39, 17),
        Stroom("vso", "vo", 3, 2),
        Stroom("vso", "uit", 6, 2),
    ),
}
"""Flows of each region."""

VERBLIJF = {
    "po": (("sbo", 1, 19), ("sbo", 2, 17), ("sbo", 4, 25), ("so", 1, 21), ("so", 3, 34), ("so", 6, 67)),
    "vo": (("vso", 1, 14), ("vso", 2, 12), ("vso", 4, 17), ("pro", 1, 31), ("pro", 3, 149)),
}
"""Type of education, times that pupils were enrolled in it on 1 October, and how many pupils."""
