"""Verwijzer betaalt: boards bear the placements of the pupils that their schools refer (R0 L894-901).

For a limited number of pupils the SWV bears the costs itself: those without a referrer, and those on grounds or in
categories that the plan names.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import (
    SCHOLEN,
    Bevinding,
    Leest,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    amounts_cent,
    boekingen,
    exact,
    format_decimal,
    format_euro,
    half_up,
    multiply,
    with_board,
    without_board,
)
from swvmon_verwijzer_betaalt.keuzes import Keuzes
from swvmon_verwijzer_betaalt.norm import boven_norm
from swvmon_verwijzer_betaalt.plaatsingen import plaatsingen, unknown_grounds

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname

NAAM = {"volledig": "volledig", "aandeel": "eigen aandeel", "boven_norm": "boven de norm"}


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The placements, the schools and their boards; for a norm also the regular pupils."""
    pupils = keuzes.counts(sector, keuzes.telmoment_leerlingen) if keuzes.variant == "boven_norm" else ()
    return (*SCHOLEN, Leest("tlv_telling", keuzes.telmoment), *pupils)


def per_placement(keuzes: Keuzes) -> bool:
    """Whether what a school owes follows from its placements, without a norm or a ground that is exempt."""
    return keuzes.variant != "boven_norm" and not keuzes.vrijgestelde_gronden


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Charge each referring school for its placements, a line per tariff; what the SWV bears itself is a finding.

    Raises:
        SwvmonError: a placement has no tariff, or a masked count has no meaning.
    """
    rows = plaatsingen(momentopname, keuzes)
    if keuzes.variant == "boven_norm":
        rows = boven_norm(rows, momentopname, keuzes)
        owed = rows.assign(hoeveelheid=rows["boven"])
    else:
        owed = rows.assign(hoeveelheid=exact(rows["aantal"]))
    owed = owed[~owed["vrij"]].reset_index(drop=True)
    owed = owed.assign(vestiging=owed["verwijzer"], tarief=multiply(owed["tarief"], keuzes.borne))
    owed = _payable(owed, grootboek, keuzes)
    lines = bijdragen(with_board(owed, momentopname), keuzes)
    borne = (*unknown_grounds(momentopname, keuzes), *_borne_by_swv(rows, momentopname))
    findings = (*borne, *_outside(rows), *_short(owed), *without_board(lines))
    return Uitkomst((lines,), bevindingen=findings)


def bijdragen(owed: pd.DataFrame, keuzes: Keuzes) -> pd.DataFrame:
    """A line per referring school and tariff; one that is cut to what the school got is no product any more."""
    whole = owed["bedrag_cent"] == owed["verschuldigd_cent"]
    return boekingen(
        owed,
        van="vestiging:" + owed["vestiging"],
        naar=keuzes.naar,
        bedrag_cent=owed["bedrag_cent"],
        hoeveelheid=owed["hoeveelheid"],
        eenheid="plaatsing",
        tarief=owed["tarief"].where(whole),
        grondslag=f"verwijzer betaalt, {NAAM[keuzes.variant]} (R0 L894-901)",
        toelichting=_explain(owed, keuzes),
        parameters="verwijzer_betaalt.tarief_euro." + owed["sleutel"] + _numbers(keuzes),
    )


def _payable(owed: pd.DataFrame, grootboek: Grootboek, keuzes: Keuzes) -> pd.DataFrame:
    """Add what each line owes and what of it is booked, eurocents."""
    due = amounts_cent(owed["hoeveelheid"], owed["tarief"])
    if keuzes.bij_tekort == "rood":
        return owed.assign(verschuldigd_cent=due, bedrag_cent=due)
    got = grootboek.per_vestiging().reindex(owed["vestiging"], fill_value=0).set_axis(owed.index)
    before = due.groupby(owed["vestiging"]).cumsum() - due
    return owed.assign(verschuldigd_cent=due, bedrag_cent=due.clip(upper=(got - before).clip(lower=0)))


def _explain(owed: pd.DataFrame, keuzes: Keuzes) -> pd.Series:
    texts = owed["aantal"].astype("str") + _noun(owed["aantal"]) + owed["sleutel"]
    if keuzes.variant == "boven_norm":
        norm = format_decimal(100 * (keuzes.norm_regulier_aandeel or Decimal(0)))
        above = owed["hoeveelheid"].map(format_decimal).astype("str")
        texts += f"; boven de norm van {norm}% regulier ({keuzes.norm_niveau}: " + owed["deelname"] + "): " + above
    if keuzes.eigen_aandeel is not None:
        texts += f"; eigen aandeel {format_decimal(100 * keuzes.eigen_aandeel)}% van het tarief"
    cut = owed["bedrag_cent"] < owed["verschuldigd_cent"]
    due = "; van " + owed["verschuldigd_cent"].map(format_euro).astype("str") + " geboekt wat de school had ontvangen"
    return texts + due.where(cut, "") + "."


def _noun(aantal: pd.Series) -> pd.Series:
    return (aantal == 1).map({True: " plaatsing ", False: " plaatsingen "}).astype("str")


def _numbers(keuzes: Keuzes) -> str:
    named = ("eigen_aandeel", "norm_regulier_aandeel")
    return "".join(f" verwijzer_betaalt.{name}" for name in named if getattr(keuzes, name) is not None)


def _borne_by_swv(rows: pd.DataFrame, momentopname: Momentopname) -> tuple[Bevinding, ...]:
    """What each SWV bears itself, per kind of placement."""
    sums = rows.assign(swv_cent=rows["kosten_cent"].where(rows["vrij"], 0)).groupby(["swv", "soort"])[
        ["kosten_cent", "swv_cent"]
    ]
    texts: dict[str, list[str]] = {}
    for swv, soort, total, borne in sums.sum().reset_index().to_numpy().tolist():
        if borne:
            share = half_up(Decimal(100 * borne) / total)
            texts.setdefault(swv, []).append(f"{soort} {format_euro(borne)} van {format_euro(total)} ({share}%)")
    return tuple(
        Bevinding(
            "plaatsingen_van_swv",
            "info",
            momentopname.own_key(swv),
            f"Het SWV draagt plaatsingen zonder verwijzer en met vrijstelling zelf: {', '.join(told)}.",
        )
        for swv, told in texts.items()
    )


def _outside(rows: pd.DataFrame) -> tuple[Bevinding, ...]:
    outside = rows[rows["buiten"]].groupby("verwijzer")["aantal"].sum()
    return tuple(
        Bevinding(
            "verwijzer_buiten_regio",
            "waarschuwing",
            str(school),
            f"{school} verwees {number} leerling{'' if number == 1 else 'en'} maar hoort niet bij de regio: "
            "het SWV draagt de kosten.",
        )
        for school, number in outside.items()
    )


def _short(owed: pd.DataFrame) -> tuple[Bevinding, ...]:
    sums = owed.groupby("vestiging")[["verschuldigd_cent", "bedrag_cent"]].sum()
    short = sums[sums["bedrag_cent"] < sums["verschuldigd_cent"]].reset_index()
    return tuple(
        Bevinding(
            "verwijzer_kan_niet_betalen",
            "waarschuwing",
            school,
            f"Plaatsingen kosten {format_euro(due)}, de school had minder ontvangen: {format_euro(booked)} geboekt, "
            "de rest draagt het SWV.",
        )
        for school, due, booked in short.to_numpy().tolist()
    )


TARIEVEN_2015 = {
    "so_jonger_8_1": Decimal("9059.77"),
    "so_jonger_8_2": Decimal("13281.76"),
    "so_jonger_8_3": Decimal("20228.81"),
    "so_1": Decimal("8220.95"),
    "so_2": Decimal("14381.55"),
    "so_3": Decimal("21328.60"),
    "so": Decimal("8220.95"),
    "vso_1": Decimal("9144.59"),
    "vso_2": Decimal("16229.51"),
    "vso_3": Decimal("20186.72"),
    "vso": Decimal("9144.59"),
    "sbo": Decimal("4268.84"),
}
"""Personnel per placement 2015/16 (Regeling bekostiging personeel PO 2015-2016 art. 15 and 19), for the examples; a
placement of which no category is told counts there as the lowest."""

BASIS = {"telmoment": "1-10 t-1", "tarief_euro": TARIEVEN_2015, "gemaskeerd_als": "minimum"}
NORM = {"variant": "boven_norm", "norm_regulier_aandeel": Decimal("0.96")}
ROOD = ("vestiging:*",)

VERWIJZER_BETAALT = Verdeelmodel(
    naam="verwijzer_betaalt",
    titel="Verwijzer betaalt: de school draagt de plaatsingen van haar leerlingen",
    bron="R0 L894-901, L929",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    samen=per_placement,
    voorbeelden=(
        Voorbeeld(
            sector="po",
            keuzes=BASIS
            | {"variant": "volledig", "vrijgestelde_gronden": ["mkd", "emb"], "vrijgestelde_categorieen": [3]},
            mag_rood=ROOD,
        ),
        Voorbeeld(sector="po", keuzes=BASIS | NORM | {"norm_niveau": "swv"}, mag_rood=ROOD),
        Voorbeeld(sector="vo", keuzes=BASIS | {"variant": "aandeel", "eigen_aandeel": Decimal("0.5")}, mag_rood=ROOD),
        Voorbeeld(
            sector="vo",
            keuzes=BASIS | NORM | {"norm_niveau": "vestiging", "bij_tekort": "tot_ontvangen"},
            opening_euro=dict.fromkeys(("vestiging:90AA00", "vestiging:90BB00"), 30_000),
        ),
    ),
)
