"""The revision of a database: read by plain SQL, so that opening one never imports alembic."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from swvmon.errors import StoreError
from swvmon.store.engine import connect, one_line, reading, writing
from swvmon.store.url import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.config import Config
    from sqlalchemy.engine import URL, Connection, Engine

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")
"""All revisions, oldest first, as in `migrations/versions`; a test compares them."""

HEAD = REVISIONS[-1]
_LOCK = 0x73_77_76_6D
"""Number of the advisory lock that lets one process at a time upgrade a PostgreSQL database."""


def read_revision(connection: Connection) -> str | None:
    """The revision of a database; None where it has none."""
    import sqlalchemy as sa

    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _tables_of_ours(connection: Connection) -> list[str]:
    """Tables with a name that swvmon gives, sorted."""
    import sqlalchemy as sa

    from swvmon.schema import metadata

    return sorted(set(sa.inspect(connection).get_table_names()) & set(metadata.tables))


def check_revision(engine: Engine) -> str | None:
    """The revision, where this version of swvmon can work with the database; None where it is empty.

    Raises:
        StoreError: the database is older or newer than this version of swvmon, or is none of ours.
    """
    name = shown(engine.url)
    with reading(engine) as connection:
        revision = read_revision(connection)
        strangers = [] if revision else _tables_of_ours(connection)
    if strangers:
        tables = ", ".join(strangers[:3])
        raise StoreError(
            f"{name}: has tables ({tables}) but no revision; it was not made by swvmon. Use another database"
        )
    if revision is None or revision == HEAD:
        return revision
    if revision in REVISIONS:
        raise StoreError(f"{name}: is of revision {revision}, swvmon needs {HEAD}; run: swvmon db upgrade --db {name}")
    raise StoreError(
        f"{name}: is of revision {revision}, which this swvmon (up to {HEAD}) does not know; install a newer one"
    )


def upgrade(url: URL, revision: str = "head") -> None:
    """Bring a database to a revision, in one transaction; it is made where it is not there.

    Raises:
        StoreError: the database cannot be reached or written, or is newer than this swvmon.
    """
    from alembic import command

    with _migrating(url) as config:
        command.upgrade(config, revision)


def downgrade(url: URL, revision: str) -> None:
    """Bring a database back to an earlier revision, or to ``base``: without tables, and so without data."""
    from alembic import command

    with _migrating(url) as config:
        command.downgrade(config, revision)


def configuration() -> Config:
    """What alembic needs to know; there is no alembic.ini."""
    from importlib.resources import files

    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("swvmon.store") / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


_ALONE = threading.Lock()
"""alembic keeps what it is busy with in one place per process, so that two threads must not migrate at once."""


@contextmanager
def _migrating(url: URL) -> Iterator[Config]:
    import sqlalchemy as sa
    from alembic.util.exc import CommandError

    engine = connect(url, foreign_keys=False)
    try:
        _prepare(engine)
        with _ALONE, writing(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            config = configuration()
            config.attributes["connection"] = connection
            yield config
            _check_references(connection)
    except CommandError as error:
        raise StoreError(f"{shown(url)}: {error}") from None
    finally:
        engine.dispose()


def _prepare(engine: Engine) -> None:
    """Write-ahead logging, so that readers and a writer do not wait for each other; SQLite keeps it with the file."""
    if engine.dialect.name == "sqlite":
        with one_line(engine.url):
            raw = engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
            finally:
                raw.close()


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and (row := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
        raise StoreError(
            f"{shown(connection.engine.url)}: table {row[0]} refers to rows of {row[2]} that are not there"
        )
