"""Rows of a table as they were loaded, for a command that studies them outside a run."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def read_loaded(database: str, tabel: str, op: date = date.max) -> pd.DataFrame:
    """Read a table from the leveringen that a run would choose for a day.

    Args:
        database: SQLAlchemy URL, such as ``sqlite:///swvmon.db``.
        tabel: name of the table (docs/schema.md). A table of cases has rows about persons: what is shown of it must not
            tell of one person.
        op: the day; of each dataset the latest levering that starts on or before it, else the earliest after it.

    Returns:
        Rows sorted by the key of the table, columns of the schema without `levering_id` and `regel`; without rows where
        nothing was loaded.

    Raises:
        StoreError: no such database.
    """
    from swvmon.store import Store

    with Store.open(database) as store:
        chosen = store.choose(tabel, None, op)
        swvs = {c.id: c.swvs for c in chosen if c.swvs is not None}
        return store.read(tabel, [c.id for c in chosen], swvs=swvs)
