"""Runs: region-years written whole, and read back in the order of the contract."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen, validators

from swvmon.contract import grootboek, meting
from swvmon.errors import ContractViolation, StoreError
from swvmon.store import bulk, gateway
from swvmon.store.declared import table
from swvmon.store.engine import reading, writing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd
    from sqlalchemy.engine import Connection, Engine

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


def add_regiojaren(engine: Engine, parts: Sequence[NewRegiojaar], tabellen: Mapping[str, pd.DataFrame]) -> list[bool]:
    """Write region-years; see `swvmon.store.Store.add_regiojaren`."""
    rows = {name: _checked(parts, name, frame) for name, frame in sorted(tabellen.items())}
    with writing(engine) as connection:
        new = _write_regiojaren(connection, parts)
        for name, frame in rows.items():
            mine = frame if len(new) == len(parts) else frame[_keys(frame).isin(list(new))]
            bulk.insert(connection, name, mine)
    return [_key(part) in new for part in parts]


def _write_regiojaren(connection: Connection, parts: Sequence[NewRegiojaar]) -> set[tuple[str, ...]]:
    """Write the rows of region-years; the keys of those that were not there."""
    import sqlalchemy as sa

    run, regiojaar = _table("run"), _table("regiojaar")
    run_id = parts[0].run_id
    status = connection.execute(
        sa.select(run.c.status).where(run.c.run_id == run_id).with_for_update(read=True)
    ).scalar()
    if status is None:
        raise StoreError(f"run {run_id} is not in the database; it must be started first")
    key = [regiojaar.c[name] for name in PART]
    failed = connection.execute(sa.select(*key).where(regiojaar.c.run_id == run_id, regiojaar.c.status == "mislukt"))
    passed = {tuple(row) for row in failed} & {_key(part) for part in parts if part.status == "gelukt"}
    for each in passed:  # a failure that passed is replaced, its lines with it
        same = [column == value for column, value in zip(key, each, strict=True)]
        connection.execute(sa.delete(regiojaar).where(*same))
    query = bulk.statement(connection, regiojaar).values([attrs.asdict(part) for part in parts])
    new = {tuple(row) for row in connection.execute(query.on_conflict_do_nothing().returning(*key))}
    if status != "lopend" and (late := sorted(new - passed)):
        raise StoreError(f"run {run_id} is finished; {late[0][2]} {late[0][3]} cannot be added to it")
    return new


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


def result(engine: Engine, run_id: str, tabel: str, regios: Collection[str] | None = None) -> pd.DataFrame:
    """Rows of an outcome table of a run; see `swvmon.store.Store.result`."""
    import sqlalchemy as sa

    from swvmon.schema import UITKOMSTTABELLEN
    from swvmon.store.fetch import fetch

    if tabel not in UITKOMSTTABELLEN:
        raise StoreError(f"there is no outcome table {tabel!r}; known: {', '.join(sorted(UITKOMSTTABELLEN))}")
    declared, stored = table(tabel), _table(tabel)
    by_name = {c.naam: c for c in declared.columns}
    columns = [by_name[name] for name in _ORDER.get(tabel, by_name)]
    query = sa.select(*[stored.c[c.naam] for c in columns]).where(stored.c.run_id == run_id)
    if regios is not None:
        query = query.where(stored.c.regio.in_(regios))
    with reading(engine) as connection:
        return fetch(connection, query, columns, declared.sleutel)


def _checked(parts: Sequence[NewRegiojaar], name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of region-years, checked together: a check costs as much for one as for many.

    Where a check finds a fault each region-year is checked by itself, so that the message names it.
    """
    if strange := sorted(set(_keys(frame).unique()) - {_key(part) for part in parts}):
        raise ContractViolation(f"table {name} has rows of {', '.join(strange[0])}, which is not written")
    try:
        return gateway.require(table(name), frame, name)
    except ContractViolation:
        for part in parts:
            gateway.require(table(name), frame[_keys(frame).isin([_key(part)])], _where(part, name))
        raise


def _key(part: NewRegiojaar) -> tuple[str, ...]:
    return tuple(getattr(part, name) for name in PART)


def _keys(frame: pd.DataFrame) -> pd.MultiIndex:
    import pandas as pd

    return pd.MultiIndex.from_frame(frame[list(PART)])


def _where(part: NewRegiojaar, name: str) -> str:
    return f"{part.regio} {part.schooljaar}, table {name}"


def of_part(part: NewRegiojaar, tabellen: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The rows of one region-year with the columns that name it.

    Raises:
        ContractViolation: there is no such table, or rows name another region-year.
    """
    from swvmon.schema import UITKOMSTTABELLEN

    filled = {}
    for name, frame in tabellen.items():
        where = _where(part, name)
        if name not in UITKOMSTTABELLEN:
            raise ContractViolation(f"{where}: there is no such table; known: {', '.join(sorted(UITKOMSTTABELLEN))}")
        for column in PART:
            expected = getattr(part, column)
            if column in frame.columns and not (frame[column] == expected).all():
                raise ContractViolation(f"{where}: column {column} must be {expected!r} in all rows")
        filled[name] = frame.assign(**{column: getattr(part, column) for column in PART})
        if name == "bevinding" and "volgnummer" not in frame.columns:
            filled[name]["volgnummer"] = range(1, len(frame) + 1)
    return filled


def _table(name: str) -> Any:
    from swvmon.schema import metadata

    return metadata.tables[name]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
