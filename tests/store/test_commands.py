"""`swvmon init` and `swvmon db`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from store_data import kenmerken, levering, none

from swvmon.cli.db import cmd as db
from swvmon.cli.init import cmd as init
from swvmon.errors import StoreError
from swvmon.store import Store
from swvmon.store.engine import writing
from swvmon.store.revision import HEAD


def call(command: object, *args: str, env: dict[str, str] | None = None) -> str:
    result = CliRunner().invoke(command, args, env=env)  # type: ignore[arg-type]
    if result.exception:
        raise result.exception
    return result.output


def test_init_makes_the_database_and_says_what_is_next(empty_url: str) -> None:
    """Once makes it, twice leaves it."""
    for _ in range(2):
        output = call(init, "--db", empty_url)
        assert f"is ready (revision {HEAD})" in output
        assert "Next: swvmon load PATH" in output


def test_the_database_of_the_environment(tmp_path: Path) -> None:
    """Without --db, SWVMON_DB says which."""
    url = f"sqlite:///{tmp_path / 'env.db'}"
    assert call(init, env={"SWVMON_DB": url}).startswith(url)
    assert (tmp_path / "env.db").exists()


def test_the_default_is_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without either, swvmon.db here."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SWVMON_DB", raising=False)
    assert call(init).startswith("sqlite:///swvmon.db is ready")
    assert (tmp_path / "swvmon.db").exists()


def test_show(db_url: str) -> None:
    """The revision, and every table with its rows; the same as JSON."""
    with Store.open(db_url) as store:
        store.add_levering(levering(), {"kenmerk": kenmerken()}, none())
    lines = call(db, "show", "--db", db_url).splitlines()
    assert lines[0].endswith(f", revision {HEAD}")
    assert ["kenmerk", "3"] in [line.split() for line in lines]
    shown = json.loads(call(db, "show", "--json", "--db", db_url))
    assert shown["revision"] == HEAD
    assert (shown["tables"]["kenmerk"], shown["tables"]["levering"], shown["tables"]["run"]) == (3, 1, 0)


def test_upgrade_and_check(empty_url: str) -> None:
    """Upgrade makes; check finds nothing, and fails when there is something."""
    assert call(db, "upgrade", "--db", empty_url).endswith(f"is of revision {HEAD}.\n")
    assert call(db, "check", "--db", empty_url).endswith("no faults.\n")
    with Store.open(empty_url) as store:
        store.add_levering(levering(), {"kenmerk": kenmerken()}, none())
        with writing(store._engine) as connection:
            connection.execute(sa.text("DELETE FROM kenmerk"))
    with pytest.raises(StoreError, match="1 faults; restore it from a copy"):
        call(db, "check", "--db", empty_url)
