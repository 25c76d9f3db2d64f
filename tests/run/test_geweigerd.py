"""What cannot run is refused before it begins: plans, plugins that claim the same, data that is not there."""

from __future__ import annotations

import re

import pytest
from proefmodel import BUDGET, NORTH, model, offer_derivation

from swvmon.demo import demo_plan
from swvmon.errors import MissingData, PlanError, PluginFault
from swvmon.store import Store


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
    offer_derivation(runner, "aab", "aansluiting")

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
