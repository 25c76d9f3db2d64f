"""Migrations: from nothing to the newest revision and back, the same on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from store_data import kenmerken, levering, none

from swvmon.errors import StoreError
from swvmon.schema import metadata
from swvmon.store import Store, revision
from swvmon.store.engine import connect, reading, writing
from swvmon.store.store import upgrade
from swvmon.store.url import parse


def tables(url: str) -> set[str]:
    engine = connect(parse(url))
    with reading(engine) as connection:
        found = set(sa.inspect(connection).get_table_names())
    engine.dispose()
    return found


def test_the_constant_is_alembics_head() -> None:
    """`REVISIONS` names all migrations that are shipped, the oldest first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(revision.configuration())
    assert scripts.get_current_head() == revision.HEAD
    assert tuple(reversed([s.revision for s in scripts.walk_revisions()])) == revision.REVISIONS


def test_databases_that_are_upgraded_at_once(tmp_path) -> None:
    """Four threads bring four databases to the newest revision, each its own."""
    urls = [f"sqlite:///{tmp_path / f'{number}.db'}" for number in range(4)]

    with ThreadPoolExecutor(len(urls)) as pool:
        list(pool.map(upgrade, urls))

    for url in urls:
        with Store.open(url) as store:
            assert revision.HEAD == store.revision()


def test_upgrade_makes_what_the_schema_says(empty_url: str) -> None:
    """After the migrations nothing differs from the metadata: tables, columns, types, keys, indexes."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    upgrade(empty_url)
    upgrade(empty_url)  # once more changes nothing
    engine = connect(parse(empty_url))
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        for name, stored in metadata.tables.items():  # alembic does not compare primary keys and ON DELETE
            found = sa.inspect(connection)
            assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in stored.primary_key]
            actions = {fk["name"]: fk["options"].get("ondelete") for fk in found.get_foreign_keys(name)}
            assert actions == {fk.name: fk.ondelete for fk in stored.foreign_key_constraints}
    engine.dispose()


def test_downgrade(empty_url: str) -> None:
    """Back to nothing and up again."""
    upgrade(empty_url)
    revision.downgrade(parse(empty_url), "base")
    assert tables(empty_url) == {"alembic_version"}
    with pytest.raises(StoreError, match=r"is not initialised; run: swvmon init --db"):
        Store.open(empty_url)
    with Store.open(empty_url, create=True) as store:
        assert store.revision() == revision.HEAD


def test_a_migration_that_fails_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Making tables is one transaction, also on SQLite."""

    def fail(_connection: object) -> None:
        raise RuntimeError("pulled the plug")

    monkeypatch.setattr(revision, "_check_references", fail)
    with pytest.raises(RuntimeError, match="pulled the plug"):
        upgrade(empty_url)
    assert tables(empty_url) == set()


def test_another_revision_is_refused(db_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer one asks for a newer swvmon, an older one for an upgrade; neither is touched."""
    engine = connect(parse(db_url))
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(
        StoreError, match=rf"is of revision 9999, which this swvmon \(up to {revision.HEAD}\) does not know"
    ):
        Store.open(db_url, create=True)
    with pytest.raises(StoreError, match="9999"):
        upgrade(db_url)
    monkeypatch.setattr(revision, "REVISIONS", ("9999", revision.HEAD))
    with pytest.raises(
        StoreError, match=rf"is of revision 9999, swvmon needs {revision.HEAD}; run: swvmon db upgrade --db"
    ):
        Store.open(db_url)
    engine.dispose()


def test_tables_of_others_are_left_alone(empty_url: str) -> None:
    """A database with a table of our name but no revision is not ours."""
    engine = connect(parse(empty_url))
    with writing(engine) as connection:
        connection.execute(sa.text("CREATE TABLE run (id INTEGER)"))
    with pytest.raises(StoreError, match=r"has tables \(run\) but no revision; it was not made by swvmon"):
        Store.open(empty_url, create=True)
    engine.dispose()


def test_deleting_a_levering_takes_its_rows_along(store: Store) -> None:
    """Foreign keys are on, and their ON DELETE works."""
    identifier = store.add_levering(levering(), {"kenmerk": kenmerken()}, none()).id
    with writing(store._engine) as connection:
        connection.execute(sa.text("DELETE FROM levering WHERE id = :id"), {"id": identifier})
    assert set(store.row_counts().values()) == {0}
    with pytest.raises(sa.exc.IntegrityError), writing(store._engine) as connection:
        connection.execute(sa.text("INSERT INTO levering_tabel VALUES (7, 'kenmerk', 1)"))
