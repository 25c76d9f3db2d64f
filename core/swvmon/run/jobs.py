"""The jobs behind `swvmon run`: a region, the packaged demo, and the rest of a run that did not end."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from swvmon.errors import FileFault, MissingData, UsageError
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import PLAN, read_plan, read_plan_file
from swvmon.regioplan.vinden import find_plan
from swvmon.run.bind import bind_all
from swvmon.run.execute import Begonnen, RunResult, begin
from swvmon.run.manifest import manifest_difference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from swvmon.regioplan.plan import Regioplan
    from swvmon.run.werkers import Werkers

    Tell = Callable[[str], None]


def run_region(  # noqa: PLR0913, PLR0917 - what the command line says
    db: str,
    choice: PluginChoice,
    regio: str,
    schooljaren: list[Schooljaar],
    plan: Path | None,
    scenarios: tuple[str, ...],
    tell: Tell,
) -> RunResult:
    """Run one region in school years, in order of time."""
    from swvmon.store import Store

    found = find_plan(regio, plan)
    with Store.open(db) as store:
        return begin(
            store, PluginRegistry(discover(choice)), found, schooljaren, _names(found, scenarios), tell
        ).finish()


def run_all(  # noqa: PLR0913, PLR0917 - what the command line says
    db: str,
    choice: PluginChoice,
    schooljaren: list[Schooljaar],
    plan: Path | None,
    scenarios: tuple[str, ...],
    tell: Tell,
    werkers: int = 1,
    cluster: str | None = None,
) -> list[RunResult]:
    """Run every SWV: of the sector of a plan, else of both, one run each; a sector without schools is passed over.

    With more than one of `werkers`, so many processes compute the regions, and with the address of a `cluster` its
    workers; the outcome is the same to the byte.

    Raises:
        MissingData: no schools of either sector are loaded.
    """
    from swvmon.store import Store

    plans = [read_plan_file(plan)] if plan else [find_plan(code) for code in ("PO", "VO")]
    if not plans[0].landelijk:
        raise UsageError(f"{plans[0].bron} is the plan of {plans[0].code}; a plan for --all has code PO or VO")
    begun: list[Begonnen] = []
    lacking: list[MissingData] = []
    with _pool(werkers, cluster, db, choice) as pool, Store.open(db) as store:
        found_plugins = discover(choice)
        registries = [PluginRegistry(found_plugins) for _ in plans]
        for found, registry in zip(plans, registries, strict=True):  # a plan that cannot run is told before any begins
            bind_all(found, _names(found, scenarios), registry, schooljaren)
        for found, registry in zip(plans, registries, strict=True):
            try:
                begun.append(begin(store, registry, found, schooljaren, _names(found, scenarios), tell, werkers=pool))
            except MissingData as error:
                lacking.append(error)
        if not begun:
            raise lacking[0]
        return [each.finish() for each in begun]


@contextmanager
def _pool(werkers: int, cluster: str | None, db: str, choice: PluginChoice) -> Iterator[Werkers | None]:
    """What computes a run of every SWV; None where this process does."""
    from swvmon.run.cluster import connect
    from swvmon.run.werkers import started

    if cluster is not None:
        with connect(cluster, db, choice) as pool:
            yield pool
    elif werkers > 1:
        with started(werkers, db, choice) as pool:
            yield pool
    else:
        yield None


def resume(  # noqa: PLR0913, PLR0917 - what the command line says
    db: str, choice: PluginChoice, run: str, tell: Tell, werkers: int = 1, cluster: str | None = None
) -> RunResult:
    """Finish a run that did not end: of one region what is done is compared, of every SWV it is taken as it is.

    Raises:
        UsageError: plugins, data or versions changed since, so that it would be another run; or the run is of one
            region, which this process computes.
    """
    from swvmon.store import Store

    with Store.open(db) as store:
        row = store.find_run(run)
        manifest = json.loads(row.manifest)
        plan = read_plan(manifest["plan"], f"plan of run {row.run_id}")
        if cluster is not None and not plan.landelijk:
            raise UsageError(f"run {row.run_id} is of {plan.code} alone: go on with it without --cluster")
        years = [Schooljaar.parse(text) for text in manifest["schooljaren"]]

        def same(now: dict[str, Any]) -> None:
            if changed := manifest_difference(manifest, now):
                text = f"run {row.run_id} cannot be continued, its input changed: {changed}. Start a new run"
                raise UsageError(text)

        names = manifest["scenarios"]
        with _pool(werkers, cluster, db, choice) as pool:
            registry = PluginRegistry(discover(choice))
            return begin(
                store, registry, plan, years, names, tell, check_manifest=same, resumed=True, werkers=pool
            ).finish()


def run_demo(choice: PluginChoice, scenarios: tuple[str, ...], tell: Tell) -> RunResult:
    """Load the packaged fictional region into a database that is thrown away, and run it."""
    from swvmon.demo import SCHOOLJAAR, demo_plan, write_demo
    from swvmon.run.load import load_paths
    from swvmon.store import Store

    with tempfile.TemporaryDirectory(prefix="swvmon-demo-") as name:
        folder = Path(name)
        write_demo(folder)
        plan = read_plan(demo_plan(), "packaged fictional region")
        registry = PluginRegistry(discover(choice))
        with Store.open(f"sqlite:///{folder / 'demo.db'}", create=True) as store:
            sources = registry.register(
                "databronnen", [p.naam for p in registry.discovery.plugins if p.card.databronnen]
            )
            results = load_paths(store, sources, [folder / "data"])
            if faults := [r for r in results if r.exit_code]:
                raise FileFault(f"the packaged region does not load: {faults[0].pad}: {faults[0].melding}")
            return begin(store, registry, plan, [Schooljaar.parse(SCHOOLJAAR)], _names(plan, scenarios), tell).finish()


def _names(plan: Regioplan, scenarios: tuple[str, ...]) -> tuple[str, ...]:
    """The plan itself first, then the scenarios that were asked for, those of a sweep in its place, each once."""
    if PLAN in scenarios and len(scenarios) == 1:
        return (PLAN,)
    if len(set(scenarios)) != len(scenarios):
        raise UsageError("a scenario is named twice")
    return plan.chosen_scenarios((PLAN, *scenarios))
