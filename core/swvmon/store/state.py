"""Looking at a database as a whole: lists of what is in it, row counts, its own consistency, a dump."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon.store.engine import reading

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy.engine import Engine

CLOCK = ("geladen_op", "gestart_op")
"""Columns that hold the clock; a dump leaves them out."""


def rows_of(engine: Engine, tabel: str, *order: str, **equal: object) -> pd.DataFrame:
    """Rows of a small table with all its columns, sorted by columns that are numbers or ids."""
    import pandas as pd
    import sqlalchemy as sa

    from swvmon.schema import metadata

    stored = metadata.tables[tabel]
    query = sa.select(stored).where(*[stored.c[name] == value for name, value in equal.items()])
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(*[stored.c[name] for name in order])).all()
    return pd.DataFrame([tuple(r) for r in rows], columns=[c.name for c in stored.columns])


def row_counts(engine: Engine) -> dict[str, int]:
    """Rows per table, sorted by name."""
    import sqlalchemy as sa

    from swvmon.schema import metadata

    with reading(engine) as connection:
        return {
            name: int(connection.execute(sa.select(sa.func.count()).select_from(metadata.tables[name])).scalar_one())
            for name in sorted(metadata.tables)
        }


def faults(engine: Engine) -> list[str]:
    """What is wrong inside the database; empty where all is well.

    SQLite checks its pages, indexes and references. PostgreSQL keeps references itself; there, rows are counted
    against what their levering says, which SQLite gets too.
    """
    found = []
    with reading(engine) as connection:
        if connection.dialect.name == "sqlite":
            found += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
            found += [
                f"table {row[0]}, row {row[1]}: refers to a row of {row[2]} that is not there"
                for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
            ]
        else:
            query = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated"
            found += [
                f"table {row[0]}: constraint {row[1]} is not validated" for row in connection.exec_driver_sql(query)
            ]
    return found + _miscounted(engine)


def dump(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """The logical content: rows per table in order of their keys, without the clock. Equal for equal writes."""
    import sqlalchemy as sa

    from swvmon.schema import metadata

    content = {}
    with reading(engine) as connection:
        for name in sorted(metadata.tables):
            columns = [c for c in metadata.tables[name].columns if c.name not in CLOCK]
            rows = [tuple(row) for row in connection.execute(sa.select(*columns))]
            content[name] = sorted(rows, key=lambda row: [(value is not None, str(value)) for value in row])
    return content


def _miscounted(engine: Engine) -> list[str]:
    """Leveringen whose rows are not as many as they say."""
    import sqlalchemy as sa

    from swvmon.schema import BRONTABELLEN, metadata

    per_tabel = metadata.tables["levering_tabel"]
    with reading(engine) as connection:
        claimed: dict[tuple[int, str], int] = {
            (int(i), str(t)): int(n)
            for i, t, n in connection.execute(
                sa.select(per_tabel.c.levering_id, per_tabel.c.tabel, per_tabel.c.rijen).order_by(
                    per_tabel.c.levering_id, per_tabel.c.tabel
                )
            )
        }
        present: dict[tuple[int, str], int] = {}
        for name in sorted(BRONTABELLEN):
            key = metadata.tables[name].c.levering_id
            for identifier, rows in connection.execute(sa.select(key, sa.func.count()).group_by(key).order_by(key)):
                present[int(identifier), name] = int(rows)
    return [
        f"levering {identifier}: table {name} has {there} rows, but {written} were written"
        for identifier, name in sorted(claimed.keys() | present.keys())
        if (there := present.get((identifier, name), 0)) != (written := claimed.get((identifier, name), 0))
    ]
