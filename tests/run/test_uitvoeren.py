"""A run from beginning to end on the packaged fictional region."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import textwrap
from datetime import date

import pytest

from swvmon.demo import demo_plan, write_demo
from swvmon.errors import MissingData, NotRepeated, PlanError, PluginFault
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.canonical import csv_bytes, storable
from swvmon.run.execute import begin
from swvmon.run.load import load_paths
from swvmon.run.regiojaar import totals
from swvmon.store import Store
from swvmon.testing import assert_conserved

MODEL = """
from swvmon import Uitkomst, Verdeelmodel, boekingen, hookimpl, GeenKeuzes, Leest, Bevinding
import attrs
def verdeel(momentopname, grootboek, keuzes):
{rule}
@hookimpl
def swvmon_register_verdeelmodellen(register):
    register(Verdeelmodel(naam="proef", titel="Proefmodel", bron="test", sectoren=("vo",), verdeel=verdeel{more}))
"""
BUDGET = 'model = "rijksbekostiging"\nbudget_euro = 1_000'
PAY = 'boekingen(van="swv:budget", naar="swv:organisatie", bedrag_cent={}, grondslag="test", toelichting="Test.")'


RIJK_CENT = 44_386_650 + 1_358_775 + 1_908_638
SCHOOLS_CENT = 32_000_000 - 500_000 + 9_915_000 - 208


def model(rule: str, more: str = "") -> str:
    return MODEL.format(rule=textwrap.indent(textwrap.dedent(rule), "    "), more=more)


def status_of(result, step: str) -> tuple[str, str]:
    return next((s.status, s.melding) for s in result.delen[0].statussen if s.onderdeel == step)


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


def test_an_impure_model_is_caught_when_it_runs_again(runner, make_plan) -> None:
    """A model that gives another amount each time is named by the first line that differs."""
    runner.plugin(
        "loterij",
        model(f"""
        import itertools, sys
        counter = sys.__dict__.setdefault("_loterij", itertools.count(100))
        return Uitkomst(({PAY.format("next(counter)")},))
    """),
        verdeelmodellen=["proef"],
    )
    plan = make_plan(BUDGET, 'model = "proef"')
    runner.run(plan)

    with pytest.raises(NotRepeated, match=r"row 2, bedrag_cent: '100' against '101'.*not pure"):
        runner.run(plan)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ('raise RuntimeError("kapot")', "RuntimeError: kapot"),
        (f"return Uitkomst(({PAY.format(200_000)},))", "leaves swv:budget at -€ 1.000,00; raise the budget"),
        (f"return Uitkomst(({PAY.format(100)}.assign(bedrag_cent=-5),))", "is not above zero"),
        (f'return Uitkomst(({PAY.format(100)}.assign(naar="kas"),))', "names an account that does not exist"),
        (f'return Uitkomst(({PAY.format(100)}.assign(naar="swv:budget"),))', "pays an account from itself"),
        (f'return Uitkomst(({PAY.format(100)}.assign(grondslag=" "),))', "has no grondslag"),
        (f"return Uitkomst(({PAY.format(100)}.assign(corrigeert=9),))", "corrects a line that is not before it"),
        (f"return Uitkomst(({PAY.format(100)}.drop(columns='pot'),))", "other columns"),
        ("return 5", "handed back int, expected an Uitkomst"),
        ('momentopname.tabel("tlv")', "read without being in `leest`"),
        ('return Uitkomst(tabellen={"eigen": None})', "does not declare in `levert`"),
        (
            (
                'return Uitkomst((boekingen(van="swv:budget", naar="swv:organisatie", hoeveelheid=3, tarief=2, '
                'grondslag="t", toelichting="t").assign(bedrag_cent=601),))'
            ),
            "is not hoeveelheid x tarief",
        ),
        (
            (
                'counts = momentopname.tabel("leerlingen_vo", "1-10 t")["aantal_min"].to_numpy(); '
                "counts.flags.writeable = True; counts[:] = 0; return Uitkomst()"
            ),
            "changed its input|WRITEABLE",
        ),
    ],
)
def test_a_step_that_breaks_the_contract_stops_the_keten(runner, make_plan, rule: str, text: str) -> None:
    """The step is named with the reason, later steps do not run, the ledger before it is kept, and the run.

    Is mislukt.
    """
    runner.plugin("proefplugin", model(rule, ', leest=(Leest("leerlingen_vo", "1-10 t"),)'), verdeelmodellen=["proef"])

    result = runner.run(make_plan(BUDGET, 'model = "proef"', 'model = "samenvoegen"'))

    status, message = status_of(result, "proef")
    assert "mislukt" == status
    assert re.search(text, message), message
    assert "niet_uitgevoerd" == status_of(result, "samenvoegen")[0]
    assert ["mislukt", 1] == [result.delen[0].status, len(result.delen[0].ledger.regels)]


def test_an_account_that_may_go_red(runner, make_plan) -> None:
    """Only accounts that the plan lists under mag_rood may go below zero."""
    runner.plugin("proefplugin", model(f"return Uitkomst(({PAY.format(200_000)},))"), verdeelmodellen=["proef"])

    result = runner.run(make_plan(BUDGET, 'model = "proef"') + '[grootboek]\nmag_rood = ["swv:budget"]\n')

    assert -100_000 == result.delen[0].ledger.saldo("swv:budget")


def test_a_failing_indicator_does_not_touch_the_others(runner, make_plan) -> None:
    """An indicator that raises is named; the others are measured; the run is not mislukt."""
    runner.plugin(
        "meter",
        """
from swvmon import Indicator, hookimpl
def bereken(momentopname, grootboek):
    raise ValueError("stuk")
@hookimpl
def swvmon_register_indicatoren(register):
    register(Indicator(naam="stuk", titel="Stuk", definitie="Altijd stuk, voor de test.", bron="test", soort="aantal",
                       aggregatie="som", sectoren=("vo",), bereken=bereken))
""",
        indicatoren=["stuk"],
    )

    result = runner.run(make_plan(BUDGET).replace("indicatoren = []", 'indicatoren = ["stuk", "deelname_pro"]'))

    assert ("mislukt", "ValueError: stuk") == status_of(result, "stuk")
    assert {"deelname_pro"} == set(result.delen[0].metingen["indicator"])
    assert "gelukt" == result.delen[0].status


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


NORTH = """stap = "noord"
vestigingen = {schools}
[[keten.keten]]
model = "swvzhw"
budget_euro = 100_000
"""


def test_sub_chain_divides_over_its_own_schools(runner, make_plan) -> None:
    """A sub-chain for one school books for that school only (by hand: 180 pupils x 20 % x 1,100 euro)."""
    plan = make_plan('model = "rijksbekostiging"\nbudget_euro = 500_000', NORTH.format(schools='["90AA00"]'))

    result = runner.run(plan)

    assert {"90AA00": 3_960_000} == result.delen[0].ledger.per_vestiging().to_dict()


def test_a_sub_chain_that_fails_hands_over_nothing(runner, make_plan) -> None:
    """Its first step booked, its second failed: the parent's ledger has neither."""
    runner.plugin("proefplugin", model('raise RuntimeError("kapot")'), verdeelmodellen=["proef"])
    inner = NORTH.format(schools='["90AA00"]') + '[[keten.keten]]\nmodel = "proef"\n'

    result = runner.run(make_plan('model = "rijksbekostiging"\nbudget_euro = 500_000', inner))

    assert ["rijksbekostiging"] == result.delen[0].ledger.regels["stap"].tolist()
    assert "mislukt" == result.delen[0].status


@pytest.mark.parametrize(
    ("schools", "text"),
    [
        ('["90AA00", "90ZZ99"]', r"sub-chain 'noord' names 90ZZ99, not a school of VO9901"),
        ('"90AA00"', r"vestigingen: expected a list of schools"),
        ("90", r"vestigingen: expected a list of schools"),
    ],
)
def test_a_sub_chain_of_strange_schools_is_refused(runner, make_plan, schools: str, text: str) -> None:
    """A school that is not in the region would silently pay nothing."""
    with pytest.raises(PlanError, match=text):
        runner.run(make_plan(BUDGET, NORTH.format(schools=schools)))


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


HEAD = '[regio]\ncode = "VO9901"\n'
"""Two lines that every plan starts with; the first step is on line 3."""
UNKNOWN_PARAMETER = """[[parameter]]
id = "x.y"
waarde = 1
van = 2019-01-01
tot = 2019-12-31
bron = "test"
status = "aanname"
"""
OPENING = '[grootboek.opening_euro]\n"swv:kas" = 1\n"swv:budget" = 0.005\n'
PROBLEMS = {
    "unknown model": (
        HEAD + '[[keten]]\nmodel = "swvzwh"\n',
        [r"line 4: .*no installed plugin offers model 'swvzwh'; did you mean 'swvzhw'"],
    ),
    "two wrong choices": (
        HEAD + '[[keten]]\nmodel = "swvzhw"\nbudget_euor = 5\nbudget_euro = "veel"\n',
        [
            r"line 5: step 'swvzhw': budget_euor: unknown key; did you mean 'budget_euro'",
            r"line 6: step 'swvzhw': budget_euro: expected a number, found 'veel'",
        ],
    ),
    "other sector": (
        '[regio]\ncode = "PO9901"\n[[keten]]\nmodel = "swvzhw"\nbudget_euro = 1\n',
        ["line 4: .*is for sector vo, not po"],
    ),
    "one step twice": (
        HEAD + '[[keten]]\nmodel = "samenvoegen"\n[[keten]]\nmodel = "samenvoegen"\n',
        ["line 5: .*two steps are called 'samenvoegen'"],
    ),
    "code, account and cents": (
        '[regio]\ncode = "VO99"\n[[keten]]\nmodel = "samenvoegen"\n' + OPENING,
        ["line 2: .*not an SWV code", "line 6: .*is not an account", "line 7: .*not a whole number of cents"],
    ),
    "unknown parameter": (
        HEAD + '[[keten]]\nmodel = "samenvoegen"\n' + UNKNOWN_PARAMETER,
        ["line 5: no parameter 'x.y'"],
    ),
    "no toml": ("[regio\n", ["not TOML"]),
    "unknown key": (HEAD + 'keetn = 1\n[[keten]]\nmodel = "samenvoegen"\n', ["line 3: regio.keetn: unknown key"]),
    "no source": (
        HEAD + '[[keten]]\nmodel = "swvzhw"\nbudget_euro = { waarde = 5, status = "zeker" }\n',
        ["line 5: .*names its `bron`", "line 5: .*status 'zeker'"],
    ),
}


@pytest.mark.parametrize(("plan", "texts"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_plan_problems_are_told_all_at_once_with_their_line(runner, plan: str, texts: list[str]) -> None:
    """An impossible plan is refused before anything runs; each problem has its line and a suggestion."""
    with pytest.raises(PlanError) as caught:
        runner.run(plan)

    for text in texts:
        assert any(re.search(text, p) for p in caught.value.problems), caught.value.problems
    with Store.open(runner.url) as store:
        assert 0 == len(store.runs())


def test_a_tariff_that_is_not_known_is_asked_for(runner, make_plan) -> None:
    """A period without a tariff is a problem of the plan: it names the parameter and how to supply it."""
    with pytest.raises(PlanError) as caught:
        runner.run(make_plan('model = "rijksbekostiging"'))

    assert '[[parameter]] id = "rijksbekostiging.zwaar_vo_personeel_euro"' in caught.value.problems[0]


def test_missing_data_is_named_before_anything_runs(runner) -> None:
    """A count that is not loaded is named with the date, and nothing is stored."""
    with pytest.raises(MissingData, match=r"leerlingen_vo at 2020-10-01: load a file"):
        runner.run(demo_plan_of("2020/21"), year="2020/21")
    with Store.open(runner.url) as store:
        assert 0 == len(store.runs())


def demo_plan_of(year: str) -> str:
    return (
        demo_plan()
        .replace('telling = "voorlopig_en_definitief"', 'telling = "definitief"')
        .replace('model = "rijksbekostiging"', 'model = "rijksbekostiging"\nbudget_euro = 900_000')
    )


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


KILLED = """
import os, signal
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.demo import demo_plan
from swvmon.run import execute as run
from swvmon.store import Store, bulk
def die(*_arguments, **_keywords):
    os.kill(os.getpid(), signal.SIGKILL)
real, calls = bulk.insert, []
def insert(*arguments, **keywords):
    calls.append(arguments)
    if len(calls) > {inserts}:
        die()
    return real(*arguments, **keywords)
bulk.insert = insert
if {after_start}:
    run.close = die
with Store.open({url!r}) as store:
    plan, names = read_plan(demo_plan(), "test plan"), ("plan", "zware-populatie")
    run.begin(store, PluginRegistry(), plan, [Schooljaar(2019)], names).finish()
"""
MOMENTS = {
    "after the start": (99, True, []),
    "within the first region-year": (2, False, []),
    "within the second region-year": (7, False, ["plan"]),
}
"""Bulk inserts before the kill, whether it dies before computing, and the region-years that are whole by then."""


@pytest.mark.parametrize(("inserts", "after_start", "whole"), MOMENTS.values(), ids=MOMENTS.keys())
def test_a_killed_run_leaves_whole_region_years(runner, inserts: int, after_start: bool, whole: list[str]) -> None:
    """Killed in the middle, a run leaves whole region-years and nothing else; running again completes it."""
    code = KILLED.format(inserts=inserts, after_start=after_start, url=runner.url)

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert -signal.SIGKILL == done.returncode, done.stderr.decode()
    with Store.open(runner.url) as store:
        run = store.runs().iloc[0]
        assert ("lopend", whole) == (run["status"], store.regiojaren(run["run_id"])["scenario"].tolist())
        assert whole == sorted(set(store.result(run["run_id"], "boeking")["scenario"]))
    result = runner.run(scenarios=("plan", "zware-populatie"))
    assert run["run_id"] == result.run_id
    with Store.open(runner.url) as store:
        assert ["plan", "zware-populatie"] == sorted(store.regiojaren(result.run_id)["scenario"])
        assert ["klaar"] == store.runs()["status"].tolist()


def test_a_failure_that_passed_is_replaced(runner, make_plan, monkeypatch) -> None:
    """A step that failed for a reason outside the run can succeed later; its outcome replaces the failure."""
    runner.plugin(
        "proefplugin",
        model("""
            import os
            if "PROEF_STUK" in os.environ:
                raise MemoryError("vol")
            return Uitkomst()
        """),
        verdeelmodellen=["proef"],
    )
    plan = make_plan(BUDGET, 'model = "proef"')
    monkeypatch.setenv("PROEF_STUK", "1")
    failed = runner.run(plan)
    monkeypatch.delenv("PROEF_STUK")

    again = runner.run(plan)

    assert (failed.run_id, "mislukt", "gelukt") == (again.run_id, failed.delen[0].status, again.delen[0].status)
    with Store.open(runner.url) as store:
        assert ["gelukt"] == store.regiojaren(again.run_id)["status"].tolist()


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (
            "percentage_minimum = { gymnasum = 2 }",
            "percentage_minimum.gymnasum: unknown member; did you mean 'gymnasium'",
        ),
        ("percentage_minimum = 5", "percentage_minimum: expected a table with one or more of"),
        ("vavo_aandeel = inf", "expected a number below 10"),
        ("maatwerk_reserve_euro = 0.005", "not a whole number of cents"),
    ],
)
def test_slips_of_the_pen_are_refused(runner, make_plan, choice: str, text: str) -> None:
    """A typo in a dated group, a wrong type or an impossible number is a problem of the plan, never ignored."""
    with pytest.raises(PlanError, match=text):
        runner.run(make_plan(BUDGET, f'model = "swvzhw"\nbudget_euro = 400_000\n{choice}'))


def test_two_plugins_that_derive_one_table_are_refused(runner, make_plan) -> None:
    """Which of the two wins would depend on a name: both are named instead."""
    runner.plugin(
        "aab",
        """
from swvmon import Afleiding, Databron, hookimpl
@hookimpl
def swvmon_register_databronnen(register):
    register(Databron("aab", "Aab", "niemand", "MIT", (), (Afleiding("aansluiting", (), ("vo",), None),)))
""",
        databronnen=["aab"],
        levert=["aansluiting"],
    )

    with pytest.raises(PluginFault, match=r"aansluiting is derived by aab .* and duo .*--deny-plugin"):
        runner.run(make_plan(BUDGET))


def test_two_plugins_that_offer_one_model_are_refused(runner, make_plan) -> None:
    """A model that two cards claim is a problem of the plan that names it."""
    runner.plugin("aab", model("return Uitkomst()"), verdeelmodellen=["samenvoegen"])

    with pytest.raises(PlanError, match=r"model 'samenvoegen' is claimed by aab .* and rijksbekostiging"):
        runner.run(make_plan(BUDGET, 'model = "samenvoegen"'))


def test_an_indicator_that_the_plan_names_must_be_there(runner, make_plan) -> None:
    """A card that promises what the plugin does not register is a problem of the plan, not a silent gap."""
    runner.plugin("leeg", "", indicatoren=["nooit"])

    with pytest.raises(PlanError, match=r"indicator 'nooit': plugin leeg .* does not register it"):
        runner.run(make_plan(BUDGET).replace("indicatoren = []", 'indicatoren = ["nooit"]'))


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
    runner.plugin(
        "elders",
        """
from swvmon import Afleiding, Databron, hookimpl
@hookimpl
def swvmon_register_databronnen(register):
    register(Databron("elders", "Elders", "niemand", "MIT", (), (Afleiding("ergens", (), ("vo",), None),)))
""",
        databronnen=["elders"],
        levert=["ergens"],
    )

    assert before == runner.run().run_id
