"""Vereveningsdemping: boards get an amount from the reserve, for a number of years (R0 L972-977)."""

from __future__ import annotations

import re
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Budget,
    Leest,
    Schooljaar,
    SwvmonError,
    Telling,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    apportion,
    boekingen,
    count_pupils,
    divide_per_swv,
    format_decimal,
    format_euro,
    grenzen,
    sum_per_swv,
    to_cent,
    without_board,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname

BESTUUR = re.compile(r"[0-9]{5}")


def _per_board(owner: object, attribute: Any, values: dict[str, Decimal]) -> None:
    for key, value in values.items():
        if not BESTUUR.fullmatch(key):
            raise ValueError(f"{attribute.name}: {key!r} is not a board of five digits")
        grenzen.euros(owner, attribute, value)


@frozen(kw_only=True)
class Keuzes(Budget, Telling):
    """The choices, beside those about the count.

    Attributes:
        van: account that pays.
        budget_euro: the amount of a year for all boards together, divided by pupils.
        budget_aandeel: that amount as a part of what `van` holds, 0 to 1.
        bedrag_per_bestuur_euro: instead: the amount of a year per board.
        eerste_schooljaar: first year of the payment.
        aantal_jaren: for how many years; left out: every year from the first.
    """

    van: str = field(default="swv:reserve", validator=grenzen.swv_account)
    bedrag_per_bestuur_euro: dict[str, Decimal] = field(factory=dict, validator=_per_board)
    eerste_schooljaar: str = field(validator=grenzen.schooljaar)
    aantal_jaren: int | None = field(default=None, validator=validators.optional(validators.ge(1)))

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.has_budget == bool(self.bedrag_per_bestuur_euro):
            raise ValueError("give one of budget_euro, budget_aandeel and bedrag_per_bestuur_euro")

    def year(self, now: Schooljaar) -> int:
        """The how manieth year it is, from 1; zero where nothing is paid."""
        number = now.start - Schooljaar.parse(self.eerste_schooljaar).start + 1
        return number if number >= 1 and (self.aantal_jaren is None or number <= self.aantal_jaren) else 0


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The count on the chosen day, the schools and their boards."""
    return (*SCHOLEN, *keuzes.counts(sector))


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Pay the amount of the year: by pupils, or per board to its schools by pupils.

    Raises:
        SwvmonError: a board of the plan has no pupils in the region, or no pupil counts at all.
    """
    year = keuzes.year(momentopname.schooljaar)
    if not year:
        return Uitkomst()
    schools = count_pupils(momentopname, keuzes)
    schools = schools[schools["aantal"] > 0].set_index("vestiging", drop=False)
    if keuzes.bedrag_per_bestuur_euro:
        amount, part = _of_boards(schools, keuzes.bedrag_per_bestuur_euro)
        numbers = "bedrag_per_bestuur_euro"
    else:
        budget, numbers = keuzes.budget_cent(grootboek), keuzes.budget_parameter
        amount = divide_per_swv(momentopname, budget, schools)
        total = sum_per_swv(momentopname, schools).map(format_decimal).astype("str")
        part = " van " + total + f" leerlingen, deel van {format_euro(budget)}."
    until = f" van {keuzes.aantal_jaren}" if keuzes.aantal_jaren else ""
    lines = boekingen(
        schools,
        van=keuzes.van,
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=amount,
        hoeveelheid=schools["aantal"],
        eenheid="leerling",
        grondslag="demping van de verevening (R0 L972-977)",
        toelichting=f"Jaar {year}{until}: " + schools["aantal"].map(format_decimal).astype("str") + part,
        parameters=f"overgang.{numbers}",
    )
    return Uitkomst((lines,), bevindingen=without_board(lines))


def _of_boards(schools: pd.DataFrame, euros: dict[str, Decimal]) -> tuple[pd.Series, pd.Series]:
    """Eurocents of each school, and of which whole they are a part."""
    import pandas as pd

    if strange := sorted(set(euros) - set(schools["bestuur"])):
        raise SwvmonError(f"bedrag_per_bestuur_euro names {', '.join(strange)}, a board without pupils in the region")
    own = {board: schools.loc[schools["bestuur"] == board, "aantal"] for board in euros}
    parts: pd.Series = pd.concat([apportion(to_cent(euros[board]), pupils) for board, pupils in own.items()])
    texts = {
        board: f" van {format_decimal(sum(pupils, Decimal(0)))} leerlingen van bestuur {board}, deel van "
        f"{format_euro(to_cent(euros[board]))}."
        for board, pupils in own.items()
    }
    return parts.reindex(schools.index, fill_value=0), schools["bestuur"].map(texts).fillna("").astype("str")


VEREVENINGSDEMPING = Verdeelmodel(
    naam="vereveningsdemping",
    titel="Demping van de verevening: bedrag aan besturen uit de reserve",
    bron="R0 L972-977",
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
                "budget_euro": 50_000,
                "eerste_schooljaar": "2015/16",
                "aantal_jaren": 10,
                "gemaskeerd_als": "minimum",
            },
            opening_euro={"swv:reserve": 500_000},
        )
        for sector in ("po", "vo")
    ),
)
