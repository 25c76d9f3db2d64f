"""R1 Tabel 4: which difference-in-differences estimates are significant, from the printed estimate and its error.

Nothing but these two numbers and the bound is printed, so the statistic is their quotient and the p-value that of the
normal distribution, two-sided. Both are printed in four decimals. The verdict on the first and third row holds for all
numbers that are printed so. On the second (-0,0006 and 0,0002) it holds for the numbers as they are printed: before
rounding the quotient was between 2,2 and 4,3, and 3,58 is the bound.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import NamedTuple

from swvmon import Gepubliceerd
from swvmon_effectmeting.toets import p_normaal

GRENS = Decimal("0.00034")
"""The bound for many hypotheses (L730)."""

GEWOON = Decimal("0.05")
STER = "ster (1) of geen ster (0)"
PERIODE = "na 2013"


class Schatting(NamedTuple):
    """A row of the table, as printed.

    Attributes:
        sleutel: short name.
        titel: name of the outcome.
        schatting: the estimate.
        se: its standard error.
        regel: line of the report.
    """

    sleutel: str
    titel: str
    schatting: Decimal
    se: Decimal
    regel: int


REGULIER = Schatting("regulier", "Aanwezigheid in regulier", Decimal("0.0027"), Decimal("0.0011"), 740)
SCHATTINGEN = (
    REGULIER,
    Schatting("instroom", "Instroom in speciaal onderwijs", Decimal("-0.0006"), Decimal("0.0002"), 741),
    Schatting("uitstroom", "Uitstroom uit speciaal onderwijs", Decimal("0.0001"), Decimal("0.0002"), 742),
)


def significant(rij: Schatting, grens: Decimal) -> Decimal:
    """1 where the p-value is below the bound, else 0."""
    return Decimal(int(p_normaal(float(rij.schatting), float(rij.se)) < grens))


def _afgerond(rij: Schatting) -> Decimal:
    return rij.schatting


GEPUBLICEERD = (
    *(
        Gepubliceerd(
            f"effectmeting.r1_tabel4_{rij.sleutel}",
            f"{rij.titel}: ster bij p-waarde 0,00034",
            Decimal(0),
            STER,
            PERIODE,
            f"R1 Tabel 4, L{rij.regel} en L743",
            "exact",
            label="herberekend",
            bereken=partial(significant, rij, GRENS),
        )
        for rij in SCHATTINGEN
    ),
    Gepubliceerd(
        "effectmeting.r1_tabel4_regulier_gewoon",
        "Aanwezigheid in regulier: significant bij p-waarde 0,05",
        Decimal(1),
        STER,
        PERIODE,
        "R1 L728-729",
        "exact",
        label="herberekend",
        bereken=partial(significant, REGULIER, GEWOON),
    ),
    Gepubliceerd(
        "effectmeting.r1_tabel4_regulier_schatting",
        "Effect op de aanwezigheid in regulier, zoals de tekst het noemt",
        Decimal("0.003"),
        "aandeel van de leerlingen",
        PERIODE,
        "R1 L724",
        "afgerond",
        label="herberekend",
        bereken=partial(_afgerond, REGULIER),
        afronding=3,
    ),
)
