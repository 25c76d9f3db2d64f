"""Counting over enrolments: the relations of a microtelling, and its outcome as a frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.errors import ContractViolation, MissingData
from swvmon.store.micro.bestanden import Microbestand
from swvmon.store.micro.motor import Motor, open_motor
from swvmon.store.micro.vorm import NAMEN

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import duckdb
    import pandas as pd

    from swvmon.contract.microtelling import Microtelling

AHEAD = 2
"""Counts that may be there before they are asked for; a frame of counts is small beside what DuckDB takes."""
BREAK_SECONDS = 0.1
"""How often a count is told to break off: it is not listening before it began."""


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


@frozen
class Telwerk:
    """One count that is to be done.

    Attributes:
        telling: what is counted.
        dag: the 1 October.
        bestanden: the files that it reads, sorted.
    """

    telling: Microtelling
    dag: date
    bestanden: tuple[Microbestand, ...]


class Teller:
    """Counts one after the other in a thread, ahead of who asks: DuckDB leaves Python free while it counts.

    Use it in a ``with``; where that is left early, what is being counted is broken off. Of all files each count sees
    its own.

    Args:
        geheugen: limit of memory for DuckDB.
        folder: where DuckDB may write what does not fit.
    """

    def __init__(self, geheugen: str, folder: Path) -> None:
        self._geheugen, self._folder = geheugen, folder
        self._thread, self._reader = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        self._open = ExitStack()
        self._motor: Motor | None = None
        self._paden: list[Path] = []
        self._waiting: deque[Future[pd.DataFrame]] = deque()
        self._verified: dict[str, Future[None]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for count in self._waiting:
            count.cancel()
        while any(not count.done() for count in self._waiting):
            if (motor := self._motor) is not None:
                with suppress(Exception):  # it may be closed by now
                    motor.verbinding.interrupt()
            wait(self._waiting, timeout=BREAK_SECONDS)
        self._thread.shutdown()
        self._open.close()
        self._reader.shutdown(cancel_futures=True)

    def start(self, work: Sequence[Telwerk]) -> Iterator[pd.DataFrame]:
        """Begin with the first of them.

        Yields:
            What `count` gives for each, in this order.

        Raises:
            StoreError: also where a file is not what was loaded; the frames before it were handed over.
        """
        self._paden = sorted({file.pad for each in work for file in each.bestanden})
        for each in work[: AHEAD + 1]:
            self._submit(each)
        return self._frames(work[AHEAD + 1 :])

    def _frames(self, rest: Iterable[Telwerk]) -> Iterator[pd.DataFrame]:
        later = iter(rest)
        while self._waiting:
            yield self._waiting[0].result()
            self._waiting.popleft()
            for each in islice(later, 1):
                self._submit(each)

    def _submit(self, work: Telwerk) -> None:
        for file in work.bestanden:
            if file.sha256 not in self._verified:  # while the counts before it are made
                self._verified[file.sha256] = self._reader.submit(file.verify)
        self._waiting.append(self._thread.submit(self._count, work))

    def _count(self, work: Telwerk) -> pd.DataFrame:
        if self._motor is None:  # while the first files are verified
            self._motor = self._open.enter_context(open_motor(self._paden, self._geheugen, self._folder))
        for file in work.bestanden:
            self._verified[file.sha256].result()
        return count(self._motor, work.telling, work.dag, work.bestanden)


def count(motor: Motor, telling: Microtelling, dag: date, bestanden: Sequence[Microbestand]) -> pd.DataFrame:
    """The table that a microtelling makes at a 1 October, with `regel`; rows in order of all their columns.

    Args:
        motor: opened for the files.
        telling: what is counted.
        dag: the 1 October.
        bestanden: the files that are loaded.

    Raises:
        MissingData: a year is not loaded.
        StoreError: a file cannot be read, the disk is full or the limit is reached.
        ContractViolation: the SQL is wrong.
    """
    import duckdb

    relations = needed(telling, dag, bestanden)
    files = sorted({bestand for found in relations.values() for bestand in found})
    with motor.looking_at([bestand.pad for bestand in files]) as sees:
        _check_key(sees, files)
        before = dag.replace(year=dag.year - 1)
        sees.execute(f"CREATE VIEW dag AS SELECT DATE '{dag}' AS peildatum, DATE '{before}' AS vanaf")
        for relatie, found in relations.items():
            parts = " UNION ALL ".join(f"SELECT * FROM bestand_{files.index(bestand)}" for bestand in found)
            sees.execute(f"CREATE VIEW {relatie} AS {parts}")
        try:
            outcome = sees.execute(f"SELECT * FROM ({telling.sql}) ORDER BY ALL").df()
        except (  # damaged files raise other kinds
            duckdb.ParserException,
            duckdb.BinderException,
            duckdb.CatalogException,
            duckdb.PermissionException,
            duckdb.DataError,
        ) as e:
            raise ContractViolation(f"microtelling {telling.naam}: {' '.join(str(e).split())[:300]}") from None
    return _typed(telling, outcome)


def _check_key(sees: duckdb.DuckDBPyConnection, files: list[Microbestand]) -> None:
    """Pseudonyms of two keys cannot be joined: everybody would leave and everybody would be new."""
    parts = " UNION ".join(f"SELECT min(sleutel_vingerafdruk) FROM bestand_{n}" for n in range(len(files)))
    if len({key for (key,) in sees.execute(parts).fetchall() if key}) > 1:
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
