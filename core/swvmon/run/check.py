"""Every problem of a plan before anything runs: those of its choices, and tables that are not loaded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from swvmon.errors import MissingParameter, PlanError
from swvmon.regioplan.plan import PLAN
from swvmon.run.bind import bind_draft, check
from swvmon.run.sources import SCHOOLS, offered_afleidingen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from swvmon.contract.momentopname import Leest
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan, Stap
    from swvmon.run.bind import Binding
    from swvmon.store import Store


UNBOUND = (MissingParameter, PlanError, ValueError)
"""What a step raises whose choices cannot be bound; `check` tells it."""


def check_plan(
    plan: Regioplan, registry: PluginRegistry, schooljaren: Iterable[Schooljaar], store: Store | None
) -> None:
    """Check a plan with all its scenarios in school years, and its tables where there is a database.

    Args:
        plan: the plan.
        registry: the plugins.
        schooljaren: the school years.
        store: the database, or None where there is none to look in.

    Raises:
        PlanError: with every problem, each with its line.
    """
    years = list(schooljaren)
    problems = list(plan.problemen)
    tables: dict[str, str] = {}
    for name in (PLAN, *plan.scenarios):
        try:
            binding, found = bind_draft(plan.scenario(name), registry)
        except PlanError as error:
            problems += error.problems
            continue
        problems += found
        for year in years:
            problems += check(binding, year)
            if store is not None:
                tables = {**missing_tables(store, binding, year, registry), **tables}
    problems += [f"{line}: {told}" for told, line in tables.items()]
    if problems:
        raise PlanError(plan.bron, sorted(dict.fromkeys(problems), key=_line))


def _line(problem: str) -> int:
    """The line that a problem names, to tell problems in the order of the file."""
    number = problem.removeprefix("line ").partition(":")[0]
    return int(number) if number.isdigit() else 0


def missing_tables(store: Store, binding: Binding, schooljaar: Schooljaar, registry: PluginRegistry) -> dict[str, str]:
    """A problem for each table that a step needs and nothing supplies, with the line of the step."""
    rules = [a.value for a in offered_afleidingen(registry) if binding.plan.sector in a.value.sectoren]
    reference = date(schooljaar.start, 10, 1)

    def lacks(table: Leest) -> bool:
        if not table.verplicht:
            return False
        derived = [rule for rule in rules if rule.levert == table.tabel]
        if derived:
            return any(lacks(needed) for needed in derived[0].leest if needed.tabel != table.tabel)
        shared = any(table in rule.leest for rule in rules)
        swv = None if shared or binding.plan.landelijk else binding.plan.code
        return not store.choose(table.tabel, table.peildatum(schooljaar), reference, swv)

    def handed(table: Leest, stap: Stap) -> bool:
        before = [s for s in binding.plan.before(stap) if s.model in binding.modellen]
        try:
            return any(
                binding.delivers(step, table, schooljaar)
                for step in before
                if binding.modellen[step.model].value.levert
            )
        except UNBOUND:  # what that step would hand over is not known
            return True

    problems: dict[str, str] = {}
    for stap in (s for s in binding.plan.steps() if s.model in binding.modellen):
        try:
            tables = binding.reads(stap, schooljaar)
        except UNBOUND:  # what it reads is not known
            continue
        for table in tables:
            if not handed(table, stap) and lacks(table):
                day = table.peildatum(schooljaar)
                at = f" at {day} ({table.moment})" if day else ""
                needs = " (or what it is derived from)" if table.tabel == SCHOOLS else ""
                told = f"step {stap.stap!r} reads table {table.tabel}{needs}{at}, which is not loaded"
                problems.setdefault(told, binding.plan.where(stap.pad))
    return problems
