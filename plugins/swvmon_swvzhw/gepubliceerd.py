"""What the report (R2) prints about the whole of the model, and the totals of its tables 1 and 2."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import NamedTuple

from swvmon import Gepubliceerd, half_up

VANAF_2018 = "2018/19 en later"
TELLING = "Alleen te berekenen met geladen leerlingtellingen: docs/replicatie.md, SWVZHW, VO2806."
SCHOOLBUDGET, MAATWERK = Decimal(2_300_000), Decimal(650_000)
"""The two parts of the budget, as printed (L1160-1162)."""


class Verdeelmodel(NamedTuple):
    """A row of Tabel 2: percentages of SWV's, as printed; 0 where the cell is empty.

    Attributes:
        sleutel: short name.
        titel: name of the model.
        po: of SWV's po.
        vo: of SWV's vo.
        totaal: of all.
        regel: line of the report.
    """

    sleutel: str
    titel: str
    po: int
    vo: int
    totaal: int
    regel: int


TABEL_2 = (
    Verdeelmodel("school", "Schoolmodel", 31, 9, 20, 378),
    Verdeelmodel("expertise", "Expertisemodel", 12, 11, 11, 379),
    Verdeelmodel("leerling", "Leerlingmodel", 2, 2, 2, 380),
    Verdeelmodel("school_expertise", "School/expertisemodel", 17, 22, 20, 382),
    Verdeelmodel("school_leerling", "School/leerlingmodel", 6, 2, 4, 383),
    Verdeelmodel("expertise_leerling", "Expertise/leerlingmodel", 0, 7, 4, 384),
    Verdeelmodel("alle_drie", "School/expertise/leerlingmodel", 13, 7, 10, 385),
    Verdeelmodel("niet_gespecificeerd", "Combinatie, niet gespecificeerd", 19, 39, 29, 386),
)
AANTAL_PO, AANTAL_VO = 52, 54
"""SWV's in the columns of Tabel 2 (L376)."""

SCHOLEN = (2, 3, 2, 5, 1, 1)
"""Schools by type, Tabel 1 (L326-338)."""

AFGERONDE_VO = (
    "Acht afgeronde percentages tellen op tot 99. De aantallen swv's die erbij horen, 5, 6, 1, 12, 1, 4, 4 en 21, zijn "
    "samen 54, dus 100 %."
)
NIET_PER_SCHOOL = "Het rapport geeft geen budgetten per school."


def aantal(percentage: int, noemer: int) -> int:
    """The only number of SWV's that is printed as this percentage.

    Raises:
        ValueError: none is, or several are.
    """
    found = [n for n in range(noemer + 1) if half_up(Decimal(100 * n) / noemer) == percentage]
    if len(found) != 1:
        raise ValueError(f"{percentage} % of {noemer} is {len(found)} numbers of SWV's, expected one")
    return found[0]


def percentage_totaal(rij: Verdeelmodel) -> Decimal:
    """The last column of Tabel 2, from the numbers behind the two before it."""
    return Decimal(100 * (aantal(rij.po, AANTAL_PO) + aantal(rij.vo, AANTAL_VO))) / (AANTAL_PO + AANTAL_VO)


def kolomsom(kolom: str) -> Decimal:
    """The sum of a column of Tabel 2, as printed."""
    return Decimal(sum(getattr(rij, kolom) for rij in TABEL_2))


def budget() -> Decimal:
    """The budget, as the sum of its parts."""
    return SCHOOLBUDGET + MAATWERK


def aandeel_maatwerk() -> Decimal:
    """The part of the budget that is left for maatwerk."""
    return MAATWERK / budget()


def deelnemers() -> Decimal:
    """The schools of Tabel 1."""
    return Decimal(sum(SCHOLEN))


GEPUBLICEERD = (
    Gepubliceerd(
        "swvzhw.budget",
        "Budget voor extra ondersteuning per jaar",
        Decimal(3_000_000),
        "euro",
        VANAF_2018,
        "R2 L1151",
        "afgerond",
        label="herberekend",
        bereken=budget,
        afronding=-6,
    ),
    Gepubliceerd(
        "swvzhw.schoolbudget",
        "Beschikbaar naar leerlingaantal en schoolsoort",
        SCHOOLBUDGET,
        "euro",
        VANAF_2018,
        "R2 L1160",
        "afgerond",
        uitleg=TELLING,
    ),
    Gepubliceerd(
        "swvzhw.maatwerk",
        "Wat resteert voor maatwerk",
        MAATWERK,
        "euro",
        VANAF_2018,
        "R2 L1162",
        "afgerond",
        uitleg=TELLING,
    ),
    Gepubliceerd(
        "swvzhw.aandeel_maatwerk",
        "Aandeel maatwerk bij het midden van de bandbreedte",
        Decimal("0.2"),
        "aandeel",
        VANAF_2018,
        "R2 L565",
        "afgerond",
        label="herberekend",
        bereken=aandeel_maatwerk,
        afronding=1,
    ),
    Gepubliceerd(
        "swvzhw.tabel1_totaal",
        "Deelnemende scholen",
        Decimal(14),
        "school",
        "2016/17 en 2017/18",
        "R2 Tabel 1, L339",
        "exact",
        label="herberekend",
        bereken=deelnemers,
    ),
    *(
        Gepubliceerd(
            f"swvzhw.tabel2_som_{kolom}",
            f"Verdeelmodellen, kolom {naam}: som",
            Decimal(100),
            "percentage van de swv's",
            "2016",
            "R2 Tabel 2, L387",
            "afgerond",
            label="herberekend",
            bereken=partial(kolomsom, kolom),
            uitleg=AFGERONDE_VO if kolom == "vo" else "",
        )
        for kolom, naam in (("po", "PO"), ("vo", "VO"), ("totaal", "Totaal"))
    ),
    *(
        Gepubliceerd(
            f"swvzhw.tabel2_{rij.sleutel}",
            f"Verdeelmodellen, kolom Totaal: {rij.titel}",
            Decimal(rij.totaal),
            "percentage van de swv's",
            "2016",
            f"R2 Tabel 2, L{rij.regel}",
            "afgerond",
            label="herberekend",
            bereken=partial(percentage_totaal, rij),
            afronding=0,
        )
        for rij in TABEL_2
    ),
    *(
        Gepubliceerd(
            f"swvzhw.toename_{scholen}_scholen",
            f"Toename van het totale budget van {scholen} pilotscholen ten opzichte van 2015/16 ({woord})",
            Decimal(waarde),
            "procent",
            periode,
            f"R2 {regels}",
            "afgerond",
            uitleg=NIET_PER_SCHOOL,
        )
        for scholen, waarde, woord, periode, regels in (
            (8, 200, "bijna", "2016/17", "L1156-1157"),
            (14, 100, "ruim", "2017/18", "L1158-1159"),
        )
    ),
)
