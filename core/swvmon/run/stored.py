"""Stored runs: found by id, and refused where a region-year failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.errors import StoreError

if TYPE_CHECKING:
    from swvmon.store import Store


@frozen
class StoredPart:
    """A region-year of a stored run."""

    scenario: str
    regio: str
    schooljaar: str
    status: str


def region_years(store: Store, run: str, *, also_failed: bool) -> tuple[str, list[StoredPart]]:
    """The id and region-years of a finished run.

    Args:
        store: the database.
        run: run id, its start, or ``laatste``.
        also_failed: also where a region-year failed.

    Raises:
        StoreError: no such run, it did not end, or a region-year failed.
    """
    row = store.find_run(run)
    if row.status != "klaar":
        raise StoreError(f"run {row.run_id} did not end; continue it with `swvmon run --hervat {row.run_id}`")
    frame = store.regiojaren(row.run_id)
    parts = [
        StoredPart(*values) for values in frame[["scenario", "regio", "schooljaar", "status"]].itertuples(index=False)
    ]
    failed = [p for p in parts if p.status == "mislukt"]
    if failed and not also_failed:
        names = ", ".join(f"{p.regio} {p.schooljaar} {p.scenario}" for p in failed)
        raise StoreError(f"run {row.run_id} failed for {names}; add --ook-mislukt to use its lines for diagnosis")
    return row.run_id, parts
