"""Region-years of a run that did not end, taken back from the database instead of being computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from swvmon.contract.grootboek import Grootboek
from swvmon.contract.momentopname import Momentopname
from swvmon.contract.uitkomst import Bevinding
from swvmon.geld import exact
from swvmon.run.canonical import EXACT
from swvmon.run.chain import Status
from swvmon.run.regiojaar import Regiojaar, carried
from swvmon.run.scholen import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan
    from swvmon.store import Store

_PART = ["scenario", "regio", "schooljaar"]


def restore(
    store: Store,
    run_id: str,
    plannen: Mapping[str, Regioplan],
    regios: Mapping[Schooljaar, list[str]],
    *,
    whole: bool,
) -> dict[tuple[str, str, Schooljaar], Regiojaar]:
    """What is stored of each region.

    Processes hand over years in no order, so that a year may lack between others: then the ledger of the one after it
    has no opening balances yet (see `goes_on`).

    Args:
        store: the database.
        run_id: the run.
        plannen: the plan by scenario.
        regios: the regions of each school year, in order of time.
        whole: only regions of which all school years and scenarios are stored: a step may read what a former year
            handed over, which is not stored.

    Returns:
        Region-years by scenario, region and school year, without the tables that they saw.
    """
    stored = store.regiojaren(run_id)
    there = set(stored[_PART].itertuples(index=False, name=None))
    wanted: dict[str, list[tuple[str, str, Schooljaar]]] = {}
    for year, codes in regios.items():
        for code in codes:
            wanted.setdefault(code, []).extend((name, code, year) for name in plannen)
    chosen = []
    for keys in wanted.values():
        done = [key for key in keys if (*key[:2], str(key[2])) in there]
        chosen += done if len(done) == len(keys) or not whole else []
    kinds = ("boeking", "meting", "pluginstatus", "bevinding")
    stored_rows = {kind: store.result(run_id, kind, sorted(wanted)) for kind in kinds}
    tables = {kind: dict(iter(rows.groupby(_PART))) for kind, rows in stored_rows.items()}
    empty = {kind: rows.iloc[:0] for kind, rows in stored_rows.items()}
    found: dict[tuple[str, str, Schooljaar], Regiojaar] = {}
    for name, code, year in sorted(chosen, key=lambda key: key[2]):
        mine = {kind: rows.get((name, code, str(year)), empty[kind]) for kind, rows in tables.items()}
        former = found.get((name, code, year.shift(-1)))
        plan = plannen[name].of(code)
        opening = dict(plan.opening_cent) if former is None else carried(former.ledger)
        found[name, code, year] = _regiojaar(name, year, plan, opening, mine)
    return found


def goes_on(deel: Regiojaar, vorig: Regiojaar) -> Regiojaar:
    """A stored region-year with the opening balances that the one before it leaves."""
    return evolve(deel, ledger=Grootboek(deel.ledger.regels, carried(vorig.ledger)))


def _regiojaar(
    scenario: str, year: Schooljaar, plan: Regioplan, opening: dict[str, int], mine: Mapping[str, pd.DataFrame]
) -> Regiojaar:
    nothing = Momentopname(plan.code, plan.sector, year, year.periode, {})
    told = [Status(*values) for values in mine["pluginstatus"][_STATUS].itertuples(index=False, name=None)]
    rows = mine["bevinding"]
    findings = map(Bevinding, rows["code"], rows["ernst"], rows["sleutel"], rows["tekst"])
    ledger = Grootboek(_exact(mine["boeking"]), opening)
    return Regiojaar(
        scenario,
        year,
        plan,
        nothing,
        nothing,
        ledger,
        _exact(mine["meting"]),
        listed(nothing),
        tuple(told),
        tuple(zip(rows["plugin"], rows["onderdeel"], findings, strict=True)),
        (),
    )


_STATUS = ["onderdeel", "soort", "plugin", "distributie", "versie", "status", "melding"]


def _exact(rows: pd.DataFrame) -> pd.DataFrame:
    """Text of exact numbers as numbers again."""
    texts = [column for column in EXACT if column in rows]
    return rows.assign(**{column: exact(rows[column]) for column in texts}).reset_index(drop=True)
