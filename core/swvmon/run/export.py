"""Files of a run: written under a temporary name, synced, then renamed; the same run gives the same bytes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from swvmon.errors import UsageError
from swvmon.run.canonical import csv_bytes, storable
from swvmon.run.stored import region_years

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from swvmon.store import Store

NOTICE = "VERTROUWELIJK.txt"
_NOTICE_TEXT = (
    "Vertrouwelijk: deze map bevat volledige grootboekregels voor intern gebruik (doelgroep intern).\n"
    "Niet publiceren.\n"
)


def export(store: Store, run: str, folder: Path, form: str, *, also_failed: bool = False) -> list[Path]:
    """Write boekingen, metingen, the manifest and a notice of confidentiality.

    Args:
        store: the database.
        run: run id, its start, or ``laatste``.
        folder: made where it is not there; files of the same names are replaced.
        form: csv or parquet.
        also_failed: also region-years that failed.

    Returns:
        The files written.

    Raises:
        UsageError: the folder cannot be written.
        StoreError: no such run, or it failed.
    """
    run_id, _ = region_years(store, run, also_failed=also_failed)
    manifest = store.find_run(run_id).manifest
    tables = {f"{kind}en": storable(store.result(run_id, kind), kind) for kind in ("boeking", "meting")}
    contents: dict[str, Callable[[Path], None]] = {
        f"{name}.{form}": _writer(rows, form) for name, rows in tables.items()
    }
    contents["manifest.json"] = lambda path: _write(path, manifest.encode())
    contents[NOTICE] = lambda path: _write(path, _NOTICE_TEXT.encode())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, write in contents.items():
            _replace(folder / name, write)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from None
    return [folder / name for name in contents]


def _writer(rows: pd.DataFrame, form: str) -> Callable[[Path], None]:
    if form == "csv":
        return lambda path: _write(path, csv_bytes(rows))
    return lambda path: _write_parquet(path, rows)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _write_parquet(path: Path, rows: pd.DataFrame) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pandas(rows, preserve_index=False), path)


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
