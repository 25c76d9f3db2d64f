"""Frictiebudget: a limited amount each year for what was not foreseen (R0 L971-972)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Bevinding,
    Budget,
    Eenmalig,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    boekingen,
    check_schools,
    format_euro,
    grenzen,
    to_cent,
    with_board,
    without_board,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname

FRICTIE = "swv:frictie"


@frozen(kw_only=True)
class Frictie(Eenmalig):
    """A friction of a school that is paid, in one school year or in each of them.

    Attributes:
        vestiging: the school.
        bedrag_euro: what it needs.
        reden: why, for the reader.
    """

    vestiging: str = field(validator=grenzen.school)
    bedrag_euro: Decimal = field(validator=grenzen.euros)
    reden: str = field(validator=validators.min_len(3))


@frozen(kw_only=True)
class Keuzes(Budget):
    """The choices, beside those about the budget, which is set apart on swv:frictie.

    Attributes:
        fricties: in order of arrival.
        rest: what is left of the year: ``terug`` to the paying account, or it ``blijft`` for the next year.
    """

    fricties: tuple[Frictie, ...] = ()
    rest: str = field(default="terug", validator=validators.in_(("terug", "blijft")))

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not self.has_budget:
            raise ValueError("give budget_euro or budget_aandeel: what there is for frictions in a year")


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Set the budget apart, pay frictions in order of arrival while there is money, and give back what is left.

    The friction for which there is not enough gets what there is.

    Raises:
        SwvmonError: a friction is of a school that is not in the region.
    """
    fricties = [f for f in keuzes.fricties if f.counts_in(momentopname.schooljaar)]
    check_schools(momentopname, "fricties", {f.vestiging for f in fricties})
    budget = keuzes.budget_cent(grootboek)
    rows = _paid(fricties, budget + grootboek.saldo(FRICTIE))
    rows = with_board(rows, momentopname)
    paid = boekingen(
        rows,
        van=FRICTIE,
        naar="vestiging:" + rows["vestiging"],
        bedrag_cent=rows["betaald_cent"],
        grondslag="frictiebudget (R0 L971-972)",
        toelichting=rows["reden"],
        parameters="overgang.fricties",
    )
    left = budget + grootboek.saldo(FRICTIE) - int(rows["betaald_cent"].sum())
    lines = (
        _move(keuzes.van, FRICTIE, budget, "Budget van het jaar voor fricties."),
        paid,
        _move(FRICTIE, keuzes.van, left if keuzes.rest == "terug" else 0, "Wat van het frictiebudget over is."),
    )
    return Uitkomst(lines, bevindingen=(*_short(rows), *without_board(paid)))


def _paid(fricties: list[Frictie], there_is_cent: int) -> pd.DataFrame:
    import pandas as pd

    rows = pd.DataFrame(
        {
            "vestiging": pd.Series([f.vestiging for f in fricties], dtype="str"),
            "reden": pd.Series([f.reden for f in fricties], dtype="str"),
            "cent": pd.Series([to_cent(f.bedrag_euro) for f in fricties], dtype="int64"),
        }
    )
    left = (there_is_cent - rows["cent"].cumsum() + rows["cent"]).clip(lower=0)
    return rows.assign(betaald_cent=rows["cent"].where(rows["cent"] <= left, left))


def _move(van: str, naar: str, cent: int, text: str) -> pd.DataFrame:
    return boekingen(
        van=van,
        naar=naar,
        bedrag_cent=cent,
        grondslag="frictiebudget (R0 L971-972)",
        toelichting=text,
        parameters="overgang.budget_euro overgang.budget_aandeel",
    )


def _short(rows: pd.DataFrame) -> tuple[Bevinding, ...]:
    cut = rows[rows["betaald_cent"] < rows["cent"]]
    return tuple(
        Bevinding(
            "frictie_onvoldoende_budget",
            "waarschuwing",
            school,
            f"Frictie van {school}: {format_euro(paid)} van {format_euro(asked)} betaald, het budget is op.",
        )
        for school, asked, paid in zip(cut["vestiging"], cut["cent"], cut["betaald_cent"], strict=True)
    )


FRICTIEBUDGET = Verdeelmodel(
    naam="frictiebudget",
    titel="Frictiebudget voor onvoorziene omstandigheden",
    bron="R0 L971-972",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=SCHOLEN,
    uitzonderingen={
        "schaal": "fricties zijn bedragen van het regioplan: met een groter budget worden zij niet groter",
    },
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={
                "budget_euro": 25_000,
                "fricties": [{"vestiging": school, "bedrag_euro": 8_000, "reden": "tijdelijk te weinig plaatsen"}],
            },
            opening_euro={"swv:budget": 100_000},
        )
        for sector, school in (("po", "80AA00"), ("vo", "90AA00"))
    ),
)
