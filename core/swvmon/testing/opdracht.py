"""The command line on a database of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon.errors import SwvmonError

if TYPE_CHECKING:
    import pandas as pd
    import pytest


@frozen
class Opdracht:
    """Calls `swvmon`, as installed, on one database.

    Attributes:
        database: the file.
    """

    database: Path

    def __call__(self, *args: object) -> tuple[int, str]:
        """Run a command: exit code, and all that it printed with the message of an error."""
        from click.testing import CliRunner

        command = import_module("swvmon.cli").swvmon  # a room above this one: called as a user calls it
        result = CliRunner().invoke(command, [str(arg) for arg in args], standalone_mode=False)
        if isinstance(result.exception, SwvmonError):
            return result.exception.exit_code, f"{result.output}{result.exception}\n"
        if result.exception:
            raise result.exception
        return result.return_value or 0, result.output

    def rows(self, tabel: str, *kolommen: str) -> list[tuple[Any, ...]]:
        """Columns of a loaded table as the database keeps them, in the order of leveringen, lines and first column."""
        query = f"SELECT {', '.join(kolommen)} FROM {tabel} ORDER BY levering_id, regel, {kolommen[0]}"  # noqa: S608
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    def tabel(self, naam: str, levering: int = 1) -> pd.DataFrame:
        """A loaded table as a plugin reads it, of one levering."""
        from swvmon.store import Store

        with Store.open(f"sqlite:///{self.database}") as store:
            return store.read(naam, [levering])

    def leveringen(self) -> pd.DataFrame:
        """All leveringen, in the order in which they were loaded."""
        from swvmon.store import Store

        with Store.open(f"sqlite:///{self.database}") as store:
            return store.leveringen()


def make_opdracht(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Opdracht:
    """The command line on an empty database; also what the code under test opens by itself.

    Args:
        folder: where ``swvmon.db`` is put.
        monkeypatch: sets `SWVMON_DB` for the test.
    """
    path = folder / "swvmon.db"
    path.write_bytes(_empty())
    monkeypatch.setenv("SWVMON_DB", f"sqlite:///{path}")
    return Opdracht(path)


@cache
def _empty() -> bytes:
    """An empty database, made once: migrations take seconds."""
    from swvmon.store import Store

    with TemporaryDirectory() as folder:
        path = Path(folder) / "swvmon.db"
        Store.open(f"sqlite:///{path}", create=True).close()
        return path.read_bytes()
