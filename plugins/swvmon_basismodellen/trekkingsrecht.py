"""Trekkingsrecht: a school may draw up to an amount per pupil, for what it says it needs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    Bevinding,
    Budget,
    Eenmalig,
    Schooljaar,
    SwvmonError,
    amounts_cent,
    apportion,
    boekingen,
    exact,
    format_decimal,
    format_euro,
    grenzen,
    to_cent,
    with_board,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname


@frozen(kw_only=True)
class Opname(Eenmalig):
    """One draw, in one school year or in each of them.

    Attributes:
        vestiging: the school that draws.
        bedrag_euro: what it draws.
        doel: what for.
    """

    vestiging: str = field(validator=grenzen.school)
    bedrag_euro: Decimal = field(validator=grenzen.euros)
    doel: str = ""


@frozen(kw_only=True)
class Trekkingsrecht:
    """The right and the draws.

    Attributes:
        bedrag_per_leerling_euro: euros per pupil that a school may draw in the schooljaar.
        budget_euro: what all schools together may draw, divided by pupils, instead of an amount per pupil.
        budget_aandeel: the same as a part of the balance of the paying account when the step runs, 0 to 1.
        opnames: the draws, in the order in which they came.
    """

    bedrag_per_leerling_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.not_negative))
    budget_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.euros))
    budget_aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    opnames: tuple[Opname, ...] = ()

    def __attrs_post_init__(self) -> None:
        if (self.bedrag_per_leerling_euro is None) == (not self.budget("swv:budget").has_budget):
            raise ValueError("trekkingsrecht: give one of bedrag_per_leerling_euro, budget_euro and budget_aandeel")

    def budget(self, van: str) -> Budget:
        """What all schools together may draw, where the plan gives that."""
        return Budget(van=van, budget_euro=self.budget_euro, budget_aandeel=self.budget_aandeel)

    def draws_in(self, year: Schooljaar) -> list[Opname]:
        """The draws of a school year, in their order."""
        return [o for o in self.opnames if o.counts_in(year)]


def book(
    recht: Trekkingsrecht, pupils: pd.DataFrame, momentopname: Momentopname, grootboek: Grootboek, van: str
) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """Each draw as far as the right of its school goes; what goes beyond is cut, with a finding.

    Args:
        recht: the right and the draws.
        pupils: columns `vestiging` and `aantal`.
        momentopname: for the boards.
        grootboek: for a budget that is a part of a balance.
        van: account that pays.
    """
    import pandas as pd

    opnames = recht.draws_in(momentopname.schooljaar)
    counted = pupils.set_index("vestiging")["aantal"]
    right, number, of_what = _rights(recht, counted, grootboek, van)
    draws = pd.DataFrame(
        {
            "vestiging": [o.vestiging for o in opnames],
            "gevraagd_cent": [to_cent(o.bedrag_euro) for o in opnames],
            "doel": [o.doel.strip() or "niet genoemd" for o in opnames],
        }
    ).astype({"vestiging": "str", "gevraagd_cent": "int64", "doel": "str"})
    draws["recht_cent"] = right.reindex(draws["vestiging"], fill_value=0).to_numpy()
    own = exact(counted.reindex(draws["vestiging"], fill_value=0)).astype("object").map(format_decimal)
    asked = draws["gevraagd_cent"]
    before = asked.groupby(draws["vestiging"]).cumsum() - asked
    draws["geboekt_cent"] = asked.clip(upper=(draws["recht_cent"] - before).clip(lower=0))
    lines = boekingen(
        with_board(draws, momentopname),
        van=van,
        naar="vestiging:" + draws["vestiging"],
        bedrag_cent=draws["geboekt_cent"],
        grondslag="trekkingsrecht (expertisemodel)",
        toelichting="Opname op een trekkingsrecht van "
        + draws["recht_cent"].map(format_euro).astype("str")
        + " ("
        + own.set_axis(draws.index).astype("str")
        + f" {of_what}), doel: "
        + draws["doel"]
        + ".",
        parameters=f"basismodellen.trekkingsrecht.{number}",
    )
    cut = draws[draws["geboekt_cent"] < asked]
    columns = ("vestiging", "gevraagd_cent", "recht_cent", "geboekt_cent")
    return lines, tuple(
        Bevinding(
            "trekkingsrecht_op",
            "waarschuwing",
            school,
            f"Opname van {format_euro(drawn)} op een recht van {format_euro(right_cent)}: {format_euro(paid)} geboekt.",
        )
        for school, drawn, right_cent, paid in zip(*(cut[c].tolist() for c in columns), strict=True)
    )


def _rights(recht: Trekkingsrecht, pupils: pd.Series, grootboek: Grootboek, van: str) -> tuple[pd.Series, str, str]:
    """Eurocents per school, the choice that they come from, and what its pupils are multiplied by or a part of."""
    if (amount := recht.bedrag_per_leerling_euro) is not None:
        return amounts_cent(pupils, amount), "bedrag_per_leerling_euro", f"× € {format_decimal(amount)} per leerling"
    budget = recht.budget(van)
    total = budget.budget_cent(grootboek)
    if total and not pupils.gt(0).any():
        raise SwvmonError(f"trekkingsrecht: {format_euro(total)} to divide by pupils, but no pupil counts: see basis")
    all_pupils = format_decimal(sum(pupils, Decimal(0)))
    return (
        apportion(total, pupils),
        budget.budget_parameter,
        f"van {all_pupils} leerlingen, deel van {format_euro(total)}",
    )
