"""Flows over enrolments of a whole country: `swvmon micro count stromen`, and the same asked of engines by hand.

Every engine must come to the same counts, or the benchmark stops.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import Figure, Pair, Sample, process, remembered, swvmon, timed

if TYPE_CHECKING:
    import pandas as pd

PUPILS, YEARS = 2_400_000, 10
AIM = 1.3
ENGINES = {"duckdb": "DuckDB by hand", "polars": "Polars, streaming", "pandas": "pandas, pair by pair"}
GROWTH = (2_400, 24_000, 240_000, 2_400_000)


def measure(work: Path, rounds: int, pupils: int = PUPILS, years: int = YEARS) -> list[Figure]:
    """Whole processes, imports, fingerprints of the files, validation and commit included.

    Args:
        work: folder for what is made: some GiB.
        rounds: how many pairs with DuckDB by hand; the slower engines get two.
        pupils: pupils of the synthetic country.
        years: its school years.
    """
    land = Land(work / "flows", pupils, years)
    told = f"flows, {land.rows / 1e6:.1f} M enrolments, {years - 1} pairs of years"
    figures = []
    for engine, name in ENGINES.items():
        pairs = [Pair(land.ours(), land.by_hand(engine)) for _ in range((rounds if engine == "duckdb" else 2) + 1)][1:]
        land.compare()
        aim = AIM if engine == "duckdb" else None
        figures += [timed(told, name, pairs, aim), remembered(f"peak memory of {told}", f"of {name}", pairs)]
    two = Land(work / "flows_pair", pupils, 2)
    pairs = [Pair(two.ours(), two.by_hand("sqlite"))]
    two.compare()
    figures.append(timed("flows of one pair of years", "SQLite by hand, rows loaded before", pairs))
    return figures + grow(work, land)


def grow(work: Path, largest: Land) -> list[Figure]:
    """How time and memory grow, each time with ten times the pupils: a thousand times in all."""
    lands = [Land(work / f"flows_{number}", number, largest.years) for number in GROWTH[:-1]] + [largest]
    samples = [[land.ours() for _ in range(3)] for land in lands]
    figures = []
    for (less, first), (more, then) in zip(
        zip(GROWTH, samples, strict=True), list(zip(GROWTH, samples, strict=True))[1:], strict=False
    ):
        pairs = [Pair(subject, reference) for subject, reference in zip(then, first, strict=True)]
        what, than = f"flows of {more} pupils", f"of {less} pupils"
        figures += [timed(what, than, pairs), remembered(f"peak memory, {what}", than, pairs)]
    return figures


class Land:
    """A synthetic country, its enrolments loaded, and the counts that came of it."""

    def __init__(self, work: Path, pupils: int, years: int) -> None:
        self.work, self.years = work, years
        work.mkdir(parents=True, exist_ok=True)
        self._numbers = count()
        self._swvmon("synth", "--leerlingen", str(pupils), "--jaren", str(years), "--seed", "1", "land")
        self.files = sorted((work / "land").glob("*/inschrijving.parquet"))
        self._swvmon("load", *map(str, self.files), "--db", "sqlite:///land.db")
        import pyarrow.parquet as pq

        self.rows = sum(pq.read_metadata(path).num_rows for path in self.files)

    def ours(self) -> Sample:
        """`swvmon micro count stromen` on a database that never saw it."""
        number = next(self._numbers)
        shutil.copy(self.work / "land.db", self.work / f"ours{number}.db")
        (self.work / f"ours{number}.micro").symlink_to(self.work / "land.micro")
        sample = process(swvmon("micro", "count", "stromen", "--db", f"sqlite:///ours{number}.db"), self.work)
        self._last = self.work / f"ours{number}.db"
        return sample

    def by_hand(self, engine: str) -> Sample:
        """The same question by hand, in a process of its own."""
        files = [self._in_sqlite()] if engine == "sqlite" else self.files
        script = Path(__file__).with_name("flows_by_hand.py")
        return process([sys.executable, str(script), engine, str(self.work / "hand.csv"), *map(str, files)], self.work)

    def compare(self) -> None:
        """Both have the same counts; rows of nobody are ours alone."""
        import pandas as pd

        with sqlite3.connect(self._last) as con:
            ours = pd.read_sql(
                "SELECT strftime('%Y', vanaf) AS jaar, swv, kant, van, naar, leeftijd, cohort, aantal_min AS aantal "
                "FROM stroom_telling WHERE aantal_min > 0",
                con,
            )
        ours["jaar"] = ours["jaar"].astype(int) - ours["jaar"].astype(int).min()
        if not _sorted(ours).equals(_sorted(pd.read_csv(self.work / "hand.csv", keep_default_na=False))):
            raise RuntimeError("the counts differ: nothing is measured")

    def _in_sqlite(self) -> Path:
        import pyarrow.parquet as pq

        path = self.work / "rows.sqlite"
        if not path.exists():
            with sqlite3.connect(path) as con:
                for number, file in enumerate(self.files):
                    table = pq.read_table(file, columns=["leerling", "swv", "soort", "leeftijd", "cohort"])
                    con.execute(f"CREATE TABLE j{number} (leerling INTEGER PRIMARY KEY, swv, soort, leeftijd, cohort)")
                    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
                    con.executemany(f"INSERT INTO j{number} VALUES (?, ?, ?, ?, ?)", rows)
        return path

    def _swvmon(self, *arguments: str) -> None:
        subprocess.run(
            swvmon(*arguments), cwd=self.work, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def _sorted(rows: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    ages = pd.to_numeric(rows["leeftijd"], errors="coerce").fillna(-1).astype("int64")
    frame = rows.assign(leeftijd=ages, cohort=rows["cohort"].astype(str)).astype({"jaar": "int64", "aantal": "int64"})
    keys = ["jaar", "swv", "kant", "van", "naar", "leeftijd", "cohort"]
    return frame[[*keys, "aantal"]].sort_values(keys, ignore_index=True).astype(dict.fromkeys(keys, "object"))
