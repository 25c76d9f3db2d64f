"""Leveringen: what came in, written whole or not at all, and which of them supply a table."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen, validators

from swvmon.contract.databron import PERIODE_SOORTEN
from swvmon.errors import ContractViolation, FileFault, StoreError
from swvmon.store import afkeuring, bulk, gateway
from swvmon.store.declared import known, table
from swvmon.store.engine import reading, writing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd
    from sqlalchemy.engine import Connection, Engine

_SHA256 = validators.matches_re(r"[0-9a-f]{64}")
_FILLED: Any = validators.min_len(1)


@frozen
class NewLevering:
    """What is known of a file before its rows are written.

    Attributes:
        bron: name of the databron.
        dataset: name of the dataset.
        uitgever: who published it.
        licentie: under which licence.
        bestandsnaam: name of the file, without its folder.
        sha256: of the content.
        vingerafdruk: sha256 over dataset, content, period, status, plugin version and, where pseudonyms are made, the
            key; the same twice changes nothing.
        periode_soort: peildatum, stand, kalenderjaar or schooljaar.
        periode_van: first day.
        periode_tot: last day, included.
        periode_exact: False where the publisher only tells about when.
        status: definitief, voorlopig or onbekend.
        plugin: the plugin that read the file.
        plugin_versie: its version.
        rijen_gelezen: data rows in the file.
    """

    bron: str = field(validator=_FILLED)
    dataset: str = field(validator=_FILLED)
    uitgever: str
    licentie: str
    bestandsnaam: str
    sha256: str = field(validator=_SHA256)
    vingerafdruk: str = field(validator=_SHA256)
    periode_soort: str = field(validator=validators.in_(PERIODE_SOORTEN))
    periode_van: date
    periode_tot: date
    periode_exact: bool
    status: str = field(validator=validators.in_(("definitief", "voorlopig", "onbekend")))
    plugin: str
    plugin_versie: str
    rijen_gelezen: int = field(validator=validators.ge(0))


@frozen(eq=False)
class LeveringResult:
    """What became of a file.

    Attributes:
        id: number of the levering.
        existing: whether it was there already; then nothing was written and the numbers are those of then.
        rijen_gelezen: data rows in the file.
        rijen_geaccepteerd: lines of which no row was refused.
        rijen_afgekeurd: lines of which a row was refused.
        tabellen: rows written, per table.
    """

    id: int
    existing: bool
    rijen_gelezen: int
    rijen_geaccepteerd: int
    rijen_afgekeurd: int
    tabellen: dict[str, int]


@frozen
class ChosenLevering:
    """A levering that supplies a table; what a manifest tells of it.

    Attributes:
        id: number in this database; not in a manifest, another database numbers otherwise.
        dataset: name of the dataset.
        sha256: of the file.
        vingerafdruk: of the levering.
        periode_soort: kind of period.
        periode_van: first day.
        periode_tot: last day.
        periode_exact: False where the publisher only tells about when.
        status: definitief, voorlopig or onbekend.
        bestandsnaam: name of the file.
        rijen_afgekeurd: rows that were rejected.
        naast: numbers of other leveringen of the dataset for the same days, with other rows, that were not chosen.
        swvs: the SWV's whose rows it supplies, sorted; None where it supplies all that it brought.
    """

    id: int
    dataset: str
    sha256: str
    vingerafdruk: str
    periode_soort: str
    periode_van: date
    periode_tot: date
    periode_exact: bool
    status: str
    bestandsnaam: str
    rijen_afgekeurd: int
    naast: tuple[int, ...] = ()
    swvs: tuple[str, ...] | None = None


_CHOSEN_BY_US = ("naast", "swvs")


def withdraw(engine: Engine, identifier: int, *, back: bool) -> None:
    """Withdraw a levering, or take it back; see `swvmon.store.Store.withdraw`."""
    import sqlalchemy as sa

    levering, _ = _tables()
    with writing(engine) as connection:
        query = sa.update(levering).where(levering.c.id == identifier).values(ingetrokken=not back)
        if connection.execute(query).rowcount != 1:
            raise StoreError(_no_levering(identifier))


def find(engine: Engine, vingerafdruk: str) -> int | None:
    """The number of a levering, or None where it was never loaded."""
    with reading(engine) as connection:
        return _find(connection, vingerafdruk)


def add(
    engine: Engine,
    new: NewLevering,
    tabellen: dict[str, pd.DataFrame],
    afkeuringen: pd.DataFrame,
    *,
    strict: bool = False,
) -> LeveringResult:
    """Check and write a levering; see `swvmon.store.Store.add_levering`."""
    present = find(engine, new.vingerafdruk)
    if present is not None:  # before the rows are checked, which takes longer than writing them
        return existing(engine, present)
    accepted, refused = _check(new, tabellen, afkeuringen)
    rejected = int(refused["regel"].nunique())
    if rejected > new.rijen_gelezen:
        raise ContractViolation(
            f"plugin {new.plugin}, {new.bestandsnaam}: {rejected} lines refused of {new.rijen_gelezen} lines read"
        )
    if strict and rejected:
        raise FileFault(_strict_message(new, refused, rejected))
    with writing(engine) as connection:
        identifier = _insert(connection, new, rejected)
        if identifier is not None:
            _insert_rows(connection, identifier, accepted, refused)
    if identifier is None:  # another process wrote the same file in between
        return existing(engine, _certain(find(engine, new.vingerafdruk)))
    read = new.rijen_gelezen
    return LeveringResult(identifier, False, read, read - rejected, rejected, {n: len(f) for n, f in accepted.items()})


def existing(engine: Engine, identifier: int) -> LeveringResult:
    """What became of a levering that was loaded earlier."""
    import sqlalchemy as sa

    levering, per_tabel = _tables()
    with reading(engine) as connection:
        row = connection.execute(sa.select(levering).where(levering.c.id == identifier)).one_or_none()
        if row is None:
            raise StoreError(_no_levering(identifier))
        query = sa.select(per_tabel.c.tabel, per_tabel.c.rijen).where(per_tabel.c.levering_id == identifier)
        counts = {str(name): int(rows) for name, rows in connection.execute(query.order_by(per_tabel.c.tabel))}
    return LeveringResult(identifier, True, row.rijen_gelezen, row.rijen_geaccepteerd, row.rijen_afgekeurd, counts)


def choose(  # noqa: PLR0913, PLR0917 - all that decides the choice
    engine: Engine,
    tabel: str,
    peildatum: date | None,
    reference: date,
    swv: str | None = None,
    uit: Collection[str] | None = None,
) -> list[ChosenLevering]:
    """Which leveringen supply a table; see `swvmon.store.Store.choose`."""
    import sqlalchemy as sa

    levering, per_tabel = _tables()
    fields = [a.name for a in attrs.fields(ChosenLevering) if a.name not in _CHOSEN_BY_US]
    query = sa.select(*[levering.c[name] for name in fields]).where(
        levering.c.id.in_(sa.select(per_tabel.c.levering_id).where(per_tabel.c.tabel == tabel, per_tabel.c.rijen > 0))
    )
    if peildatum is not None:
        query = query.where(levering.c.periode_van == peildatum)
    counts = sa.not_(levering.c.ingetrokken) if uit is None else levering.c.vingerafdruk.in_(sorted(uit))
    per_dataset: dict[str, list[ChosenLevering]] = defaultdict(list)
    with reading(engine) as connection:
        for row in connection.execute(query.where(counts).order_by(levering.c.id)):
            found = ChosenLevering(**row._asdict())
            per_dataset[found.dataset].append(found)
        brought = _swvs(connection, tabel, per_dataset, swv)
        about = _owners(connection, tabel, per_dataset)
        chosen = []
        for _, candidates in sorted(per_dataset.items()):
            ranked = sorted(candidates, key=lambda c: _rank(c, reference), reverse=True)
            if brought is not None:
                chosen += _per_swv(ranked, brought, whole=swv is None)
            else:
                chosen += _one(ranked) if about is None else _side_by_side(ranked, about)
        return [_without_equals(connection, tabel, c) for c in chosen]


@cache
def per_swv(tabel: str) -> bool:
    """Whether each SWV may bring its own rows of a table: what it plans, spends, counts and decides itself.

    A list of SWV's is no such table: who is not in the newest list is no SWV any more.
    """
    if not known(tabel):
        return False
    declared = table(tabel)
    own = any(c.naam == "swv" and not c.nullable for c in declared.columns)
    return own and ((len(declared.sleutel) > 1 and "swv" in declared.sleutel) or declared.case_rows)


OWNERS = {
    "enquete_antwoord": ("enquete", "sector", "swv"),
    "kenmerk": ("niveau", "code"),
    "leerlingen_lwoo": ("vestiging",),
}
"""Columns that tell whose rows these are, in tables that SWV's fill themselves and that are not by SWV."""


def _owners(
    connection: Connection, tabel: str, per_dataset: Mapping[str, list[ChosenLevering]]
) -> dict[int, set[tuple[Any, ...]]] | None:
    """About whom each levering brought rows; None where one levering of a dataset replaces the others."""
    import sqlalchemy as sa

    from swvmon.schema import metadata

    if tabel not in OWNERS or all(len(candidates) == 1 for candidates in per_dataset.values()):
        return None
    stored = metadata.tables[tabel]
    numbers = [c.id for candidates in per_dataset.values() for c in candidates]
    query = sa.select(stored.c.levering_id, *(stored.c[name] for name in OWNERS[tabel])).distinct()
    about: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for number, *owner in connection.execute(query.where(stored.c.levering_id.in_(numbers))):
        about[int(number)].add(tuple(owner))
    return about


def _side_by_side(ranked: list[ChosenLevering], about: Mapping[int, set[tuple[Any, ...]]]) -> list[ChosenLevering]:
    """Leveringen about others than all better ones are, in the order of loading: each SWV loads its own.

    One that shares somebody with a better one is replaced as a whole: who is not in the newest list of a publisher is
    gone, and so is a school that an SWV left out of its newest file.
    """
    chosen: list[ChosenLevering] = []
    told: set[tuple[Any, ...]] = set()
    beside: dict[int, set[int]] = defaultdict(set)
    for candidate in ranked:
        mine = about[candidate.id]
        if told.isdisjoint(mine):
            chosen.append(candidate)
        for better in chosen:
            if better is not candidate and better.periode_van == candidate.periode_van and about[better.id] & mine:
                beside[better.id].add(candidate.id)
        told |= mine
    return [attrs.evolve(c, naast=tuple(sorted(beside[c.id]))) for c in sorted(chosen, key=lambda c: c.id)]


def _without_equals(connection: Connection, tabel: str, chosen: ChosenLevering) -> ChosenLevering:
    """Leave out of `naast` what has the same rows, as the text and the table of one regulation have."""
    import sqlalchemy as sa

    from swvmon.schema import metadata

    if not chosen.naast:
        return chosen
    stored = metadata.tables[tabel]
    columns = [c for c in stored.columns if c.name not in ("levering_id", "regel")]

    def rows(number: int) -> Any:
        return sa.select(*columns).where(stored.c.levering_id == number)

    def lacks(one: int, other: int) -> bool:
        return connection.execute(rows(one).except_(rows(other)).limit(1)).first() is not None

    differ = [n for n in chosen.naast if lacks(chosen.id, n) or lacks(n, chosen.id)]
    return attrs.evolve(chosen, naast=tuple(differ))


def _swvs(
    connection: Connection, tabel: str, per_dataset: Mapping[str, list[ChosenLevering]], swv: str | None
) -> dict[int, set[str]] | None:
    """Of which SWV's each levering brought rows; None where the levering as a whole is chosen."""
    import sqlalchemy as sa

    from swvmon.schema import metadata

    alone = all(len(candidates) == 1 for candidates in per_dataset.values())
    if not per_swv(tabel) or (alone and swv is None):
        return None
    stored = metadata.tables[tabel]
    numbers = [c.id for candidates in per_dataset.values() for c in candidates]
    query = sa.select(stored.c.levering_id, stored.c.swv).distinct().where(stored.c.levering_id.in_(numbers))
    if swv is not None:
        query = query.where(stored.c.swv == swv)
    brought: dict[int, set[str]] = defaultdict(set)
    for number, code in connection.execute(query):
        brought[int(number)].add(str(code))
    return brought


def _one(ranked: list[ChosenLevering]) -> list[ChosenLevering]:
    """The best levering of a dataset, and which others there are for its day."""
    best = ranked[0]
    beside = sorted(c.id for c in ranked[1:] if c.periode_van == best.periode_van)
    return [attrs.evolve(best, naast=tuple(beside))]


def _per_swv(ranked: list[ChosenLevering], brought: Mapping[int, set[str]], *, whole: bool) -> list[ChosenLevering]:
    """Of a dataset the best levering for each SWV, in the order of loading; `whole`: no SWV was left out before."""
    of_swv: dict[str, list[ChosenLevering]] = defaultdict(list)
    for candidate in ranked:
        for code in brought.get(candidate.id, ()):
            of_swv[code].append(candidate)
    supplies: dict[int, set[str]] = defaultdict(set)
    beside: dict[int, set[int]] = defaultdict(set)
    for code, (best, *others) in of_swv.items():
        supplies[best.id].add(code)
        beside[best.id].update(c.id for c in others if c.periode_van == best.periode_van)
    return [
        attrs.evolve(
            c,
            naast=tuple(sorted(beside[c.id])),
            swvs=None if whole and supplies[c.id] == brought[c.id] else tuple(sorted(supplies[c.id])),
        )
        for c in sorted(ranked, key=lambda c: c.id)
        if c.id in supplies
    ]


STATUS_ORDER = ("voorlopig", "onbekend", "definitief")
"""A final delivery goes before a provisional one, whichever was loaded last."""


def _rank(levering: ChosenLevering, reference: date) -> tuple[bool, int, int, int]:
    """What is valid on the day goes first, the latest of it, else the earliest after it; then status, then newest."""
    days = (levering.periode_van - reference).days
    return (days <= 0, days if days <= 0 else -days, STATUS_ORDER.index(levering.status), levering.id)


def _check(
    new: NewLevering, tabellen: dict[str, pd.DataFrame], afkeuringen: pd.DataFrame
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    from swvmon.schema import BRONTABELLEN

    accepted, refused = {}, []
    for name in sorted(tabellen):
        where = f"plugin {new.plugin}, table {name}"
        if name not in BRONTABELLEN:
            raise ContractViolation(f"{where}: there is no such table; known: {', '.join(BRONTABELLEN)}")
        accepted[name], faults = gateway.accept(table(name), tabellen[name], where)
        refused.append(faults)
    return accepted, afkeuring.combine(f"plugin {new.plugin}, {new.bestandsnaam}", afkeuringen, refused)


def _strict_message(new: NewLevering, refused: pd.DataFrame, rejected: int) -> str:
    first = refused.iloc[0]
    lines = "line was" if rejected == 1 else "lines were"
    return (
        f"{new.bestandsnaam}: {rejected} {lines} rejected and nothing was written; the first is line {first['regel']}, "
        f"column {first['kolom']}: {first['code']}, found {first['gevonden']!r}, expected {first['verwacht']}"
    )


def _tables() -> tuple[Any, Any]:
    from swvmon.schema import metadata

    return metadata.tables["levering"], metadata.tables["levering_tabel"]


def of_dataset(engine: Engine, dataset: str) -> list[Any]:
    """The leveringen of a dataset that are not withdrawn, in the order in which they were loaded.

    Returns:
        Rows with id, periode_van, sha256, rijen_gelezen, uitgever, licentie and status.
    """
    import sqlalchemy as sa

    levering = _light()
    names = ("id", "periode_van", "sha256", "rijen_gelezen", "uitgever", "licentie", "status")
    query = sa.select(*[levering.c[name] for name in names])
    with reading(engine) as connection:
        found = query.where(levering.c.dataset == dataset, sa.not_(levering.c.ingetrokken))
        return list(connection.execute(found.order_by(levering.c.id)))


@cache
def _light() -> Any:
    """The table of leveringen for the questions that come before all else: the schema takes far longer to import."""
    import sqlalchemy as sa

    texts = ("dataset", "sha256", "vingerafdruk", "uitgever", "licentie", "status")
    return sa.table(
        "levering",
        *[sa.column(name, sa.String) for name in texts],
        *[sa.column(name, sa.Integer) for name in ("id", "rijen_gelezen")],
        sa.column("periode_van", sa.Date),
        sa.column("ingetrokken", sa.Boolean),
    )


def _find(connection: Connection, vingerafdruk: str) -> int | None:
    import sqlalchemy as sa

    levering = _light()
    found: int | None = connection.execute(
        sa.select(levering.c.id).where(levering.c.vingerafdruk == vingerafdruk)
    ).scalar()
    return found


def _insert(connection: Connection, new: NewLevering, rejected: int) -> int | None:
    """Write the row of the levering; None where it is there already, also when another process is writing it now."""
    levering, _ = _tables()
    values = attrs.asdict(new) | {
        "rijen_geaccepteerd": new.rijen_gelezen - rejected,
        "rijen_afgekeurd": rejected,
        "geladen_op": datetime.now(UTC).replace(tzinfo=None),
    }
    query = bulk.statement(connection, levering).values(values).on_conflict_do_nothing(index_elements=["vingerafdruk"])
    identifier: int | None = connection.execute(query.returning(levering.c.id)).scalar()
    return identifier


def _insert_rows(
    connection: Connection, identifier: int, accepted: dict[str, pd.DataFrame], refused: pd.DataFrame
) -> None:
    _, per_tabel = _tables()
    if accepted:
        counts = [{"levering_id": identifier, "tabel": name, "rijen": len(f)} for name, f in accepted.items()]
        connection.execute(per_tabel.insert(), counts)
    for name, frame in accepted.items():
        bulk.insert(connection, name, frame, {"levering_id": identifier})
    numbered = refused.assign(volgnummer=range(1, len(refused) + 1))
    bulk.insert(connection, "afkeuring", numbered, {"levering_id": identifier})


def read(
    engine: Engine,
    tabel: str,
    levering_ids: Sequence[int],
    vestigingen: Collection[str] | None = None,
    swvs: Mapping[int, Collection[str]] | None = None,
) -> pd.DataFrame:
    """Rows of a table; see `swvmon.store.Store.read`."""
    import sqlalchemy as sa

    from swvmon.schema import BRONTABELLEN, metadata
    from swvmon.store.fetch import fetch

    if tabel not in BRONTABELLEN:
        raise StoreError(f"there is no table {tabel!r}; known: {', '.join(sorted(BRONTABELLEN))}")
    declared, stored = table(tabel), metadata.tables[tabel]
    columns = [c for c in declared.columns if c.naam != "regel"]
    limited = {int(i): sorted(codes) for i, codes in (swvs or {}).items()}
    wanted: list[Any] = [stored.c.levering_id.in_([int(i) for i in levering_ids if int(i) not in limited])]
    wanted += [
        sa.and_(stored.c.levering_id == int(i), stored.c.swv.in_(limited[int(i)]))
        for i in levering_ids
        if int(i) in limited
    ]
    query = sa.select(*[stored.c[c.naam] for c in columns]).where(sa.or_(*wanted))
    if vestigingen is not None and "vestiging" in stored.c and "swv" not in stored.c:
        query = query.where(stored.c.vestiging.in_(sorted(vestigingen)))
    with reading(engine) as connection:
        return fetch(connection, query.order_by(stored.c.levering_id, stored.c.regel), columns, declared.sleutel)


def line_numbers(engine: Engine, tabel: str, levering_id: int, vestigingen: Collection[str], swv: str) -> list[int]:
    """The lines of a file about some schools or an SWV; see `swvmon.store.Store.line_numbers`."""
    import sqlalchemy as sa

    from swvmon.schema import metadata

    stored = metadata.tables[tabel]
    about: Any
    if "vestiging" in stored.c:
        about = stored.c.vestiging.in_(sorted(vestigingen))
    elif "swv" in stored.c:
        about = stored.c.swv == swv
    else:
        return []
    query = sa.select(stored.c.regel).where(stored.c.levering_id == levering_id, about).distinct()
    with reading(engine) as connection:
        return sorted(int(number) for number in connection.execute(query).scalars())


def _no_levering(identifier: int) -> str:
    return f"there is no levering {identifier}; `swvmon leveringen` shows which there are"


def _certain(identifier: int | None) -> int:
    if identifier is None:
        raise StoreError("the levering was removed while it was being loaded; load the file again")
    return identifier
