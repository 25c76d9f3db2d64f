"""DuckDB over some Parquet files: limited in memory, and closed to everything else."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from swvmon.errors import StoreError, UsageError
from swvmon.store.micro.werkmap import werkmap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

GEHEUGEN = "700MB"
"""What DuckDB takes before it writes to disk; the process as a whole takes some more."""
OMGEVING_GEHEUGEN = "SWVMON_GEHEUGEN"


@contextmanager
def open_motor(paden: Sequence[Path], geheugen: str, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the files as views `bestand_0`, `bestand_1`, … and nothing else of the machine.

    Args:
        paden: Parquet files.
        geheugen: limit, such as ``700MB``; above it DuckDB writes to a hidden folder that is removed afterwards.
        folder: where that folder is made; made itself where it is not there.

    Raises:
        StoreError: the limit is too low, the disk is full, or a file cannot be read or is damaged; names it.
        UsageError: the limit is no size.
    """
    import duckdb

    if not re.fullmatch(r"[1-9][0-9]*(MB|GB)", geheugen):
        raise UsageError(f"memory limit {geheugen!r}: write it like 700MB or 2GB ({OMGEVING_GEHEUGEN} or --geheugen)")
    with werkmap(folder) as spill:
        motor = duckdb.connect(":memory:")
        try:
            motor.execute(f"SET memory_limit = '{geheugen}'")
            motor.execute("SET preserve_insertion_order = false")
            motor.execute(f"SET temp_directory = {_quoted(str(spill))}")
            motor.execute(f"SET allowed_paths = [{', '.join(_quoted(str(p)) for p in paden)}]")
            motor.execute("SET enable_external_access = false")
            for number, pad in enumerate(paden):
                motor.execute(f"CREATE VIEW bestand_{number} AS SELECT * FROM read_parquet({_quoted(str(pad))})")
            motor.execute("SET lock_configuration = true")
            yield motor
        except duckdb.Error as error:
            raise StoreError(f"{_cause(error, paden, geheugen, spill)}; nothing was written") from None
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
