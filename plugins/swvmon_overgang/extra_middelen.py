"""Extra middelen: what a region gains by the verevening, split over purposes by shares (R0 L1025-1095, L2123-2129)."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Bevinding,
    Budget,
    Leest,
    Telling,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    apportion,
    boekingen,
    count_pupils,
    divide_per_swv,
    exact,
    format_decimal,
    format_euro,
    grenzen,
    step_names,
    sum_per_swv,
    to_cent,
    without_board,
)

if TYPE_CHECKING:
    from typing import Any

    import pandas as pd

    from swvmon import Grootboek, Momentopname

SCHOLEN_DOEL = "scholen"


def _target(owner: object, attribute: Any, value: str) -> None:
    if value != SCHOLEN_DOEL:
        grenzen.swv_account(owner, attribute, value)


def _whole_cents(_owner: object, _attribute: object, value: Decimal) -> None:
    to_cent(value)


@frozen(kw_only=True)
class Doel:
    """One purpose.

    Attributes:
        naam: what the money is for, for the reader.
        aandeel: share of the extra money, 0 to 1.
        naar: account of the SWV that gets it, or ``scholen``: to the schools by pupils. The paying account itself:
            the money stays there, and no line is booked.
    """

    naam: str = field(validator=validators.min_len(1))
    aandeel: Decimal = field(validator=grenzen.share)
    naar: str = field(validator=_target)


@frozen(kw_only=True)
class Keuzes(Budget, Telling):
    """The choices, beside those about the budget and the count.

    Attributes:
        uit_stap: instead of a budget: what this step of the keten booked from the rijk to the SWV, net.
        uitgangsbedrag_euro: with `uit_stap`: what that step booked before there was a gain, below zero where it took
            money; what is above it is extra.
        doelen: the purposes; their shares add up to 1.
    """

    uit_stap: str = step_names(default="")
    uitgangsbedrag_euro: Decimal = field(default=Decimal(0), validator=_whole_cents)
    doelen: tuple[Doel, ...] = field(validator=validators.min_len(1))

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.has_budget == bool(self.uit_stap):
            raise ValueError("give one of budget_euro, budget_aandeel and uit_stap: that is the extra money")
        if self.uitgangsbedrag_euro and not self.uit_stap:
            raise ValueError("uitgangsbedrag_euro belongs to uit_stap; name the step or leave it out")
        if (total := sum(d.aandeel for d in self.doelen)) != 1:
            raise ValueError(f"the shares of doelen add up to {total}, not to 1")
        names = [d.naam for d in self.doelen]
        if double := sorted({n for n in names if names.count(n) > 1}):
            raise ValueError(f"doelen has {', '.join(double)} more than once; give each its own naam")


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The count, the schools and their boards, where schools get a share."""
    return (*SCHOLEN, *keuzes.counts(sector)) if any(d.naar == SCHOLEN_DOEL for d in keuzes.doelen) else ()


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Split the extra money over the purposes to the cent, and the share of the schools by pupils.

    Raises:
        SwvmonError: schools get a share, but no pupil counts.
    """
    import pandas as pd

    extra = _from_step(grootboek, keuzes) if keuzes.uit_stap else keuzes.budget_cent(grootboek)
    if extra <= 0:
        text = f"Er zijn geen extra middelen ({format_euro(extra)}); er is niets verdeeld."
        return Uitkomst(bevindingen=(Bevinding("geen_extra_middelen", "info", momentopname.regio, text),))
    goals = {d.naam: d for d in keuzes.doelen}
    parts = apportion(extra, exact(pd.Series({name: d.aandeel for name, d in goals.items()})))
    lines = [_pay(momentopname, goals[name], extra, int(parts[name]), keuzes) for name in goals]
    return Uitkomst(tuple(lines), bevindingen=without_board(*lines))


def _from_step(grootboek: Grootboek, keuzes: Keuzes) -> int:
    lines = grootboek.regels
    lines = lines[lines["stap"] == keuzes.uit_stap]
    paid, taken_back = (lines[lines[side].str.startswith("rijk:")]["bedrag_cent"].sum() for side in ("van", "naar"))
    return int(paid) - int(taken_back) - to_cent(keuzes.uitgangsbedrag_euro)


def _pay(momentopname: Momentopname, goal: Doel, extra_cent: int, part_cent: int, keuzes: Keuzes) -> pd.DataFrame:
    import pandas as pd

    text = f"{goal.naam}: {format_decimal(100 * goal.aandeel)} % van de extra middelen ({format_euro(extra_cent)})."
    if goal.naar != SCHOLEN_DOEL:
        payers = pd.Series([*momentopname.rekeningen(keuzes.van).values()], dtype="str")
        return boekingen(
            payers.to_frame("rekening"),
            van=payers,
            naar=goal.naar,
            bedrag_cent=0 if goal.naar == keuzes.van else part_cent,
            grondslag="extra middelen (R0 L1025-1095)",
            toelichting=text,
            parameters="overgang.doelen",
        )
    schools = count_pupils(momentopname, keuzes)
    pupils = schools["aantal"].map(format_decimal).astype("str")
    total = sum_per_swv(momentopname, schools).map(format_decimal).astype("str")
    part = " Daarvan " + pupils + " van " + total + f" leerlingen: deel van {format_euro(part_cent)}."
    return boekingen(
        schools,
        van=keuzes.van,
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=divide_per_swv(momentopname, part_cent, schools),
        hoeveelheid=schools["aantal"],
        eenheid="leerling",
        grondslag="extra middelen (R0 L1025-1095)",
        toelichting=text + part,
        parameters="overgang.doelen",
    )


EXTRA_MIDDELEN = Verdeelmodel(
    naam="extra_middelen",
    titel="Extra middelen: besteding van positieve verevening",
    bron="R0 L1025-1095, L2123-2129",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    samen=attrgetter("is_amount"),
    verdeelt=("budget_euro",),
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={
                "budget_euro": 400_000,
                "gemaskeerd_als": "minimum",
                "doelen": [
                    {"naam": "groei van het (v)so", "aandeel": Decimal("0.5"), "naar": "swv:zwaar"},
                    {"naam": "bedrag per leerling", "aandeel": Decimal("0.25"), "naar": "scholen"},
                    {"naam": "innovatie", "aandeel": Decimal("0.25"), "naar": "swv:innovatie"},
                ],
            },
            opening_euro={"swv:budget": 1_000_000},
        )
        for sector in ("po", "vo")
    ),
)
