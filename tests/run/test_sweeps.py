"""A sweep makes a scenario for each value of a choice, and for each combination of several."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from swvmon.cli import swvmon
from swvmon.demo import demo_plan
from swvmon.errors import PlanError
from swvmon.regioplan.plan import read_plan
from swvmon.regioplan.sweep import LARGEST_SWEEP

PLAN = """
[regio]
code = "VO9901"
[[keten]]
model = "swvzhw"
budget_euro = 100
[[keten]]
stap = "tweede"
model = "swvzhw"
budget_euro = 50
"""
BAND = """
[sweep.band.swvzhw]
bandpositie = { standaard = [0, 0.250, 1], "90AA00" = 0.8 }
brugklas = ["gelijk", "naar_bovenbouw"]
"""


def test_a_sweep_is_the_product_of_its_lists() -> None:
    """Each combination is a scenario with a readable name; the last list varies fastest; what is no list stays.

    Worked by hand: three values times two.
    """
    plan = read_plan(PLAN + BAND, "test plan")

    expected = [
        f"band/bandpositie.standaard={position},brugklas={bridge}"
        for position in ("0", "0.25", "1")
        for bridge in ("gelijk", "naar_bovenbouw")
    ]
    assert {"band": tuple(expected)} == plan.sweeps
    assert expected == list(plan.scenarios)
    chosen = plan.scenario(expected[3]).steps()[0].keuzes
    assert {"standaard": Decimal("0.25"), "90AA00": Decimal("0.8")} == chosen["bandpositie"]
    assert ("naar_bovenbouw", 100) == (chosen["brugklas"], chosen["budget_euro"])


def test_a_sweep_over_steps_names_the_step_where_keys_are_the_same() -> None:
    """Two steps that vary the same key are told apart; tables and lists are told by their place."""
    plan = read_plan(
        PLAN
        + "[sweep.geld.swvzhw]\nbudget_euro = [1, 2]\nverhoog_tarief = [true]\n"
        + '[sweep.geld.tweede]\nbudget_euro = [3]\ndeelnemers = [["90AA00"], []]\n',
        "test plan",
    )

    assert (
        "geld/swvzhw.budget_euro=1,verhoog_tarief=true,tweede.budget_euro=3,deelnemers=1",
        "geld/swvzhw.budget_euro=1,verhoog_tarief=true,tweede.budget_euro=3,deelnemers=2",
        "geld/swvzhw.budget_euro=2,verhoog_tarief=true,tweede.budget_euro=3,deelnemers=1",
        "geld/swvzhw.budget_euro=2,verhoog_tarief=true,tweede.budget_euro=3,deelnemers=2",
    ) == plan.sweeps["geld"]
    assert [["90AA00"], []] == [plan.scenario(n).steps()[1].keuzes["deelnemers"] for n in plan.sweeps["geld"][:2]]


def test_values_of_a_sweep_keep_their_source() -> None:
    """A source beside the list is that of each value; a value may also bring its own."""
    plan = read_plan(
        PLAN
        + '[sweep.een.swvzhw]\nbudget_euro = { waarde = [1, 2], bron = "besluit", status = "voorlopig" }\n'
        + '[sweep.twee.swvzhw]\nbudget_euro = [{ waarde = 1, bron = "begroting" }, 2]\n',
        "test plan",
    )

    def source(scenario: str) -> list[tuple[object, str, str]]:
        return [(p, h.bron, h.status) for p, h in plan.scenario(scenario).steps()[0].herkomst.items()]

    assert [(("budget_euro",), "besluit", "voorlopig")] == source("een/budget_euro=1") == source("een/budget_euro=2")
    assert [(("budget_euro",), "begroting", "vastgesteld")] == source("twee/budget_euro=1")
    assert [] == source("twee/budget_euro=2")


def test_the_name_of_a_sweep_stands_for_all_of_it() -> None:
    """Asked for by name, a sweep gives its scenarios in its place, each once."""
    plan = read_plan(PLAN + BAND + "[scenario.arm.swvzhw]\nbudget_euro = 1\n", "test plan")
    last = plan.sweeps["band"][-1]

    assert ("plan", last, *plan.sweeps["band"][:-1], "arm") == plan.chosen_scenarios(["plan", last, "band", "arm"])
    with pytest.raises(PlanError, match="no scenario 'bant'; the plan has arm; its sweeps are band"):
        plan.chosen_scenarios(["bant"])
    with pytest.raises(PlanError, match=r"did you mean 'band/bandpositie.standaard=0\.25,brugklas=gelijk'"):
        plan.chosen_scenarios(["band/bandpositie.standaard=0.2,brugklas=gelijk"])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[sweep.a.swvzhw]\nbudget_euro = 1\n", "line 11: sweep.a: varies nothing"),
        ("[sweep.a.swvzhw]\nbudget_euro = []\n", "line 12: sweep.a.swvzhw.budget_euro: has no value to run"),
        ("[sweep.a.swvzhw]\nbudget_euro = [0.5, 0.50]\n", "line 12: sweep.a.swvzhw.budget_euro: has a value twice"),
        ("[sweep.a.swvzhw]\nbudget_euro = [{ waarde = 1 }, 2]\n", "line 12: .*a value with `waarde` names its `bron`"),
        ("[sweep.plan.swvzhw]\nbudget_euro = [1]\n", "line 11: sweep.plan: is the name of the plan itself"),
        (
            "[sweep.a.swvzhw]\nbudget_euro = [1]\n[scenario.a.swvzhw]\nbudget_euro = 1\n",
            "line 11: sweep.a: is the name of a scenario too",
        ),
        (
            f"[sweep.a.swvzhw]\nbudget_euro = {list(range(LARGEST_SWEEP // 2 + 1))}\nbrugklas = ['gelijk', 'anders']\n",
            f"line 11: sweep.a: makes {LARGEST_SWEEP + 2} scenarios \\({LARGEST_SWEEP // 2 + 1} x 2\\), at most",
        ),
    ],
)
def test_what_is_no_sweep_is_told_with_its_line(text: str, problem: str) -> None:
    """A slip in a sweep is a problem of the plan, at its line."""
    with pytest.raises(PlanError, match=problem):
        read_plan(PLAN + text, "test plan")


def test_a_sweep_may_be_as_large_as_the_limit() -> None:
    """The limit itself is allowed."""
    plan = read_plan(f"{PLAN}[sweep.a.swvzhw]\nbudget_euro = {list(range(LARGEST_SWEEP))}\n", "test plan")

    assert LARGEST_SWEEP == len(plan.sweeps["a"])


def test_a_sweep_addresses_steps_that_are_there() -> None:
    """A step that the plan has not is told at the line of the sweep."""
    plan = read_plan(PLAN + "[sweep.a.derde]\nbudget_euro = [1]\n", "test plan")

    with pytest.raises(PlanError, match="line 11: scenario 'a/budget_euro=1' addresses step 'derde'"):
        plan.scenario("a/budget_euro=1")


def test_a_sweep_runs_like_scenarios_that_are_written(demo_url, tmp_path) -> None:
    """`swvmon run --scenario SWEEP` gives per value what a written scenario gives; export has them all."""
    text = demo_plan() + "\n[sweep.band.swvzhw]\nbandpositie = { standaard = [0.6, 0.25] }\n"
    plan = tmp_path / "VO9901.toml"
    plan.write_text(text, "utf-8")
    call = ["run", "VO9901", "--schooljaar", "2019/20", "--plan", str(plan), "--db", demo_url, "--json"]
    call += ["--scenario", "zware-populatie", "--scenario", "band"]

    done = CliRunner().invoke(swvmon, call, standalone_mode=False)
    told = {part["scenario"]: part["per_bestuur_cent"] for part in json.loads(done.stdout)["delen"]}

    low, high = "band/bandpositie.standaard=0.25", "band/bandpositie.standaard=0.6"
    assert ["plan", "zware-populatie", high, low] == list(told)
    assert told["zware-populatie"] == told[high]
    assert told[high] != told[low]
    folder = tmp_path / "uit"
    assert not CliRunner().invoke(swvmon, ["export", "laatste", str(folder), "--db", demo_url]).exit_code
    assert {f",{name}," in (folder / "boekingen.csv").read_text("utf-8") for name in (low, high)} == {True}
    differs = CliRunner().invoke(
        swvmon, ["compare", "laatste", f"laatste:{low}", "--db", demo_url], standalone_mode=False
    )
    assert (1, True) == (differs.return_value, "niet gelijk" in differs.output)
