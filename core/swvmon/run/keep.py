"""The outcome of region-years as rows of the outcome tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon.arrow import stacked
from swvmon.run.canonical import csv_parts, storable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from swvmon.run.regiojaar import Regiojaar
    from swvmon.store import NewRegiojaar

PART = ("scenario", "regio", "schooljaar")
"""Columns that name a region-year within a run."""


def as_tables(run_id: str, delen: Sequence[Regiojaar]) -> dict[str, pd.DataFrame]:
    """Rows per outcome table of region-years, as `Store.add_regiojaren` takes them; by region-year, in their order."""
    import pandas as pd

    rows: dict[str, list[dict[str, Any]]] = {"bevinding": [], "pluginstatus": [], "parametergebruik": []}
    for deel in delen:
        key = {"run_id": run_id, **dict(zip(PART, _part(deel), strict=True))}
        rows["bevinding"] += [
            {
                "volgnummer": number,
                "plugin": plugin,
                "onderdeel": part,
                "code": b.code,
                "ernst": b.ernst,
                "sleutel": b.sleutel,
                "tekst": b.tekst,
                **key,
            }
            for number, (plugin, part, b) in enumerate(deel.bevindingen, start=1)
        ]
        rows["pluginstatus"] += [
            {
                "onderdeel": s.onderdeel,
                "soort": s.soort,
                "plugin": s.plugin,
                "distributie": s.distributie,
                "versie": s.versie,
                "status": s.status,
                "melding": s.melding,
                **key,
            }
            for s in deel.statussen
        ]
        rows["parametergebruik"] += [{**use, **key} for use in uses(deel)]
    return {
        "boeking": _storable([deel.ledger.regels for deel in delen], "boeking"),
        "meting": _storable([deel.metingen for deel in delen], "meting"),
        "school": _schools(run_id, delen),
        **{name: pd.DataFrame(content) for name, content in rows.items() if content},
    }


def uses(deel: Regiojaar) -> list[dict[str, Any]]:
    """The numbers that the steps of a region-year got, as rows of `parametergebruik` without its key."""
    return [
        {
            "stap": g.stap,
            "parameter": g.parameter,
            "periode_van": g.periode.van,
            "periode_tot": g.periode.tot,
            "waarde": g.waarde,
            "eenheid": g.eenheid,
            "bron": g.bron,
            "status": g.status,
            "herkomst": g.herkomst,
        }
        for g in deel.gebruik
    ]


def digests(tabellen: dict[str, pd.DataFrame], delen: Sequence[Regiojaar]) -> list[str]:
    """The hash of each region-year's result, see `swvmon.run.canonical.digest`."""
    from hashlib import sha256

    found = [sha256() for _ in delen]
    for kind, lengths in (
        ("boeking", [len(deel.ledger.regels) for deel in delen]),
        ("meting", [len(deel.metingen) for deel in delen]),
    ):
        for total, content in zip(found, csv_parts(tabellen[kind].drop(columns="run_id"), lengths), strict=True):
            total.update(content)
            total.update(b"\x00")
    return [total.hexdigest() for total in found]


def _storable(frames: list[pd.DataFrame], kind: str) -> pd.DataFrame:
    """The rows of all region-years, each sorted, one after the other."""
    import pandas as pd

    filled = [frame for frame in frames if len(frame)]
    return storable(pd.concat(filled, ignore_index=True) if filled else frames[0], kind)


def _schools(run_id: str, delen: Sequence[Regiojaar]) -> pd.DataFrame:
    """The schools of all region-years."""
    import pandas as pd

    many = [len(deel.scholen) for deel in delen]
    keys = pd.DataFrame([_part(deel) for deel in delen], columns=list(PART), dtype="str").loc[
        [number for number, count in enumerate(many) for _ in range(count)]
    ]
    filled = [deel.scholen for deel in delen if len(deel.scholen)] or [delen[0].scholen]
    rows = stacked(filled).assign(run_id=run_id)
    return rows.assign(**{name: keys[name].array for name in PART})


def _part(deel: Regiojaar) -> tuple[str, str, str]:
    return deel.scenario, deel.plan.code, str(deel.schooljaar)


def new_regiojaar(run_id: str, deel: Regiojaar, sha256: str) -> NewRegiojaar:
    """The key and status of a region-year, for the store."""
    from swvmon.store import NewRegiojaar

    return NewRegiojaar(run_id, *_part(deel), deel.status, sha256)
