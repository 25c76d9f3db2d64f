"""A stored run, read whole: what a report, a workbook or a study is made of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon.run.export import MANIFEST_TOLD, public
from swvmon.run.stored import region_years

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.privacy import Regel

_NOT_PUBLIC = ("bevinding", "parametergebruik", "pluginstatus")
"""What is not published: a finding or a number of a plan may be about a few pupils."""


@frozen(eq=False)
class Runinhoud:
    """A finished run. Frames are sorted by key; numbers that must stay exact are text, amounts are eurocents.

    Attributes:
        run_id: hash of the manifest.
        doelgroep: intern or openbaar.
        manifest: what decided the outcome: plan, plugins, leveringen and versions; for publication without plan,
            parameters and leveringen.
        delen: the region-years: scenario, regio, schooljaar, status (gelukt or mislukt).
        boekingen: ledger lines, columns as in `swvmon.contract.grootboek.KOLOMMEN`.
        metingen: columns as in `swvmon.contract.meting.KOLOMMEN`.
        scholen: schools as the run saw them: scenario, regio, schooljaar, vestiging, naam, bestuur, gemeente,
            gemeentenaam; text that no list told is empty.
        bevindingen: what a person should know; for publication empty.
        parameters: numbers that steps got, with their source; for publication empty.
        pluginstatus: how each step and indicator fared; for publication empty.
        onderdrukt: for publication the numbers that were withheld, and why; else empty.
    """

    run_id: str
    doelgroep: str
    manifest: dict[str, Any]
    delen: pd.DataFrame
    boekingen: pd.DataFrame
    metingen: pd.DataFrame
    scholen: pd.DataFrame
    bevindingen: pd.DataFrame
    parameters: pd.DataFrame
    pluginstatus: pd.DataFrame
    onderdrukt: pd.DataFrame


def read_run(
    database: str, run: str, *, also_failed: bool = False, regel: Regel | None = None, motor: str = "auto"
) -> Runinhoud:
    """Read a finished run.

    Args:
        database: SQLAlchemy URL, such as ``sqlite:///swvmon.db``.
        run: run id, its start, or ``laatste``.
        also_failed: also region-years that failed.
        regel: for publication (audience openbaar), the minimum; else the audience is intern.
        motor: for publication, one of `swvmon.privacy.MOTOREN`.

    Raises:
        UsageError: it cannot be published by this rule.
        StoreError: no such database or run, or it failed.
    """
    from swvmon.store import Store

    with Store.open(database) as store:
        run_id, _ = region_years(store, run, also_failed=also_failed)
        manifest = json.loads(store.find_run(run_id).manifest)
        names = ("bevinding", "boeking", "meting", "parametergebruik", "pluginstatus", "school")
        tables = {name: store.result(run_id, name) for name in names}
        withheld = store.onderdrukt(run_id).iloc[:0]
        if regel is not None:
            told = public(store, run_id, regel, motor)
            manifest = {key: value for key, value in manifest.items() if key in MANIFEST_TOLD}
            tables |= {"boeking": told.boekingen, "meting": told.metingen}
            tables |= {name: tables[name].iloc[:0] for name in _NOT_PUBLIC}
            withheld = told.onderdrukt
        return Runinhoud(
            run_id,
            "intern" if regel is None else "openbaar",
            manifest,
            store.regiojaren(run_id)[["scenario", "regio", "schooljaar", "status"]],
            tables["boeking"],
            tables["meting"],
            tables["school"].drop(columns="run_id"),
            tables["bevinding"],
            tables["parametergebruik"],
            tables["pluginstatus"],
            withheld,
        )
