"""All SWV's in all school years, every indicator and a keten of fourteen steps, against single runs in a loop.

A loop over 152 SWV's and ten school years takes hours: a number of single runs, spread over both, stands for all.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

from benchmarks.measuring import Figure, Pair, Sample, process, remembered, swvmon, timed

PUPILS, YEARS, FIRST = 2_400_000, 10, 2014
AIM = 0.1
SINGLE_RUNS = 24
WERKERS = 2
SECTORS = ("PO", "VO")


def measure(work: Path, pupils: int = PUPILS, years: int = YEARS) -> list[Figure]:
    """One pair: the loop alone takes as long as all other benchmarks.

    Args:
        work: folder for what is made: some GiB.
        pupils: pupils of the synthetic country.
        years: its school years.
    """
    land = Everywhere(work / "everywhere", pupils, years)
    singles = land.single_runs(SINGLE_RUNS)
    loop = Sample(
        land.number * sum(s.seconds for s in singles) / len(singles),
        land.number * sum(s.processor_seconds for s in singles) / len(singles),
        max(s.peak_mib for s in singles),
    )
    what = f"`swvmon run --all --werkers {WERKERS}`, {land.number} region-years, {land.metingen} metingen"
    pairs = [Pair(land.together, loop)]
    return [
        timed(what, f"single runs in a loop, {SINGLE_RUNS} of them measured", pairs, AIM),
        remembered(f"peak memory of a process of {what}", "of a single run", pairs),
    ]


class Everywhere:
    """A synthetic country with all that is counted in it, and its run of all SWV's."""

    def __init__(self, work: Path, pupils: int, years: int) -> None:
        self.work = work
        work.mkdir(parents=True, exist_ok=True)
        self.years = [f"{start}/{(start + 1) % 100:02}" for start in range(FIRST, FIRST + years)]
        self._swvmon("synth", "--leerlingen", str(pupils), "--jaren", str(years), "--seed", "1", "land")
        self._swvmon("load", "land", "--db", "sqlite:///land.db")
        self._swvmon("micro", "count", "--db", "sqlite:///land.db")
        self.together = self._together()
        with sqlite3.connect(work / "all.db") as con:
            count = "SELECT count(*) FROM {} WHERE length(regio) > 2"
            self.number = con.execute(count.format("regiojaar")).fetchone()[0]
            self.metingen = con.execute("SELECT count(*) FROM meting").fetchone()[0]
            self.region_years = con.execute(
                "SELECT regio, schooljaar FROM regiojaar WHERE length(regio) > 2 ORDER BY regio, schooljaar"
            ).fetchall()
            failed = con.execute("SELECT count(*) FROM regiojaar WHERE status <> 'gelukt'").fetchone()[0]
        if failed or self.number != 152 * years:
            raise RuntimeError(f"{self.number} region-years, {failed} of them failed: nothing is measured")

    def single_runs(self, number: int) -> list[Sample]:
        """Some region-years, each by a command of its own in the same database."""
        shutil.copy(self.work / "land.db", self.work / "single.db")
        step = len(self.region_years) / number
        chosen = [self.region_years[int(place * step + step / 2)] for place in range(number)]
        return [self._single(regio, year) for regio, year in chosen]

    def _together(self) -> Sample:
        shutil.copy(self.work / "land.db", self.work / "all.db")
        span = f"{self.years[0]}..{self.years[-1]}"
        options = ["--schooljaren", span, "--werkers", str(WERKERS), "--db", "sqlite:///all.db"]
        for sector in SECTORS:
            shutil.copy(Path(__file__).with_name(f"{sector}.toml"), self.work)  # where the command looks for plans
        return process(swvmon("run", "--all", *options), self.work)

    def _single(self, regio: str, year: str) -> Sample:
        options = ["--plan", self._plan(regio[:2], regio), "--schooljaar", year, "--db", "sqlite:///single.db"]
        return process(swvmon("run", regio, *options), self.work)

    def _plan(self, sector: str, regio: str) -> str:
        """The plan of a sector, for all of it or for one SWV."""
        text = Path(__file__).with_name(f"{sector}.toml").read_text("utf-8")
        path = self.work / f"plan_{regio}.toml"
        path.write_text(re.sub(rf'^code = "{sector}"$', f'code = "{regio}"', text, flags=re.MULTILINE), "utf-8")
        return path.name

    def _swvmon(self, *arguments: str) -> None:
        subprocess.run(
            swvmon(*arguments), cwd=self.work, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
