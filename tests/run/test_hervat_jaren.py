"""A run of all SWV's over school years that is stopped in its second year: what is stored is gone on from."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry, load_databronnen
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run import execute as engine
from swvmon.run.load import load_paths
from swvmon.run.sources import Sources
from swvmon.store import Store
from swvmon_synthetisch.cli import cmd as synth

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
    """A database with a small synthetic country, without its pupils."""
    folder = tmp_path_factory.mktemp("land")
    options = ["--leerlingen", "1000", "--jaren", str(len(YEARS)), str(folder / "land")]
    assert CliRunner().invoke(synth, options, obj=PluginChoice(), standalone_mode=False).return_value == 0
    for pupils in (folder / "land").glob("*/inschrijving.parquet"):
        pupils.unlink()
    shutil.copy(sqlite_template, folder / "land.db")
    with Store.open(f"sqlite:///{folder / 'land.db'}") as store:
        results = load_paths(store, load_databronnen(PluginChoice())[0], [folder / "land"])
    assert [] == [r.melding for r in results if r.exit_code]
    return folder / "land.db"


def run(database, *, go_on: bool = False):
    with Store.open(f"sqlite:///{database}") as store:
        registry = PluginRegistry(discover(PluginChoice()))
        return engine.execute(store, registry, read_plan(PLAN, "proefplan"), YEARS, resumed=go_on)


def dump(database):
    with Store.open(f"sqlite:///{database}") as store:
        return store.dump()


def test_a_later_year_goes_on_from_a_stored_one(land, tmp_path, monkeypatch) -> None:
    """Law: the same bytes as a run that was not stopped, and the first year is not computed again."""
    monkeypatch.setattr(Sources, "regions", lambda _sources: ["VO8001", "VO8002"])  # of the 75
    whole, stopped = tmp_path / "heel.db", tmp_path / "gestopt.db"
    for copy in (whole, stopped):
        shutil.copy(land, copy)
    keep, close, computed = engine._keep, engine._close, []

    def stop(store, identifier, delen):
        if delen[0].schooljaar == YEARS[1]:
            raise KeyboardInterrupt
        keep(store, identifier, delen)

    def counted(snapshot, *rest):
        computed.append(snapshot.job.schooljaar)
        return close(snapshot, *rest)

    once = run(whole)
    with monkeypatch.context() as patched:
        patched.setattr(engine, "_keep", stop)
        with pytest.raises(KeyboardInterrupt):
            run(stopped)
    monkeypatch.setattr(engine, "_close", counted)
    result = run(stopped, go_on=True)

    assert {*YEARS[1:]} == set(computed)
    assert [d.status for d in once.delen] == [d.status for d in result.delen]
    assert dump(whole) == dump(stopped)
