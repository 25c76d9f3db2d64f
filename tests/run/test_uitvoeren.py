"""A run from beginning to end on the packaged fictional region."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from datetime import date

from proefmodel import BUDGET, NORTH, PAY, model, offer_derivation

from swvmon.demo import demo_plan, write_demo
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.canonical import csv_bytes, storable
from swvmon.run.execute import begin
from swvmon.run.load import load_paths
from swvmon.run.regiojaar import totals
from swvmon.store import Store
from swvmon.testing import assert_conserved

RIJK_CENT = 44_386_650 + 1_358_775 + 1_908_638
SCHOOLS_CENT = 32_000_000 - 500_000 + 9_915_000 - 208


def test_demo_to_the_cent(runner) -> None:
    """The fictional region, from counts to euros.

    Inflow by hand: 4,030 pupils on 1-10-2018 and 3,970 on 1-10-2019 in the region, 8 of them
    each year at a vavo for half:
    4,026 x 110.25 + 4,026 x 5/12 x 8.10 + 3,966 x 7/12 x 8.25 = 443,866.50 + 13,587.75 + 19,086.38 euro.
    To schools by hand: budget 320,000 less 5,000 kept, plus 3,966 x 25 euro, is at most 414,150.00; what raising the
    amount in whole cents leaves over, 2.08 euro, is a regression figure.
    """
    result = runner.run()
    deel = result.delen[0]

    assert "gelukt" == deel.status
    assert {"rijk": -RIJK_CENT, "swv": RIJK_CENT - SCHOOLS_CENT, "vestiging": SCHOOLS_CENT} == totals(deel.ledger)
    assert_conserved(deel.ledger, rijk_cent=RIJK_CENT, uit_cent=SCHOOLS_CENT)


def test_the_same_run_twice_is_one_run(runner) -> None:
    """Running again finds the run, computes it again, and finds the same."""
    first, second = runner.run(), runner.run()

    assert (first.run_id, False, True) == (second.run_id, first.herhaald, second.herhaald)
    with Store.open(runner.url) as store:
        assert 1 == len(store.runs())


def test_same_bytes_under_another_hash_seed_locale_and_timezone(runner, tmp_path) -> None:
    """Hash seed, locale and time zone never change a byte of the canonical result."""
    code = textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(tmp_path)!r})
        from swvmon.hooks.registry import PluginRegistry
        from swvmon.perioden import Schooljaar
        from swvmon.regioplan.plan import read_plan
        from swvmon.demo import demo_plan
        from swvmon.run.execute import begin
        from swvmon.run.canonical import csv_bytes, storable
        from swvmon.store import Store
        with Store.open({runner.url!r}) as store:
            result = begin(store, PluginRegistry(), read_plan(demo_plan(), "test"), [Schooljaar(2019)]).finish()
        for kind, rows in (("boeking", result.delen[0].ledger.regels), ("meting", result.delen[0].metingen)):
            sys.stdout.buffer.write(csv_bytes(storable(rows, kind)))
    """)
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PATH": "/usr/bin", "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale, zone in (("1", "C.UTF-8", "UTC"), ("2", "nl_NL.UTF-8", "Asia/Tokyo"))
    ]

    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") > 20


def test_an_account_that_may_go_red(runner, make_plan) -> None:
    """Only accounts that the plan lists under mag_rood may go below zero."""
    runner.plugin("proefplugin", model(f"return Uitkomst(({PAY.format(200_000)},))"), verdeelmodellen=["proef"])

    result = runner.run(make_plan(BUDGET, 'model = "proef"') + '[grootboek]\nmag_rood = ["swv:budget"]\n')

    assert -100_000 == result.delen[0].ledger.saldo("swv:budget")


def test_run_hooks_are_heard_and_isolated(runner, make_plan, tmp_path) -> None:
    """A plugin hears the run start and end; one that raises is named, the run goes on."""
    runner.plugin(
        "luisteraar",
        model("return Uitkomst()")
        + f"""
@hookimpl
def swvmon_run_klaar(run, uitkomst):
    with open({str(tmp_path / "gehoord")!r}, "w") as file:
        file.write(f"{{run.regios}} {{uitkomst.delen[0].totalen_cent}}")
@hookimpl
def swvmon_run_gestart(run):
    raise KeyError("doof")
""",
        verdeelmodellen=["proef"],
    )

    result = runner.run(make_plan(BUDGET, 'model = "proef"'))

    assert "('VO9901',) {'rijk': -100000, 'swv': 100000}" == (tmp_path / "gehoord").read_text()
    assert [("swvmon_run_gestart", "luisteraar", "KeyError: 'doof'")] == [
        (s.onderdeel, s.plugin, s.melding) for s in result.hooks
    ]


def test_sub_chain_divides_over_its_own_schools(runner, make_plan) -> None:
    """A sub-chain for one school books for that school only (by hand: 180 pupils x 20 % x 1,100 euro)."""
    plan = make_plan('model = "rijksbekostiging"\nbudget_euro = 500_000', NORTH.format(schools='["90AA00"]'))

    result = runner.run(plan)

    assert {"90AA00": 3_960_000} == result.delen[0].ledger.per_vestiging().to_dict()


def test_scenario_overrides_a_step(runner) -> None:
    """A scenario runs beside the plan under its own name, with its own numbers.

    By hand for De Werf, final count: 180 x 23 % x 1,100 in the plan, 180 x 21 % x 1,100 where all are at 0.6.
    """
    result = runner.run(scenarios=("plan", "zware-populatie"))

    assert {"plan": 4_554_000, "zware-populatie": 4_752_000 - 594_000} == {
        d.scenario: _school_budget(d.ledger.regels, "90AA00") for d in result.delen
    }


def _school_budget(lines, school: str) -> int:
    """Provisional budget and its correction of a school, eurocents."""
    mine = lines[lines["grondslag"].str.startswith(("schoolbudget", "definitief budget"))]
    plus = mine.loc[mine["naar"] == f"vestiging:{school}", "bedrag_cent"].sum()
    return int(plus - mine.loc[mine["van"] == f"vestiging:{school}", "bedrag_cent"].sum())


def test_only_plugins_of_the_plan_are_imported(runner, make_plan) -> None:
    """A plugin that the plan does not name is not imported: its import would fail."""
    runner.plugin("elders", "raise RuntimeError('imported')", verdeelmodellen=["anders"])

    result = runner.run(make_plan(BUDGET))

    assert () == result.refused


def test_manifest_tells_what_decided_the_run(runner) -> None:
    """Plan, plugins with content hash, numbers with source, leveringen with hash, versions.

    No path, clock or duration.
    """
    result = runner.run()
    manifest = result.manifest

    expected = {"besteding", "deelname", "duo", "krimp", "rijksbekostiging", "swvzhw"}
    assert expected == {p["naam"] for p in manifest["plugins"]}
    assert all(len(p["inhoud_sha256"]) == 64 for p in manifest["plugins"])
    used = {(p["parameter"], p["waarde"], p["bron"]) for p in manifest["parameters"]}
    assert ("swvzhw.bedrag_per_leerling_euro", "1100", "R2 L543") in used
    assert {"2018-10-01/2018-10-01", "2019-10-01/2019-10-01"} <= {lev["periode"] for lev in manifest["leveringen"]}
    assert str(runner.plugins_dir.parent) not in json.dumps(manifest)


def test_a_parameter_of_the_plan_leaves_other_years_alone(runner, make_plan) -> None:
    """A value for 2020/21 does not take away the plugin's own value for 2019/20 (by hand: 180 x 20 % x 1,100)."""
    extra = """[[parameter]]
id = "swvzhw.bedrag_per_leerling_euro"
waarde = 1_200
van = 2020-08-01
tot = 2021-07-31
bron = "begroting"
status = "aanname"
"""
    result = runner.run(
        make_plan(BUDGET.replace("1_000", "400_000"), 'model = "swvzhw"\nbudget_euro = 400_000') + extra
    )

    assert 3_960_000 == result.delen[0].ledger.per_vestiging()["90AA00"]


def test_rejected_rows_reach_the_run(runner, tmp_path) -> None:
    """A levering with rejected rows is a warning in every run that uses it; withdrawn, the former one is used again."""
    counts = tmp_path / "2019.csv"
    write_demo(tmp_path / "demo")
    source = tmp_path / "demo" / "data" / "leerlingen-vo-per-vestiging-2019.csv"
    counts.write_bytes(source.read_bytes().replace(b";19;19;20;20;", b";-1;19;20;20;", 1))
    before = runner.run().delen[0].ledger.saldi()
    with Store.open(runner.url) as store:
        sources = runner.registry().register("databronnen")
        loaded = load_paths(store, sources, [counts], peildatum=date(2019, 10, 1))[0]
        assert 1 == loaded.afgekeurd

        assert before == runner.run().delen[0].ledger.saldi(), "a final count goes before one of unknown status"
        store.withdraw(next(i for i in store.leveringen()["id"] if i not in {loaded.levering} and _is_2019(store, i)))
    codes = {b.code for _, _, b in runner.run().delen[0].bevindingen}

    assert "levering_met_afkeuringen" in codes


def _is_2019(store: Store, identifier: int) -> bool:
    rows = store.leveringen().set_index("id")
    row = rows.loc[identifier]
    return row["dataset"] == "duo_vo_leerlingen" and str(row["periode_van"]) == "2019-10-01"


def test_stored_rows_are_the_ledger(runner) -> None:
    """What is read back from the database is what the engine computed, to the byte."""
    result = runner.run()
    with Store.open(runner.url) as store:
        stored = store.result(result.run_id, "boeking")

    assert csv_bytes(storable(result.delen[0].ledger.regels, "boeking")) == csv_bytes(storable(stored, "boeking"))


def test_the_former_year_is_there_for_a_model_that_asks(runner, make_plan) -> None:
    """In a run of two years, the second sees the closed ledger of the first; the first has no former year (by hand)."""
    runner.plugin(
        "proefplugin",
        model("""
            try:
                before = momentopname.vorig()[1].saldo("swv:budget")
            except Exception as error:
                before = 7
            return Uitkomst((boekingen(van="swv:budget", naar="swv:organisatie", bedrag_cent=before, grondslag="t",
                                       toelichting="t"),))
        """),
        verdeelmodellen=["proef"],
    )
    with Store.open(runner.url) as store:
        plan = read_plan(make_plan(BUDGET, 'model = "proef"'), "test")
        result = begin(store, runner.registry(), plan, [Schooljaar(2018), Schooljaar(2019)]).finish()

    assert [7, 99_993] == [d.ledger.saldo("swv:organisatie") for d in result.delen]


def test_postgresql_gives_the_same_result(runner, postgres_url, tmp_path) -> None:
    """The same data and plan on PostgreSQL give the same run id and the same bytes."""
    here = runner.run()
    write_demo(tmp_path / "demo")
    registry = runner.registry()
    with Store.open(postgres_url, create=True) as store:
        load_paths(store, registry.register("databronnen"), [tmp_path / "demo" / "data"])
        there = begin(store, runner.registry(), read_plan(demo_plan(), "test plan"), [Schooljaar(2019)]).finish()
        rows = {kind: csv_bytes(storable(store.result(there.run_id, kind), kind)) for kind in ("boeking", "meting")}

    assert here.run_id == there.run_id
    with Store.open(runner.url) as store:
        assert rows == {kind: csv_bytes(storable(store.result(here.run_id, kind), kind)) for kind in rows}


def test_an_unrelated_plugin_does_not_change_the_run(runner) -> None:
    """A plugin that derives a table that nobody reads is no part of the manifest: the run keeps its id."""
    before = runner.run().run_id
    offer_derivation(runner, "elders", "ergens")

    assert before == runner.run().run_id
