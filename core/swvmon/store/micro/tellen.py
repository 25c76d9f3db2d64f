"""Counting over enrolments: the relations of a microtelling, and its outcome as a frame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from swvmon.errors import ContractViolation, MissingData
from swvmon.store.micro.bestanden import Microbestand
from swvmon.store.micro.motor import open_motor
from swvmon.store.micro.vorm import NAMEN

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from swvmon.contract.microtelling import Microtelling


def needed(telling: Microtelling, dag: date, bestanden: Sequence[Microbestand]) -> dict[str, list[Microbestand]]:
    """The files behind each relation that a microtelling reads at a 1 October.

    Raises:
        MissingData: a year is not loaded; names it and which are.
    """
    per_day = {bestand.peildatum: bestand for bestand in bestanden}
    before = dag.replace(year=dag.year - 1)
    first = min(per_day, default=dag)
    history = [date(year, 10, 1) for year in range(min(first, dag).year, dag.year + 1)]
    days = {"nu": [dag], "vorig": [before], "historie": history}
    wanted = {relatie: days[relatie] for relatie in telling.leest}
    if lacking := sorted({day for found in wanted.values() for day in found} - set(per_day)):
        told = ", ".join(str(day) for day in sorted(per_day)) or "none"
        raise MissingData(
            f"{telling.naam} at {dag} needs the enrolments of {', '.join(map(str, lacking))}, which are not loaded; "
            f"loaded: {told}"
        )
    return {relatie: [per_day[day] for day in found] for relatie, found in wanted.items()}


def count(
    telling: Microtelling, dag: date, bestanden: Sequence[Microbestand], geheugen: str, folder: Path
) -> pd.DataFrame:
    """The table that a microtelling makes at a 1 October, with `regel`; rows in order of all their columns.

    Args:
        telling: what is counted.
        dag: the 1 October.
        bestanden: the files that are loaded.
        geheugen: limit of memory for DuckDB.
        folder: where DuckDB may write what does not fit.

    Raises:
        MissingData: a year is not loaded.
        StoreError: a file cannot be read, the disk is full or the limit is reached.
        ContractViolation: the SQL is wrong.
    """
    import duckdb

    relations = needed(telling, dag, bestanden)
    files = sorted({bestand for found in relations.values() for bestand in found})
    with open_motor([bestand.pad for bestand in files], geheugen, folder) as motor:
        _check_key(motor, files)
        before = dag.replace(year=dag.year - 1)
        motor.execute(f"CREATE VIEW dag AS SELECT DATE '{dag}' AS peildatum, DATE '{before}' AS vanaf")
        for relatie, found in relations.items():
            parts = " UNION ALL ".join(f"SELECT * FROM bestand_{files.index(bestand)}" for bestand in found)
            motor.execute(f"CREATE VIEW {relatie} AS {parts}")
        try:
            outcome = motor.execute(f"SELECT * FROM ({telling.sql}) ORDER BY ALL").df()
        except (  # damaged files raise other kinds
            duckdb.ParserException,
            duckdb.BinderException,
            duckdb.CatalogException,
            duckdb.PermissionException,
            duckdb.DataError,
        ) as e:
            raise ContractViolation(f"microtelling {telling.naam}: {' '.join(str(e).split())[:300]}") from None
    return _typed(telling, outcome)


def _check_key(motor: duckdb.DuckDBPyConnection, files: list[Microbestand]) -> None:
    """Pseudonyms of two keys cannot be joined: everybody would leave and everybody would be new."""
    parts = " UNION ".join(f"SELECT min(sleutel_vingerafdruk) FROM bestand_{n}" for n in range(len(files)))
    if len({key for (key,) in motor.execute(parts).fetchall() if key}) > 1:
        days = ", ".join(str(bestand.peildatum) for bestand in files)
        raise MissingData(f"enrolments of {days} have pseudonyms of different keys; load them made with one key")


def _typed(telling: Microtelling, outcome: pd.DataFrame) -> pd.DataFrame:
    """Columns as the shared schema has them: whole numbers, text and dates."""
    import pandas as pd

    if hidden := sorted(set(NAMEN[1:2]) & set(outcome.columns)):
        raise ContractViolation(f"microtelling {telling.naam}: hands back {hidden[0]}, which is about one pupil")
    changed = {}
    for name, values in outcome.items():
        if pd.api.types.is_datetime64_any_dtype(values):
            changed[str(name)] = values.dt.date.astype("object")
        elif pd.api.types.is_numeric_dtype(values):
            changed[str(name)] = values.astype("Int64" if values.isna().any() else "int64")
    return outcome.assign(**changed, regel=range(2, len(outcome) + 2))
