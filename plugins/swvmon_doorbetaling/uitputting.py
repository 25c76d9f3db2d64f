"""Uitputting: what the heavy pots are short is taken from the schools of the area, by their pupils (R0 L1216).

Law: WPO (BWBR0003420) art. 118b and 125a, WVO (BWBR0002399) art. 85c; WVO 2020 (BWBR0044212) art. 5.14 (light), 5.16.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Leest,
    MissingData,
    Periode,
    Regime,
    SwvmonError,
    Telling,
    Telmoment,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    boekingen,
    count_pupils,
    divide_over_schools,
    exact,
    format_decimal,
    format_euro,
    grenzen,
    multiply,
    resolve_masked,
    without_board,
)
from swvmon_doorbetaling.plaatsingen import leerlingen

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname

PER_WET = "wet"
BASES = (
    PER_WET,
    "alle",
    "bao",
    "bao_sbo",
    "bao_sbo_so",
    "zonder_lwoo_pro",
    "zonder_pro",
    "zonder_vavo",
)
GEEN_INSTELLING = ("", "3/4")
"""Clusters that pay: those of the institutions, 1 and 2, do not; an unknown one is taken for 3/4."""

LICHT = ("swv:licht:personeel", "swv:licht:materieel", "swv:licht")
GESPLITST = ("swv:zwaar:personeel", "swv:zwaar:materieel")


@frozen
class Wet:
    """What the law says in a sector over a period.

    Attributes:
        artikel: where it stands.
        zwaar: the heavy pots, each apart.
        licht: the light pots that the schools fill up.
        basis: whose pupils count for a heavy pot.
        met_vso: whether pupils of vso in cluster 3 and 4 count too.
        telmoment: on which day they are counted.
        status: aanname where the text of the law was not read.
    """

    artikel: str
    zwaar: tuple[str, ...]
    licht: tuple[str, ...] = ()
    basis: str = "alle"
    met_vso: bool = False
    telmoment: str = "1-10 t-1"
    status: str = "definitief"


def _telmoment(_: object, _attribute: object, value: str) -> None:
    if value:
        Telmoment.parse(value)


@frozen(kw_only=True)
class Keuzes:
    """The choices.

    Attributes:
        basis: whose pupils count for the heavy pots: wet, or a base of the sector.
        telmoment: another counting day than the one of the README.
        vavo_aandeel: part of a pupil placed at a vavo that counts, 0 to 1.
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.
    """

    basis: str = field(default=PER_WET, validator=validators.in_(BASES))
    telmoment: str = field(default="", validator=_telmoment)
    vavo_aandeel: Decimal = field(default=Decimal("0.5"), validator=grenzen.share)
    gemaskeerd_als: str = field(default="weigeren", validator=validators.in_(("minimum", "maximum", "weigeren")))


def reads(keuzes: Keuzes, sector: str, *, wet: Wet) -> tuple[Leest, ...]:
    """The count of the day, the schools and their boards."""
    moment = keuzes.telmoment or wet.telmoment
    if sector == "po":
        return (*SCHOLEN, Leest("leerlingen_po", moment))
    special = (Leest("leerlingen_po", moment, verplicht=False),) if wet.met_vso else ()
    return (*SCHOLEN, Leest("leerlingen_vo", moment), Leest("leerlingen_lwoo", moment, verplicht=False), *special)


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes, *, wet: Wet) -> Uitkomst:
    """Charge what each pot is short to the schools by their pupils, so that it ends at zero.

    Raises:
        SwvmonError: there is something to charge, but no pupil counts; or a count is masked.
    """
    lines: list[pd.DataFrame] = []
    for pot in (*wet.zwaar, *wet.licht):
        short = -grootboek.saldo(pot)
        if short > 0:
            schools = payers(momentopname, keuzes, wet, light=pot in wet.licht)
            lines.append(charge(pot, short, schools, wet))
    return Uitkomst(tuple(lines), bevindingen=without_board(*lines) if lines else ())


def charge(pot: str, short_cent: int, schools: pd.DataFrame, wet: Wet) -> pd.DataFrame:
    """What each school pays to a pot; the parts add up to what it is short."""
    total = sum(schools["aantal"], Decimal(0))
    if not total:
        raise SwvmonError(f"{pot} is {format_euro(short_cent)} short, but no school has pupils that count: see basis")
    return boekingen(
        schools,
        van="vestiging:" + schools["vestiging"],
        naar=pot,
        bedrag_cent=divide_over_schools(short_cent, schools),
        hoeveelheid=schools["aantal"],
        eenheid="leerling",
        grondslag=f"uitputting ({wet.artikel})",
        toelichting=f"Tekort op {pot} {format_euro(short_cent)} × "
        + schools["aantal"].map(format_decimal).astype("str")
        + f" van {leerlingen(total)}.",
        status=wet.status,
    )


def payers(momentopname: Momentopname, keuzes: Keuzes, wet: Wet, *, light: bool) -> pd.DataFrame:
    """The schools that pay, with the pupils by whom they pay; schools without pupils are left out."""
    moment = keuzes.telmoment or wet.telmoment
    by_law = keuzes.basis == PER_WET
    basis = "zonder_lwoo_pro" if light else wet.basis if by_law else keuzes.basis
    view = momentopname
    if view.sector == "po" and by_law:
        counts = view.tabel("leerlingen_po", moment)
        pays = ~counts["soort"].isin(("so", "vso")) | counts["cluster"].isin(GEEN_INSTELLING)
        view = view.extended({f"leerlingen_po {moment}": counts[pays]})
    if basis == "zonder_lwoo_pro" and "vestiging" not in view.tabel("leerlingen_lwoo", moment):
        raise MissingData(f"base zonder_lwoo_pro needs table leerlingen_lwoo {moment}, which is not loaded")
    telling = Telling(basis=basis, vavo_aandeel=keuzes.vavo_aandeel, gemaskeerd_als=keuzes.gemaskeerd_als)
    schools = count_pupils(view, telling, moment)
    if wet.met_vso and by_law and not light:
        schools = schools.assign(aantal=exact(schools["aantal"] + _vso_pupils(momentopname, schools, keuzes, moment)))
    return schools[schools["aantal"] > 0].reset_index(drop=True)


def _vso_pupils(momentopname: Momentopname, schools: pd.DataFrame, keuzes: Keuzes, moment: str) -> pd.Series:
    """Pupils in vso at these schools, for the part that belongs to the region."""
    counts = momentopname.tabel("leerlingen_po", moment)
    if counts.empty:
        return multiply(schools["aantal"], 0)
    counts = counts[(counts["soort"] == "vso") & counts["cluster"].isin(GEEN_INSTELLING)]
    pupils = exact(resolve_masked(counts, keuzes.gemaskeerd_als).groupby(counts["vestiging"]).sum())
    pupils = pupils.reindex(schools["vestiging"], fill_value=0).set_axis(schools.index)
    return multiply(exact(pupils), schools["aandeel"])


def _regime(sector: str, van: date, tot: date, wet: Wet) -> Regime:
    return Regime(sector, Periode(van, tot), partial(verdeel, wet=wet), partial(reads, wet=wet))


EINDE = date(2999, 12, 31)
PO_TOT_2023 = Wet("WPO art. 118b en 125a", GESPLITST, basis="bao_sbo_so")
VO_TOT_2022 = Wet("WVO art. 85c", GESPLITST, LICHT, met_vso=True)
VO_2022 = Wet("WVO art. 87", GESPLITST, LICHT)
PO_VANAF_2023 = Wet("WPO", ("swv:zwaar", *GESPLITST), basis="bao_sbo", telmoment="1-2 t", status="aanname")
VO_VANAF_2023 = Wet("WVO 2020 art. 5.14 en 5.16", ("swv:zwaar", *GESPLITST), LICHT)

UITPUTTING = Verdeelmodel(
    naam="uitputting",
    titel="Uitputting: tekort op de zware ondersteuning naar de scholen",
    bron="R0 L1216; WPO art. 118b en 125a; WVO art. 85c; WVO 2020 art. 5.14 en 5.16",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    heel_gebied=True,
    regimes=(
        _regime("po", date(2014, 8, 1), date(2022, 12, 31), PO_TOT_2023),
        _regime("po", date(2023, 1, 1), EINDE, PO_VANAF_2023),
        _regime("vo", date(2014, 8, 1), date(2022, 7, 31), VO_TOT_2022),
        _regime("vo", date(2022, 8, 1), date(2022, 12, 31), VO_2022),
        _regime("vo", date(2023, 1, 1), EINDE, VO_VANAF_2023),
    ),
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            schooljaar=schooljaar,
            opening_euro={pot: -120_000, **({"swv:licht": -9_000} if (sector, pot) == ("vo", "swv:zwaar") else {})},
            mag_rood=("swv:zwaar*", "swv:licht", "vestiging:*"),
        )
        for sector in ("po", "vo")
        for schooljaar, pot in (("2015/16", "swv:zwaar:personeel"), ("2023/24", "swv:zwaar"))
    ),
)
