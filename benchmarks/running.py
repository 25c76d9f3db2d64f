"""The main job, `swvmon run` of one region in one school year: as a process, and inside one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

from benchmarks import plain
from benchmarks.data import SCHOOLJAAR, Data
from benchmarks.measuring import Figure, Sample, call, in_turn, process, python, remembered, swvmon, timed

AIM_COLD = 2.0


def measure(work: Path, rounds: int, data: Data) -> list[Figure]:
    """A cold run against importing what it needs, and a warm one against pandas code of the same rule."""
    loaded = _load(work, data)
    numbers = count()

    def fresh() -> Path:
        return Path(shutil.copy(loaded, work / f"run_{next(numbers)}.db"))

    cold, memory = _cold(work, rounds, data, fresh)
    return [cold, _warm(rounds, data, fresh), memory]


def _load(work: Path, data: Data) -> Path:
    from swvmon.hooks.discovery import PluginChoice
    from swvmon.hooks.registry import load_databronnen
    from swvmon.run.load import load_paths
    from swvmon.store import Store

    database = work / "loaded.db"
    with Store.open(f"sqlite:///{database}", create=True) as store:
        results = load_paths(store, load_databronnen(PluginChoice())[0], data.region)
    faults = [result.melding for result in results if result.exit_code]
    assert not faults, faults[0]
    return database


def _cold(work: Path, rounds: int, data: Data, fresh: Callable[[], Path]) -> tuple[Figure, Figure]:
    plan = ["--plan", str(data.plan)] if data.plan else []

    def run(database: Path) -> Sample:
        options = ["--schooljaar", SCHOOLJAAR, "--db", f"sqlite:///{database}", *plan]
        return process(swvmon("run", data.regio, *options), work)

    pairs = in_turn(rounds, run, lambda _: process(python("import pandas, sqlmodel"), work), fresh)
    reference = '`python -c "import pandas, sqlmodel"`'
    return (
        timed(f"`swvmon run {data.regio}`, cold process", reference, pairs, AIM_COLD),
        remembered("peak memory of `swvmon run`", f"of {reference}", pairs),
    )


def _warm(rounds: int, data: Data, fresh: Callable[[], Path]) -> Figure:
    """Both start at the loaded tables; both must come to the same euros."""
    from swvmon.hooks.discovery import PluginChoice
    from swvmon.perioden import Schooljaar
    from swvmon.run.jobs import run_region
    from swvmon.run.regiojaar import totals

    year = Schooljaar.parse(SCHOOLJAAR)
    outcomes: set[int] = set()

    def run(database: Path) -> Sample:
        def subject() -> None:
            url = f"sqlite:///{database}"
            result = run_region(url, PluginChoice(), data.regio, [year], data.rule, (), lambda _text: None)
            assert not result.failed, result.delen[0].statussen
            assert not result.herhaald
            outcomes.add(totals(result.delen[0].ledger)["vestiging"])

        return call(subject)

    def script(database: Path) -> Sample:
        return call(lambda: outcomes.add(plain.total_cent(database, data.regio)))

    pairs = in_turn(rounds, run, script, fresh)
    assert len(outcomes) == 1, f"the run and the plain script differ: {sorted(outcomes)} cent"
    return timed("the same run, in process", "plain pandas, same tables, same euros", pairs)
