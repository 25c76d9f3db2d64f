"""A run of every SWV over several processes: each computes some school years of all regions, one process writes.

Neither the number of processes nor who is ready first changes a byte: what is about all regions is computed by the one
that writes, in the order of a run in one process. A process hands over each school year when it has it, and goes on
with the next while that is stored.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from swvmon.errors import StoreError
from swvmon.run.voorbereid import prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from swvmon.hooks.discovery import PluginChoice
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan
    from swvmon.run.regiojaar import Regiojaar
    from swvmon.run.voorbereid import Voorbereid

NICE = 5
"""How much less of a processor a process that computes gets than the one that stores, where they share one."""
KETEN = 0.25
"""About what the keten of a school year takes, of all that a process computes of it."""


@frozen
class Berekening:
    """What a run of every SWV is made of, before it has an id.

    Attributes:
        db: URL of the database; it may hold a password, so that it is not shown.
        choice: the plugins.
        plan: the region plan.
        schooljaren: school years of the run.
        scenarios: names of scenarios.
    """

    db: str = field(repr=False)
    choice: PluginChoice
    plan: Regioplan = field(repr=False)
    schooljaren: tuple[Schooljaar, ...]
    scenarios: tuple[str, ...]


@frozen
class Opdracht:
    """What a process computes.

    Attributes:
        run_id: the run; a process that comes to another one sees other data, and stops.
        berekening: what the run is made of.
        geleverd: school years that are handed over; of the ones before them only the keten is run, from which they go
            on.
        regios: the regions.
        hervat: whether region-years of them may be stored, which need not be computed again.
    """

    run_id: str
    berekening: Berekening
    geleverd: tuple[Schooljaar, ...]
    regios: tuple[str, ...]
    hervat: bool = False


@frozen
class Werkers:
    """The processes of a run, on this machine.

    Attributes:
        aantal: how many.
        db: URL of the database; each process opens it for itself.
        choice: the plugins.
        processen: so many pools of one process each, see `started`.
    """

    aantal: int
    db: str = field(repr=False)
    choice: PluginChoice
    processen: tuple[ProcessPoolExecutor, ...] = field(default=(), repr=False, kw_only=True)

    def prepare(self, plan: Regioplan, schooljaren: Iterable[Schooljaar], scenarios: Iterable[str]) -> None:
        """Let processes choose their data while this one does; what is wrong is told by this one."""
        for pool in self.processen:
            pool.submit(_prepare, Berekening(self.db, self.choice, plan, tuple(schooljaren), tuple(scenarios)))

    def share(self, opdracht: Opdracht) -> list[Opdracht]:
        """An opdracht in parts, one for each process: by school year, as regions cost less together; else by region."""
        if len(opdracht.geleverd) < self.aantal:
            return by_region(opdracht, self.aantal)
        return [evolve(opdracht, geleverd=years) for years in consecutive(opdracht.geleverd, self.aantal)]

    def compute(self, opdrachten: list[Opdracht]) -> Iterator[list[Regiojaar]]:
        """The region-years of each opdracht of one run, a school year as soon as a process has it; in no order.

        The processes start now, or when they are ready with another run.

        Raises:
            StoreError: a process was stopped; what was handed over until then can be kept.
            UsageError: data or plugins changed since the run started.
        """
        run_id = opdrachten[0].run_id
        tasks: set[Future[list[Regiojaar]]] = set()
        with _stoppable(run_id):
            for pool, opdracht in zip(self.processen[: len(opdrachten)], opdrachten, strict=True):
                tasks.add(pool.submit(_begin, opdracht))
                tasks |= {pool.submit(_next_year) for _ in opdracht.geleverd}
                pool.submit(_end)
        return _arriving(tasks, run_id)


def _arriving(tasks: set[Future[list[Regiojaar]]], run_id: str) -> Iterator[list[Regiojaar]]:
    try:
        with _stoppable(run_id):
            for task in as_completed(tasks):
                tasks.discard(task)  # with what it found, which need not stay in memory
                if found := task.result():
                    yield found
    finally:
        for task in tasks:
            task.cancel()


@contextmanager
def _stoppable(run_id: str) -> Iterator[None]:
    """Say how to go on where a process was stopped."""
    try:
        yield
    except BrokenProcessPool:
        text = f"a process of run {run_id} was stopped; go on with `swvmon run --hervat {run_id}`"
        raise StoreError(text) from None


@contextmanager
def started(aantal: int, db: str, choice: PluginChoice) -> Iterator[Werkers]:
    """Processes, while runs use them."""
    context = multiprocessing.get_context("spawn")  # a fork would share connections with the database
    with ExitStack() as stack:
        pools = tuple(stack.enter_context(ProcessPoolExecutor(1, context, _yield)) for _ in range(aantal))
        try:
            yield Werkers(aantal, db, choice, processen=pools)
        finally:
            for pool in pools:  # of a run that failed nothing more is computed
                pool.shutdown(wait=False, cancel_futures=True)


def _yield() -> None:
    """Let the process that stores go before, where there is no processor for each: nothing waits for the others."""
    if hasattr(os, "nice"):
        os.nice(NICE)


@define
class _Proces:
    """What a process of a pool is at.

    Attributes:
        stack: what it has open.
        ready: what it chose its data for.
        computed: what it computes, as far as it is.
    """

    stack: ExitStack = field(factory=ExitStack)
    ready: tuple[Berekening, Voorbereid] | None = None
    computed: Iterator[list[Regiojaar]] = field(factory=lambda: iter(()))

    def prepare(self, berekening: Berekening) -> Voorbereid:
        """Choose the data, once for a run."""
        if self.ready is None or self.ready[0] != berekening:
            self.end()
            self.ready = berekening, self.stack.enter_context(prepared(berekening))
        return self.ready[1]

    def end(self) -> None:
        """Give back the memory and the database."""
        self.computed, self.ready = iter(()), None
        self.stack.close()


_DIT = _Proces()


def _prepare(berekening: Berekening) -> None:
    _DIT.prepare(berekening)


def _begin(opdracht: Opdracht) -> list[Regiojaar]:
    _DIT.computed = _DIT.prepare(opdracht.berekening).compute(opdracht)
    return []


def _next_year() -> list[Regiojaar]:
    """What the process has after its next school year; nothing where all is handed over."""
    return next(_DIT.computed, [])


def _end() -> None:
    _DIT.end()


def compute(opdracht: Opdracht) -> Iterator[list[Regiojaar]]:
    """All region-years of some regions, by school year, without the tables that they saw; nothing is stored.

    Raises:
        StoreError: this is another database than that of the run.
        UsageError: data, plugins or versions are others than those of the run.
    """
    with prepared(opdracht.berekening) as ready:
        yield from ready.compute(opdracht)


def by_region(opdracht: Opdracht, parts: int) -> list[Opdracht]:
    """The same for parts of the regions, each with regions from the whole list."""
    regios = opdracht.regios
    number = min(len(regios), parts)
    return [evolve(opdracht, regios=regios[start::number]) for start in range(number)]


def consecutive(years: tuple[Schooljaar, ...], parts: int) -> list[tuple[Schooljaar, ...]]:
    """School years in at most so many parts that take about as long, each with the keten of the years before it."""
    length = len(years) / parts
    while True:
        found: list[tuple[Schooljaar, ...]] = []
        start = 0
        while start < len(years) and len(found) < parts and (many := int(length - KETEN * start)) > 0:
            found.append(years[start : start + many])
            start += many
        if start >= len(years):
            return found
        length += KETEN
