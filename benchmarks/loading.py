"""Loading the count of vo pupils, and a whole folder in one command: from a path to rows that are committed."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from benchmarks.data import COUNTED, ROWS, Data
from benchmarks.measuring import Figure, Pair, Sample, call, in_turn, process, python, remembered, swvmon, timed

AIM = 4.0
FOLDER_AIM = 3.0


def measure(work: Path, rounds: int, data: Data) -> list[Figure]:
    """In this process against `pandas.read_csv`, and the memory of a process against the same; then the folder."""
    return [_in_process(work, rounds, data), _memory(work, rounds, data), *measure_folder(work, rounds, data)]


def measure_folder(work: Path, rounds: int, data: Data) -> list[Figure]:
    """`swvmon load FOLDER` against reading the same files, and no others, with pandas and DuckDB; all processes.

    The figure of DuckDB is left out where it is not installed.
    """
    from swvmon.store import Store

    empty = work / "folder.db"
    Store.open(f"sqlite:///{empty}", create=True).close()
    files = _recognised(data)
    calls = "; ".join(
        f"pandas.read_csv({str(path)!r}, sep={sign!r}, encoding='cp1252', skiprows={above}, low_memory=False)"
        for path, sign, above in files
    )
    read = {"pandas": f"import pandas; {calls}"}
    if find_spec("duckdb"):
        calls = "; ".join(
            f"duckdb.read_csv({str(_utf8(path, work))!r}, sep={sign!r}, skiprows={above}, header=True, "
            "strict_mode=False).fetchnumpy()"
            for path, sign, above in files
        )
        read["duckdb"] = f"import duckdb; {calls}"
    pairs: dict[str, list[Pair]] = {name: [] for name in read}
    for number in range(rounds + 1):
        database = shutil.copy(empty, work / f"folder_{number}.db")
        loaded = process(swvmon("load", *map(str, data.region), "--db", f"sqlite:///{database}"), work)
        Path(database).unlink()
        for name, code in read.items():
            pairs[name].append(Pair(loaded, process(python(code), work)))
    what = f"`swvmon load` of a folder, {len(files)} files"
    seconds = [
        timed(what, f"a process that reads them with {name}", pairs[name][1:], FOLDER_AIM if name == "pandas" else None)
        for name in read
    ]
    return [*seconds, remembered(f"peak memory of {what}", "of the process with pandas", pairs["pandas"][1:])]


def _utf8(path: Path, work: Path) -> Path:
    """A copy that DuckDB can read: it takes nothing but UTF-8."""
    copy = work / "utf8" / "_".join(path.parts[-3:])
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(path.read_bytes().decode("cp1252", errors="replace"), "utf-8", newline="")
    return copy


def _recognised(data: Data) -> list[tuple[Path, str, int]]:
    """The tables among the files that are loaded: path, separator and lines above the header."""
    from swvmon.bronbestand import Bestand
    from swvmon.hooks.discovery import PluginChoice
    from swvmon.hooks.registry import load_databronnen
    from swvmon.run.bestanden import find_files

    databronnen, _ = load_databronnen(PluginChoice())
    datasets = [dataset for bron in databronnen for dataset in bron.value.datasets]
    found = []
    for candidate in find_files(data.region):
        kop = Bestand.open(candidate.pad).kop
        if candidate.pad.suffix == ".csv" and any(dataset.herken(kop) for dataset in datasets):
            found.append((candidate.pad, kop.scheidingsteken, kop.kopregel - 1))
    return found


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
