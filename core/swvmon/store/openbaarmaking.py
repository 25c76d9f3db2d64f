"""What was withheld of a run when it was published: kept, so that a later export withholds the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from swvmon.store import bulk
from swvmon.store.engine import reading, writing

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy.engine import Engine


@frozen
class OpenbaarmakingRow:
    """A rule by which a run was published.

    Attributes:
        run_id: the run.
        volgnummer: from 1.
        minimum: a count from 1 up to this was withheld.
        per_indicator: a higher minimum for an indicator.
        nul_gevoelig: zero was withheld too.
        motor: gulzig or optimaal.
        versie: versions of swvmon and of the engine.
    """

    run_id: str
    volgnummer: int
    minimum: int
    per_indicator: Mapping[str, int] = field(factory=dict)
    nul_gevoelig: bool = False
    motor: str = "gulzig"
    versie: str = ""


def add(engine: Engine, made: OpenbaarmakingRow, weg: pd.DataFrame) -> bool:
    """Keep a pattern; see `swvmon.store.Store.add_openbaarmaking`."""
    head = _table("openbaarmaking")
    values = {
        **{name: getattr(made, name) for name in ("run_id", "volgnummer", "minimum", "motor", "versie")},
        "per_indicator": json.dumps(dict(made.per_indicator), sort_keys=True),
        "nul_gevoelig": int(made.nul_gevoelig),
    }
    columns = [c.name for c in _table("onderdrukking").columns if c.name not in {"run_id", "volgnummer"}]
    with writing(engine) as connection:
        query = bulk.statement(connection, head).values(values).on_conflict_do_nothing()
        if connection.execute(query.returning(head.c.volgnummer)).scalar() is None:
            return False
        same: dict[str, int | str] = {"run_id": made.run_id, "volgnummer": made.volgnummer}
        bulk.insert(connection, "onderdrukking", weg[columns], same)
    return True


def find(engine: Engine, run_id: str) -> list[OpenbaarmakingRow]:
    """The rules by which a run was published; see `swvmon.store.Store.openbaarmakingen`."""
    import sqlalchemy as sa

    head = _table("openbaarmaking")
    with reading(engine) as connection:
        rows = connection.execute(sa.select(head).where(head.c.run_id == run_id).order_by(head.c.volgnummer)).all()
    return [
        OpenbaarmakingRow(
            **row._asdict() | {"per_indicator": json.loads(row.per_indicator), "nul_gevoelig": bool(row.nul_gevoelig)}
        )
        for row in rows
    ]


def withheld(engine: Engine, run_id: str) -> pd.DataFrame:
    """What was withheld of a run; see `swvmon.store.Store.onderdrukt`."""
    import pandas as pd
    import sqlalchemy as sa

    stored = _table("onderdrukking")
    with reading(engine) as connection:
        rows = connection.execute(sa.select(stored).where(stored.c.run_id == run_id)).all()
    names = [c.name for c in stored.columns]
    return pd.DataFrame([tuple(r) for r in rows], columns=names).sort_values(names, ignore_index=True)


def _table(name: str) -> Any:
    from swvmon.schema import metadata

    return metadata.tables[name]
