"""A run from beginning to end: check, choose data, compute each region-year, store it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from swvmon.contract.run import RegiojaarUitkomst, RunBericht, RunUitkomst
from swvmon.errors import NotRepeated
from swvmon.regioplan.plan import PLAN
from swvmon.run.bind import bind_all
from swvmon.run.canonical import first_difference, storable
from swvmon.run.chain import Status
from swvmon.run.landelijk import national, restored, spread
from swvmon.run.manifest import canonical_json, run_id
from swvmon.run.opzet import make_jobs, manifest_of
from swvmon.run.regiojaar import Regiojaar, Snapshot, ask_indicatoren, close, settled, take_snapshot, totals
from swvmon.run.sources import offered_afleidingen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    import pandas as pd

    from swvmon.hooks.discovery import Refused
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan
    from swvmon.run.werkers import Werkers
    from swvmon.store import NewRegiojaar, Store


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


def begin(  # noqa: PLR0913, PLR0917 - what a run is made of
    store: Store,
    registry: PluginRegistry,
    plan: Regioplan,
    schooljaren: Iterable[Schooljaar],
    scenarios: Iterable[str] = (PLAN,),
    on_progress: Callable[[str], None] = lambda _text: None,
    *,
    vast: Mapping[tuple[str, str, str], Collection[str]] | None = None,
    check_manifest: Callable[[dict[str, Any]], None] = lambda _manifest: None,
    resumed: bool = False,
    werkers: Werkers | None = None,
) -> Begonnen:
    """Choose the data of a run and store it as begun; processes that compute it start.

    A run of every SWV that is continued takes what is stored as it is and computes the rest.

    Args:
        store: the database.
        registry: the plugins.
        plan: the region plan.
        schooljaren: school years, in order; one that follows another goes on from what that one leaves.
        scenarios: names of scenarios; ``plan`` is the plan itself.
        on_progress: told what is being done.
        vast: the leveringen among which is chosen, see `swvmon.run.sources.choose_sources`; None: all that are loaded.
        check_manifest: gets the manifest before anything is stored, to refuse a run that is not the one that was meant.
        resumed: of every SWV, take region-years that are stored as they are.
        werkers: the pool that computes the regions of a run of every SWV; None: this process.

    Raises:
        PlanError: the plan cannot run; all problems at once, before anything is computed.
        MissingData: a table that is needed is not loaded.
    """
    years, names = list(schooljaren), list(scenarios)
    bindings = bind_all(plan, names, registry, years)
    if werkers is not None:
        werkers.prepare(plan, years, names)
    on_progress("choosing data")
    jobs = make_jobs(store, plan, years, bindings, offered_afleidingen(registry), vast)
    regions = {job.schooljaar: job.sources.regions() if plan.landelijk else [plan.code] for job in jobs}
    ready = [] if plan.landelijk else [take_snapshot(job, plan.code) for job in jobs]
    manifest = manifest_of(plan, years, names, jobs, registry)
    check_manifest(manifest)
    identifier = run_id(manifest)
    known = identifier in set(store.runs()["run_id"])
    bericht = RunBericht(identifier, (plan.code,), tuple(str(y) for y in years), tuple(names))
    hooks = _call(registry, "swvmon_run_gestart", run=bericht)
    store.start_run(identifier, canonical_json(manifest))
    if plan.landelijk:
        before = restored(store, identifier, jobs, regions) if resumed else {}
        arriving = spread(werkers, jobs, regions, identifier, set(before), on_progress) if werkers else None
        every = national(jobs, regions, identifier, on_progress, before, arriving=arriving)
        parts = ((fresh, [deel.light() for deel in together]) for fresh, together in every)
    else:
        parts = ((part, part) for part in _regional(ready, identifier, on_progress))
    return Begonnen(store, registry, manifest, bericht, known, tuple(hooks), parts)


@frozen(eq=False)
class Begonnen:
    """A run that is stored as begun.

    Attributes:
        store: the database.
        registry: the plugins.
        manifest: what decides the outcome.
        bericht: what plugins are told of the run.
        herhaald: the run was stored before.
        hooks: how the run hooks fared, failures only.
        parts: what is to be stored and what is there whole, as `swvmon.run.landelijk.national` has it.
    """

    store: Store = field(repr=False)
    registry: PluginRegistry = field(repr=False)
    manifest: dict[str, Any] = field(repr=False)
    bericht: RunBericht
    herhaald: bool
    hooks: tuple[Status, ...]
    parts: Iterator[tuple[list[Regiojaar], list[Regiojaar]]] = field(repr=False)

    def finish(self) -> RunResult:
        """Compute and store the run; one that was stored already is computed again and compared.

        Raises:
            NotRepeated: the same manifest gave another result than the stored one.
        """
        identifier = self.bericht.run_id
        delen: list[Regiojaar] = []
        for fresh, together in self.parts:
            if fresh:
                _keep(self.store, identifier, fresh)
            delen += together
        self.store.finish_run(identifier)
        uitkomst = RunUitkomst(tuple(_told(d) for d in delen))
        hooks = (*self.hooks, *_call(self.registry, "swvmon_run_klaar", run=self.bericht, uitkomst=uitkomst))
        refused = (*self.registry.discovery.refused, *self.registry.refused)
        return RunResult(identifier, self.manifest, tuple(delen), self.herhaald, refused, hooks)


def _regional(
    snapshots: list[Snapshot], identifier: str, on_progress: Callable[[str], None]
) -> Iterator[list[Regiojaar]]:
    """The years and scenarios of one region, in order."""
    done: dict[tuple[str, Schooljaar], Regiojaar] = {}
    for snapshot in snapshots:
        job = snapshot.job
        on_progress(f"{job.plan.code} {job.schooljaar} {job.scenario}")
        deel = settled([ask_indicatoren(job, close(snapshot, identifier, done))])[0]
        done[job.scenario, job.schooljaar] = deel
        yield [deel]


def _keep(store: Store, identifier: str, delen: list[Regiojaar]) -> None:
    """Store region-years, all of them whole, or compare them with what is stored."""
    from swvmon.run.keep import as_tables, digests, new_regiojaar

    tabellen = as_tables(identifier, delen)
    hashes = digests(tabellen, delen)
    parts = [new_regiojaar(identifier, deel, hashed) for deel, hashed in zip(delen, hashes, strict=True)]
    known = [part for part, new in zip(parts, store.add_regiojaren(parts, tabellen), strict=True) if not new]
    for kind in ("boeking", "meting") if known else ():
        stored = store.result(identifier, kind, {part.regio for part in known})
        for part in known:
            before, now = (_rows_of(part, rows) for rows in (stored, tabellen[kind]))
            difference = first_difference(storable(before, kind), now.reset_index(drop=True))
            if difference:
                which = f"{kind} {part.regio} {part.schooljaar} {part.scenario}"
                raise NotRepeated(
                    f"run {identifier} gave another result than when it was stored: {which}, {difference}. "
                    "The manifest is the same, so a plugin is not pure"
                )


def _rows_of(part: NewRegiojaar, rows: pd.DataFrame) -> pd.DataFrame:
    same = (rows["scenario"] == part.scenario) & (rows["schooljaar"] == part.schooljaar)
    return rows[same & (rows["regio"] == part.regio)]


def _call(registry: PluginRegistry, hook: str, **arguments: object) -> list[Status]:
    return [
        Status(hook, "plugin", r.plugin, r.distribution, r.version, "mislukt", f"{type(r.error).__name__}: {r.error}")
        for r in registry.call(hook, **arguments)
        if r.error is not None
    ]


def _told(deel: Regiojaar) -> RegiojaarUitkomst:
    return RegiojaarUitkomst(deel.scenario, deel.plan.code, str(deel.schooljaar), deel.status, totals(deel.ledger))
