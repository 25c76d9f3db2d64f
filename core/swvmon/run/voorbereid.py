"""What a process has ready before it computes regions of a run of every SWV: the plugins, and the chosen data."""

from __future__ import annotations

import json
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from swvmon.errors import StoreError, UsageError
from swvmon.hooks.discovery import discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.run.bind import bind_all
from swvmon.run.landelijk import national, restored
from swvmon.run.manifest import manifest_difference
from swvmon.run.opzet import make_jobs, manifest_of
from swvmon.run.sources import offered_afleidingen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swvmon.perioden import Schooljaar
    from swvmon.run.regiojaar import Job, Regiojaar
    from swvmon.run.werkers import Berekening, Opdracht
    from swvmon.store import Store


@frozen(eq=False)
class Voorbereid:
    """What regions are computed with.

    Attributes:
        store: the database.
        jobs: what is computed, in order of time.
        manifest: what decides the outcome, of this process.
        regios: the regions of each school year.
    """

    store: Store = field(repr=False)
    jobs: list[Job] = field(repr=False)
    manifest: dict[str, Any] = field(repr=False)
    regios: dict[Schooljaar, list[str]] = field(repr=False)

    def compute(self, opdracht: Opdracht) -> Iterator[list[Regiojaar]]:
        """The region-years of some regions, without the tables that they saw; nothing is stored.

        Yields:
            Those of each school year, without what is stored already.

        Raises:
            StoreError: this is another database than that of the run.
            UsageError: data, plugins or versions are not those of the manifest of the run.
        """
        run_id = opdracht.run_id
        manifests = self.store.runs().set_index("run_id")["manifest"]
        if run_id not in manifests:
            raise StoreError(f"{self.store.name} has no run {run_id}: it is not the database that the run is in")
        if changed := manifest_difference(json.loads(manifests[run_id]), self.manifest):
            raise UsageError(f"run {run_id} began with other data, plugins or versions: {changed}; start it again")
        mine = set(opdracht.regios)
        regions = {year: [code for code in codes if code in mine] for year, codes in self.regios.items()}
        before = restored(self.store, run_id, self.jobs, regions) if opdracht.hervat else {}
        needed = [job for job in self.jobs if job.schooljaar <= max(opdracht.geleverd)]
        parts = national(
            needed, regions, run_id, lambda _text: None, before, geleverd=opdracht.geleverd, over_regions=False
        )
        for _, of_year in groupby(parts, key=lambda part: part[1][0].schooljaar):
            if computed := [evolve(deel.light(), scholen=deel.scholen) for fresh, _ in of_year for deel in fresh]:
                yield computed


@contextmanager
def prepared(berekening: Berekening) -> Iterator[Voorbereid]:
    """The data of a run is chosen and its regions are known, while the database is open.

    Raises:
        PlanError: the plan cannot run.
        MissingData: a table that is needed is not loaded.
    """
    from swvmon.store import Store

    plan, years, names = berekening.plan, list(berekening.schooljaren), list(berekening.scenarios)
    registry = PluginRegistry(discover(berekening.choice))
    with Store.open(berekening.db) as store:
        jobs = make_jobs(store, plan, years, bind_all(plan, names, registry, years), offered_afleidingen(registry))
        regios = {job.schooljaar: job.sources.regions() for job in jobs}
        yield Voorbereid(store, jobs, manifest_of(plan, years, names, jobs, registry), regios)
