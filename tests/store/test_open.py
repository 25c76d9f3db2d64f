"""Opening a database, and what can be wrong with one: one line that says what to do, nothing half-written."""

from __future__ import annotations

import re
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from store_data import RUN, kenmerken, levering, none, regiojaar, uitkomst

from swvmon.errors import StoreError
from swvmon.store import Store, engine
from swvmon.store.url import parse, shown


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "mine.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def message(url: str, **options: bool) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(url, **options)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_what_is_no_url(tmp_path: Path) -> None:
    """A path, nothing, an unknown database: each says what to write instead."""
    assert message("swvmon.db") == "'swvmon.db' is a path, not a database URL; write --db sqlite:///swvmon.db"
    assert message("") == "the database URL is empty"
    assert "'mysql' is not supported" in message("mysql://host/name")
    assert message("postgresql://u:geheim@host:port/name").startswith("the database URL cannot be read")
    assert "is gone before the next command" in message("sqlite://", create=True)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is not made by looking; the message names the command that makes it."""
    path = tmp_path / "weg.db"
    assert message(f"sqlite:///{path}").endswith(
        f"there is no database; make one with: swvmon init --db sqlite:///{path}"
    )
    assert not path.exists()
    assert "unable to open database file" in message(f"sqlite:///{tmp_path}/no/folder.db", create=True)


def test_an_empty_database(empty_url: str) -> None:
    """Not initialised, until it is opened to be made; then it stays."""
    if empty_url.startswith("sqlite"):
        Path(empty_url.removeprefix("sqlite:///")).touch()
    assert "is not initialised; run: swvmon init --db" in message(empty_url)
    Store.open(empty_url, create=True).close()
    with Store.open(empty_url) as store:
        assert set(store.row_counts().values()) == {0}


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A spreadsheet by mistake is left as it is."""
    path = tmp_path / "begroting.xlsx"
    path.write_bytes(b"PK" * 1000)
    assert "file is not a database" in message(f"sqlite:///{path}", create=True)
    assert path.read_bytes() == b"PK" * 1000


def test_read_only(sqlite_url: str) -> None:
    """Reading goes, writing is refused."""
    with Store.open(sqlite_url) as store:
        store.add_levering(levering(), {"kenmerk": kenmerken()}, none())
    url = f"sqlite:///file:{sqlite_url.removeprefix('sqlite:///')}?mode=ro&uri=true"
    with Store.open(url) as store:
        assert len(store.leveringen()) == 1
        with pytest.raises(StoreError, match="attempt to write a readonly database; nothing was written"):
            store.add_levering(levering("b"), {"kenmerk": kenmerken()}, none())


def test_read_only_server(db_url: str) -> None:
    """On a server that only reads, likewise."""
    if db_url.startswith("sqlite"):
        pytest.skip("about PostgreSQL")
    with Store.open(db_url + "&options=-c%20default_transaction_read_only%3Don") as store:
        with pytest.raises(StoreError, match="the database is read-only; nothing was written"):
            store.start_run(RUN, "{}")
        assert store.runs().empty


def test_locked(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer waits, and then says who is in the way; readers are not held up."""
    monkeypatch.setattr(engine, "WAIT_SECONDS", 0.05)
    with Store.open(sqlite_url) as store:
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process has been writing for more than"):
            store.add_levering(levering(), {"kenmerk": kenmerken()}, none())
        assert store.leveringen().empty
        other.execute("ROLLBACK")
        other.close()
        assert not store.add_levering(levering(), {"kenmerk": kenmerken()}, none()).existing


def test_disk_full(sqlite_url: str) -> None:
    """Where the disk fills up half-way, what was there stays and what was coming is not there at all."""
    with Store.open(sqlite_url) as store:
        store.add_levering(levering(), {"kenmerk": kenmerken()}, none())
        store.start_run(RUN, "{}")
        before = store.dump()

        @sa.event.listens_for(store._engine, "begin")
        def _shrink(connection: sa.Connection) -> None:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")

        with pytest.raises(StoreError, match="database or disk is full; nothing was written"):
            store.add_levering(levering("b"), {"kenmerk": kenmerken(5000)}, none())
        with pytest.raises(StoreError, match="database or disk is full; nothing was written"):
            store.add_regiojaar(regiojaar(), uitkomst(5000))
        assert store.dump() == before
        assert store.faults() == []


def test_passwords_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in a message, and not in the name of the store."""
    url = "postgresql://jan:geheim@127.0.0.1:1/swv?password=geheim&connect_timeout=2"
    pytest.importorskip("psycopg")
    assert "geheim" not in message(url)
    assert re.search(r"127\.0\.0\.1", message(url))
    assert shown(parse(url)) == "postgresql://jan:***@127.0.0.1:1/swv?connect_timeout=2&password=hidden"
    with pytest.raises(StoreError) as caught:
        parse("oracle://jan:geheim@host/x")
    assert "geheim" not in str(caught.value)
    with pytest.raises(StoreError) as caught:
        parse("jan:geheim@host/x")
    assert "geheim" not in str(caught.value)


def test_postgres_without_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the extra to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert message("postgresql://host/name").endswith("install it with: pip install 'swvmon[postgres]'")


def test_faults_are_found(store: Store) -> None:
    """The check sees a levering that misses a row, and says which; without faults it says nothing."""
    store.add_levering(levering(), {"kenmerk": kenmerken()}, none())
    assert store.faults() == []
    with engine.writing(store._engine) as connection:
        connection.execute(sa.text("DELETE FROM kenmerk WHERE regel = 2"))
    assert store.faults() == ["levering 1: table kenmerk has 2 rows, but 3 were written"]


def test_a_broken_reference_is_found(sqlite_url: str) -> None:
    """A row that another program left without its levering."""
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("INSERT INTO levering_tabel VALUES (7, 'kenmerk', 0)")
    other.close()
    with Store.open(sqlite_url) as store:
        assert store.faults() == ["table levering_tabel, row 1: refers to a row of levering that is not there"]
