"""The store: the one class through which the rest of swvmon reads and writes the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon.errors import StoreError
from swvmon.store import leveringen, openbaarmaking, revision, runs, state
from swvmon.store.engine import connect, ensure_file, reading
from swvmon.store.micro import bestanden
from swvmon.store.micro.bestanden import Microbestand
from swvmon.store.micro.vorm import DATASET
from swvmon.store.url import parse, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    import pandas as pd
    from sqlalchemy.engine import URL, Engine

    from swvmon.store.leveringen import ChosenLevering, LeveringResult, NewLevering
    from swvmon.store.openbaarmaking import OpenbaarmakingRow
    from swvmon.store.runs import NewRegiojaar, RunRow


def upgrade(url: str) -> None:
    """Bring a database to the newest revision; it is made where it is not there.

    Raises:
        StoreError: the database cannot be reached or written, or is newer than this swvmon.
    """
    revision.upgrade(parse(url))


class Store:
    """A database of swvmon. Open it with `Store.open`, close it or use it in a ``with``.

    Every method raises `StoreError`, in one line, where the database is locked, read-only, full or out of reach; what
    was being written is then not there.
    """

    def __init__(self, url: URL, engine: Engine) -> None:
        self._url = url
        self._engine = engine

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> Self:
        """Open a database.

        Args:
            url: SQLAlchemy URL, such as ``sqlite:///swvmon.db`` or ``postgresql://user@host/name``.
            create: make a database that is not there or is empty.

        Raises:
            StoreError: the database is not there, not initialised or of another revision; says which command to give.
        """
        parsed = parse(url)
        name = shown(parsed)
        if not create and not ensure_file(parsed):
            raise StoreError(f"{name}: there is no database; make one with: swvmon init --db {name}")
        engine = connect(parsed)
        try:
            found = revision.check_revision(engine)
        except BaseException:
            engine.dispose()
            raise
        if found is None and not create:
            engine.dispose()
            raise StoreError(f"{name}: is not initialised; run: swvmon init --db {name}")
        if found is None:
            revision.upgrade(parsed)
        return cls(parsed, engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @property
    def name(self) -> str:
        """The URL as messages may print it, without passwords."""
        return shown(self._url)

    # --- leveringen

    def find_levering(self, vingerafdruk: str) -> int | None:
        """The number of a levering, or None where it was never loaded."""
        return leveringen.find(self._engine, vingerafdruk)

    def add_levering(
        self,
        new: NewLevering,
        tabellen: dict[str, pd.DataFrame],
        afkeuringen: pd.DataFrame,
        *,
        strict: bool = False,
    ) -> LeveringResult:
        """Check and write a levering in one transaction: its row, its good rows and its refused rows.

        Refusing is per row of a table; `rijen_afgekeurd` counts lines of the file. A levering that is there already
        (same `vingerafdruk`) is left as it is.

        Args:
            new: what is known of the file.
            tabellen: rows per schema table; columns as in `swvmon.schema` without `levering_id`, with `regel`.
            afkeuringen: what the plugin refused while reading, columns `AFKEURING_KOLOMMEN`.
            strict: accept the file whole or not at all.

        Raises:
            ContractViolation: a frame has another shape than its table; nothing was written.
            FileFault: `strict`, and a row was refused; nothing was written.
        """
        return leveringen.add(self._engine, new, tabellen, afkeuringen, strict=strict)

    def leveringen(self) -> pd.DataFrame:
        """All leveringen with their columns, in the order in which they were loaded."""
        return state.rows_of(self._engine, "levering", "id")

    def afkeuringen(self, levering_id: int) -> pd.DataFrame:
        """The refused rows of a levering, in order of line: levering_id, volgnummer and `AFKEURING_KOLOMMEN`."""
        return state.rows_of(self._engine, "afkeuring", "volgnummer", levering_id=levering_id)

    def loaded(self, levering_id: int) -> LeveringResult:
        """What became of a levering when it was loaded: lines read, accepted and refused, and rows per table.

        Raises:
            StoreError: there is no such levering.
        """
        return leveringen.existing(self._engine, levering_id)

    def choose(
        self,
        tabel: str,
        peildatum: date | None,
        reference: date,
        swv: str | None = None,
        uit: Collection[str] | None = None,
    ) -> list[ChosenLevering]:
        """Which leveringen supply a table: one per dataset, sorted by dataset.

        A levering that brought no rows for the table does not supply it. Of leveringen of one dataset for the same
        day, the final one goes before one of unknown status before a provisional one, and of equal ones the one that
        was loaded last counts. Of a table that SWV's fill themselves this is settled for each SWV apart, so that what
        two of them load stands side by side; `swvs` then tells whose rows a levering supplies. Of kenmerken, counts of
        lwoo and answers, leveringen about others (schools, codes, surveys) stand side by side as a whole.

        Args:
            tabel: name of the table.
            peildatum: for counts, the counting date: only leveringen whose period starts on it.
            reference: for lists that hold as they stand (`peildatum` None): per dataset the latest that starts on or
                before this day, else the earliest after it.
            swv: of a table that SWV's fill themselves only what supplies this one; None: all of them.
            uit: choose among the leveringen with these fingerprints, those that were withdrawn since included, as when
                a run is repeated; None: among all that were not withdrawn.
        """
        return leveringen.choose(self._engine, tabel, peildatum, reference, swv, uit)

    def withdraw(self, levering_id: int, *, back: bool = False) -> None:
        """Withdraw a levering: runs no longer choose it; its rows stay, so that an old run can be understood.

        Args:
            levering_id: its number.
            back: take the withdrawal back.

        Raises:
            StoreError: there is no such levering.
        """
        leveringen.withdraw(self._engine, levering_id, back=back)

    def read(
        self,
        tabel: str,
        levering_ids: Sequence[int],
        vestigingen: Collection[str] | None = None,
        swvs: Mapping[int, Collection[str]] | None = None,
    ) -> pd.DataFrame:
        """Rows of a table from some leveringen, without `levering_id` and `regel`, sorted by the key of the table.

        Args:
            tabel: name of the table.
            levering_ids: numbers of the leveringen.
            vestigingen: of a table with a column `vestiging` and none `swv` only the rows of these; None: all rows.
            swvs: the leveringen of which only the rows of some SWV's are read, and which.

        Returns:
            int64, or Int64 where a column may be empty; str; dates as `datetime.date` in object columns. Without rows,
            a frame with the same columns and dtypes.
        """
        return leveringen.read(self._engine, tabel, levering_ids, vestigingen, swvs)

    def line_numbers(self, tabel: str, levering_id: int, vestigingen: Collection[str], swv: str) -> list[int]:
        """The lines of a file that brought rows of a table about some schools, or else about an SWV; sorted.

        A table without schools and SWV's, such as the regio-indeling by postcode, gives none.
        """
        return leveringen.line_numbers(self._engine, tabel, levering_id, vestigingen, swv)

    # --- enrolments of pupils, which stay outside the database

    @property
    def micro_folder(self) -> Path:
        """The folder with enrolments; it need not be there.

        Raises:
            StoreError: SWVMON_MICRO names none and the database is a server.
        """
        return bestanden.folder_of(self._url)

    def add_enrolments(self, new: NewLevering, source: Path) -> LeveringResult:
        """Copy a checked file with enrolments into the folder, then write its levering.

        Args:
            new: what is known of the file, with `sha256` of its content.
            source: the file.

        Raises:
            StoreError: the disk is full or the folder may not be written; nothing was loaded.
        """
        import pandas as pd

        from swvmon.contract.databron import AFKEURING_KOLOMMEN

        bestanden.place(source, new.sha256, self.micro_folder)
        return self.add_levering(new, {}, pd.DataFrame(columns=list(AFKEURING_KOLOMMEN)))

    def enrolments(self) -> list[Microbestand]:
        """The files with enrolments, one per 1 October: the one that was loaded last and is not withdrawn."""
        per_day = {
            row.periode_van: Microbestand(
                peildatum=row.periode_van,
                levering=row.id,
                sha256=row.sha256,
                rijen=row.rijen_gelezen,
                pad=bestanden.path_of(self.micro_folder, row.sha256),
                uitgever=row.uitgever,
                licentie=row.licentie,
                status=row.status,
            )
            for row in leveringen.of_dataset(self._engine, DATASET)
        }
        return sorted(per_day.values())

    # --- runs

    def start_run(self, run_id: str, manifest: str) -> None:
        """Write the row of a run as ``lopend``; a run that is there already is left as it is."""
        runs.start(self._engine, run_id, manifest)

    def add_regiojaar(self, part: NewRegiojaar, tabellen: dict[str, pd.DataFrame]) -> bool:
        """Write a region-year of a running run in one transaction.

        Args:
            part: which, how it fared and the hash of its result.
            tabellen: frames for boeking, meting, bevinding, pluginstatus, parametergebruik; columns that name the
                region-year may be left out, and so may `volgnummer` of bevinding. Exact decimals become text.

        Returns:
            False where this region-year of the run is there already; nothing was written then.

        Raises:
            ContractViolation: a frame is not as its table; nothing was written.
            StoreError: the run was not started, or is finished.
        """
        return self.add_regiojaren([part], runs.of_part(part, tabellen))[0]

    def add_regiojaren(self, parts: Sequence[NewRegiojaar], tabellen: dict[str, pd.DataFrame]) -> list[bool]:
        """Write region-years of a running run, as `add_regiojaar` does, in one transaction.

        Args:
            parts: which, all of one run.
            tabellen: the frames of all of them, with the columns that name the region-year.

        Returns:
            Per region-year whether it is new; of one that is there already nothing was written.

        Raises:
            ContractViolation: a frame is not as its table; nothing of any of them was written.
            StoreError: the run was not started, or is finished.
        """
        return runs.add_regiojaren(self._engine, parts, tabellen)

    def finish_run(self, run_id: str) -> None:
        """Mark a run as ``klaar``: from now on readers see it."""
        runs.finish(self._engine, run_id)

    def runs(self) -> pd.DataFrame:
        """All runs, finished and not: run_id, status, manifest, gestart_op; the oldest first."""
        return state.rows_of(self._engine, "run", "gestart_op", "run_id")

    def find_run(self, prefix: str) -> RunRow:
        """A run by the start of its id, or by the word ``laatste``: the latest that is finished.

        Raises:
            StoreError: none, or more than one; names them.
        """
        return runs.find(self._engine, prefix)

    def regiojaren(self, run_id: str) -> pd.DataFrame:
        """The region-years of a run: run_id, scenario, regio, schooljaar, status, resultaat_sha256."""
        found = state.rows_of(self._engine, "regiojaar", run_id=run_id)
        return found.sort_values(["scenario", "regio", "schooljaar"]).reset_index(drop=True)

    def result(self, run_id: str, tabel: str, regios: Collection[str] | None = None) -> pd.DataFrame:
        """Rows of an outcome table of a run, of some of its regions or all, sorted by its key; exact numbers stay text.

        Columns as in `swvmon.contract.grootboek.KOLOMMEN` and `swvmon.contract.meting.KOLOMMEN`, of other tables as in
        the schema.
        """
        return runs.result(self._engine, run_id, tabel, regios)

    def add_openbaarmaking(self, made: OpenbaarmakingRow, weg: pd.DataFrame) -> bool:
        """Keep by which rule a run was published and what was withheld, in one transaction.

        Args:
            made: the rule.
            weg: a row per withheld number, columns of `onderdrukking` without run_id and volgnummer.

        Returns:
            False where there is one of this number already; nothing was written then.
        """
        return openbaarmaking.add(self._engine, made, weg)

    def openbaarmakingen(self, run_id: str) -> list[OpenbaarmakingRow]:
        """The rules by which a run was published, the first one first."""
        return openbaarmaking.find(self._engine, run_id)

    def onderdrukt(self, run_id: str) -> pd.DataFrame:
        """What was withheld when a run was published: columns of `onderdrukking`, sorted."""
        return openbaarmaking.withheld(self._engine, run_id)

    # --- the database itself

    def revision(self) -> str | None:
        """The revision of the database."""
        with reading(self._engine) as connection:
            return revision.read_revision(connection)

    def row_counts(self) -> dict[str, int]:
        """Rows per table, sorted by name."""
        return state.row_counts(self._engine)

    def faults(self) -> list[str]:
        """What is wrong inside the database, one line each; empty where all is well."""
        return state.faults(self._engine)

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """The logical content, rows per table without the clock: equal after equal writes, on any database."""
        return state.dump(self._engine)
