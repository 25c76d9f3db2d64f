"""A run of every SWV in several processes, and one that goes on: the same bytes as in one process."""

from __future__ import annotations

import shutil

import pytest

from swvmon.demo import SCHOOLJAAR
from swvmon.errors import StoreError
from swvmon.hooks.discovery import PluginChoice
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run import execute as engine
from swvmon.run.werkers import Werkers
from swvmon.store import Store

PLUGIN = """
import os
import pandas as pd
from swvmon import Indicator, Leest, hookimpl, metingen

COUNT = Leest("leerlingen_vo", "1-10 t")

def share(momentopname, grootboek):
    if os.environ.get("PROEF_STOPT") == momentopname.regio:
        os._exit(9)
    rows = momentopname.tabel("leerlingen_vo", "1-10 t")
    sums = rows.groupby("vestiging")[["aantal_min", "aantal_max"]].sum()
    havo = rows[rows["onderwijstype"].str.startswith("HAVO")].groupby("vestiging")["aantal_min"].sum()
    return metingen(
        sums.index.to_series(), soort="verhouding", niveau="vestiging",
        peildatum=COUNT.peildatum(momentopname.schooljaar), eenheid="aandeel", grondslag="leerlingen op vestigingen",
        teller=havo.reindex(sums.index, fill_value=0), noemer=sums["aantal_min"], noemer_max=sums["aantal_max"],
    )

def spread(metingen_, schooljaar):
    swv = metingen_[metingen_["niveau"] == "swv"]
    return metingen(
        pd.Series(["NL"], dtype="str"), soort="statistiek", niveau="landelijk", peildatum=schooljaar.periode.van,
        eenheid="aandeel", grondslag="samenwerkingsverbanden", waarde=swv["teller"].sum(), n=len(swv), methode="som",
    )

def indicator(naam, bereken, **changes):
    fields = dict(
        naam=naam, titel="Proef", definitie="Een proef van de telling.", bron="test", soort="verhouding",
        aggregatie="verhouding_van_sommen", sectoren=("vo",), bereken=bereken,
    )
    return Indicator(**fields | changes)

@hookimpl
def swvmon_register_indicatoren(register):
    register(indicator("havo", share, leest=(COUNT,), hoger=("bestuur", "swv", "landelijk")))
    register(indicator("som", spread, soort="statistiek", aggregatie="geen", over="regios", uit=("havo",)))
"""
PLAN = """
indicatoren = ["havo", "som"]
[regio]
code = "VO"
[[keten]]
model = "rijksbekostiging"
budget_euro = 100_000
[scenario.ruim.rijksbekostiging]
budget_euro = 130_000
"""
REGIONS = ["VO0001", "VO9901", "VO9902"]


@pytest.fixture
def country(runner, demo_url, tmp_path):
    """Run the three regions of the packaged data into a database of one's own."""
    runner.plugin("proef", PLUGIN, indicatoren=["havo", "som"])

    class Country:
        choice = PluginChoice(dirs=(str(tmp_path / "plugins"),))

        def database(self, name: str) -> str:
            shutil.copy(demo_url.removeprefix("sqlite:///"), tmp_path / name)
            return f"sqlite:///{tmp_path / name}"

        def run(self, url: str, werkers: int = 1, *, go_on: bool = False):
            pool = Werkers(werkers, url, self.choice) if werkers > 1 else None
            with Store.open(url) as store:
                plan, year = read_plan(PLAN, "proefplan"), Schooljaar.parse(SCHOOLJAAR)
                names = ("plan", "ruim")
                return engine.execute(store, runner.registry(), plan, [year], names, resumed=go_on, werkers=pool)

        def dump(self, url: str):
            with Store.open(url) as store:
                return store.dump()

    return Country()


def told(result) -> list[tuple[object, ...]]:
    """What the command line tells of each region-year, in its order; in which order steps fared is not stored."""
    return [
        (d.scenario, d.plan.code, d.status, engine.totals(d.ledger), {(s.onderdeel, s.status) for s in d.statussen})
        for d in result.delen
    ]


@pytest.fixture
def serial(country):
    """The outcome of one process."""
    url = country.database("een.db")
    return told(country.run(url)), country.dump(url)


def test_two_processes_come_to_the_same_and_a_stopped_one_is_gone_on_with(country, serial, monkeypatch) -> None:
    """One of two processes stops in the middle: it is named, what was kept stays, and the rest comes to the same."""
    url = country.database("twee.db")
    monkeypatch.setenv("PROEF_STOPT", "VO9902")

    with pytest.raises(StoreError, match=r"a process of run [0-9a-f]{16} was stopped; go on with `swvmon run --hervat"):
        country.run(url, werkers=2)
    monkeypatch.delenv("PROEF_STOPT")
    result = country.run(url, werkers=2, go_on=True)

    assert serial[0] == told(result)
    assert serial[1] == country.dump(url)


def test_what_is_done_is_not_computed_again(country, serial, monkeypatch) -> None:
    """A run that stopped after two region-years of each scenario but one computes what lacks, and ends the same."""
    url = country.database("drie.db")
    whole, computed = engine._keep, []
    compute = engine._compute

    def counted(snapshot, *rest):
        computed.append((snapshot.job.scenario, snapshot.binding.plan.code))
        return compute(snapshot, *rest)

    def full(store, identifier, delen):
        whole(store, identifier, [d for d in delen if d.plan.code != "VO9901" or d.scenario != "ruim"])
        if delen[0].scenario == "ruim":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(engine, "_keep", full)
        with pytest.raises(KeyboardInterrupt):
            country.run(url)
    monkeypatch.setattr(engine, "_compute", counted)
    result = country.run(url, go_on=True)

    assert [("plan", "VO9901"), ("ruim", "VO9901")] == computed
    assert serial[0] == told(result)
    assert serial[1] == country.dump(url)
