"""Database URLs: what is accepted, and how they may be shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from swvmon.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_SECRET = ("password", "sslpassword", "passfile")
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


def parse(text: str) -> URL:
    """Read a database URL; PostgreSQL always goes through psycopg.

    Raises:
        StoreError: a bare path, something that is no URL, or another database than SQLite and PostgreSQL.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    if not text:
        raise StoreError("the database URL is empty")
    if "://" not in text and "@" not in text:
        raise StoreError(f"{text!r} is a path, not a database URL; write --db sqlite:///{text}")
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # the text may hold a password: it is not repeated
        raise StoreError("the database URL cannot be read; write it like sqlite:///swvmon.db") from None
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError("a database in memory is gone before the next command; write --db sqlite:///swvmon.db")
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return url.set(drivername="sqlite+pysqlite")
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    raise StoreError(f"database {url.drivername!r} is not supported; use sqlite:///FILE or postgresql://HOST/NAME")


def shown(url: URL) -> str:
    """The URL as messages may print it: without driver and passwords."""
    hidden = {key: "hidden" for key in url.query if key in _SECRET}
    short = url.set(drivername=url.get_backend_name()).update_query_dict(hidden)
    return short.render_as_string(hide_password=True)


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL and for SQLite's own ``file:`` URIs."""
    name = url.database
    if url.get_backend_name() != "sqlite" or name is None or name.startswith("file:"):
        return None
    return Path(name)
