"""Connections and transactions, with the settings that both databases need, and their faults in one line."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from swvmon.errors import StoreError
from swvmon.store.url import shown, sqlite_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL, Connection, Engine

WAIT_SECONDS = 30
"""How long a writer waits for another writer of the same SQLite file."""

_IMMEDIATE = "swvmon_immediate"
_SQLSTATE = {
    "25006": "the database is read-only",
    "28000": "the server refuses this user",
    "28P01": "the server refuses this password",
    "3D000": "the database does not exist",
    "42501": "this user has no right to do that",
    "53100": "the disk of the server is full",
}


def connect(url: URL, *, foreign_keys: bool = True) -> Engine:
    """Make the engine; nothing is opened yet.

    SQLite gets foreign keys, a wait for other writers, and `synchronous` FULL: with write-ahead logging a killed
    process loses nothing under NORMAL either, but a power cut would lose the last commits, and what a load reported
    as loaded must be there. It costs one sync per file or region-year.

    Args:
        url: as read by `swvmon.store.url.parse`.
        foreign_keys: off only while a migration rebuilds tables, or dropping the old table would delete its children.

    Raises:
        StoreError: PostgreSQL is asked for and psycopg is not installed.
    """
    import sqlalchemy as sa

    if url.get_backend_name() == "postgresql":
        try:
            return sa.create_engine(url)
        except ModuleNotFoundError:
            raise StoreError("PostgreSQL needs psycopg; install it with: pip install 'swvmon[postgres]'") from None
    engine = sa.create_engine(url, connect_args={"timeout": WAIT_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: object) -> None:
        # the driver's own, implicit BEGIN comes too late and skips DDL; SQLAlchemy's "begin" event takes its place
        connection.isolation_level = None
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = FULL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a deferred transaction that turns into a writer fails at once when another writes; an immediate one waits
        immediate = connection.get_execution_options().get(_IMMEDIATE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees one state of the database and writes nothing.

    PostgreSQL by itself shows each statement what was committed until then: two statements would see two states.

    Raises:
        StoreError: the database cannot be reached or read.
    """
    with one_line(engine.url), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that is committed as a whole, or not at all.

    Raises:
        StoreError: the database is locked, read-only, full or cannot be reached; nothing was written.
    """
    with one_line(engine.url), engine.execution_options(**{_IMMEDIATE: True}).begin() as connection:
        yield connection


@contextmanager
def one_line(url: URL) -> Iterator[None]:
    """Turn faults of the database that a user can mend into a `StoreError`; the rest are bugs and pass."""
    import sqlite3

    from sqlalchemy import exc

    try:
        yield
    except exc.DBAPIError as error:
        if (text := _explain(error.orig)) is None:
            raise
    except sqlite3.Error as error:
        if (text := _explain(error)) is None:
            raise
    except Exception as error:
        if not hasattr(error, "sqlstate") or (text := _explain(error)) is None:
            raise
    else:
        return
    raise StoreError(f"{shown(url)}: {text}; nothing was written") from None


def _explain(error: BaseException | None) -> str | None:
    """What is wrong, or None for what only a bug in swvmon brings about."""
    import sqlite3

    lines = str(error).splitlines() or [""]
    if isinstance(error, sqlite3.OperationalError):
        if "locked" in lines[0]:
            return f"another process has been writing for more than {WAIT_SECONDS} seconds; try again when it is done"
        known = ("full", "readonly", "read-only", "unable to open", "disk I/O")
        return lines[0] if any(word in lines[0] for word in known) else None
    if isinstance(error, sqlite3.Error):
        broken = type(error) is sqlite3.DatabaseError
        return f"{lines[0]}; restore the file from a copy" if broken else None
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str) and state in _SQLSTATE:
        return _SQLSTATE[state]
    return lines[0] if type(error).__name__ == "OperationalError" or (state or "")[:2] in ("53", "57") else None


def ensure_file(url: URL) -> bool:
    """Whether the file of a SQLite database is there; true for what is no file. SQLite itself would make one."""
    path = sqlite_file(url)
    return path is None or path.exists()
