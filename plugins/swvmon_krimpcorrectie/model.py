"""Krimpcorrectie: damps what a school loses when its number of pupils falls (R0 L524-538, L1674).

No report, law or SWV publishes such a formula; the four variants are definitions of our own, each with its formula in
the README.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import SCHOLEN, Leest, Uitkomst, Verdeelmodel, Voorbeeld
from swvmon_krimpcorrectie import bedragen, tellingen
from swvmon_krimpcorrectie.keuzes import COUNTS, Keuzes

if TYPE_CHECKING:
    from swvmon import Grootboek, Momentopname


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The counts that are corrected, or the schools and boards whose amounts are."""
    return (*SCHOLEN, *(tellingen.reads(keuzes, sector) if keuzes.variant in COUNTS else ()))


def delivers(keuzes: Keuzes, sector: str) -> tuple[str, ...]:
    """The counts that are corrected, at the chosen telmoment."""
    if keuzes.variant not in COUNTS:
        return ()
    return tuple(f"{name} {keuzes.telmoment}" for name in tellingen.tables(keuzes, sector))


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Correct the count for later steps, or what schools got by the steps so far."""
    if keuzes.variant == "driejaarsgemiddelde":
        return tellingen.driejaarsgemiddelde(momentopname, keuzes)
    if keuzes.variant == "actuele_telling":
        return tellingen.actuele_telling(momentopname, keuzes)
    if keuzes.variant == "vloer":
        return bedragen.vloer(momentopname, grootboek, keuzes)
    return bedragen.afbouw(momentopname, grootboek, keuzes)


KRIMPCORRECTIE = Verdeelmodel(
    naam="krimpcorrectie",
    titel="Krimpcorrectie: demping bij dalende leerlingaantallen",
    bron="R0 L524-538, L1674; de formules zijn keuzes van swvmon",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    levert=delivers,
    verdeelt=("referentie_euro", "vorig_jaar_euro"),
    voorbeelden=(
        Voorbeeld(
            sector="vo",
            keuzes={
                "variant": "vloer",
                "maximale_daling_aandeel": Decimal("0.05"),
                "vorig_jaar_euro": {"90AA00": 20_000, "90BB00": 10_000},
            },
            opening_euro={"vestiging:90AA00": 15_000, "vestiging:90BB00": 20_000},
        ),
        Voorbeeld(
            sector="po",
            keuzes={
                "variant": "afbouw",
                "drempel_aandeel": Decimal("0.03"),
                "startjaar": "2015/16",
                "afbouw_aandelen": [Decimal("0.75"), Decimal("0.5"), Decimal("0.25")],
                "referentie_euro": {"80AA00": 20_000, "80BB00": 10_000},
                "bron_rekening": "swv:reserve",
            },
            opening_euro={"vestiging:80AA00": 15_000, "vestiging:80BB00": 12_000, "swv:reserve": 50_000},
        ),
        Voorbeeld(
            sector="vo",
            keuzes={
                "variant": "actuele_telling",
                "telmoment": "1-10 t-1",
                "prognose_percentage": Decimal(-2),
                "gemaskeerd_als": "minimum",
            },
        ),
    ),
)
