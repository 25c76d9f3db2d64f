"""A run of every SWV of a sector: all regions of a school year, then what is about all of them, then the next year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from swvmon.arrow import stacked
from swvmon.contract.grootboek import Grootboek, join
from swvmon.contract.indicator import REGIOS
from swvmon.contract.momentopname import Momentopname
from swvmon.run.chain import ChainRun
from swvmon.run.herstel import goes_on, restore
from swvmon.run.measure import measure_sector, measure_together
from swvmon.run.regiojaar import (
    Closed,
    Job,
    Regiojaar,
    ask_indicatoren,
    close_together,
    no_metingen,
    settled,
    stamp_of,
    take_snapshot,
)
from swvmon.run.scholen import listed
from swvmon.run.sources import Sources, join_views
from swvmon.run.voortgang import Voortgang

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from swvmon.perioden import Schooljaar
    from swvmon.run.regiojaar import Key
    from swvmon.run.samen import Joined
    from swvmon.run.werkers import Werkers
    from swvmon.store import Store

TOGETHER = 80
"""Regions whose metingen are judged and added up at once; a run that stops loses at most these."""


def restored(
    store: Store, identifier: str, jobs: list[Job], regions: dict[Schooljaar, list[str]]
) -> dict[Key, Regiojaar]:
    """What of a run that did not end need not be computed again."""
    plans = {job.scenario: job.plan for job in jobs}
    return restore(store, identifier, plans, regions, whole=any(job.binding.hands_over() for job in jobs))


def spread(  # noqa: PLR0913, PLR0917 - what a run is made of
    werkers: Werkers,
    jobs: list[Job],
    regions: dict[Schooljaar, list[str]],
    identifier: str,
    before: Collection[Key],
    on_progress: Callable[[str], None],
) -> Iterator[list[Regiojaar]]:
    """The region-years of regions that are not there whole, computed by processes from now on, in no order."""
    from swvmon.run.werkers import Berekening, Opdracht

    years, names = list(dict.fromkeys(j.schooljaar for j in jobs)), list(dict.fromkeys(j.scenario for j in jobs))
    codes = sorted({code for found in regions.values() for code in found})
    wanted = {code: [(n, code, y) for y in years if code in regions[y] for n in names] for code in codes}
    lacking = [code for code in codes if any(key not in before for key in wanted[code])]
    missing = [key for code in lacking for key in wanted[code] if key not in before]
    clock = Voortgang(len(missing))
    some = any(key in before for code in lacking for key in wanted[code])
    opdracht = Opdracht(
        run_id=identifier,
        berekening=Berekening(werkers.db, werkers.choice, jobs[0].binding.plan, tuple(years), tuple(names)),
        geleverd=tuple(sorted({year for _, _, year in missing})),
        regios=tuple(lacking),
        hervat=some,
    )
    arriving = werkers.compute(werkers.share(opdracht)) if lacking else iter(())

    def told() -> Iterator[list[Regiojaar]]:
        for together in arriving:
            clock.add(len(together))
            on_progress(f"{jobs[0].plan.code}, {werkers.aantal} werkers, {clock}")
            yield together

    return told()


def national(  # noqa: PLR0913 - what a run is made of
    jobs: list[Job],
    regions: dict[Schooljaar, list[str]],
    identifier: str,
    on_progress: Callable[[str], None],
    before: dict[Key, Regiojaar],
    *,
    arriving: Iterator[list[Regiojaar]] | None = None,
    geleverd: Collection[Schooljaar] = (),
    over_regions: bool = True,
) -> Iterator[tuple[list[Regiojaar], list[Regiojaar]]]:
    """All regions of a sector, year by year, and after each year what is about all of them.

    Args:
        jobs: what is computed, in order of time.
        regions: the regions of each school year.
        identifier: id of the run.
        on_progress: told what is being done.
        before: what is stored already; what arrives is added.
        arriving: region-years as other processes hand them over, in no order: nothing is computed here then.
        geleverd: school years that are measured, of the others only the keten is run; none named: all.
        over_regions: whether to compute what is about all regions.

    Yields:
        What was computed now or arrived, and regions of which all is there, in order: each in its turn, once.
    """
    clock = Voortgang(sum(j.key(c) not in before for j in jobs for c in regions[j.schooljaar]))
    land = _Land(identifier, clock, on_progress)
    lacking = {c for job in jobs for c in regions[job.schooljaar] if job.key(c) not in before}
    unfinished, stored = lacking if arriving is None else set[str](), set(before)
    measured: dict[str, pd.DataFrame] = {}
    past: Sources | None = None
    for number_of_job, job in enumerate(jobs):
        codes = regions[job.schooljaar]
        for fresh in _until(arriving, before, {job.key(code) for code in codes}):
            yield fresh, []
        before |= {key: _went_on(before, key, land) for key in map(job.key, codes) if key in stored}
        there = {code: before[job.key(code)] for code in codes if job.key(code) in before}
        whole = not geleverd or job.schooljaar in geleverd
        if len(there) < len(codes):
            looked_at = whole or job.schooljaar.shift(1) in geleverd  # by indicators of the year after it
            job.sources.split(job.tables if looked_at else evolve(job.binding, indicatoren=()).tables(job.schooljaar))
        for code in sorted(set(there) & unfinished):
            land.revive(job, there[code])
        for start in range(0, len(codes), TOGETHER):
            block = codes[start : start + TOGETHER]
            part = [code for code in block if code not in there]
            if whole:
                fresh = land.compute(job, part) if part else []
                there |= {deel.plan.code: deel for deel in fresh}
                yield fresh, [there[code] for code in block]
            elif part:
                land.close(job, part)
        if over_regions:
            every = _below([measured.get(job.scenario), *(there[code].metingen for code in codes)])
            sector = [_over_regions(job, identifier, every)]
            yield sector, sector
            read = [naam for i in job.binding.indicatoren if i.value.over == REGIOS for naam in i.value.uit]
            measured[job.scenario] = every[every["indicator"].isin(read)]  # a later year looks back at these only
        if job is [j for j in jobs if j.sources is job.sources][-1]:
            if past is not None:  # the former school year may still be looked back at
                past.forget([j.sources for j in jobs[number_of_job:]])
            past = job.sources
    for fresh in arriving or ():  # nothing is left, but the processes are told to stop
        yield fresh, []


def _until(
    arriving: Iterator[list[Regiojaar]] | None, before: dict[Key, Regiojaar], wanted: set[Key]
) -> Iterator[list[Regiojaar]]:
    """What arrives until these are there, which is added to what was."""
    while arriving is not None and not wanted <= before.keys():
        fresh = next(arriving)
        before |= {deel.key: deel for deel in fresh}
        yield fresh


@frozen(eq=False)
class _Land:
    """The regions that this process computes, with the school years that a later one may go on from.

    Attributes:
        identifier: id of the run.
        clock: how far it is.
        on_progress: told what is being done.
        done: by region what was done of it.
    """

    identifier: str
    clock: Voortgang
    on_progress: Callable[[str], None]
    done: dict[str, dict[tuple[str, Schooljaar], Regiojaar]] = field(factory=dict)

    def revive(self, job: Job, deel: Regiojaar) -> None:
        """Take a region-year that was stored as done, so that a later one can go on from it."""
        code = deel.plan.code
        own = _recent(job, self.done.get(code, {}))
        self.done[code] = own | {(job.scenario, job.schooljaar): _revived(job, deel, own)}

    def close(self, job: Job, codes: Sequence[str]) -> tuple[Momentopname, pd.DataFrame, list[Closed]]:
        """Run the keten of regions; hands back their tables and schools too."""
        view = job.sources.together(job.plan.code, codes, job.tables)
        schools = listed(view)
        own_schools = {str(regio): rows for regio, rows in schools.groupby("regio")}
        self.on_progress(f"{job.plan.code} {job.schooljaar} {job.scenario}, {len(codes)} SWV's, {self.clock}")
        self.clock.add(len(codes))
        former = {code: _recent(job, self.done.get(code, {})) for code in codes}
        snapshots = [take_snapshot(job, code) for code in codes]
        closed = close_together(snapshots, self.identifier, former, own_schools, _joined(job, view))
        for each in closed:
            code = each.deel.plan.code
            self.done[code] = former[code] | {(job.scenario, job.schooljaar): each.deel}
        return view, schools, closed

    def compute(self, job: Job, codes: Sequence[str]) -> list[Regiojaar]:
        """The region-years of regions, with their metingen."""
        view, schools, closed = self.close(job, codes)
        calls = _calls(job, view, closed, self.done)
        together = measure_together(job.binding.indicatoren, calls, schools)
        return settled([ask_indicatoren(job, each, together.namen) for each in closed], together)


def _went_on(before: Mapping[Key, Regiojaar], key: Key, land: _Land) -> Regiojaar:
    """A stored region-year, gone on from the one before it, whether that was stored, arrived or was computed here."""
    scenario, code, year = key
    former = (scenario, year.shift(-1))
    vorig = before.get((scenario, code, year.shift(-1))) or land.done.get(code, {}).get(former)
    return before[key] if vorig is None else goes_on(before[key], vorig)


def _recent(job: Job, done: Mapping[tuple[str, Schooljaar], Regiojaar]) -> dict[tuple[str, Schooljaar], Regiojaar]:
    """Of what was done of a region, this school year and the one before it."""
    return {key: deel for key, deel in done.items() if job.schooljaar.shift(-1) <= key[1]}


def _revived(job: Job, deel: Regiojaar, done: Mapping[tuple[str, Schooljaar], Regiojaar]) -> Regiojaar:
    """A region-year that was stored, with the tables that it saw, for a later one that goes on from it."""
    view = take_snapshot(job, deel.plan.code).view
    vorig = done.get((job.scenario, job.schooljaar.shift(-1)))
    seen = view if vorig is None else view.after(vorig.slot, vorig.ledger)
    return evolve(deel, view=seen, slot=seen)


def _joined(job: Job, every: Momentopname) -> Joined:
    """The tables of many regions of a job; those of all of them are there already."""

    def joined(codes: Sequence[str]) -> Momentopname:
        return every if tuple(codes) == every.regios else job.sources.together(job.plan.code, codes, job.tables)

    return joined


def _calls(
    job: Job,
    every: Momentopname,
    closed: list[Closed],
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
            view = _joined(job, every)(codes)
            if codes[0] in former:
                before = join_views(view.regio, {code: former[code].slot for code in codes})
                view = view.after(before, join({code: former[code].ledger for code in codes}))
            calls.append((view, {code: ledgers[code] for code in codes}))
    return calls


def _below(frames: Iterable[pd.DataFrame | None]) -> pd.DataFrame:
    """Metingen below each other."""
    filled = [frame for frame in frames if frame is not None and len(frame)]
    return stacked(filled) if filled else no_metingen()


def _over_regions(job: Job, identifier: str, measured: pd.DataFrame) -> Regiojaar:
    """What is about all regions of a school year: a region-year of its own, with the sector in place of a region."""
    plan = job.plan
    stamp = stamp_of(identifier, job.scenario, plan.code, job.schooljaar)
    metingen, statussen = measure_sector(job.binding.indicatoren, measured, job.schooljaar, stamp)
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
