"""Enrolments beside a database, and a count over them; for tests and for the processes that they kill."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from swvmon.contract.microtelling import Microtelling
from swvmon.hooks.registry import Registered
from swvmon.run.load import load_paths
from swvmon.testing import write_enrolments

if TYPE_CHECKING:
    from pathlib import Path

    from swvmon.run.load import Laadresultaat
    from swvmon.store import Store

ROWS = pd.DataFrame({"leerling": range(40), "swv": "PO8001", "soort": ["so"] * 30 + ["sbo"] * 10})
SQL = """SELECT nu.swv, nu.soort, 1 AS inschrijvingen, count(*) AS aantal_min, count(*) AS aantal_max
         FROM vorig JOIN nu USING (leerling) GROUP BY ALL"""


def telling(
    sql: str = SQL, leest: tuple[str, ...] = ("vorig", "nu"), naam: str = "proef"
) -> list[Registered[Microtelling]]:
    return [Registered(Microtelling(naam, "Proef", "verblijf_telling", leest, sql), "proef", "swvmon-proef", "1.0")]


class Micro:
    """A database with its folder, and a way to load enrolments of a year."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.bron = folder
        self.map = folder / "swvmon.micro"

    def write(self, year: int, rows: pd.DataFrame = ROWS) -> Path:
        path = self.bron / f"{year}.parquet"
        write_enrolments(path, date(year, 10, 1), rows)
        return path

    def load(self, *years: int, rows: pd.DataFrame = ROWS) -> list[Laadresultaat]:
        return load_paths(self.store, [], [self.write(year, rows) for year in years])

    def files(self) -> list[str]:
        return sorted(p.name for p in self.map.iterdir()) if self.map.exists() else []
