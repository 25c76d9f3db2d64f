"""`swvmon compare`, and `swvmon export --niveau`, on the command line."""

from __future__ import annotations

import csv
import json
import re
import shutil

import pytest

from swvmon.demo import demo_plan, write_demo
from swvmon.hooks.discovery import discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.execute import begin
from swvmon.run.load import load_paths
from swvmon.store import Store
from swvmon.store.runs import NewRegiojaar

SCENARIO = "laatste:zware-populatie"
LANDELIJK = """
indicatoren = []

[regio]
code = "VO"

[grootboek]
mag_rood = ["swv:*"]

[[keten]]
model = "schoolmodel"
budget_euro = 100_000

[scenario.meer.schoolmodel]
budget_euro = 100_010
"""


@pytest.fixture(scope="module")
def folder_with_runs(tmp_path_factory):
    """The fictional region in a database, with a run of the plan and of its scenario."""
    folder = tmp_path_factory.mktemp("compare")
    write_demo(folder)
    registry = PluginRegistry(discover())
    with Store.open(f"sqlite:///{folder / 'swvmon.db'}", create=True) as store:
        load_paths(store, registry.register("databronnen"), [folder / "data"])
        plan = read_plan(demo_plan(), "demo")
        begin(store, registry, plan, [Schooljaar.parse("2019/20")], ("plan", "zware-populatie")).finish()
    return folder


@pytest.fixture
def region(swvmon, folder_with_runs, tmp_path):
    """The command line in a copy of that folder."""
    shutil.copytree(folder_with_runs, tmp_path, dirs_exist_ok=True)
    return swvmon


def test_a_scenario_against_the_plan(region) -> None:
    """Exit code 1; winners and losers, the step and line responsible, the numbers; amounts are those of the run.

    The amounts are regressions: those that `swvmon run` and `swvmon explain` print of both.
    """
    said = region("compare", "laatste", SCENARIO)
    again = region("run", "VO9901", "--schooljaar", "2019/20", "--scenario", "zware-populatie", "--json")
    totals = {d["scenario"]: d["totalen_cent"]["vestiging"] for d in json.loads(again.out)["delen"]}
    document = json.loads(region("compare", "laatste", SCENARIO, "--json").out)

    assert (1, "") == (said.code, said.err)
    schools = next(t for t in document["totalen"] if t["niveau"] == "vestiging")
    assert totals == {"plan": schools["a_cent"], "zware-populatie": schools["b_cent"]}
    differences = [r["verschil_cent"] for r in document["bedragen"] if r["niveau"] == "vestiging"]
    assert schools["verschil_cent"] == schools["b_cent"] - schools["a_cent"] == sum(differences)
    assert (5, 1, 1) == (schools["meer"], schools["minder"], schools["gelijk"])
    assert {"a": {"run_id": document["a"]["run_id"], "scenario": "plan"}} | {
        "b": {"run_id": document["a"]["run_id"], "scenario": "zware-populatie"},
        "gelijk": False,
        "tolerantie_cent": 0,
    } == {k: document[k] for k in ("a", "b", "gelijk", "tolerantie_cent")}
    assert "  2019/20 VO9901 90AA00  -€ 6.549,29  (€ 55.860,43 -> € 49.311,14)\n      swvzhw  -€ 6.549,29  " in said.out
    assert "  2019/20 swvzhw swvzhw.bandpositie.90AA00: 0,8 -> geen\n" in said.out
    assert ["0.5", "0.6"] == next(
        r["wijzigingen"]["waarde"] for r in document["parameters"] if r["parameter"].endswith("standaard")
    )
    assert said.out.endswith("niet gelijk: 11 bedragen, 1 meting\n")


def test_a_run_against_itself(region) -> None:
    """Exit code 0."""
    said = region("compare", "laatste", "laatste:plan")

    assert (0, "gelijk") == (said.code, said.out.splitlines()[-1])


@pytest.mark.parametrize(("euro", "code"), [("6549.28", 1), ("6549.29", 0), ("7000", 0)])
def test_the_tolerance(region, euro, code) -> None:
    """The largest difference of a school is 6549.29 euros, and no board differs more."""
    said = region("compare", "laatste", SCENARIO, "--tolerantie", euro, "--niveau", "vestiging", "--niveau", "bestuur")

    assert code == said.code


def test_levels(region) -> None:
    """Of other levels nothing is told."""
    document = json.loads(region("compare", "laatste", SCENARIO, "--niveau", "bestuur", "--json").out)

    assert ["bestuur"] == document["niveaus"]
    assert {"bestuur"} == {r["niveau"] for r in (*document["bedragen"], *document["totalen"])}
    assert [] == document["per_school"] == document["metingen"]
    assert "90AA00" not in region("compare", "laatste", SCENARIO, "--niveau", "bestuur").out.split("parameters")[0]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["laatste", "ffff"], "no run starts with 'ffff'"),
        (["laatste:licht", "laatste"], "has no scenario 'licht'; its scenarios are: plan, zware-populatie"),
        (["laatste:", "laatste"], "has no scenario ''"),
        (["laatste", "laatste", "--tolerantie", "veel"], "--tolerantie 'veel' is not an amount in euros"),
        (["laatste", "laatste", "--tolerantie", "0.005"], "is not a whole number of cents"),
        (["laatste", "laatste", "--tolerantie", "-1"], "a tolerance is zero or more"),
        (["laatste", "laatste", "--schooljaar", "2030/31"], "A has none of these school years"),
        (["laatste", "laatste", "--schooljaar", "2030"], "'2030' is not a schooljaar"),
        (["laatste", "laatste", "--niveau", "school"], "'school' is not one of 'vestiging'"),
    ],
)
def test_mistakes(region, arguments, text) -> None:
    """Exit code 2, one line."""
    said = region("compare", *arguments)

    assert 2 == said.code
    assert text in said.err


def test_a_failed_run_is_refused(region, tmp_path) -> None:
    """As by export; with --ook-mislukt its lines are compared."""
    plan = tmp_path / "VO9901.toml"
    good = json.loads(region("run", "VO9901", "--schooljaar", "2019/20", "--json").out)["run_id"]
    plan.write_text(plan.read_text("utf-8").replace("waarde = 320_000", "waarde = 1_000"), "utf-8")
    assert 3 == region("run", "VO9901", "--schooljaar", "2019/20").code

    said = region("compare", good, "laatste")

    assert (2, True) == (said.code, "add --ook-mislukt" in said.err)
    assert 1 == region("compare", good, "laatste", "--ook-mislukt").code


def test_a_run_of_all_regions(region, tmp_path) -> None:
    """The country is the sum of its SWV's: each has ten euros more.

    By hand: each SWV that has schools with pupils divides 10 euros more; the fictional data have three, of which the
    one without an area has none.
    """
    (tmp_path / "land.toml").write_text(LANDELIJK, "utf-8")
    done = region("run", "--all", "--schooljaar", "2019/20", "--plan", "land.toml", "--scenario", "meer")
    assert 0 == done.code, done.err

    said = region("compare", "laatste", "laatste:meer", "--json")

    document = json.loads(said.out)
    land = {r["onderdeel"]: r["verschil_cent"] for r in document["bedragen"] if r["niveau"] == "landelijk"}
    per_swv = [r["verschil_cent"] for r in document["bedragen"] if (r["niveau"], r["onderdeel"]) == ("swv", "scholen")]
    assert sum(per_swv) == land["scholen"]
    assert {10_00} == set(per_swv)
    (row,) = document["parameters"]
    assert ["100000", "100010"] == row["wijzigingen"]["waarde"]
    assert 1 < row["regios"]


def test_the_largest_differences(region, monkeypatch) -> None:
    """Without --alles the first of each part, and how many more there are; of schools those that differ most."""
    monkeypatch.setattr("swvmon.vergelijk.tekst.SHOWN", 2)

    said = region("compare", "laatste", SCENARIO).out
    schools = said.split("per vestiging")[1].split("per bestuur")[0]

    assert ["90DD00", "90AA00"] == re.findall(r"VO9901 (\w+)", schools)
    assert "  … en nog 4; --alles geeft alle" in schools
    assert "--alles" not in region("compare", "laatste", SCENARIO, "--alles").out


# --- export


def exported(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_export_of_some_levels(region, tmp_path) -> None:
    """Metingen of these levels and no others, as in the whole export; boekingen are whole."""
    region("export", "laatste", "heel")
    assert 0 == region("export", "laatste", "deel", "--niveau", "swv", "--niveau", "bestuur").code

    whole, part = (exported(tmp_path / name, "metingen") for name in ("heel", "deel"))
    assert [r for r in whole if r["niveau"] in {"swv", "bestuur"}] == part
    assert {"bestuur", "swv"} == {r["niveau"] for r in part}
    assert len(part) < len(whole)
    same = [(tmp_path / name / "boekingen.csv").read_bytes() for name in ("heel", "deel")]
    assert same[0] == same[1]


def test_a_public_export_of_some_levels_withholds_as_the_whole_does(swvmon, tmp_path) -> None:
    """Schools of 3, 20 and 30 in a board of 53: with the board alone the 20 would not have to be withheld.

    Exports of the levels apart are the whole export, so that two of them side by side tell no more.
    """
    pytest.importorskip("scipy")
    run = "ab" * 8
    shared = {
        "plugin": "proef",
        "soort": "aantal",
        "onderdeel": "",
        "methode": "",
        "klasse": "",
        "eenheid": "leerling",
        "grondslag": "leerlingen",
        "status": "definitief",
        "uitkomst": "berekend",
        "indicator": "deelname",
    }
    with Store.open("sqlite:///swvmon.db", create=True) as store:
        from datetime import date

        import pandas as pd

        places = [("vestiging", f"99AA0{n}", v) for n, v in enumerate(("3", "20", "30"))] + [("swv", "VO9901", "53")]
        rows = [shared | {"niveau": n, "sleutel": k, "waarde": v, "peildatum": date(2019, 10, 1)} for n, k, v in places]
        numbers = dict.fromkeys(("teller", "teller_max", "noemer", "noemer_max", "n"))
        store.start_run(run, json.dumps({"plan": "", "leveringen": [], "schooljaren": ["2019/20"]}))
        part = NewRegiojaar(run, "plan", "VO9901", "2019/20", "gelukt", "0" * 64)
        store.add_regiojaar(part, {"meting": pd.DataFrame([numbers | row for row in rows])})
        store.finish_run(run)

    for name, levels in (("heel", []), ("scholen", ["--niveau", "vestiging"]), ("swv", ["--niveau", "swv"])):
        assert 0 == swvmon("export", "laatste", name, "--openbaar", *levels).code

    for table in ("metingen", "onderdrukt"):
        whole, schools, swv = (exported(tmp_path / name, table) for name in ("heel", "scholen", "swv"))
        assert sorted(map(str, whole)) == sorted(map(str, [*schools, *swv]))
    told = {r["sleutel"]: r["waarde"] for r in exported(tmp_path / "scholen", "metingen")}
    assert {"99AA00": "", "99AA01": "", "99AA02": "30"} == told
    assert ["VO9901"] == [r["sleutel"] for r in exported(tmp_path / "swv", "metingen")]
