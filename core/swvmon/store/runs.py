"""Runs: region-years written whole, and read back in the order of the contract."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen, validators

from swvmon.contract import grootboek, meting
from swvmon.errors import ContractViolation, StoreError
from swvmon.store import bulk, gateway
from swvmon.store.declared import UITKOMSTTABELLEN, table
from swvmon.store.engine import reading, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from sqlalchemy.engine import Engine

LAATSTE = "laatste"
"""Word for the run that was started last of those that are finished."""

PART = ("run_id", "scenario", "regio", "schooljaar")
"""Columns that name a region-year of a run."""

_ORDER = {"boeking": grootboek.KOLOMMEN, "meting": meting.KOLOMMEN}


@frozen
class NewRegiojaar:
    """One region in one school year of a run.

    Attributes:
        run_id: the run.
        scenario: name of the scenario.
        regio: SWV code.
        schooljaar: such as 2019/20.
        status: gelukt or mislukt.
        resultaat_sha256: hash of its canonical result.
    """

    run_id: str = field(validator=validators.matches_re(r"[0-9a-f]{16}"))
    scenario: str = field(validator=validators.min_len(1))
    regio: str = field(validator=validators.min_len(1))
    schooljaar: str = field(validator=validators.matches_re(r"[0-9]{4}/[0-9]{2}"))
    status: str = field(validator=validators.in_(("gelukt", "mislukt")))
    resultaat_sha256: str = field(validator=validators.matches_re(r"[0-9a-f]{64}"))


@frozen
class RunRow:
    """A run as it is stored.

    Attributes:
        run_id: hash of the manifest.
        status: lopend or klaar.
        manifest: JSON.
        gestart_op: when it was started, UTC without zone.
    """

    run_id: str
    status: str
    manifest: str
    gestart_op: datetime


def start(engine: Engine, run_id: str, manifest: str) -> None:
    """Write the row of a run; see `swvmon.store.Store.start_run`."""
    run = _table("run")
    values = {"run_id": run_id, "status": "lopend", "manifest": manifest, "gestart_op": _now()}
    with writing(engine) as connection:
        connection.execute(bulk.statement(connection, run).values(values).on_conflict_do_nothing())


def add_regiojaren(engine: Engine, parts: Sequence[tuple[NewRegiojaar, dict[str, pd.DataFrame]]]) -> list[bool]:
    """Write region-years; see `swvmon.store.Store.add_regiojaren`."""
    return [write_regiojaar(engine, part, rows) for (part, _), rows in zip(parts, _checked(parts), strict=True)]


def write_regiojaar(engine: Engine, part: NewRegiojaar, rows: dict[str, pd.DataFrame]) -> bool:
    """Write the checked rows of a region-year in one transaction; False where it is there already."""
    import sqlalchemy as sa

    run, regiojaar = _table("run"), _table("regiojaar")
    with writing(engine) as connection:
        status = connection.execute(
            sa.select(run.c.status).where(run.c.run_id == part.run_id).with_for_update(read=True)
        ).scalar()
        if status is None:
            raise StoreError(f"run {part.run_id} is not in the database; it must be started first")
        if part.status == "gelukt":  # a failure that passed is replaced, its lines with it
            failed = [regiojaar.c[name] == getattr(part, name) for name in PART]
            removed = connection.execute(sa.delete(regiojaar).where(*failed, regiojaar.c.status == "mislukt"))
            status = "lopend" if removed.rowcount else status
        query = bulk.statement(connection, regiojaar).values(attrs.asdict(part)).on_conflict_do_nothing()
        if connection.execute(query.returning(regiojaar.c.regio)).scalar() is None:
            return False
        if status != "lopend":
            raise StoreError(f"run {part.run_id} is finished; {part.regio} {part.schooljaar} cannot be added to it")
        same = {name: getattr(part, name) for name in PART}
        for name, frame in rows.items():
            bulk.insert(connection, name, frame.drop(columns=list(PART)), same)
    return True


def finish(engine: Engine, run_id: str) -> None:
    """Mark a run as finished; see `swvmon.store.Store.finish_run`."""
    import sqlalchemy as sa

    run = _table("run")
    with writing(engine) as connection:
        result = connection.execute(sa.update(run).where(run.c.run_id == run_id).values(status="klaar"))
        if result.rowcount != 1:
            raise StoreError(f"run {run_id} is not in the database")


def find(engine: Engine, prefix: str) -> RunRow:
    """A run by the start of its id; see `swvmon.store.Store.find_run`."""
    import sqlalchemy as sa

    run = _table("run")
    query = sa.select(run).order_by(run.c.gestart_op, run.c.run_id)
    with reading(engine) as connection:
        if prefix == LAATSTE:
            rows = connection.execute(query.where(run.c.status == "klaar")).all()[-1:]
        else:
            rows = connection.execute(query.where(run.c.run_id.startswith(prefix, autoescape=True))).all()
        if len(rows) == 1:
            return RunRow(**rows[0]._asdict())
        names = [str(name) for name in connection.execute(query.with_only_columns(run.c.run_id)).scalars()]
    if prefix == LAATSTE:
        raise StoreError("no run is finished yet; start one with: swvmon run REGIO")
    if rows:
        raise StoreError(
            f"{prefix!r} is the start of {len(rows)} runs: {', '.join(r.run_id for r in rows)}; write more of it"
        )
    latest = f"; the latest are {', '.join(names[-5:])}" if names else ": there are none yet"
    raise StoreError(f"no run starts with {prefix!r}{latest}")


def result(engine: Engine, run_id: str, tabel: str) -> pd.DataFrame:
    """Rows of an outcome table of a run; see `swvmon.store.Store.result`."""
    import sqlalchemy as sa

    from swvmon.store.fetch import fetch

    if tabel not in UITKOMSTTABELLEN:
        raise StoreError(f"there is no outcome table {tabel!r}; known: {', '.join(sorted(UITKOMSTTABELLEN))}")
    declared, stored = table(tabel), _table(tabel)
    by_name = {c.naam: c for c in declared.columns}
    columns = [by_name[name] for name in _ORDER.get(tabel, by_name)]
    query = sa.select(*[stored.c[c.naam] for c in columns]).where(stored.c.run_id == run_id)
    with reading(engine) as connection:
        return fetch(connection, query, columns, declared.sleutel)


def _checked(parts: Sequence[tuple[NewRegiojaar, dict[str, pd.DataFrame]]]) -> list[dict[str, pd.DataFrame]]:
    """The rows of each region-year, checked together: a check costs as much for one as for many.

    Where a check finds a fault each region-year is checked by itself, so that the message names it.
    """
    import pandas as pd

    filled = [{name: _fill(part, name, frame) for name, frame in sorted(tables.items())} for part, tables in parts]
    checked: list[dict[str, pd.DataFrame]] = [{} for _ in parts]
    for name in sorted({name for tables in filled for name in tables}):
        there = [number for number, tables in enumerate(filled) if name in tables]
        frames = [filled[number][name] for number in there]
        some = [frame for frame in frames if len(frame)] or frames[:1]  # an empty frame would spoil the dtypes
        try:
            rows = gateway.require(table(name), pd.concat(some, ignore_index=True), name)
        except ContractViolation:
            for number in there:
                gateway.require(table(name), filled[number][name], _where(parts[number][0], name))
            raise
        start = 0
        for number, frame in zip(there, frames, strict=True):
            checked[number][name] = rows.iloc[start : start + len(frame)].reset_index(drop=True)
            start += len(frame)
    return checked


def _where(part: NewRegiojaar, name: str) -> str:
    return f"{part.regio} {part.schooljaar}, table {name}"


def _fill(part: NewRegiojaar, name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with the columns of their region-year."""
    where = _where(part, name)
    if name not in UITKOMSTTABELLEN:
        raise ContractViolation(f"{where}: there is no such table; known: {', '.join(sorted(UITKOMSTTABELLEN))}")
    for column in PART:
        expected = getattr(part, column)
        if column in frame.columns and not (frame[column] == expected).all():
            raise ContractViolation(f"{where}: column {column} must be {expected!r} in all rows")
    filled = frame.assign(**{column: getattr(part, column) for column in PART})
    if name == "bevinding" and "volgnummer" not in filled.columns:
        filled["volgnummer"] = range(1, len(filled) + 1)
    return filled


def _table(name: str) -> Any:
    from swvmon.schema import metadata

    return metadata.tables[name]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
