"""Sbo: the rijk funds 2 % of the pupils; for those above, the SWV pays its sbo schools (CATALOGUE V04).

Law until 2022: WPO (BWBR0003420) art. 115, 118 lid 4-7, 120 lid 4 and 124 lid 2-7. From 2023 an amount per TLV for sbo
is withheld from the light budget.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import (
    SCHOLEN,
    Bevinding,
    Grootboek,
    Jaardeel,
    Leest,
    Parameter,
    Periode,
    Regime,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    amount_cent,
    boekingen,
    dated,
    divide_over_schools,
    format_decimal,
    format_euro,
    format_tariff,
    half_up,
    line_status,
    peildatum,
    resolve_masked,
    without_board,
)
from swvmon_sbo.tellen import (
    LICHT,
    MATERIEEL,
    PERSONEEL,
    TELDATUM,
    TOT_2023,
    VANAF_2023,
    Sbotelling,
    counts,
    pay_in,
    pupils,
    total,
    without_others,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname, Waarde

TWEE_PROCENT = Decimal("0.02")


@frozen(kw_only=True)
class Keuzes(Sbotelling):
    """The choices, beside those about the count.

    Attributes:
        boek_rijksdeel: whether to show what the rijk pays the sbo schools for material of the 2 %.
        plaats_euro: until 2022: euros per pupil above 2 %, per schooljaar.
        materieel_euro: until 2022: euros per pupil for material, per kalenderjaar.
        plaats_vanaf_2023_euro: euros per TLV, per kalenderjaar.
    """

    boek_rijksdeel: bool = False
    plaats_euro: Parameter = dated(geldig=TOT_2023)
    materieel_euro: Parameter = dated(geldig=TOT_2023)
    plaats_vanaf_2023_euro: Parameter = dated(geldig=VANAF_2023)


def until_2022(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Personnel of the pupils above 2 % on the peildatum, then material of those on 1 October, per kalenderjaar."""
    lines = personnel(momentopname, grootboek, keuzes)
    left, found = max(0, grootboek.saldo(MATERIEEL)), []
    for jaardeel in momentopname.kalenderdelen():
        dagen, deel = jaardeel.dagen, jaardeel.deel
        waarde = keuzes.materieel_euro.at(dagen)
        moment = momentopname.telmoment("leerlingen_po", peildatum("po", "sbo:materieel", dagen))
        places, schools = _two_percent(momentopname, moment, keuzes), _sbo(momentopname, moment, keuzes)
        if keuzes.boek_rijksdeel:
            lines.append(rijksdeel(schools, places, waarde, jaardeel))
        over = max(Decimal(0), total(schools) - places)
        cost = amount_cent(over, waarde.waarde, deel)
        if cost > left:
            text = f"Sbo materieel is begrensd op wat er op {MATERIEEL} staat; {format_euro(cost - left)} vervalt."
            found.append(Bevinding("sbo_materieel_begrensd", "waarschuwing", str(dagen.van.year), text))
        frame = to_schools(schools, MATERIEEL, min(cost, left), over, waarde, deel, "materieel, WPO art. 118 lid 4-7")
        lines.append(frame.assign(periode_van=dagen.van, periode_tot=dagen.tot))
        left -= min(cost, left)
    return Uitkomst(tuple(lines), bevindingen=(*found, *without_board(*lines)))


def personnel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> list[pd.DataFrame]:
    """What the basisscholen pay in where the light budget is short, and what the sbo schools get."""
    waarde, share = keuzes.plaats_euro.at(momentopname.periode), momentopname.schooljaardeel().deel
    schools = without_others(momentopname, _sbo(momentopname, keuzes.peildatum, keuzes), keuzes.van_ander_swv)
    over = max(Decimal(0), total(schools) - _two_percent(momentopname, TELDATUM, keuzes))
    cost = amount_cent(over, waarde.waarde, share)
    return [
        *pay_in(momentopname, grootboek, cost, keuzes, "WPO art. 124 lid 7"),
        to_schools(schools, PERSONEEL, cost, over, waarde, share, "personeel, WPO art. 124 lid 2"),
    ]


def to_schools(  # noqa: PLR0913, PLR0917 - a post is its pot, amount, number, tariff, share of the year and ground
    schools: pd.DataFrame, pot: str, cent: int, over: Decimal, waarde: Waarde, deel: Fraction, grond: str
) -> pd.DataFrame:
    """An amount for the pupils above 2 %, over the sbo schools by their pupils."""
    return boekingen(
        schools,
        van=pot,
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=divide_over_schools(cent, schools),
        grondslag=f"sbo boven 2 % ({grond}; {waarde.bron})",
        toelichting=f"{format_decimal(over)} leerlingen boven 2 % × {format_tariff(waarde.waarde, deel)} = "
        f"{format_euro(cent)}; deel van de school "
        + schools["aantal"].map(format_decimal).astype("str")
        + f" van {format_decimal(total(schools))} leerlingen.",
        parameters="sbo.plaats_euro" if pot == PERSONEEL else "sbo.materieel_euro",
        status=line_status(waarde),
    )


def rijksdeel(schools: pd.DataFrame, places: Decimal, waarde: Waarde, jaardeel: Jaardeel) -> pd.DataFrame:
    """What the rijk pays for material of the 2 %: l = p/q x (0,02 x r) x amount, with (0,02 x r) rounded first."""
    cent = amount_cent(places, waarde.waarde, jaardeel.deel) if len(schools) else 0
    lines = boekingen(
        schools,
        van="rijk:sbo",
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=divide_over_schools(cent, schools),
        grondslag=f"sbo tot 2 %, materieel (WPO art. 115; {waarde.bron})",
        toelichting=schools["aantal"].map(format_decimal).astype("str")
        + f"/{format_decimal(total(schools))} × {format_decimal(places)} plaatsen × "
        + f"{format_tariff(waarde.waarde, jaardeel.deel)}.",
        parameters="sbo.materieel_euro",
        status=line_status(waarde),
    )
    return lines.assign(periode_van=jaardeel.dagen.van, periode_tot=jaardeel.dagen.tot)


def from_2023(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """An amount for each TLV for sbo, at most what the light pot holds."""
    left, lines, found = max(0, grootboek.saldo(LICHT)), [], []
    for jaardeel in momentopname.kalenderdelen():
        dagen, deel = jaardeel.dagen, jaardeel.deel
        waarde, counted = keuzes.plaats_vanaf_2023_euro.at(dagen), peildatum("po", "sbo", dagen)
        rows = momentopname.tabel("tlv_telling", momentopname.telmoment("tlv_telling", counted))
        rows = rows[(rows["swv"] == momentopname.regio) & (rows["soort"] == "sbo")]
        number = Decimal(int(resolve_masked(rows, keuzes.gemaskeerd_als).sum()))
        cost = amount_cent(number, waarde.waarde, deel)
        if cost > left:
            text = f"Op {LICHT} is {format_euro(cost - left)} te weinig voor het sbo; dat is niet geboekt."
            found.append(Bevinding("sbo_licht_tekort", "waarschuwing", str(dagen.van.year), text))
        frame = boekingen(
            van=LICHT,
            naar="duo:sbo",
            bedrag_cent=min(cost, left),
            hoeveelheid=number,
            eenheid="leerling",
            grondslag=f"sbo per TLV ({waarde.bron})",
            toelichting=f"Op {counted:%d-%m-%Y} geplaatst in sbo: {number} × {format_tariff(waarde.waarde, deel)}.",
            parameters="sbo.plaats_vanaf_2023_euro",
            status=line_status(waarde),
        )
        lines.append(frame.assign(periode_van=dagen.van, periode_tot=dagen.tot))
        left -= min(cost, left)
    return Uitkomst(tuple(lines), bevindingen=tuple(found))


def _sbo(momentopname: Momentopname, moment: str, keuzes: Keuzes) -> pd.DataFrame:
    return pupils(momentopname, moment, ("sbo",), keuzes.gemaskeerd_als)


def _two_percent(momentopname: Momentopname, moment: str, keuzes: Keuzes) -> Decimal:
    """Two percent of all pupils of basisscholen and sbo, rounded half up to whole pupils."""
    return half_up(TWEE_PROCENT * total(pupils(momentopname, moment, ("bao", "sbo"), keuzes.gemaskeerd_als)))


def reads(keuzes: Keuzes, _sector: str, *, momenten: tuple[str, ...]) -> tuple[Leest, ...]:
    """The counts until 2022, the schools and their boards."""
    return (*SCHOLEN, *counts(*momenten, keuzes.peildatum))


def _placed(*momenten: str) -> tuple[Leest, ...]:
    return tuple(Leest("tlv_telling", moment) for moment in momenten)


SBO = Verdeelmodel(
    naam="sbo",
    titel="Sbo: de 2 %-regeling, en vanaf 2023 een bedrag per TLV",
    bron="R0 L1614; WPO art. 115, 118, 120 en 124",
    sectoren=("po",),
    keuzes=Keuzes,
    regimes=(
        Regime(
            "po", Periode(TOT_2023.van, date(2022, 7, 31)), until_2022, partial(reads, momenten=(TELDATUM, "1-10 t"))
        ),
        Regime("po", Periode(date(2022, 8, 1), TOT_2023.tot), until_2022, partial(reads, momenten=(TELDATUM,))),
        Regime("po", Periode(VANAF_2023.van, date(2023, 7, 31)), from_2023, _placed("1-2 t")),
        Regime("po", Periode(date(2023, 8, 1), VANAF_2023.tot), from_2023, _placed("1-2 t-1", "1-2 t")),
    ),
    uitzonderingen={
        "meer_leerlingen": "De basisscholen betalen naar leerlingen bij waar de lichte ondersteuning tekortschiet.",
        "schaal": "2 % van de leerlingen wordt afgerond op hele leerlingen, zodat het dubbele anders kan uitkomen.",
    },
    voorbeelden=(
        Voorbeeld(sector="po", opening_euro={PERSONEEL: 500_000, MATERIEEL: 50_000}),
        Voorbeeld(sector="po", schooljaar="2014/15", keuzes={"boek_rijksdeel": True}, mag_rood=("vestiging:*",)),
    ),
)
