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
    Telmoment,
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
    leerlingen,
    pay_in,
    pupils,
    total,
    without_others,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

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


@frozen
class Deelname:
    """The pupils in sbo on a day, beside the places of the 2 %.

    Attributes:
        dag: day on which the pupils in sbo are counted.
        scholen: the sbo schools with their pupils, as `pupils` gives them.
        teldatum: day on which all pupils are counted.
        alle: all pupils of basisscholen and sbo on that day.
        zonder: what is said of pupils that are left out.
    """

    dag: date
    scholen: pd.DataFrame
    teldatum: date
    alle: Decimal
    zonder: str = ""

    @classmethod
    def counted(
        cls,
        momentopname: Momentopname,
        moment: str,
        teldatum: str,
        keuzes: Keuzes,
        van_ander_swv: Mapping[str, Decimal] | None = None,
    ) -> Deelname:
        """The counts at two moments."""
        schools = pupils(momentopname, moment, ("sbo",), keuzes.gemaskeerd_als)
        if van_ander_swv:
            schools = without_others(momentopname, schools, van_ander_swv)
        days = [Telmoment.parse(m).on(momentopname.schooljaar) for m in (moment, teldatum)]
        every = total(pupils(momentopname, teldatum, ("bao", "sbo"), keuzes.gemaskeerd_als))
        return cls(days[0], schools, days[1], every, " (zonder die van een ander swv)" if van_ander_swv else "")

    @property
    def totaal(self) -> Decimal:
        """Pupils in sbo."""
        return total(self.scholen)

    @property
    def plaatsen(self) -> Decimal:
        """Two percent of all pupils, rounded half up to whole pupils."""
        return half_up(TWEE_PROCENT * self.alle)

    @property
    def boven(self) -> Decimal:
        """Pupils above 2 %."""
        return max(Decimal(0), self.totaal - self.plaatsen)

    def told(self) -> str:
        """The pupils above 2 % in words, with the numbers that they are made of."""
        return (
            f"Op {self.dag:%d-%m-%Y} {leerlingen(self.totaal)} in sbo{self.zonder}, {_plaatsen(self.plaatsen)} "
            f"(2 % van {leerlingen(self.alle)} op {self.teldatum:%d-%m-%Y}): {leerlingen(self.boven)} boven 2 %"
        )


def until_2022(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Personnel of the pupils above 2 % on the peildatum, then material of those on 1 October, per kalenderjaar."""
    lines = personnel(momentopname, grootboek, keuzes)
    left, found = max(0, grootboek.saldo(MATERIEEL)), []
    for jaardeel in momentopname.kalenderdelen():
        dagen, deel = jaardeel.dagen, jaardeel.deel
        waarde = keuzes.materieel_euro.at(dagen)
        moment = momentopname.telmoment("leerlingen_po", peildatum("po", "sbo:materieel", dagen))
        deelname = Deelname.counted(momentopname, moment, moment, keuzes)
        if keuzes.boek_rijksdeel:
            lines.append(rijksdeel(deelname, waarde, jaardeel))
        cost = amount_cent(deelname.boven, waarde.waarde, deel)
        if cost > left:
            text = f"Sbo materieel is begrensd op wat er op {MATERIEEL} staat; {format_euro(cost - left)} vervalt."
            found.append(Bevinding("sbo_materieel_begrensd", "waarschuwing", str(dagen.van.year), text))
        frame = to_schools(deelname, MATERIEEL, min(cost, left), waarde, deel, "materieel, WPO art. 118 lid 4-7")
        lines.append(frame.assign(periode_van=dagen.van, periode_tot=dagen.tot))
        left -= min(cost, left)
    return Uitkomst(tuple(lines), bevindingen=(*found, *without_board(*lines)))


def personnel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> list[pd.DataFrame]:
    """What the basisscholen pay in where the light budget is short, and what the sbo schools get."""
    waarde, share = keuzes.plaats_euro.at(momentopname.periode), momentopname.schooljaardeel().deel
    deelname = Deelname.counted(momentopname, keuzes.peildatum, TELDATUM, keuzes, keuzes.van_ander_swv)
    cost = amount_cent(deelname.boven, waarde.waarde, share)
    return [
        *pay_in(momentopname, grootboek, cost, keuzes, "WPO art. 124 lid 7"),
        to_schools(deelname, PERSONEEL, cost, waarde, share, "personeel, WPO art. 124 lid 2"),
    ]


def to_schools(  # noqa: PLR0913, PLR0917 - a post is its pot, amount, number, tariff, share of the year and ground
    deelname: Deelname, pot: str, cent: int, waarde: Waarde, deel: Fraction, grond: str
) -> pd.DataFrame:
    """An amount for the pupils above 2 %, over the sbo schools by their pupils."""
    schools = deelname.scholen
    return boekingen(
        schools,
        van=pot,
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=divide_over_schools(cent, schools),
        grondslag=f"sbo boven 2 % ({grond}; {waarde.bron})",
        toelichting=f"{deelname.told()} × {format_tariff(waarde.waarde, deel)} = {format_euro(cent)}; "
        "deel van de school "
        + schools["aantal"].map(format_decimal).astype("str")
        + f" van {leerlingen(deelname.totaal)}.",
        parameters="sbo.plaats_euro" if pot == PERSONEEL else "sbo.materieel_euro",
        status=line_status(waarde),
    )


def rijksdeel(deelname: Deelname, waarde: Waarde, jaardeel: Jaardeel) -> pd.DataFrame:
    """What the rijk pays for material of the 2 %: l = p/q x (0,02 x r) x amount, with (0,02 x r) rounded first."""
    schools, places = deelname.scholen, deelname.plaatsen
    cent = amount_cent(places, waarde.waarde, jaardeel.deel) if len(schools) else 0
    lines = boekingen(
        schools,
        van="rijk:sbo",
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=divide_over_schools(cent, schools),
        grondslag=f"sbo tot 2 %, materieel (WPO art. 115; {waarde.bron})",
        toelichting=schools["aantal"].map(format_decimal).astype("str")
        + f"/{format_decimal(deelname.totaal)} × {_plaatsen(places)} × "
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


def _plaatsen(number: Decimal) -> str:
    return f"{format_decimal(number)} {'plaats' if number == 1 else 'plaatsen'}"


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
    heel_gebied=True,
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
        Voorbeeld(sector="po", opening_euro={PERSONEEL: 500_000, MATERIEEL: 50_000}, mag_rood=("vestiging:*",)),
        Voorbeeld(sector="po", schooljaar="2014/15", keuzes={"boek_rijksdeel": True}, mag_rood=("vestiging:*",)),
    ),
)
