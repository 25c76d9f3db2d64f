"""Doorbetaling: what is withheld from the heavy budget for each pupil placed in so or vso with a TLV of the SWV.

Law: WPO (BWBR0003420) art. 118 lid 10 and 132 lid 4, WVO (BWBR0002399) art. 85b lid 3 and 89a lid 3; from 2023 WVO 2020
(BWBR0044212) art. 5.15 lid 4. The pots for personnel and for material stay apart.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import (
    Bevinding,
    Grootboek,
    Jaardeel,
    Parameter,
    Periode,
    Regime,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    amounts_cent,
    boekingen,
    dated,
    format_euro,
    peildatum,
)
from swvmon_doorbetaling.plaatsingen import (
    SOORT,
    TOT_2023,
    VANAF_2023,
    Plaatsingen,
    Tarieven,
    placed,
    spelled,
    tellingen,
    tot_2015,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from swvmon import Momentopname

OKTOBER, FEBRUARI = ("1-10 t-1", "1-10 t"), ("1-2 t-1", "1-2 t")
"""Counts that a school year needs; the second is for January to July, where the amount is set per kalenderjaar."""


@frozen(kw_only=True)
class Keuzes(Plaatsingen):
    """The choices, beside those about the count. Tariffs are dated parameters, not choices of the step.

    Attributes:
        so_personeel_euro: po until 2022: euros per pupil per schooljaar, by age group and category.
        so_materieel_euro: likewise per kalenderjaar.
        so_euro: po from 2023: euros per pupil per kalenderjaar, by age group and category.
        vso_personeel_euro: vo until 2022: euros per pupil per schooljaar, by category.
        vso_materieel_euro: likewise per kalenderjaar.
        vso_euro: vo from 2023: euros per pupil per kalenderjaar, by category.
    """

    so_personeel_euro: dict[str, Parameter] = dated(sector="po", geldig=TOT_2023)
    so_materieel_euro: dict[str, Parameter] = dated(sector="po", geldig=TOT_2023)
    so_euro: dict[str, Parameter] = dated(sector="po", geldig=VANAF_2023)
    vso_personeel_euro: dict[str, Parameter] = dated(sector="vo", geldig=TOT_2023)
    vso_materieel_euro: dict[str, Parameter] = dated(sector="vo", geldig=TOT_2023)
    vso_euro: dict[str, Parameter] = dated(sector="vo", geldig=VANAF_2023)


def until_2022(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Personnel over the days of the schooljaar, then material over each kalenderjaar, each from its own pot."""
    posts = [("personeel", momentopname.schooljaardeel())]
    posts += [("materieel", part) for part in momentopname.kalenderdelen()]
    return _book(momentopname, grootboek, keuzes, posts)


def from_2023(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """One amount for each kalenderjaar."""
    return _book(momentopname, grootboek, keuzes, [("", part) for part in momentopname.kalenderdelen()])


def post(
    momentopname: Momentopname, keuzes: Keuzes, naam: str, jaardeel: Jaardeel
) -> tuple[list[pd.DataFrame], tuple[Bevinding, ...]]:
    """One post: placed pupils on its peildatum x tariff x share of the year, from its pot.

    Args:
        momentopname: the counts.
        keuzes: the choices.
        naam: personeel, materieel or empty (from 2023).
        jaardeel: the days to which it belongs.
    """
    soort, dagen, deel = SOORT[momentopname.sector], jaardeel.dagen, jaardeel.deel
    counted = peildatum(momentopname.sector, ":".join(filter(None, ("doorbetaling", naam))), dagen)
    groep = "_".join(filter(None, (soort, naam, "euro")))
    tarieven = Tarieven.over(groep, getattr(keuzes, groep), dagen)
    rows, found = placed(momentopname, momentopname.telmoment("tlv_telling", counted), tarieven, keuzes)
    rows = rows.groupby(["lid", "naam", "tarief", "status"], as_index=False)[["aantal"]].sum()
    lines = []
    for status, same in rows.groupby("status"):
        frame = boekingen(
            same,
            van=":".join(filter(None, ("swv:zwaar", naam))),
            naar=f"duo:{soort}",
            hoeveelheid=same["aantal"],
            eenheid="leerling",
            tarief=same["tarief"] if deel == 1 else None,
            bedrag_cent=amounts_cent(same["aantal"], same["tarief"], deel),
            grondslag=f"doorbetaling {soort}{naam and ', '}{naam} ({tarieven.bron})",
            toelichting=f"Op {counted:%d-%m-%Y} geplaatst in {soort}, "
            + same["naam"]
            + ": "
            + same["aantal"].astype("str")
            + " × "
            + spelled(same["tarief"], deel)
            + ".",
            parameters=f"doorbetaling.{groep}." + same["lid"],
            status=str(status),
        )
        lines.append(frame.assign(periode_van=dagen.van, periode_tot=dagen.tot))
    return lines, found


def _book(
    momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes, posts: list[tuple[str, Jaardeel]]
) -> Uitkomst:
    outcomes = [post(momentopname, keuzes, *each) for each in posts]
    lines = tuple(frame for frames, _ in outcomes for frame in frames)
    found = dict.fromkeys(finding for _, findings in outcomes for finding in findings)
    return Uitkomst(lines, bevindingen=(*found, *_short(grootboek, lines)))


def _short(grootboek: Grootboek, lines: tuple[pd.DataFrame, ...]) -> Iterator[Bevinding]:
    """A finding for each pot that these lines bring below zero."""
    taken: dict[str, int] = {}
    for frame in lines:
        for pot, cents in frame.groupby("van")["bedrag_cent"].sum().items():
            taken[str(pot)] = taken.get(str(pot), 0) + int(cents)
    for pot, cents in sorted(taken.items()):
        if (left := grootboek.saldo(pot) - cents) < 0:
            text = f"De doorbetaling is {format_euro(-left)} hoger dan wat er op {pot} staat; zie uitputting."
            yield Bevinding("doorbetaling_boven_budget", "waarschuwing", pot, text)


def _regimes(sector: str) -> tuple[Regime, ...]:
    """The rules of a sector; in 2022/23 each half needs one count."""
    return (
        tot_2015(sector),
        Regime(sector, Periode(TOT_2023.van, date(2022, 7, 31)), until_2022, tellingen(*OKTOBER)),
        Regime(sector, Periode(date(2022, 8, 1), TOT_2023.tot), until_2022, tellingen(OKTOBER[0])),
        Regime(sector, Periode(VANAF_2023.van, date(2023, 7, 31)), from_2023, tellingen(FEBRUARI[1])),
        Regime(sector, Periode(date(2023, 8, 1), VANAF_2023.tot), from_2023, tellingen(*FEBRUARI)),
    )


DOORBETALING = Verdeelmodel(
    naam="doorbetaling",
    titel="Doorbetaling aan (v)so",
    bron="WPO art. 118 en 132; WVO art. 85b en 89a; WVO 2020 art. 5.15",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    heel_gebied=True,
    regimes=(*_regimes("po"), *_regimes("vo")),
    voorbeelden=(
        *(Voorbeeld(sector=sector, mag_rood=("swv:zwaar:*",)) for sector in ("po", "vo")),
        *(
            Voorbeeld(
                sector=sector,
                schooljaar="2023/24",
                mag_rood=("swv:zwaar",),
                parameters={f"doorbetaling.{group}.{lid}": Decimal(n * 10_000) for n, lid in enumerate(leden, start=1)},
            )
            for sector, group, leden in (
                ("po", "so_euro", [f"{age}_{n}" for age in ("jonger_8", "vanaf_8") for n in (1, 2, 3)]),
                ("vo", "vso_euro", ["1", "2", "3"]),
            )
        ),
    ),
)
