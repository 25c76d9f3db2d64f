"""What a run is made of: plan, scenarios and school years with their data, and the manifest of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon.regioplan.plan import PLAN
from swvmon.run.manifest import make_manifest
from swvmon.run.regiojaar import Job, take_snapshot
from swvmon.run.sources import Sources, choose_sources, offered_afleidingen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import pandas as pd

    from swvmon.contract.databron import Afleiding
    from swvmon.contract.momentopname import Leest, Momentopname
    from swvmon.hooks.registry import PluginRegistry, Registered
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan
    from swvmon.run.bind import Binding
    from swvmon.store import Store


def make_jobs(  # noqa: PLR0913, PLR0917 - all that decides what is computed
    store: Store,
    plan: Regioplan,
    years: list[Schooljaar],
    bindings: dict[str, Binding],
    afleidingen: list[Registered[Afleiding]],
    vast: Mapping[tuple[str, str, str], Collection[str]] | None = None,
) -> list[Job]:
    """What is computed, in order; scenarios that read the same tables of a year share them."""
    shared: dict[tuple[Schooljaar, frozenset[tuple[Leest, bool]]], Sources] = {}
    read_before: dict[Any, pd.DataFrame] = {}
    jobs = []
    for year in years:
        for name, binding in bindings.items():
            tables = binding.tables(year)
            key = (year, frozenset((t, t.verplicht) for t in tables))
            if key not in shared:
                regio = None if plan.landelijk else plan.code
                shared[key] = choose_sources(store, year, plan.sector, tables, afleidingen, regio, vast, read_before)
            jobs.append(Job(binding, name, year, shared[key], tables))
    return jobs


def manifest_of(
    plan: Regioplan, years: list[Schooljaar], names: list[str], jobs: list[Job], registry: PluginRegistry
) -> dict[str, Any]:
    """What decides the outcome: plan, plugins that take part, numbers that steps get, and leveringen."""
    gebruik = [
        (job.scenario, str(job.schooljaar), use)
        for job in jobs
        for stap in job.binding.plan.steps()
        for periode, _ in job.binding.modellen[stap.model].value.parts(plan.sector, job.schooljaar.periode)
        for use in job.binding.keuzes(stap, periode)[1]
    ]
    leveringen = [{"schooljaar": str(job.schooljaar), **row} for job in jobs for row in job.sources.manifest()]
    unique = {repr(row): row for row in leveringen}
    return make_manifest(
        plan=plan.tekst,
        regio=plan.code,
        schooljaren=[str(y) for y in years],
        scenarios=names,
        plugins=[registry.plugin(name) for name in sorted(_taking_part(jobs))],
        gebruik=gebruik,
        leveringen=[unique[key] for key in sorted(unique)],
    )


def _taking_part(jobs: list[Job]) -> set[str]:
    """Plugins that the outcome depends on; what else is installed or loaded does not change the run."""
    models = {m.plugin for job in jobs for m in job.binding.modellen.values()}
    indicators = {i.plugin for job in jobs for i in job.binding.indicatoren}
    return models | indicators | {a.plugin for job in jobs for a in job.sources.afleidingen}


def take_snapshots(
    store: Store, registry: PluginRegistry, binding: Binding, schooljaren: Iterable[Schooljaar]
) -> tuple[Momentopname, ...]:
    """What a plan sees of its region in each school year, as a run of it does.

    Raises:
        MissingData: a table that is needed is not loaded.
        PlanError: a sub-chain names a school that is not of the region.
    """
    jobs = make_jobs(store, binding.plan, list(schooljaren), {PLAN: binding}, offered_afleidingen(registry))
    return tuple(take_snapshot(job, binding.plan.code).view for job in jobs)
