"""A keten of two: lines that earlier steps booked, then the model; with every check of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from swvmon.contract.grootboek import Grootboek
    from swvmon.contract.momentopname import Momentopname
    from swvmon.contract.uitkomst import Uitkomst
    from swvmon.contract.verdeelmodel import Verdeelmodel


def after_steps(model: Verdeelmodel, steps: Mapping[str, Mapping[str, int]], van: str = "swv:budget") -> Verdeelmodel:
    """Make of a model one that runs after lines of other steps, for `swvmon.testing.apply`.

    Args:
        model: the model; with one rule for all years.
        steps: by name of the step, eurocents by account: to the account, or from it where they are below zero.
        van: the account on the other side of these lines.

    Returns:
        A model that books the lines and then does what the model does with a ledger that has them.
    """
    import attrs
    import pandas as pd

    from swvmon.contract.grootboek import Grootboek

    rule = model.verdeel
    if rule is None:
        raise AssertionError(f"model {model.naam} has a rule per period; hand in a model with verdeel")
    booked = pd.concat([_book(step, amounts, van) for step, amounts in steps.items()], ignore_index=True)

    def verdeel(view: Momentopname, ledger: Grootboek, keuzes: Any) -> Uitkomst:
        before = Grootboek(pd.concat([ledger.regels, booked], ignore_index=True), dict(ledger.opening))
        outcome = rule(view, before, keuzes)
        return attrs.evolve(outcome, boekingen=(booked.drop(columns="stap"), *outcome.boekingen))

    return attrs.evolve(model, verdeel=verdeel)


def finding_codes(outcome: Uitkomst) -> list[str]:
    """The codes of the findings of a rule that is called by itself, in their order."""
    return [bevinding.code for bevinding in outcome.bevindingen]


def _book(step: str, amounts: Mapping[str, int], van: str) -> pd.DataFrame:
    import pandas as pd

    from swvmon.contract.grootboek import boekingen

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
