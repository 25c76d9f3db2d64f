"""Files of a run: each there whole or not at all; the same run gives the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from swvmon.errors import UsageError
from swvmon.run.canonical import csv_bytes, storable
from swvmon.run.manifest import canonical_json
from swvmon.run.stored import region_years
from swvmon.wegschrijven import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import pandas as pd

    from swvmon.privacy import Openbaar, Regel
    from swvmon.store import OpenbaarmakingRow, Store

NOTICE = "VERTROUWELIJK.txt"
_NOTICE_TEXT = (
    "Vertrouwelijk: deze map bevat volledige grootboekregels voor intern gebruik (doelgroep intern).\n"
    "Niet publiceren.\n"
)


PUBLIC_NOTICE = "OPENBAAR.txt"
MANIFEST_TOLD = (
    *("manifest", "swvmon", "kern_sha256", "hook_api", "python", "pakketten"),
    *("regio", "regios", "schooljaren", "scenarios", "plugins"),
)
"""What a public manifest holds: a plan and its parameters may tell of a small group, and names of files of a person."""


def export(  # noqa: PLR0913 - what is exported, where, how and for whom
    store: Store,
    run: str,
    folder: Path,
    form: str,
    *,
    also_failed: bool = False,
    regel: Regel | None = None,
    motor: str = "auto",
    niveaus: Collection[str] = (),
) -> list[Path]:
    """Write boekingen, metingen, the manifest and a notice of the audience; for publication what was withheld too.

    Args:
        store: the database.
        run: run id, its start, or ``laatste``.
        folder: made where it is not there; files of the same names are replaced.
        form: csv or parquet.
        also_failed: also region-years that failed.
        regel: for publication (audience openbaar), the minimum; else the audience is intern.
        motor: for publication, one of `swvmon.privacy.MOTOREN`.
        niveaus: only metingen of these levels, and of these what was withheld; empty: all. What is withheld does not
            depend on it, and boekingen are whole.

    Returns:
        The files written.

    Raises:
        UsageError: the folder cannot be written.
        StoreError: no such run, or it failed.
    """
    run_id, _ = region_years(store, run, also_failed=also_failed)
    manifest = store.find_run(run_id).manifest
    notice, notice_text = NOTICE, _NOTICE_TEXT
    if regel is None:
        tables = {f"{kind}en": storable(store.result(run_id, kind), kind) for kind in ("boeking", "meting")}
    else:
        told = public(store, run_id, regel, motor)
        tables = {
            "boekingen": storable(told.boekingen, "boeking"),
            "metingen": storable(told.metingen, "meting"),
            "onderdrukt": told.onderdrukt,
        }
        manifest = canonical_json({k: v for k, v in json.loads(manifest).items() if k in MANIFEST_TOLD})
        notice, notice_text = PUBLIC_NOTICE, _public_text(run_id, regel)
        _refuse_mixture(folder / NOTICE)
    tables = {name: _of_levels(rows, niveaus) for name, rows in tables.items()}
    contents: dict[str, Callable[[Path], None]] = {
        f"{name}.{form}": _writer(rows, form) for name, rows in tables.items()
    }
    contents["manifest.json"] = lambda path: _write_bytes(path, manifest.encode())
    contents[notice] = lambda path: _write_bytes(path, notice_text.encode())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, write in contents.items():
            with whole_file(folder / name) as hidden:
                write(hidden)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from None
    return [folder / name for name in contents]


def _of_levels(rows: pd.DataFrame, niveaus: Collection[str]) -> pd.DataFrame:
    """Of metingen the rows of these levels; of what was withheld also those about lines; lines have no level."""
    if not niveaus or "niveau" not in rows:
        return rows
    keep = rows["niveau"].isin(list(niveaus))
    if "tabel" in rows:
        keep |= rows["tabel"] == "boeking"
    return rows[keep].reset_index(drop=True)


def public(store: Store, run_id: str, regel: Regel, motor: str = "auto") -> Openbaar:
    """What of a run may be published, chosen over all its scenarios, years and tables at once.

    What is withheld the first time is kept, and is withheld each time after it; `motor` counts for what is chosen anew.

    Raises:
        UsageError: scipy is not installed, the ledger would give a withheld number away, or the run was published with
            a higher minimum.
    """
    from swvmon import __version__
    from swvmon.privacy import publish
    from swvmon.store import OpenbaarmakingRow

    boekingen, metingen, schools = (store.result(run_id, kind) for kind in ("boeking", "meting", "school"))
    places = find_places(boekingen, schools)
    while True:
        rules = store.openbaarmakingen(run_id)
        known = _refuse_lower(rules, run_id, regel)
        kept = store.onderdrukt(run_id)
        told = publish(boekingen, metingen, places, regel, motor=motor, bewaard=kept if rules else None)
        names = list(told.bewaard.columns)
        if known and _rows_of(told.bewaard) <= _rows_of(kept[names]):
            return told
        name, version = told.motor
        made = OpenbaarmakingRow(
            run_id,
            len(rules) + 1,
            regel.minimum,
            regel.per_indicator,
            regel.nul_gevoelig,
            name,
            f"swvmon {__version__} {version}".strip(),
        )
        if store.add_openbaarmaking(made, told.bewaard):  # else another export was first: do as that did
            return told


def _rows_of(frame: pd.DataFrame) -> set[tuple[str, ...]]:
    """The rows of a frame, to compare."""
    return set(frame.itertuples(index=False, name=None))


def _refuse_lower(rules: list[OpenbaarmakingRow], run_id: str, regel: Regel) -> bool:
    """Whether the run was published by this very rule.

    Raises:
        UsageError: it was by one that withholds what this one does not: both together may tell what neither does.
    """
    from swvmon.privacy import Regel

    found = [Regel(row.minimum, row.per_indicator, row.nul_gevoelig) for row in rules]
    for rule in found:
        if not regel.covers(rule):
            more = [f"{name}={minimum}" for name, minimum in sorted(rule.per_indicator.items())]
            options = " ".join(f"--minimum {text}" for text in (str(rule.minimum), *more))
            raise UsageError(
                f"run {run_id} was published with a higher minimum; both side by side could tell what is withheld. "
                f"Use: {options}"
            )
    return regel in found


def find_places(boekingen: pd.DataFrame, schools: pd.DataFrame) -> dict[tuple[str, str, str, str], str]:
    """(regio, schooljaar, niveau, vestiging) -> its board or gemeente; that of a line goes first."""
    found: dict[tuple[str, str, str, str], str] = {}
    lines = boekingen[boekingen["vestiging"] != ""]
    for niveau, rows in (("bestuur", schools), ("gemeente", schools), ("bestuur", lines)):
        told = rows.loc[rows[niveau] != "", ["regio", "schooljaar", "vestiging", niveau]].drop_duplicates()
        found |= {(r, j, niveau, v): place for r, j, v, place in told.itertuples(index=False)}
    return found


def _public_text(run_id: str, regel: Regel) -> str:
    return (
        f"Openbaar: wat van run {run_id} gepubliceerd mag worden (doelgroep openbaar), met minimum {regel.minimum}.\n"
        "Wat is weggelaten en waarom staat in onderdrukt. De volledige waarden staan in de database.\n"
    )


def _refuse_mixture(notice: Path) -> None:
    if notice.exists():
        raise UsageError(f"{notice.parent} holds an export for internal use; write the public one to another folder")


def _writer(rows: pd.DataFrame, form: str) -> Callable[[Path], None]:
    if form == "csv":
        return lambda path: _write_bytes(path, csv_bytes(rows))
    return lambda path: _write_parquet(path, rows)


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _write_parquet(path: Path, rows: pd.DataFrame) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pandas(rows, preserve_index=False), path)
