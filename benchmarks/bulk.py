"""Many rows into one table: the gateway with its checks, against ADBC alone, `DataFrame.to_sql` and the ORM.

All start at the same frame and end with the same rows in a SQLite file that has the tables and no rows.
"""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import Figure, Sample, call, in_turn, timed

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.store import NewLevering

ROWS, ORM_ROWS = 200_000, 20_000
TABLE = "leerlingen_po"
AGES = 12


def measure(work: Path, rounds: int) -> list[Figure]:
    """The gateway checks every value and keeps a levering; the others insert."""
    folder = work / "bulk"
    folder.mkdir(parents=True, exist_ok=True)
    empty = _empty(folder / "empty.db")
    numbers = count()

    def fresh() -> Path:
        return Path(shutil.copy(empty, folder / f"bulk_{next(numbers)}.db"))

    figures = []
    for name, insert, rows in (
        ("ADBC alone", _adbc, ROWS),
        ("`DataFrame.to_sql`", _to_sql, ROWS),
        ("ORM, `session.add_all`", _orm, ORM_ROWS),
    ):
        frame = _rows(rows)

        def gateway(database: Path, frame: pd.DataFrame = frame) -> Sample:
            return _gateway(database, frame)

        def other(database: Path, frame: pd.DataFrame = frame, insert: object = insert) -> Sample:
            return insert(database, frame)  # type: ignore[operator]

        pairs = in_turn(rounds, gateway, other, fresh)
        figures.append(timed(f"{rows} rows through the gateway, every value checked", name, pairs))
    return figures


def _rows(number: int) -> pd.DataFrame:
    """Rows of `TABLE`; no school exists."""
    import numpy as np
    import pandas as pd

    n = np.arange(number)
    letters = [chr(65 + letter) for letter in range(26)]
    codes = [f"{k // 67600 % 100:02}{letters[k // 2600 % 26]}{letters[k // 100 % 26]}{k % 100:02}" for k in n.tolist()]
    ages = {f"leeftijd_{age}": (n + age) % 90 for age in range(4, 4 + AGES)}
    frame = pd.DataFrame({"regel": n + 2, "vestiging": codes, "soort": "bao", "cluster": "", **ages})
    total = frame[list(ages)].sum(axis=1)
    return frame.assign(aantal_min=total, aantal_max=total)


def _levering(rows: int) -> NewLevering:
    from swvmon.store import NewLevering

    day = date(2019, 10, 1)
    return NewLevering(
        bron="benchmark",
        dataset="benchmark",
        uitgever="benchmark",
        licentie="CC0",
        bestandsnaam="benchmark.csv",
        sha256="0" * 64,
        vingerafdruk="0" * 64,
        periode_soort="peildatum",
        periode_van=day,
        periode_tot=day,
        periode_exact=True,
        status="definitief",
        plugin="benchmark",
        plugin_versie="1",
        rijen_gelezen=rows,
    )


def _empty(database: Path) -> Path:
    from swvmon.store import Store

    with Store.open(f"sqlite:///{database}", create=True):
        return database


def _gateway(database: Path, frame: pd.DataFrame) -> Sample:
    import pandas as pd

    from swvmon.contract.databron import AFKEURING_KOLOMMEN
    from swvmon.store import Store

    nothing = pd.DataFrame(columns=list(AFKEURING_KOLOMMEN))
    with Store.open(f"sqlite:///{database}") as store:
        sample = call(lambda: store.add_levering(_levering(len(frame)), {TABLE: frame}, nothing))
    _check(database, frame)
    return sample


def _adbc(database: Path, frame: pd.DataFrame) -> Sample:
    import pyarrow as pa
    from adbc_driver_sqlite import dbapi

    with dbapi.connect(f"file:{database}") as connection, connection.cursor() as cursor:

        def insert() -> None:
            table = pa.Table.from_pandas(frame.assign(levering_id=1), preserve_index=False)
            cursor.adbc_ingest(TABLE, table, mode="append")
            connection.commit()

        sample = call(insert)
    _check(database, frame)
    return sample


def _to_sql(database: Path, frame: pd.DataFrame) -> Sample:
    import sqlalchemy as sa

    engine = sa.create_engine(f"sqlite:///{database}")
    sample = call(lambda: frame.assign(levering_id=1).to_sql(TABLE, engine, if_exists="append", index=False))
    engine.dispose()
    _check(database, frame)
    return sample


def _orm(database: Path, frame: pd.DataFrame) -> Sample:
    import sqlalchemy as sa
    from sqlmodel import Session

    from swvmon.schema.tellingen import LeerlingenPo

    engine = sa.create_engine(f"sqlite:///{database}")

    def insert() -> None:
        with Session(engine) as session:
            rows = frame.assign(levering_id=1).to_dict("records")
            session.add_all([LeerlingenPo(**{str(name): value for name, value in row.items()}) for row in rows])
            session.commit()

    sample = call(insert)
    engine.dispose()
    _check(database, frame)
    return sample


def _check(database: Path, frame: pd.DataFrame) -> None:
    """The same rows arrived."""
    with sqlite3.connect(database) as con:
        found = con.execute(f"SELECT count(*), sum(aantal_min) FROM {TABLE}").fetchone()
    if found != (len(frame), int(frame["aantal_min"].sum())):
        raise RuntimeError(f"{found} arrived: nothing is measured")
    database.unlink()
