"""What breaks while it runs: named, the rest unharmed, nothing half stored."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import pytest
from proefmodel import BUDGET, NORTH, PAY, model, status_of

from swvmon.errors import NotRepeated
from swvmon.store import Store


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


def test_a_sub_chain_that_fails_hands_over_nothing(runner, make_plan) -> None:
    """Its first step booked, its second failed: the parent's ledger has neither."""
    runner.plugin("proefplugin", model('raise RuntimeError("kapot")'), verdeelmodellen=["proef"])
    inner = NORTH.format(schools='["90AA00"]') + '[[keten.keten]]\nmodel = "proef"\n'

    result = runner.run(make_plan('model = "rijksbekostiging"\nbudget_euro = 500_000', inner))

    assert ["rijksbekostiging"] == result.delen[0].ledger.regels["stap"].tolist()
    assert "mislukt" == result.delen[0].status


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
