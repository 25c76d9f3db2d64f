"""DuckDB over some Parquet files: limited in memory, and closed to everything else."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.errors import StoreError, UsageError
from swvmon.store.micro.werkmap import werkmap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

GEHEUGEN = "700MB"
"""What DuckDB takes before it writes to disk; the process as a whole takes some more."""
OMGEVING_GEHEUGEN = "SWVMON_GEHEUGEN"


@frozen(eq=False)
class Motor:
    """An open DuckDB.

    Attributes:
        verbinding: the connection.
        geheugen: its limit of memory.
        spill: folder for what does not fit.
    """

    verbinding: duckdb.DuckDBPyConnection
    geheugen: str
    spill: Path

    @contextmanager
    def looking_at(self, paden: Sequence[Path]) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection with these files as views `bestand_0`, `bestand_1`, …; all views are gone afterwards.

        Args:
            paden: of the files that the motor was opened for.

        Raises:
            StoreError: the limit is too low, the disk is full, or a file cannot be read or is damaged; names it.
        """
        import duckdb

        motor = self.verbinding
        try:
            for number, pad in enumerate(paden):
                motor.execute(f"CREATE VIEW bestand_{number} AS SELECT * FROM read_parquet({_quoted(str(pad))})")
            yield motor
        except duckdb.Error as error:
            raise StoreError(f"{_cause(error, paden, self.geheugen, self.spill)}; nothing was written") from None
        finally:
            with suppress(duckdb.Error):  # who closes it in the middle of a count has no use for them either
                views = motor.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
                for (name,) in views:
                    motor.execute(f"DROP VIEW {name}")


@contextmanager
def open_motor(paden: Sequence[Path], geheugen: str, folder: Path) -> Iterator[Motor]:
    """DuckDB that can read some files and reaches nothing else of the machine.

    One that stays open over many questions keeps its memory: giving it back and asking for it anew takes a tenth of a
    count of millions of enrolments.

    Args:
        paden: Parquet files.
        geheugen: limit, such as ``700MB``; above it DuckDB writes to a hidden folder that is removed afterwards.
        folder: where that folder is made; made itself where it is not there.

    Raises:
        StoreError: the limit is too low, or the folder cannot be written.
        UsageError: the limit is no size.
    """
    import duckdb

    if not re.fullmatch(r"[1-9][0-9]*(MB|GB)", geheugen):
        raise UsageError(f"memory limit {geheugen!r}: write it like 700MB or 2GB ({OMGEVING_GEHEUGEN} or --geheugen)")
    with werkmap(folder) as spill:
        motor = duckdb.connect(":memory:")
        try:
            try:
                motor.execute(f"SET memory_limit = '{geheugen}'")
                motor.execute("SET preserve_insertion_order = false")
                motor.execute(f"SET temp_directory = {_quoted(str(spill))}")
                motor.execute(f"SET allowed_paths = [{', '.join(_quoted(str(p)) for p in paden)}]")
                motor.execute("SET enable_external_access = false")
                motor.execute("SET lock_configuration = true")
            except duckdb.Error as error:
                raise StoreError(f"{_cause(error, paden, geheugen, spill)}; nothing was written") from None
            yield Motor(motor, geheugen, spill)
        finally:
            motor.close()


def _cause(error: duckdb.Error, paden: Sequence[Path], geheugen: str, spill: Path) -> str:
    """What stopped DuckDB, and what to do about it."""
    import duckdb

    told = " ".join(str(error).split())
    if str(spill) in told or "max_temp_directory_size" in told:
        return (
            f"{spill.parent}: the disk is full or may not be written, and {geheugen} of memory is not enough; "
            f"free space there or raise {OMGEVING_GEHEUGEN}"
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return f"the memory limit of {geheugen} is reached; raise {OMGEVING_GEHEUGEN} or --geheugen"
    return f"{', '.join(p.name for p in paden)}: cannot be read ({told[:200]}); load the file of that year again"


def sha256_of(pad: Path) -> str:
    """Fingerprint of a file.

    Raises:
        StoreError: it is not there or cannot be read.
    """
    try:
        with pad.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise StoreError(f"{pad}: cannot be read ({error.strerror}); load the file of that year again") from None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
