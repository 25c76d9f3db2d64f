"""Loading the count of vo pupils: from a path to rows that are committed."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

from benchmarks.data import COUNTED, ROWS, Data
from benchmarks.measuring import Figure, Sample, call, in_turn, process, python, remembered, swvmon, timed

AIM = 4.0


def measure(work: Path, rounds: int, data: Data) -> list[Figure]:
    """In this process against `pandas.read_csv`, and the memory of a whole process against the same."""
    return [_in_process(work, rounds, data), _memory(work, rounds, data)]


def _in_process(work: Path, rounds: int, data: Data) -> Figure:
    """Each load gets a database with tables and without rows."""
    import pandas as pd

    from swvmon.hooks.discovery import PluginChoice
    from swvmon.hooks.registry import load_databronnen
    from swvmon.run.load import Laadresultaat, load_paths
    from swvmon.store import Store

    numbers = count()
    empty = work / "empty.db"
    Store.open(f"sqlite:///{empty}", create=True).close()
    databronnen, _ = load_databronnen(PluginChoice())

    def fresh() -> Path:
        return Path(shutil.copy(empty, work / f"load_{next(numbers)}.db"))

    def load(database: Path) -> Sample:
        with Store.open(f"sqlite:///{database}") as store:
            results: list[Laadresultaat] = []
            took = call(lambda: results.extend(load_paths(store, databronnen, [data.pupils], peildatum=COUNTED)))
        assert (results[0].geaccepteerd, results[0].afgekeurd) == (ROWS, 0), results
        return took

    def read(_: Path) -> Sample:
        return call(lambda: pd.read_csv(data.pupils, sep=";", encoding="cp1252"))

    pairs = in_turn(rounds, load, read, fresh)
    return timed(f"load of {ROWS} rows, in process", "`pandas.read_csv` of the file", pairs, AIM)


def _memory(work: Path, rounds: int, data: Data) -> Figure:
    numbers = count()
    read = python(f"import pandas; pandas.read_csv({str(data.pupils)!r}, sep=';', encoding='cp1252')")

    def fresh() -> Path:
        return Path(shutil.copy(work / "empty.db", work / f"memory_{next(numbers)}.db"))

    def load(database: Path) -> Sample:
        options = ["--peildatum", COUNTED.isoformat(), "--db", f"sqlite:///{database}"]
        return process(swvmon("load", str(data.pupils), *options), work)

    pairs = in_turn(rounds, load, lambda _: process(read, work), fresh)
    return remembered("peak memory of `swvmon load`", "of a process with `pandas.read_csv`", pairs)
