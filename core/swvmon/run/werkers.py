"""A run of every SWV over several processes: each computes some regions in all school years, one process writes.

What a region comes to does not depend on other regions, so neither the number of processes nor who is ready first
changes a byte. What is about all regions is computed at the end, in the order of a run in one process.
"""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon.errors import StoreError
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan
    from swvmon.run.execute import Regiojaar

PARTS_PER_WORKER = 2
"""A worker that is ready early takes another part; a run that stops loses at most one part of each."""


@frozen
class Opdracht:
    """What a process computes.

    Attributes:
        run_id: the run; a process that comes to another one sees other data, and stops.
        db: URL of the database; it may hold a password, so that it is not shown.
        choice: the plugins.
        plan: the region plan.
        schooljaren: school years.
        scenarios: names of scenarios.
        regios: the regions.
    """

    run_id: str
    db: str = field(repr=False)
    choice: PluginChoice
    plan: Regioplan = field(repr=False)
    schooljaren: tuple[Schooljaar, ...]
    scenarios: tuple[str, ...]
    regios: tuple[str, ...]


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

    def compute(self, opdrachten: list[Opdracht]) -> Iterator[list[Regiojaar]]:
        """The region-years of each opdracht of one run, as soon as a process has them; in no order.

        Raises:
            StoreError: a process was stopped; what was handed over until then can be kept.
            UsageError: data or plugins changed since the run started.
        """
        context = multiprocessing.get_context("spawn")  # a fork would share connections with the database
        with ProcessPoolExecutor(self.aantal, mp_context=context) as pool:
            tasks = [pool.submit(compute, opdracht) for opdracht in opdrachten]
            try:
                for task in as_completed(tasks):
                    yield task.result()
            except BrokenProcessPool:
                run_id = opdrachten[0].run_id
                raise StoreError(
                    f"a process of run {run_id} was stopped; go on with `swvmon run --hervat {run_id}`"
                ) from None
            finally:
                for task in tasks:
                    task.cancel()


def compute(opdracht: Opdracht) -> list[Regiojaar]:
    """All region-years of some regions, without the tables that they saw; nothing is stored.

    Raises:
        StoreError: this is another database than that of the run.
        UsageError: data, plugins or versions are others than those of the run.
    """
    from swvmon.run.execute import compute_regions
    from swvmon.store import Store

    registry = PluginRegistry(discover(opdracht.choice))
    with Store.open(opdracht.db) as store:
        manifests = store.runs().set_index("run_id")["manifest"]
        if opdracht.run_id not in manifests:
            raise StoreError(f"{store.name} has no run {opdracht.run_id}: it is not the database that the run is in")
        return compute_regions(store, registry, opdracht, json.loads(manifests[opdracht.run_id]))


def spread(  # noqa: PLR0913, PLR0917 - what a run is made of
    werkers: Werkers,
    run_id: str,
    plan: Regioplan,
    schooljaren: list[Schooljaar],
    scenarios: list[str],
    regios: list[str],
) -> Iterator[list[Regiojaar]]:
    """The region-years of regions, as soon as a worker has them; in no order.

    Raises:
        StoreError: a worker was stopped; what was handed over until then can be kept.
        UsageError: data or plugins changed since the run started.
    """
    number = min(len(regios), werkers.aantal * PARTS_PER_WORKER)
    parts = [tuple(regios[start::number]) for start in range(number)]
    years, names = tuple(schooljaren), tuple(scenarios)
    yield from werkers.compute(
        [Opdracht(run_id, werkers.db, werkers.choice, plan, years, names, part) for part in parts]
    )
