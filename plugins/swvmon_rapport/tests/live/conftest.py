"""The fictional region in a database of its own, and its plan opened for computing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from swvmon import PluginChoice, Rekenaar, Schooljaar
from swvmon.testing import make_opdracht

JAAR = "2019/20"


class Regio:
    """The region on disk.

    Attributes:
        folder: where its plan and database are.
        opdracht: calls `swvmon` on the database.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.opdracht = make_opdracht(folder, patch)
        self.url = f"sqlite:///{self.opdracht.database}"
        self.plan = folder / "VO9901.toml"

    def open(self, plan: Path | None = None) -> Rekenaar:
        return Rekenaar.open(PluginChoice(), self.url, "VO9901", [Schooljaar.parse(JAAR)], plan or self.plan)

    def runs(self) -> int:
        with closing(sqlite3.connect(self.opdracht.database)) as connection:
            return int(connection.execute("SELECT count(*) FROM run").fetchone()[0])


@pytest.fixture(scope="session")
def regio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regio]:
    """The packaged fictional region, loaded once."""
    folder = tmp_path_factory.mktemp("regio")
    with pytest.MonkeyPatch.context() as patch:
        made = Regio(folder, patch)
        assert 0 == made.opdracht("demo", folder / "demo")[0]
        assert 0 == made.opdracht("load", folder / "demo" / "data")[0]
        text = (folder / "demo" / "VO9901.toml").read_text("utf-8")
        measured = (
            'indicatoren = ["besteding", "deelname_pro", "groei"]'  # what is measured costs time and tests nothing
        )
        made.plan.write_text(text.replace(measured, "indicatoren = []"), "utf-8")
        yield made
