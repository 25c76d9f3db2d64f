"""A keten of two: lines that an earlier step booked, then the model; with every check of the engine."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pandas as pd
import pytest

from swvmon import Grootboek, Uitkomst, Verdeelmodel, boekingen


def _book(step: str, amounts: dict[str, int], van: str) -> pd.DataFrame:
    """Lines of a step in cents: to an account, or from it where the amount is below zero."""
    rows = pd.DataFrame({"naar": list(amounts), "cent": list(amounts.values())}).astype({"naar": "str"})
    school = rows["naar"].where(rows["naar"].str.startswith("vestiging:"), "").str.removeprefix("vestiging:")
    rows = rows.assign(vestiging=school)
    lines = boekingen(
        rows,
        van=pd.Series(van, index=rows.index).where(rows["cent"] > 0, rows["naar"]),
        naar=rows["naar"].where(rows["cent"] > 0, van),
        bedrag_cent=rows["cent"].abs(),
        grondslag="proef",
        toelichting="Van een eerdere stap.",
    )
    return lines.assign(stap=step)


@pytest.fixture
def na_stappen() -> Callable[..., Verdeelmodel]:
    """A function that makes of a model one that runs after lines of other steps.

    The lines are {step: {account: cents}}, from swv:budget or from the account that is named.
    """

    def after(model: Verdeelmodel, steps: dict[str, dict[str, int]], van: str = "swv:budget") -> Verdeelmodel:
        rule = model.verdeel
        assert rule is not None
        booked = pd.concat([_book(step, amounts, van) for step, amounts in steps.items()], ignore_index=True)

        def verdeel(view, ledger, keuzes):
            before = Grootboek(pd.concat([ledger.regels, booked], ignore_index=True), dict(ledger.opening))
            outcome = rule(view, before, keuzes)
            return attrs.evolve(outcome, boekingen=(booked.drop(columns="stap"), *outcome.boekingen))

        return attrs.evolve(model, verdeel=verdeel)

    return after


@pytest.fixture
def bevindingen() -> Callable[..., list[str]]:
    """A function that gives the codes of the findings of a rule that is called by itself."""

    def codes(outcome: Uitkomst) -> list[str]:
        return [b.code for b in outcome.bevindingen]

    return codes
