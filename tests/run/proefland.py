"""A country of three regions with indicatoren of one region and of all; a process may be stopped where one begins."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from click.testing import CliRunner

from swvmon.demo import SCHOOLJAAR
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry, load_databronnen
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run import execute as engine
from swvmon.run.load import load_paths
from swvmon.run.regiojaar import totals
from swvmon.store import Store
from swvmon_synthetisch.cli import cmd as synth

if TYPE_CHECKING:
    from pathlib import Path

REGIONS = ["VO0001", "VO9901", "VO9902"]
STOPS = "PROEF_STOPT"
"""Environment variable with a folder; see `stop_at`."""
PLUGIN = """# /// swvmon
# naam = "proef"
# versie = "1"
# hook_api = 1
# titel = "Proef"
# beschrijving = "Proef."
# licentie = "MIT"
# sectoren = ["po", "vo"]
# indicatoren = ["havo", "som"]
# ///
import os
import pathlib
import signal
import pandas as pd
from swvmon import Indicator, Leest, hookimpl, metingen

COUNT = Leest("leerlingen_vo", "1-10 t")

def stop(regio):
    for path in sorted(pathlib.Path(os.environ["PROEF_STOPT"]).glob(f"{regio}.*")):
        number = int(path.read_text())
        path.unlink()
        os.kill(number or os.getpid(), signal.SIGKILL)

def share(momentopname, grootboek):
    if "PROEF_STOPT" in os.environ:
        stop(momentopname.regio)
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


def write_plugin(folder: Path) -> PluginChoice:
    """Write the plugin to a folder, and choose it."""
    folder.mkdir(exist_ok=True)
    (folder / "proef.py").write_text(PLUGIN, "utf-8")
    return PluginChoice(dirs=(str(folder),))


def make_country(folder: Path, template: Path, jaren: int) -> Path:
    """A database with a small synthetic country of both sectors, without its pupils.

    Args:
        folder: where it comes.
        template: a database with tables and no rows.
        jaren: how many school years, from 2014/15.
    """
    options = ["--leerlingen", "1000", "--jaren", str(jaren), str(folder / "land")]
    assert CliRunner().invoke(synth, options, obj=PluginChoice(), standalone_mode=False).return_value == 0
    for pupils in (folder / "land").glob("*/inschrijving.parquet"):
        pupils.unlink()
    database = folder / "land.db"
    shutil.copy(template, database)
    with Store.open(f"sqlite:///{database}") as store:
        results = load_paths(store, load_databronnen(PluginChoice())[0], [folder / "land"])
    assert [] == [r.melding for r in results if r.exit_code]
    return database


def stop_at(folder: Path, regio: str, *processes: int) -> None:
    """Stop a process when a worker with `STOPS` begins with a region, one each time; 0 is the worker itself."""
    for number, process in enumerate(processes):
        (folder / f"{regio}.{number}").write_text(str(process))


def run(url: str, choice: PluginChoice, werkers=None, tell=lambda _text: None, *, go_on: bool = False):
    """Run the country in one process, or by a pool."""
    registry = PluginRegistry(discover(choice))
    with Store.open(url) as store:
        plan, years = read_plan(PLAN, "proefplan"), [Schooljaar.parse(SCHOOLJAAR)]
        return engine.begin(
            store, registry, plan, years, ("plan", "ruim"), tell, resumed=go_on, werkers=werkers
        ).finish()


def dump(url: str):
    """All that is stored."""
    with Store.open(url) as store:
        return store.dump()


def told(result) -> list[tuple[object, ...]]:
    """What the command line tells of each region-year, in its order; in which order steps fared is not stored."""
    return [
        (d.scenario, d.plan.code, d.status, totals(d.ledger), {(s.onderdeel, s.status) for s in d.statussen})
        for d in result.delen
    ]
