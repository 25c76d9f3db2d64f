"""A run of every SWV over several processes: each computes some regions in all school years, one process writes.

What a region comes to does not depend on other regions, so neither the number of processes nor who is ready first
changes a byte. What is about all regions is computed at the end, in the order of a run in one process. A process hands
over each school year when it has it, and goes on with the next while that is stored.
"""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from swvmon.errors import StoreError
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan
    from swvmon.run.regiojaar import Regiojaar

_COMPUTED: list[Iterator[list[Regiojaar]]] = []
"""What this process computes, as far as it is."""


KETEN = 0.25
"""About what the keten of a school year takes, of all that a process computes of it."""


@frozen
class Opdracht:
    """What a process computes.

    Attributes:
        run_id: the run; a process that comes to another one sees other data, and stops.
        db: URL of the database; it may hold a password, so that it is not shown.
        choice: the plugins.
        plan: the region plan.
        schooljaren: school years of the run.
        geleverd: those that are handed over; of the ones before them only the keten is run, from which they go on.
        scenarios: names of scenarios.
        regios: the regions.
        hervat: whether region-years of them may be stored, which need not be computed again.
    """

    run_id: str
    db: str = field(repr=False)
    choice: PluginChoice
    plan: Regioplan = field(repr=False)
    schooljaren: tuple[Schooljaar, ...]
    geleverd: tuple[Schooljaar, ...]
    scenarios: tuple[str, ...]
    regios: tuple[str, ...]
    hervat: bool = False


@frozen
class Werkers:
    """The processes of a run, on this machine.

    Attributes:
        aantal: how many.
        db: URL of the database; each process opens it for itself.
        choice: the plugins.
    """

    aantal: int
    db: str = field(repr=False)
    choice: PluginChoice

    def share(self, opdracht: Opdracht) -> list[Opdracht]:
        """An opdracht in parts, one for each process: by school year, as regions cost less together; else by region."""
        if len(opdracht.geleverd) < self.aantal:
            return by_region(opdracht, self.aantal)
        return [evolve(opdracht, geleverd=years) for years in consecutive(opdracht.geleverd, self.aantal)]

    def compute(self, opdrachten: list[Opdracht]) -> Iterator[list[Regiojaar]]:
        """The region-years of each opdracht of one run, a school year as soon as a process has it; in no order.

        Raises:
            StoreError: a process was stopped; what was handed over until then can be kept.
            UsageError: data or plugins changed since the run started.
        """
        context = multiprocessing.get_context("spawn")  # a fork would share connections with the database
        with ExitStack() as stack:
            tasks = set()
            for opdracht in opdrachten:
                pool = stack.enter_context(ProcessPoolExecutor(1, context, _begin, (opdracht,)))
                tasks |= {pool.submit(_next_year) for _ in opdracht.geleverd}
            try:
                for task in as_completed(tasks):
                    tasks.discard(task)  # with what it found, which need not stay in memory
                    if found := task.result():
                        yield found
            except BrokenProcessPool:
                run_id = opdrachten[0].run_id
                raise StoreError(
                    f"a process of run {run_id} was stopped; go on with `swvmon run --hervat {run_id}`"
                ) from None
            finally:
                for task in tasks:
                    task.cancel()


def _begin(opdracht: Opdracht) -> None:
    _COMPUTED.append(compute(opdracht))


def _next_year() -> list[Regiojaar]:
    """What the process has after its next school year; nothing where all is handed over."""
    return next(_COMPUTED[0], [])


def compute(opdracht: Opdracht) -> Iterator[list[Regiojaar]]:
    """All region-years of some regions, by school year, without the tables that they saw; nothing is stored.

    Raises:
        StoreError: this is another database than that of the run.
        UsageError: data, plugins or versions are others than those of the run.
    """
    from swvmon.run.landelijk import compute_regions
    from swvmon.store import Store

    registry = PluginRegistry(discover(opdracht.choice))
    with Store.open(opdracht.db) as store:
        manifests = store.runs().set_index("run_id")["manifest"]
        if opdracht.run_id not in manifests:
            raise StoreError(f"{store.name} has no run {opdracht.run_id}: it is not the database that the run is in")
        yield from compute_regions(store, registry, opdracht, json.loads(manifests[opdracht.run_id]))


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
