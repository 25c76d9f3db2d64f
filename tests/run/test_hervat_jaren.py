"""A run of all SWV's over school years that is stopped in its second year: what is stored is gone on from."""

from __future__ import annotations

import shutil

import pytest
from attrs import frozen
from proefland import make_country

from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run import execute as engine
from swvmon.run import landelijk, measure
from swvmon.run.sources import Sources
from swvmon.run.werkers import Werkers, compute, started
from swvmon.store import Store

YEARS = [Schooljaar.parse(year) for year in ("2014/15", "2015/16", "2016/17")]
PLAN = """
indicatoren = ["budgetklasse_vorig_jaar", "budgetverhouding_vorig_jaar", "deelname_pro", "groei"]
[regio]
code = "VO"
[[keten]]
model = "rijksbekostiging"
budget_euro = 3_000_000
[[keten]]
model = "bestemming"
posten = [ { naar = "swv:organisatie", omschrijving = "Organisatie", aandeel = 0.1 } ]
[[keten]]
model = "schoolmodel"
bedrag_per_leerling_euro = 10
"""


@pytest.fixture(scope="module")
def land(tmp_path_factory, sqlite_template):
    """A small synthetic country."""
    return make_country(tmp_path_factory.mktemp("land"), sqlite_template, len(YEARS))


def run(database, werkers=None, *, go_on: bool = False, code: str = "VO"):
    with Store.open(f"sqlite:///{database}") as store:
        registry = PluginRegistry(discover(PluginChoice()))
        plan = read_plan(PLAN.replace('"VO"', f'"{code}"'), "proefplan")
        return engine.begin(store, registry, plan, YEARS, resumed=go_on, werkers=werkers).finish()


def dump(database):
    with Store.open(f"sqlite:///{database}") as store:
        return store.dump()


@pytest.fixture
def two(land, tmp_path, monkeypatch):
    """Of the 75 regions only two are there; makes a database of one's own."""
    monkeypatch.setattr(Sources, "regions", lambda _sources: ["VO8001", "VO8002"])
    return lambda name: shutil.copy(land, tmp_path / name)


@pytest.fixture
def whole(two):
    """What a whole run comes to: statuses, and all that is stored."""
    database = two("heel.db")
    return [d.status for d in run(database).delen], dump(database)


@pytest.fixture
def stopped(two, monkeypatch):
    """A database in which only the first year is stored."""
    part, keep = two("gestopt.db"), engine._keep

    def stop(store, identifier, delen):
        if delen[0].schooljaar == YEARS[1]:
            raise KeyboardInterrupt
        keep(store, identifier, delen)

    with monkeypatch.context() as patched:
        patched.setattr(engine, "_keep", stop)
        with pytest.raises(KeyboardInterrupt):
            run(part)
    return part


@pytest.fixture
def computed(monkeypatch):
    """The school years of which this process measures regions from now on."""
    measure_together, years = landelijk.measure_together, []

    def counted(indicatoren, calls, scholen):
        years.append(calls[0][0].schooljaar)
        return measure_together(indicatoren, calls, scholen)

    monkeypatch.setattr(landelijk, "measure_together", counted)
    return years


def test_a_later_year_goes_on_from_a_stored_one(whole, stopped, computed) -> None:
    """Law: the same bytes as a run that was not stopped, and the first year is not computed again."""
    computed.clear()

    result = run(stopped, go_on=True)

    assert [*YEARS[1:]] == computed
    assert whole == ([d.status for d in result.delen], dump(stopped))


@pytest.mark.parametrize("werkers", [1, 2])
def test_a_year_between_that_lacks_is_all_that_is_computed(two, whole, computed, monkeypatch, werkers) -> None:
    """Law: processes hand over years in no order; a later one that is stored is taken as it is, and goes on rightly."""
    database, keep = two("gat.db"), engine._keep

    def hole(store, identifier, delen):
        if delen[0].key == ("plan", "VO", YEARS[2]):
            raise KeyboardInterrupt
        if mine := [d for d in delen if d.schooljaar != YEARS[1] or d.plan.code == "VO"]:
            keep(store, identifier, mine)

    pool = InThisProcess(werkers, f"sqlite:///{database}", PluginChoice()) if werkers > 1 else None
    with monkeypatch.context() as patched:
        patched.setattr(engine, "_keep", hole)
        with pytest.raises(KeyboardInterrupt):
            run(database, pool)
    computed.clear()

    result = run(database, pool, go_on=True)

    assert {YEARS[1]} == set(computed)
    assert whole == ([d.status for d in result.delen], dump(database))


@frozen
class InThisProcess(Werkers):
    """Computes as a process of a pool does, where it can be seen."""

    def compute(self, opdrachten):
        for opdracht in opdrachten:
            yield from compute(opdracht)


def test_a_process_computes_no_stored_year_again(whole, stopped, computed) -> None:
    """Law: what a process of a pool is asked to go on with comes to the same bytes, without the year that is there."""
    computed.clear()

    result = run(stopped, InThisProcess(2, f"sqlite:///{stopped}", PluginChoice()), go_on=True)

    assert [*YEARS[1:]] == computed
    assert whole == ([d.status for d in result.delen], dump(stopped))


def test_processes_hand_over_each_year(two, whole, monkeypatch) -> None:
    """Law: two processes come to the same bytes, and what they have of a year is stored when they have it."""
    database = two("twee.db")
    keep, kept = engine._keep, []

    def told(store, identifier, delen):
        kept.append({(d.plan.code, d.schooljaar) for d in delen})
        keep(store, identifier, delen)

    monkeypatch.setattr(engine, "_keep", told)
    with started(2, f"sqlite:///{database}", PluginChoice()) as pool:
        result = run(database, pool)

    assert [[(code, year) for code in ("VO8001", "VO8002")] for year in YEARS] == sorted(
        sorted(part) for part in kept if all(code != "VO" for code, _ in part)
    )
    assert whole == ([d.status for d in result.delen], dump(database))


def test_what_looks_back_is_called_once_for_all(two, monkeypatch) -> None:
    """Law: one call each school year, also in the first, that has none before it, gives what a run of one SWV gives."""
    attempt, calls = measure._attempt, []

    def counted(registered, view, *rest):
        calls.append((registered.value.naam, view.regio, view.schooljaar))
        return attempt(registered, view, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(measure, "_attempt", counted)
        together = run(two("samen.db"))
    alone = run(two("alleen.db"), code="VO8001")

    back = "budgetverhouding_vorig_jaar"
    assert [(back, "VO", year) for year in YEARS] == [call for call in calls if call[0] == back]
    of_all, of_one = (looked_back(result, back) for result in (together, alone))
    assert of_one == of_all
    assert [False, True, True] == [
        any(row.endswith(",berekend") for row in of_one if str(year) in row) for year in YEARS
    ]


def looked_back(result, indicator: str) -> list[str]:
    """What an indicator says of the schools of VO8001: school year, key, both numbers and uitkomst."""
    rows = [deel.metingen for deel in result.delen if deel.plan.code == "VO8001"]
    return sorted(
        f"{row.schooljaar},{row.sleutel},{row.teller},{row.noemer},{row.uitkomst}"
        for frame in rows
        for row in frame[(frame["indicator"] == indicator) & (frame["niveau"] == "vestiging")].itertuples()
    )
