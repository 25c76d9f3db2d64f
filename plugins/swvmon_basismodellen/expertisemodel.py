"""Expertisemodel: the SWV sets up provisions and specialists, and pays them (R0 L286, L831)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon import (
    SCHOLEN,
    Bevinding,
    Leest,
    Telling,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    check_schools,
    count_pupils,
    grenzen,
    without_board,
)
from swvmon_basismodellen import strippenkaart, trekkingsrecht, voorziening
from swvmon_basismodellen.strippenkaart import Strippenkaart
from swvmon_basismodellen.trekkingsrecht import Trekkingsrecht
from swvmon_basismodellen.voorziening import Voorziening

if TYPE_CHECKING:
    from swvmon import Grootboek, Momentopname


@frozen(kw_only=True)
class Keuzes(Telling):
    """The choices; those about the count only matter for the trekkingsrecht.

    Attributes:
        van: account that pays.
        voorzieningen: the provisions.
        strippenkaart: strips of specialists.
        trekkingsrecht: what schools may draw.
    """

    van: str = field(default="swv:budget", validator=grenzen.swv_account)
    voorzieningen: tuple[Voorziening, ...] = ()
    strippenkaart: Strippenkaart | None = None
    trekkingsrecht: Trekkingsrecht | None = None

    def __attrs_post_init__(self) -> None:
        if not self.voorzieningen and self.strippenkaart is None and self.trekkingsrecht is None:
            raise ValueError("nothing to book: give voorzieningen, strippenkaart or trekkingsrecht")
        names = [v.naam for v in self.voorzieningen]
        if double := sorted({n for n in names if names.count(n) > 1}):
            raise ValueError(f"voorzieningen has {', '.join(double)} more than once; give each its own naam")


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The schools and their boards; the count only where schools may draw by it."""
    counts = () if keuzes.trekkingsrecht is None else keuzes.counts(sector)
    return (*SCHOLEN, *counts)


def names_no_school(keuzes: Keuzes) -> bool:
    """Whether each SWV gets the same provisions, and no school a strip or a right to draw."""
    only = keuzes.strippenkaart is None and keuzes.trekkingsrecht is None
    return only and all(voorziening.same_everywhere for voorziening in keuzes.voorzieningen)


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Pay the provisions, then the strips that were used, then what schools drew.

    Raises:
        SwvmonError: a choice names a school that is not in the region, or a count cannot be used.
    """
    _check(momentopname, keuzes)
    lines = [voorziening.book(v, momentopname, keuzes.van) for v in keuzes.voorzieningen]
    findings: list[Bevinding] = []
    if keuzes.strippenkaart is not None:
        strips, cut = strippenkaart.book(keuzes.strippenkaart, momentopname, keuzes.van)
        lines.append(strips)
        findings += cut
    if keuzes.trekkingsrecht is not None:
        pupils = count_pupils(momentopname, keuzes)
        draws, cut = trekkingsrecht.book(keuzes.trekkingsrecht, pupils, momentopname, grootboek, keuzes.van)
        lines.append(draws)
        findings += cut
    return Uitkomst(tuple(lines), bevindingen=(*findings, *without_board(*lines)))


def _check(momentopname: Momentopname, keuzes: Keuzes) -> None:
    year = momentopname.schooljaar
    for item in keuzes.voorzieningen:
        named = {item.host} if item.host else set(item.dagdelen_per_vestiging)
        check_schools(momentopname, f"voorziening {item.naam}", named)
    if card := keuzes.strippenkaart:
        check_schools(momentopname, "strippenkaart", {*card.strippen_per_vestiging, *card.used_in(year)})
    if right := keuzes.trekkingsrecht:
        check_schools(momentopname, "trekkingsrecht", {o.vestiging for o in right.draws_in(year)})


EXPERTISEMODEL = Verdeelmodel(
    naam="expertisemodel",
    titel="Expertisemodel: voorzieningen en specialisten van het samenwerkingsverband",
    bron="R0 L286, L831",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    samen=names_no_school,
    uitzonderingen={"schaal": "the plan names places, strips and draws, so that more pupils do not make more of them"},
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={
                "voorzieningen": [{"naam": "plusklas", "plaatsen": 4, "tarief_euro": 1_000}],
                "trekkingsrecht": {
                    "bedrag_per_leerling_euro": 10,
                    "opnames": [{"vestiging": school, "bedrag_euro": 250, "doel": "begeleiding"}],
                },
            },
            opening_euro={"swv:budget": 1_000_000},
        )
        for sector, school in (("po", "80AA00"), ("vo", "90AA00"))
    ),
)
