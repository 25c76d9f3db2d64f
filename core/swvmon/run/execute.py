"""A run from beginning to end: check, choose data, compute each region-year, store it whole."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from swvmon.contract.grootboek import Grootboek, join
from swvmon.contract.indicator import REGIOS
from swvmon.contract.meting import KOLOMMEN as METING
from swvmon.contract.momentopname import Momentopname
from swvmon.contract.run import RegiojaarUitkomst, RunBericht, RunUitkomst
from swvmon.errors import NotRepeated, PlanError, UsageError
from swvmon.regioplan.plan import PLAN
from swvmon.run.bind import Binding, Gebruik, bind_all
from swvmon.run.canonical import first_difference, storable
from swvmon.run.chain import ChainRun, Status
from swvmon.run.manifest import canonical_json, make_manifest, manifest_difference, run_id
from swvmon.run.measure import Measured, Together, measure, measure_sector, measure_together, settle
from swvmon.run.scholen import listed
from swvmon.run.sources import Sources, choose_sources, join_views, offered_afleidingen
from swvmon.run.voortgang import Voortgang

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    import pandas as pd

    from swvmon.contract.databron import Afleiding
    from swvmon.contract.momentopname import Leest
    from swvmon.contract.uitkomst import Bevinding
    from swvmon.hooks.discovery import Refused
    from swvmon.hooks.registry import PluginRegistry, Registered
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan
    from swvmon.run.werkers import Opdracht, Werkers
    from swvmon.store import NewRegiojaar, Store

    Key = tuple[str, str, Schooljaar]
    """Scenario, region and school year."""


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
        scholen: the schools of the region, see `swvmon.run.scholen.listed`.
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
    scholen: pd.DataFrame
    statussen: tuple[Status, ...]
    bevindingen: tuple[tuple[str, str, Bevinding], ...]
    gebruik: tuple[Gebruik, ...]

    def light(self) -> Regiojaar:
        """The same without the tables that it saw: of hundreds of region-years they need not stay in memory."""
        nothing = Momentopname(self.view.regio, self.view.sector, self.schooljaar, self.schooljaar.periode, {})
        return evolve(self, view=nothing, slot=nothing, scholen=self.scholen.iloc[:0])

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
    tables: set[Leest] = field(repr=False)

    @property
    def plan(self) -> Regioplan:
        return self.binding.plan


@frozen(eq=False)
class _Snapshot:
    """A job with what it sees of one region."""

    job: _Job
    binding: Binding
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
    vast: Mapping[tuple[str, str, str], Collection[str]] | None = None,
    check_manifest: Callable[[dict[str, Any]], None] = lambda _manifest: None,
    resumed: bool = False,
    werkers: Werkers | None = None,
) -> RunResult:
    """Compute and store a run; a run that is stored already is computed again and compared.

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
        NotRepeated: the same manifest gave another result than the stored one.
    """
    years, names = list(schooljaren), list(scenarios)
    bindings = bind_all(plan, names, registry, years)
    on_progress("choosing data")
    jobs = _jobs(store, plan, years, bindings, offered_afleidingen(registry), vast)
    regions = {job.schooljaar: job.sources.regions() if plan.landelijk else [plan.code] for job in jobs}
    ready = [] if plan.landelijk else [_snapshot(job, plan.code) for job in jobs]
    manifest = _manifest(plan, years, names, jobs, registry)
    check_manifest(manifest)
    identifier = run_id(manifest)
    known = identifier in set(store.runs()["run_id"])
    bericht = RunBericht(identifier, (plan.code,), tuple(str(y) for y in years), tuple(names))
    hooks = _call(registry, "swvmon_run_gestart", run=bericht)
    store.start_run(identifier, canonical_json(manifest))
    delen: list[Regiojaar] = []
    if plan.landelijk:
        before = _restored(store, identifier, jobs, regions) if resumed else {}
        if werkers is not None:
            for together in _spread(werkers, jobs, regions, identifier, before, on_progress):
                _keep(store, identifier, together)
                before |= {_key(deel): deel for deel in together}
        for fresh, together in _national(jobs, regions, identifier, on_progress, before):
            if fresh:
                _keep(store, identifier, fresh)
            delen += [deel.light() for deel in together]
    else:
        for together in _regional(ready, identifier, on_progress):
            _keep(store, identifier, together)
            delen += together
    store.finish_run(identifier)
    uitkomst = RunUitkomst(tuple(_told(d) for d in delen))
    hooks += _call(registry, "swvmon_run_klaar", run=bericht, uitkomst=uitkomst)
    refused = (*registry.discovery.refused, *registry.refused)
    return RunResult(identifier, manifest, tuple(delen), known, refused, tuple(hooks))


def _jobs(  # noqa: PLR0913, PLR0917 - all that decides what is computed
    store: Store,
    plan: Regioplan,
    years: list[Schooljaar],
    bindings: dict[str, Binding],
    afleidingen: list[Registered[Afleiding]],
    vast: Mapping[tuple[str, str, str], Collection[str]] | None = None,
) -> list[_Job]:
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
            jobs.append(_Job(binding, name, year, shared[key], tables))
    return jobs


def _regional(
    snapshots: list[_Snapshot], identifier: str, on_progress: Callable[[str], None]
) -> Iterator[list[Regiojaar]]:
    """The years and scenarios of one region, in order."""
    done: dict[tuple[str, Schooljaar], Regiojaar] = {}
    for snapshot in snapshots:
        job = snapshot.job
        on_progress(f"{job.plan.code} {job.schooljaar} {job.scenario}")
        deel = _settled([_measure(job, _close(snapshot, identifier, done))])[0]
        done[job.scenario, job.schooljaar] = deel
        yield [deel]


def _key(deel: Regiojaar) -> Key:
    return deel.scenario, deel.plan.code, deel.schooljaar


def _restored(
    store: Store, identifier: str, jobs: list[_Job], regions: dict[Schooljaar, list[str]]
) -> dict[Key, Regiojaar]:
    """What of a run that did not end need not be computed again."""
    from swvmon.run.herstel import restore

    plans = {job.scenario: job.plan for job in jobs}
    return restore(store, identifier, plans, regions, whole=any(job.binding.hands_over() for job in jobs))


def _spread(  # noqa: PLR0913, PLR0917 - what a run is made of
    werkers: Werkers,
    jobs: list[_Job],
    regions: dict[Schooljaar, list[str]],
    identifier: str,
    before: Mapping[Key, Regiojaar],
    on_progress: Callable[[str], None],
) -> Iterator[list[Regiojaar]]:
    """The region-years of regions that are not there whole, computed by processes, in no order."""
    from swvmon.run.werkers import Opdracht, shared_out

    years, names = list(dict.fromkeys(j.schooljaar for j in jobs)), list(dict.fromkeys(j.scenario for j in jobs))
    codes = sorted({code for found in regions.values() for code in found})
    wanted = {code: [(n, code, y) for y in years if code in regions[y] for n in names] for code in codes}
    lacking = [code for code in codes if any(key not in before for key in wanted[code])]
    clock = Voortgang(sum(key not in before for code in lacking for key in wanted[code]))
    some = any(key in before for code in lacking for key in wanted[code])
    opdracht = Opdracht(
        run_id=identifier,
        db=werkers.db,
        choice=werkers.choice,
        plan=jobs[0].plan,
        schooljaren=tuple(years),
        scenarios=tuple(names),
        regios=(),
        hervat=some,
    )
    for together in werkers.compute(shared_out(opdracht, lacking, werkers.parts)) if lacking else ():
        clock.add(len(together))
        on_progress(f"{jobs[0].plan.code}, {werkers.aantal} werkers, {clock}")
        yield together


def compute_regions(
    store: Store, registry: PluginRegistry, opdracht: Opdracht, manifest: Mapping[str, Any]
) -> Iterator[list[Regiojaar]]:
    """The region-years of some regions of a run of every SWV, without the tables that they saw; nothing is stored.

    Yields:
        Those of each school year, without what is stored already.

    Raises:
        UsageError: data, plugins or versions are not those of the manifest of the run.
    """
    plan, years, names = opdracht.plan, list(opdracht.schooljaren), list(opdracht.scenarios)
    bindings = bind_all(plan, names, registry, years)
    jobs = _jobs(store, plan, years, bindings, offered_afleidingen(registry))
    if changed := manifest_difference(manifest, _manifest(plan, years, names, jobs, registry)):
        raise UsageError(f"run {opdracht.run_id} began with other data, plugins or versions: {changed}; start it again")
    mine = set(opdracht.regios)
    regions = {job.schooljaar: [code for code in job.sources.regions() if code in mine] for job in jobs}
    before = _restored(store, opdracht.run_id, jobs, regions) if opdracht.hervat else {}
    parts = _national(jobs, regions, opdracht.run_id, lambda _text: None, before, over_regions=False)
    for _, of_year in groupby(parts, key=lambda part: part[1][0].schooljaar):
        if computed := [evolve(deel.light(), scholen=deel.scholen) for fresh, _ in of_year for deel in fresh]:
            yield computed


def _national(  # noqa: PLR0913 - what a run is made of
    jobs: list[_Job],
    regions: dict[Schooljaar, list[str]],
    identifier: str,
    on_progress: Callable[[str], None],
    before: Mapping[Key, Regiojaar],
    *,
    over_regions: bool = True,
) -> Iterator[tuple[list[Regiojaar], list[Regiojaar]]]:
    """All regions of a sector, year by year, and after each year what is about all of them.

    Yields:
        What was computed now, and all of those regions, with what was there before.
    """
    clock = Voortgang(sum((j.scenario, c, j.schooljaar) not in before for j in jobs for c in regions[j.schooljaar]))
    done: dict[str, dict[tuple[str, Schooljaar], Regiojaar]] = {}
    measured: dict[str, list[pd.DataFrame]] = {}
    past: Sources | None = None
    unfinished = {c for job in jobs for c in regions[job.schooljaar] if _at(job, c) not in before}
    for number_of_job, job in enumerate(jobs):
        codes = regions[job.schooljaar]
        there = {code: before[job.scenario, code, job.schooljaar] for code in codes if _at(job, code) in before}
        if len(there) < len(codes):
            job.sources.split(job.tables)
        for code in sorted(set(there) & unfinished):
            done[code] = _recent(job, done.get(code, {})) | {
                (job.scenario, job.schooljaar): _revived(job, there[code], done.get(code, {}))
            }
        for start in range(0, len(codes), TOGETHER):
            whole = codes[start : start + TOGETHER]
            part = [code for code in whole if code not in there]
            if not part:
                yield [], [there[code] for code in whole]
                continue
            view = job.sources.together(job.plan.code, part, job.tables)
            schools = listed(view)
            own_schools = dict(list(schools.groupby("regio")))
            closed = []
            for regio in part:
                on_progress(f"{regio} {job.schooljaar} {job.scenario}, {clock}")
                clock.add(1)
                former = _recent(job, done.get(regio, {}))
                closed.append(_close(_snapshot(job, regio), identifier, former, own_schools[regio]))
                done[regio] = {**former, (job.scenario, job.schooljaar): closed[-1].deel}
            together = measure_together(job.binding.indicatoren, _calls(job, view, closed, done), schools)
            settled = _settled([_measure(job, c, together.rows) for c in closed], together)
            now = there | {deel.plan.code: deel for deel in settled}
            yield settled, [now[code] for code in whole]
            there = now
        measured.setdefault(job.scenario, []).extend(there[code].metingen for code in codes)
        if over_regions:
            every = [_over_regions(job, identifier, measured[job.scenario])]
            yield every, every
        if not any(i.value.over == REGIOS for i in job.binding.indicatoren):
            measured.clear()  # nobody looks back
        if job is [j for j in jobs if j.sources is job.sources][-1]:
            if past is not None:  # the former school year may still be looked back at
                past.forget([j.sources for j in jobs[number_of_job:]])
            past = job.sources


def _recent(job: _Job, done: Mapping[tuple[str, Schooljaar], Regiojaar]) -> dict[tuple[str, Schooljaar], Regiojaar]:
    """Of what was done of a region, this school year and the one before it."""
    return {key: deel for key, deel in done.items() if job.schooljaar.shift(-1) <= key[1]}


def _revived(job: _Job, deel: Regiojaar, done: Mapping[tuple[str, Schooljaar], Regiojaar]) -> Regiojaar:
    """A region-year that was stored, with the tables that it saw, for a later one that goes on from it."""
    view = _snapshot(job, deel.plan.code).view
    vorig = done.get((job.scenario, job.schooljaar.shift(-1)))
    seen = view if vorig is None else view.after(vorig.slot, vorig.ledger)
    return evolve(deel, view=seen, slot=seen)


def _calls(
    job: _Job,
    every: Momentopname,
    closed: list[_Closed],
    done: Mapping[str, Mapping[tuple[str, Schooljaar], Regiojaar]],
) -> list[tuple[Momentopname, dict[str, Grootboek]]]:
    """What indicators see that are called once: regions that have a former school year, and those that have none.

    Args:
        job: what is computed.
        every: the tables of all of these regions.
        closed: the regions, with their closed ledgers.
        done: by region what was done before.
    """
    ledgers = {c.deel.plan.code: c.deel.ledger for c in closed}
    key = (job.scenario, job.schooljaar.shift(-1))
    former = {code: done[code][key] for code in ledgers if key in done[code]}
    calls = []
    for codes in (list(former), [code for code in ledgers if code not in former]):
        if codes:
            whole = len(codes) == len(ledgers)
            view = every if whole else job.sources.together(job.plan.code, codes, job.tables)
            if codes[0] in former:
                before = join_views(view.regio, {code: former[code].slot for code in codes})
                view = view.after(before, join({code: former[code].ledger for code in codes}))
            calls.append((view, {code: ledgers[code] for code in codes}))
    return calls


def _at(job: _Job, code: str) -> Key:
    return job.scenario, code, job.schooljaar


def _over_regions(job: _Job, identifier: str, measured: list[pd.DataFrame]) -> Regiojaar:
    """What is about all regions of a school year: a region-year of its own, with the sector in place of a region."""
    import pandas as pd

    plan = job.plan
    stamp = _stamp(identifier, job.scenario, plan.code, job.schooljaar)
    filled = [frame for frame in measured if len(frame)]
    all_of_them = pd.concat(filled, ignore_index=True) if filled else _no_metingen()
    metingen, statussen = measure_sector(job.binding.indicatoren, all_of_them, job.schooljaar, stamp)
    nothing = Momentopname(plan.code, plan.sector, job.schooljaar, job.schooljaar.periode, {})
    ledger = ChainRun(job.binding, nothing, stamp, {}).ledger()
    return Regiojaar(
        job.scenario,
        job.schooljaar,
        plan,
        nothing,
        nothing,
        ledger,
        metingen,
        listed(nothing),
        tuple(statussen),
        (),
        (),
    )


def _stamp(identifier: str, scenario: str, regio: str, schooljaar: Schooljaar) -> dict[str, str]:
    return {"run_id": identifier, "scenario": scenario, "regio": regio, "schooljaar": str(schooljaar)}


TOGETHER = 80
"""Regions whose metingen are judged and added up at once; a run that stops loses at most these."""


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


def _snapshot(job: _Job, regio: str) -> _Snapshot:
    """Take the view of a region, and see that sub-chains name its schools."""
    plan = job.plan.of(regio) if job.plan.landelijk else job.plan
    view, findings = job.sources.region(regio, job.tables)
    chains = plan.sub_chains()
    known = set(view.tabel("aansluiting")["vestiging"]) if chains else set()
    problems = [
        f"{plan.where((*stap.pad, 'vestigingen'))}: sub-chain {stap.stap!r} names {', '.join(strange)}, "
        f"not a school of {plan.code} in {job.schooljaar}"
        for stap in chains
        if (strange := sorted(set(stap.vestigingen) - known))
    ]
    if problems:
        raise PlanError(plan.bron, problems)
    return _Snapshot(job, evolve(job.binding, plan=plan), view, findings)


def take_snapshots(
    store: Store, registry: PluginRegistry, binding: Binding, schooljaren: Iterable[Schooljaar]
) -> tuple[Momentopname, ...]:
    """What a plan sees of its region in each school year, as a run of it does.

    Raises:
        MissingData: a table that is needed is not loaded.
        PlanError: a sub-chain names a school that is not of the region.
    """
    jobs = _jobs(store, binding.plan, list(schooljaren), {PLAN: binding}, offered_afleidingen(registry))
    return tuple(_snapshot(job, binding.plan.code).view for job in jobs)


def compute_years(binding: Binding, views: Iterable[Momentopname]) -> tuple[Regiojaar, ...]:
    """The keten of a plan in school years, on views that are there; nothing is measured and nothing stored."""
    done: list[Regiojaar] = []
    for view in views:
        vorig = done[-1] if done and done[-1].schooljaar.shift(1) == view.schooljaar else None
        chain = _chain(binding, view, vorig, _stamp("", PLAN, binding.plan.code, view.schooljaar))
        done.append(_regiojaar(chain, PLAN))
    return tuple(done)


def _chain(binding: Binding, view: Momentopname, vorig: Regiojaar | None, stamp: dict[str, str]) -> ChainRun:
    """The keten of a region-year, run on from the former one; nothing of it is run where that one failed."""
    seen = view if vorig is None else view.after(vorig.slot, vorig.ledger)
    opening = dict(binding.plan.opening_cent) if vorig is None else carried(vorig.ledger)
    chain = ChainRun(binding, seen, stamp, opening)
    if vorig is None or vorig.status == "gelukt":
        chain.run()
    else:
        chain.skip(f"{binding.plan.code} {vorig.schooljaar} failed, so that there is nothing to go on from")
    return chain


def _regiojaar(
    chain: ChainRun, scenario: str, bevindingen: Iterable[Bevinding] = (), scholen: pd.DataFrame | None = None
) -> Regiojaar:
    """The outcome of a keten, without metingen."""
    return Regiojaar(
        scenario,
        chain.view.schooljaar,
        chain.binding.plan,
        chain.view,
        chain.slot,
        chain.ledger(),
        _no_metingen(),
        listed(chain.view) if scholen is None else scholen,
        tuple(chain.statussen),
        (*(("swvmon", "momentopname", b) for b in bevindingen), *chain.bevindingen),
        tuple(sorted(set(chain.gebruik))),
    )


def _taking_part(jobs: list[_Job]) -> set[str]:
    """Plugins that the outcome depends on; what else is installed or loaded does not change the run."""
    models = {m.plugin for job in jobs for m in job.binding.modellen.values()}
    indicators = {i.plugin for job in jobs for i in job.binding.indicatoren}
    return models | indicators | {a.plugin for job in jobs for a in job.sources.afleidingen}


@frozen(eq=False)
class _Closed:
    """A region-year whose ledger is closed, and that of the plan itself where this is another scenario."""

    deel: Regiojaar
    stamp: dict[str, str]
    van: Grootboek | None


def _close(
    snapshot: _Snapshot,
    identifier: str,
    done: Mapping[tuple[str, Schooljaar], Regiojaar],
    scholen: pd.DataFrame | None = None,
) -> _Closed:
    """Run the keten of one region-year of a scenario.

    Args:
        snapshot: what is computed.
        identifier: id of the run.
        done: region-years of the same region that are there already.
        scholen: the schools of the region, where they were listed already.
    """
    job, plan = snapshot.job, snapshot.binding.plan
    vorig = done.get((job.scenario, job.schooljaar.shift(-1)))
    base = done.get((PLAN, job.schooljaar)) if job.scenario != PLAN else None
    stamp = _stamp(identifier, job.scenario, plan.code, job.schooljaar)
    chain = _chain(snapshot.binding, snapshot.view, vorig, stamp)
    deel = _regiojaar(chain, job.scenario, snapshot.bevindingen, scholen)
    return _Closed(deel, stamp, None if base is None else base.ledger)


def _measure(job: _Job, closed: _Closed, samen: Collection[str] = ()) -> tuple[Regiojaar, Measured]:
    """The region-year, without its metingen, and what its indicators handed back.

    Args:
        job: what is computed.
        closed: the region-year.
        samen: indicators that were called for many regions at once.
    """
    deel, provisional = closed.deel, job.sources.provisional()
    indicatoren = job.binding.indicatoren
    return deel, measure(indicatoren, deel.view, deel.ledger, closed.stamp, closed.van, provisional, samen)


def _settled(computed: list[tuple[Regiojaar, Measured]], together: Together | None = None) -> list[Regiojaar]:
    """The region-years with their metingen, judged and added up together."""
    outcomes = settle([measured for _, measured in computed], together)
    return [
        evolve(deel, metingen=metingen, statussen=(*deel.statussen, *statussen))
        for (deel, _), (metingen, statussen) in zip(computed, outcomes, strict=True)
    ]


@cache
def _no_metingen() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns=list(METING))


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
