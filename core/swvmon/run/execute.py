"""A run from beginning to end: check, choose data, compute each region-year, store it whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from swvmon.contract.grootboek import Grootboek
from swvmon.contract.run import RegiojaarUitkomst, RunBericht, RunUitkomst
from swvmon.errors import NotRepeated, PlanError, UsageError
from swvmon.regioplan.plan import PLAN
from swvmon.run.bind import Binding, Gebruik, bind_all
from swvmon.run.canonical import digest, first_difference, storable
from swvmon.run.chain import ChainRun, Status
from swvmon.run.manifest import canonical_json, make_manifest, manifest_difference, run_id
from swvmon.run.measure import measure
from swvmon.run.sources import Sources, choose_sources, offered_afleidingen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from swvmon.contract.momentopname import Momentopname
    from swvmon.contract.uitkomst import Bevinding
    from swvmon.hooks.discovery import Refused
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan
    from swvmon.store import RunRow, Store


@frozen(eq=False)
class Regiojaar:
    """One computed region-year of one scenario.

    Attributes:
        scenario: name of the scenario.
        schooljaar: school year.
        plan: the plan as it ran.
        view: what the steps saw of the region.
        slot: the same with the tables that steps handed over.
        ledger: the closed ledger.
        metingen: values of the indicators.
        statussen: how steps, indicators and plugins fared.
        bevindingen: (plugin, step, finding).
        gebruik: numbers that the steps got.
    """

    scenario: str
    schooljaar: Schooljaar
    plan: Regioplan
    view: Momentopname
    slot: Momentopname
    ledger: Grootboek
    metingen: pd.DataFrame
    statussen: tuple[Status, ...]
    bevindingen: tuple[tuple[str, str, Bevinding], ...]
    gebruik: tuple[Gebruik, ...]

    @property
    def status(self) -> str:
        """Gelukt, or mislukt where a step failed."""
        return "mislukt" if any(s.soort == "stap" and s.status == "mislukt" for s in self.statussen) else "gelukt"


@frozen(eq=False)
class RunResult:
    """A run that is done.

    Attributes:
        run_id: hash of the manifest.
        manifest: what decided the outcome.
        delen: the region-years.
        herhaald: the run was stored before and gave the same again.
        refused: plugins that were refused on the way.
        hooks: how the run hooks of plugins fared, failures only.
    """

    run_id: str
    manifest: dict[str, Any]
    delen: tuple[Regiojaar, ...]
    herhaald: bool
    refused: tuple[Refused, ...]
    hooks: tuple[Status, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a step of any region-year failed."""
        return any(d.status == "mislukt" for d in self.delen)


@frozen(eq=False)
class _Job:
    binding: Binding
    scenario: str
    schooljaar: Schooljaar
    sources: Sources = field(repr=False)
    view: Momentopname = field(repr=False)
    bevindingen: tuple[Bevinding, ...] = field(repr=False)


def execute(  # noqa: PLR0913, PLR0917 - what a run is made of
    store: Store,
    registry: PluginRegistry,
    plan: Regioplan,
    schooljaren: Iterable[Schooljaar],
    scenarios: Iterable[str] = (PLAN,),
    on_progress: Callable[[str], None] = lambda _text: None,
    *,
    expected: RunRow | None = None,
) -> RunResult:
    """Compute and store a run; a run that is stored already is computed again and compared.

    Args:
        store: the database.
        registry: the plugins.
        plan: the region plan.
        schooljaren: school years, in order; one that follows another goes on from what that one leaves.
        scenarios: names of scenarios; ``plan`` is the plan itself.
        on_progress: told what is being done.
        expected: the stored run that this one must be.

    Raises:
        UsageError: something that decides the outcome changed since the expected run; names the first difference.
        PlanError: the plan cannot run; all problems at once, before anything is computed.
        MissingData: a table that is needed is not loaded.
        NotRepeated: the same manifest gave another result than the stored one.
    """
    years, names = list(schooljaren), list(scenarios)
    bindings = bind_all(plan, names, registry, years)
    on_progress("choosing data")
    afleidingen = offered_afleidingen(registry)
    jobs = [
        _job(
            binding, name, year, choose_sources(store, year, plan.sector, binding.tables(year), afleidingen, plan.code)
        )
        for year in years
        for name, binding in bindings.items()
    ]
    manifest = _manifest(plan, years, names, jobs, registry)
    identifier = run_id(manifest)
    if expected is not None and identifier != expected.run_id:
        changed = manifest_difference(json.loads(expected.manifest), manifest)
        raise UsageError(f"run {expected.run_id} cannot be continued, its input changed: {changed}. Start a new run")
    known = identifier in set(store.runs()["run_id"])
    bericht = RunBericht(identifier, (plan.code,), tuple(str(y) for y in years), tuple(names))
    hooks = _call(registry, "swvmon_run_gestart", run=bericht)
    store.start_run(identifier, canonical_json(manifest))
    delen: list[Regiojaar] = []
    for job in jobs:
        on_progress(f"{plan.code} {job.schooljaar} {job.scenario}")
        vorig = [d for d in delen if (d.scenario, d.schooljaar) == (job.scenario, job.schooljaar.shift(-1))]
        deel = _compute(job, identifier, vorig[0] if vorig else None)
        _keep(store, identifier, plan.code, deel)
        delen.append(deel)
    store.finish_run(identifier)
    uitkomst = RunUitkomst(tuple(_told(plan.code, d) for d in delen))
    hooks += _call(registry, "swvmon_run_klaar", run=bericht, uitkomst=uitkomst)
    refused = (*registry.discovery.refused, *registry.refused)
    return RunResult(identifier, manifest, tuple(delen), known, refused, tuple(hooks))


def totals(ledger: Grootboek) -> dict[str, int]:
    """Net change per kind of account in eurocents: what the rijk paid is negative, what schools got positive."""
    kinds: dict[str, int] = {}
    for account, saldo in ledger.saldi().items():
        kind = account.split(":")[0]
        kinds[kind] = kinds.get(kind, 0) + saldo - ledger.opening.get(account, 0)
    return dict(sorted(kinds.items()))


SPENT = ("swv:organisatie", "swv:voorziening:")
"""Accounts of the SWV whose money is spent in the year; what others have left is there in the next."""


def carried(ledger: Grootboek) -> dict[str, int]:
    """The opening balances of the next school year: what the accounts of the SWV have left, eurocents."""
    return {a: s for a, s in ledger.saldi().items() if s and a.startswith("swv:") and not a.startswith(SPENT)}


def _manifest(
    plan: Regioplan, years: list[Schooljaar], names: list[str], jobs: list[_Job], registry: PluginRegistry
) -> dict[str, Any]:
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


def _job(binding: Binding, scenario: str, schooljaar: Schooljaar, sources: Sources) -> _Job:
    """Take the view of the region, and see that sub-chains name its schools."""
    plan = binding.plan
    view, findings = sources.region(plan.code, binding.tables(schooljaar))
    known = set(view.tabel("aansluiting")["vestiging"])
    problems = [
        f"{plan.where((*stap.pad, 'vestigingen'))}: sub-chain {stap.stap!r} names {', '.join(strange)}, "
        f"not a school of {plan.code} in {schooljaar}"
        for stap in plan.sub_chains()
        if (strange := sorted(set(stap.vestigingen) - known))
    ]
    if problems:
        raise PlanError(plan.bron, problems)
    return _Job(binding, scenario, schooljaar, sources, view, findings)


def _taking_part(jobs: list[_Job]) -> set[str]:
    """Plugins that the outcome depends on; what else is installed or loaded does not change the run."""
    models = {m.plugin for job in jobs for m in job.binding.modellen.values()}
    indicators = {i.plugin for job in jobs for i in job.binding.indicatoren}
    return models | indicators | {a.plugin for job in jobs for a in job.sources.afleidingen}


def _compute(job: _Job, identifier: str, vorig: Regiojaar | None) -> Regiojaar:
    plan = job.binding.plan
    stamp = {"run_id": identifier, "scenario": job.scenario, "regio": plan.code, "schooljaar": str(job.schooljaar)}
    view = job.view if vorig is None else job.view.after(vorig.slot, vorig.ledger)
    opening = dict(plan.opening_cent) if vorig is None else carried(vorig.ledger)
    chain = ChainRun(job.binding, view, stamp, opening)
    if vorig is None or vorig.status == "gelukt":
        chain.run()
    else:
        chain.skip(f"{plan.code} {vorig.schooljaar} failed, so that there is nothing to go on from")
    ledger = chain.ledger()
    metingen, statussen = measure(job.binding.indicatoren, view, ledger, stamp)
    return Regiojaar(
        job.scenario,
        job.schooljaar,
        plan,
        view,
        chain.slot,
        ledger,
        metingen,
        (*chain.statussen, *statussen),
        (*(("swvmon", "momentopname", b) for b in job.bevindingen), *chain.bevindingen),
        tuple(sorted(set(chain.gebruik))),
    )


def _keep(store: Store, identifier: str, regio: str, deel: Regiojaar) -> None:
    """Store a region-year whole, or compare it with what is stored."""
    from swvmon.run.keep import as_tables, new_regiojaar

    tabellen = as_tables(identifier, regio, deel)
    part = new_regiojaar(identifier, regio, deel, digest(tabellen["boeking"], tabellen["meting"]))
    if store.add_regiojaar(part, tabellen):
        return
    for kind in ("boeking", "meting"):
        stored = store.result(identifier, kind)
        mine = (stored["scenario"] == deel.scenario) & (stored["schooljaar"] == str(deel.schooljaar))
        difference = first_difference(storable(stored[mine], kind), tabellen[kind])
        if difference:
            raise NotRepeated(
                f"run {identifier} gave another result than when it was stored: {kind} {regio} {deel.schooljaar} "
                f"{deel.scenario}, {difference}. The manifest is the same, so a plugin is not pure"
            )


def _call(registry: PluginRegistry, hook: str, **arguments: object) -> list[Status]:
    return [
        Status(hook, "plugin", r.plugin, r.distribution, r.version, "mislukt", f"{type(r.error).__name__}: {r.error}")
        for r in registry.call(hook, **arguments)
        if r.error is not None
    ]


def _told(regio: str, deel: Regiojaar) -> RegiojaarUitkomst:
    return RegiojaarUitkomst(deel.scenario, regio, str(deel.schooljaar), deel.status, totals(deel.ledger))
