"""A side of a comparison: one scenario of a stored run, and what came out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon.errors import UsageError
from swvmon.regioplan.plan import PLAN, read_plan
from swvmon.run.stored import region_years
from swvmon.vergelijk.oorzaken import choices

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.store import Store


@frozen
class Kant:
    """What a side is.

    Attributes:
        run_id: the run.
        scenario: the scenario; ``plan`` is the plan itself.
        naam: what was run, such as a version or a commit; empty where it was a run of this database.
    """

    run_id: str
    scenario: str
    naam: str = ""

    def __str__(self) -> str:
        run = f"run {self.run_id}" + ("" if self.scenario == PLAN else f", scenario {self.scenario}")
        return f"{self.naam} ({run})" if self.naam else run


@frozen(eq=False)
class Uitkomsten:
    """What came out on a side: rows of one scenario, as they are stored.

    Attributes:
        regiojaren: (regio, schooljaar) of all region-years.
        boekingen: ledger lines, columns `swvmon.contract.grootboek.KOLOMMEN`.
        metingen: columns `swvmon.contract.meting.KOLOMMEN`; exact numbers as canonical text.
        gebruik: numbers that the steps got, columns of the table `parametergebruik`.
        gevraagd: the indicatoren that were computed, those that failed included.
        opening_cent: opening balances of the first school year, as the plan has them, eurocents.
        keuzes: what the plan says that is no number, see `swvmon.vergelijk.oorzaken.choices`.
        plugins: per plugin that took part its version and the hash of its content.
        leveringen: (schooljaar, table, moment, fingerprint) of what was read.
    """

    regiojaren: frozenset[tuple[str, str]]
    boekingen: pd.DataFrame = field(repr=False)
    metingen: pd.DataFrame = field(repr=False)
    gebruik: pd.DataFrame = field(repr=False)
    gevraagd: frozenset[str]
    opening_cent: dict[str, int] = field(factory=dict)
    keuzes: dict[tuple[str, str], str] = field(factory=dict)
    plugins: dict[str, tuple[str, str]] = field(factory=dict)
    leveringen: frozenset[tuple[str, str, str, str]] = frozenset()


def read_sides(
    store: Store, left: str, right: str, *, also_failed: bool = False
) -> tuple[tuple[Kant, Uitkomsten], tuple[Kant, Uitkomsten]]:
    """Read both sides; the tables of a run that is on both are read once.

    Args:
        store: the database.
        left: a run (its id, the start of it, or ``laatste``), or RUN:SCENARIO; without a scenario the plan itself.
        right: likewise.
        also_failed: also runs of which a region-year failed.

    Raises:
        UsageError: the run has no such scenario.
        StoreError: no such run, it did not end, or a region-year failed.
    """
    tables: dict[str, dict[str, pd.DataFrame]] = {}
    first, second = (read_side(store, text, tables, also_failed=also_failed) for text in (left, right))
    return first, second


def read_side(
    store: Store, text: str, tables: dict[str, dict[str, pd.DataFrame]], *, also_failed: bool = False
) -> tuple[Kant, Uitkomsten]:
    """Read one side, as `read_sides` does; `tables` holds by run what was read before."""
    run, colon, scenario = text.partition(":")
    scenario = scenario if colon else PLAN
    run_id, parts = region_years(store, run, also_failed=also_failed)
    known = sorted({p.scenario for p in parts})
    if scenario not in known:
        raise UsageError(f"run {run_id} has no scenario {scenario!r}; its scenarios are: {', '.join(known)}")
    if run_id not in tables:
        names = ("boeking", "meting", "parametergebruik", "pluginstatus")
        tables[run_id] = {name: store.result(run_id, name) for name in names}
    rows = {name: frame[frame["scenario"] == scenario] for name, frame in tables[run_id].items()}
    status = rows["pluginstatus"]
    manifest = json.loads(store.find_run(run_id).manifest)
    plan = read_plan(manifest["plan"], run_id)
    return Kant(run_id, scenario), Uitkomsten(
        regiojaren=frozenset((p.regio, p.schooljaar) for p in parts if p.scenario == scenario),
        boekingen=rows["boeking"],
        metingen=rows["meting"],
        gebruik=rows["parametergebruik"],
        gevraagd=frozenset(status.loc[status["soort"] == "indicator", "onderdeel"]),
        opening_cent=dict(plan.opening_cent),
        keuzes=choices(plan.scenario(scenario)),
        plugins={
            r["naam"]: (f"{r['versie']} ({r['distributieversie']})", r["inhoud_sha256"]) for r in manifest["plugins"]
        },
        leveringen=frozenset(
            (r["schooljaar"], r["tabel"], r["moment"], r["vingerafdruk"]) for r in manifest["leveringen"]
        ),
    )
