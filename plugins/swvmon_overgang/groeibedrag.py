"""Groeibedrag: an amount per pupil that rises in yearly steps to a multiple of itself (R0 L1025-1031)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Leest,
    Schooljaar,
    Telling,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    boekingen,
    count_pupils,
    format_decimal,
    grenzen,
    half_up,
    without_board,
)

if TYPE_CHECKING:
    from swvmon import Grootboek, Momentopname


@frozen(kw_only=True)
class Keuzes(Telling):
    """The choices, beside those about the count.

    Attributes:
        van: account that pays.
        beginbedrag_euro: euros per pupil before the first step.
        eindfactor: what it is multiplied by in the end; 3 for a tripling.
        eerste_schooljaar: school year of the first step.
        aantal_stappen: equal steps, one each year; after the last the amount stays.
    """

    van: str = field(default="swv:budget", validator=grenzen.swv_account)
    beginbedrag_euro: Decimal = field(validator=grenzen.euros)
    eindfactor: Decimal = field(validator=grenzen.not_negative)
    eerste_schooljaar: str = field(validator=grenzen.schooljaar)
    aantal_stappen: int = field(validator=validators.ge(1))

    def step(self, year: Schooljaar) -> int:
        """How many steps were taken in a school year."""
        passed = year.start - Schooljaar.parse(self.eerste_schooljaar).start + 1
        return min(max(passed, 0), self.aantal_stappen)

    def amount_euro(self, year: Schooljaar) -> Decimal:
        """Euros per pupil in a school year, rounded half up to the cent."""
        grown = self.beginbedrag_euro * (self.eindfactor - 1) * self.step(year) / self.aantal_stappen
        return half_up(self.beginbedrag_euro + grown, 2)


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The count on the chosen day, the schools and their boards."""
    return (*SCHOLEN, *keuzes.counts(sector))


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:  # noqa: ARG001 - hook form
    """Pay each school the amount of the year for each pupil."""
    schools = count_pupils(momentopname, keuzes)
    year = momentopname.schooljaar
    lines = boekingen(
        schools,
        van=keuzes.van,
        naar="vestiging:" + schools["vestiging"],
        hoeveelheid=schools["aantal"],
        eenheid="leerling",
        tarief=keuzes.amount_euro(year),
        grondslag="bedrag per leerling in stappen (R0 L1025-1031)",
        toelichting=f"Stap {keuzes.step(year)} van {keuzes.aantal_stappen} naar {format_decimal(keuzes.eindfactor)} × "
        f"€ {format_decimal(keuzes.beginbedrag_euro)} per leerling.",
        parameters="overgang.beginbedrag_euro overgang.eindfactor overgang.aantal_stappen",
    )
    return Uitkomst((lines,), bevindingen=without_board(lines))


GROEIBEDRAG = Verdeelmodel(
    naam="groeibedrag",
    titel="Bedrag per leerling dat in jaarlijkse stappen groeit",
    bron="R0 L1025-1031",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    samen=True,
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={
                "beginbedrag_euro": 100,
                "eindfactor": 3,
                "eerste_schooljaar": "2015/16",
                "aantal_stappen": 4,
                "gemaskeerd_als": "minimum",
            },
            opening_euro={"swv:budget": 10_000_000},
        )
        for sector in ("po", "vo")
    ),
)
