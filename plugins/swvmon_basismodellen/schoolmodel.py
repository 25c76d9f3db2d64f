"""Schoolmodel: the schools get the money by their numbers of pupils (R0 L286).

Nobody looks at which school has which need. A fixed amount per location, weights and a slow change from an older key
are choices that published rules make.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Budget,
    Leest,
    SwvmonError,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    amounts_cent,
    boekingen,
    check_schools,
    count_pupils,
    divide_over_schools,
    format_euro,
    grenzen,
    without_board,
)
from swvmon_basismodellen.gewicht import TOEPASSINGEN, explain_parts, weigh
from swvmon_basismodellen.ingroei import Ingroei, grow_in

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname


@frozen(kw_only=True)
class Keuzes(Budget, Ingroei):
    """The choices, beside those about the budget, the count and a former key.

    Attributes:
        vaste_voet_euro: euros per location with pupils; the part of the location that belongs to the region counts.
        bedrag_per_leerling_euro: euros per pupil, instead of a budget.
        gewicht_per_vestiging: what a school weighs; 1 where not named, or its `gewicht_kenmerk`.
        gewicht_kenmerk: feature of the school (table kenmerk) that is its weight on the counting date.
        gewicht_toepassing: per_leerling (pupils x weight) or naar_gewicht (the weight itself, whatever the pupils).
    """

    vaste_voet_euro: Decimal = field(default=Decimal(0), validator=grenzen.euros)
    bedrag_per_leerling_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.not_negative))
    gewicht_per_vestiging: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.not_negative))
    gewicht_kenmerk: str = ""
    gewicht_toepassing: str = field(default="per_leerling", validator=validators.in_(TOEPASSINGEN))

    def __attrs_post_init__(self) -> None:
        Budget.__attrs_post_init__(self)
        Ingroei.__attrs_post_init__(self)
        per_pupil = self.bedrag_per_leerling_euro is not None
        if self.has_budget and per_pupil:
            name = self.budget_parameter
            raise ValueError(f"{name} and bedrag_per_leerling_euro exclude each other: a budget sets the amount")
        if not self.has_budget and not per_pupil and not self.vaste_voet_euro:
            raise ValueError(
                "nothing to divide: give budget_euro, budget_aandeel, bedrag_per_leerling_euro or vaste_voet_euro"
            )
        if self.gewicht_toepassing == "naar_gewicht" and not self.has_budget:
            raise ValueError("gewicht_toepassing = naar_gewicht divides a budget: give budget_euro or budget_aandeel")


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The count on the chosen day, the schools and their boards, and features where these weigh."""
    features = (Leest("kenmerk"),) if keuzes.gewicht_kenmerk else ()
    return (*SCHOLEN, *keuzes.counts(sector), *features)


def per_school(keuzes: Keuzes) -> bool:
    """Whether what a school gets follows from its own pupils, and no choice names a school."""
    named = keuzes.gewicht_per_vestiging or keuzes.gewicht_kenmerk
    return not keuzes.has_budget and not named and keuzes.ingroei_aandeel == 1


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Divide over the schools.

    Books, in this order: the fixed amount per location, what follows the pupils (an amount for each, or the rest of the
    budget to the cent), and the correction towards the former key while the new one grows in.

    Raises:
        SwvmonError: the fixed amounts exceed the budget, there is nothing to divide over, a school has no weight where
            each needs one, or a choice names a school that is not in the region.
    """
    check_schools(momentopname, "gewicht_per_vestiging", keuzes.gewicht_per_vestiging)
    check_schools(momentopname, "oude_verdeling_euro", keuzes.oude_verdeling_euro)
    schools = count_pupils(momentopname, keuzes)
    schools = weigh(schools[schools["aantal"] > 0].reset_index(drop=True), momentopname, keuzes)
    fixed = vaste_voet(schools, keuzes)
    by_pupils = leerlingdeel(schools, grootboek, keuzes, int(fixed["bedrag_cent"].sum()))
    grown_in, findings = grow_in(momentopname, (fixed, by_pupils), keuzes, keuzes.van)
    lines = (fixed, by_pupils, grown_in)
    return Uitkomst(lines, bevindingen=(*findings, *without_board(*lines)))


def vaste_voet(schools: pd.DataFrame, keuzes: Keuzes) -> pd.DataFrame:
    """The fixed amount per location."""
    return boekingen(
        schools,
        van=keuzes.van,
        naar="vestiging:" + schools["vestiging"],
        hoeveelheid=schools["aandeel"],
        eenheid="locatie",
        tarief=keuzes.vaste_voet_euro,
        grondslag="vaste voet (schoolmodel)",
        toelichting="Vast bedrag per locatie.",
        parameters="basismodellen.vaste_voet_euro",
    )


def leerlingdeel(schools: pd.DataFrame, grootboek: Grootboek, keuzes: Keuzes, fixed_cent: int) -> pd.DataFrame:
    """What follows the pupils or weights: an amount for each weighted pupil, or the rest of the budget."""
    if keuzes.has_budget:
        budget = keuzes.budget_cent(grootboek)
        amount = _rest(schools, budget - fixed_cent, keuzes)
        tariff, numbers = None, f"basismodellen.{keuzes.budget_parameter}"
        taken = f" ({format_euro(budget)} min {format_euro(fixed_cent)} vaste voet)" if fixed_cent else ""
        text = explain_parts(schools, keuzes.gewicht_toepassing, format_euro(budget - fixed_cent) + taken)
    else:
        tariff, numbers = keuzes.bedrag_per_leerling_euro or Decimal(0), "basismodellen.bedrag_per_leerling_euro"
        amount, text = amounts_cent(schools["gewogen"], tariff), schools["uitleg"]
    named = schools["vestiging"].isin(list(keuzes.gewicht_per_vestiging))
    return boekingen(
        schools,
        van=keuzes.van,
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=amount,
        hoeveelheid=schools["gewogen"],
        eenheid=TOEPASSINGEN[keuzes.gewicht_toepassing],
        tarief=tariff,
        grondslag="leerlingdeel (schoolmodel)",
        toelichting=text,
        parameters=numbers + (" basismodellen.gewicht_per_vestiging." + schools["vestiging"]).where(named, ""),
    )


def _rest(schools: pd.DataFrame, rest_cent: int, keuzes: Keuzes) -> pd.Series:
    if rest_cent < 0:
        raise SwvmonError(
            f"the fixed amounts are {format_euro(-rest_cent)} above {keuzes.budget_parameter}: "
            "lower vaste_voet_euro, or raise the budget"
        )
    return divide_over_schools(rest_cent, schools, "gewogen", zie="basis and gewicht")


SCHOOLMODEL = Verdeelmodel(
    naam="schoolmodel",
    titel="Schoolmodel: geld naar scholen naar leerlingaantal",
    bron="R0 L286",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    samen=per_school,
    verdeelt=("budget_euro", "budget_aandeel", "vaste_voet_euro"),
    voorbeelden=(
        Voorbeeld(sector="vo", keuzes={"budget_euro": 100_000}, opening_euro={"swv:budget": 1_000_000}),
        Voorbeeld(
            sector="po",
            keuzes={"budget_euro": 100_000, "basis": "bao_sbo", "telmoment": "1-10 t-1"},
            opening_euro={"swv:budget": 1_000_000},
        ),
        Voorbeeld(
            sector="vo",
            keuzes={"bedrag_per_leerling_euro": 40},
            opening_euro={"swv:budget": 1_000_000},
        ),
    ),
)
