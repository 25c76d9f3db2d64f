"""A run of every SWV of both sectors in one command: the second begins before the first is stored."""

from __future__ import annotations

import shutil

import pytest
from proefland import make_country

from swvmon.errors import PlanError, StoreError
from swvmon.hooks.discovery import PluginChoice
from swvmon.perioden import Schooljaar
from swvmon.run import execute as engine
from swvmon.run.jobs import resume, run_all
from swvmon.run.sources import Sources
from swvmon.run.voorbereid import prepared
from swvmon.run.werkers import Berekening, _Proces
from swvmon.store import Store

YEARS = [Schooljaar.parse(year) for year in ("2014/15", "2015/16")]
PLAN = """
indicatoren = ["budgetklasse_vorig_jaar"]
[regio]
code = "{}"
[[keten]]
model = "rijksbekostiging"
budget_euro = 3_000_000
[[keten]]
model = "schoolmodel"
bedrag_per_leerling_euro = {}
"""


@pytest.fixture(scope="module")
def land(tmp_path_factory, sqlite_template):
    """A small synthetic country."""
    return make_country(tmp_path_factory.mktemp("land"), sqlite_template, len(YEARS))


@pytest.fixture
def both(land, tmp_path, monkeypatch):
    """Of each sector two regions are there, with a plan in the working folder; makes a database of one's own."""
    monkeypatch.setattr(
        Sources, "regions", lambda sources: [f"{sources.sector.upper()}800{number}" for number in (1, 2)]
    )
    monkeypatch.chdir(tmp_path)
    for code, amount in (("PO", 10), ("VO", 20)):
        (tmp_path / f"{code}.toml").write_text(PLAN.format(code, amount), "utf-8")

    def database(name: str) -> str:
        shutil.copy(land, tmp_path / name)
        return f"sqlite:///{tmp_path / name}"

    return database


def run(url: str, werkers: int = 1):
    return run_all(url, PluginChoice(), YEARS, None, (), lambda _text: None, werkers)


def dump(url: str):
    with Store.open(url) as store:
        return store.dump()


def states(url: str) -> list[str]:
    with Store.open(url) as store:
        return store.runs()["status"].tolist()


def test_processes_go_on_with_the_other_sector(both) -> None:
    """Law: two processes, that have both sectors to do, come to the bytes of one."""
    alone, shared = both("een.db"), both("twee.db")

    results = [run(alone), run(shared, werkers=2)]

    assert [["PO", "VO"]] * 2 == [[each.manifest["regio"] for each in result] for result in results]
    assert [[2 * (2 + 1)] * 2] * 2 == [[len(each.delen) for each in result] for result in results]
    assert dump(alone) == dump(shared)


def test_a_plan_that_cannot_run_is_told_before_any_begins(both, tmp_path) -> None:
    """The plan of the second sector names a model that is not there: of the first nothing is stored."""
    url = both("een.db")
    (tmp_path / "VO.toml").write_text(PLAN.format("VO", 20).replace("schoolmodel", "schoolmodal"), "utf-8")

    with pytest.raises(PlanError, match="schoolmodal"):
        run(url)

    assert [] == states(url)


@pytest.mark.parametrize("werkers", [1, 2])
def test_a_sector_that_fails_leaves_the_other_to_be_gone_on_with(both, monkeypatch, werkers) -> None:
    """Law: nothing is stored of the first, and both are gone on with to the same bytes."""
    whole, url = both("een.db"), both("twee.db")
    run(whole)

    def full(_store, _identifier, _delen):
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(engine, "_keep", full)
        with pytest.raises(StoreError, match="the disk is full"):
            run(url, werkers)
    assert ["lopend", "lopend"] == states(url)
    with Store.open(url) as store:
        begun = store.runs()["run_id"].tolist()
    for run_id in begun:
        resume(url, PluginChoice(), run_id, lambda _text: None, werkers)

    assert dump(whole) == dump(url)


def test_a_process_chooses_its_data_once_for_a_run(both, tmp_path) -> None:
    """What is prepared is used by an opdracht of the same run, chosen anew for another one, and let go at the end."""
    from swvmon.regioplan.plan import read_plan_file

    url, proces = both("een.db"), _Proces()
    po, vo = (
        Berekening(url, PluginChoice(), read_plan_file(tmp_path / f"{code}.toml"), tuple(YEARS), ("plan",))
        for code in ("PO", "VO")
    )

    first = proces.prepare(po)

    assert proces.prepare(Berekening(url, PluginChoice(), po.plan, po.schooljaren, po.scenarios)) is first
    other = proces.prepare(vo)
    assert (["PO8001", "PO8002"], ["VO8001", "VO8002"]) == (first.regios[YEARS[0]], other.regios[YEARS[0]])
    proces.end()
    assert proces.prepare(vo) is not other
    proces.end()
    with prepared(po) as ready:
        assert ready.manifest == first.manifest
