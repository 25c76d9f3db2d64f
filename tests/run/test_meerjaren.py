"""School years that follow each other in one run: what one leaves, the next one opens with."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from swvmon.cli.options import read_years
from swvmon.cli.run import cmd as run_command
from swvmon.demo import demo_plan
from swvmon.errors import PlanError, UsageError
from swvmon.hooks.discovery import PluginChoice
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.check import check_plan
from swvmon.run.execute import begin
from swvmon.run.regiojaar import carried
from swvmon.store import Store

MODEL = """
from swvmon import Uitkomst, Verdeelmodel, boekingen, hookimpl, Leest
def verdeel(momentopname, grootboek, keuzes):
    start = grootboek.saldo("swv:reserve")
    if momentopname.schooljaar.start == {fails}:
        raise ValueError("this year cannot be")
    def line(van, naar, cents):
        return boekingen(van=van, naar=naar, bedrag_cent=cents, grondslag="test", toelichting="Test.")
    return Uitkomst((line("rijk:begroot", "swv:budget", 1_000), line("swv:budget", "swv:reserve", 600),
        line("swv:budget", "swv:organisatie", 100), line("swv:budget", "swv:voorziening:klas", 50),
        line("swv:budget", "swv:deelregio:oost", 30)))
@hookimpl
def swvmon_register_verdeelmodellen(register):
    register(Verdeelmodel(naam="proef", titel="Proefmodel", bron="test", sectoren=("vo",), verdeel=verdeel))
"""
YEARS = [Schooljaar(2018), Schooljaar(2019), Schooljaar(2020)]


def run_years(runner, plan: str, years=YEARS, scenarios=("plan",)):
    with Store.open(runner.url) as store:
        return begin(store, runner.registry(), read_plan(plan, "test plan"), years, scenarios).finish()


def test_a_year_opens_with_what_the_former_left(runner, make_plan) -> None:
    """Balances of the SWV go on; what is spent on organisation and provisions does not come back.

    By hand: 1000 cent comes in, 600 + 100 + 50 + 30 leave the budget, so 220 stays each year.
    """
    runner.plugin("proefplugin", MODEL.format(fails=0), verdeelmodellen=["proef"])
    plan = make_plan('model = "proef"', extra='[grootboek.opening_euro]\n"swv:reserve" = 1')

    first, second, third = run_years(runner, plan).delen

    assert {"swv:reserve": 100} == first.ledger.opening
    assert {"swv:budget": 220, "swv:deelregio:oost": 30, "swv:reserve": 700} == second.ledger.opening
    assert {"swv:budget": 440, "swv:deelregio:oost": 60, "swv:reserve": 1300} == third.ledger.opening
    assert {"swv:budget": 660, "swv:deelregio:oost": 90, "swv:reserve": 1900} == carried(third.ledger)


def test_years_with_a_gap_open_with_the_plan(runner, make_plan) -> None:
    """A year that follows no other in the run opens with the plan's balances."""
    runner.plugin("proefplugin", MODEL.format(fails=0), verdeelmodellen=["proef"])
    plan = make_plan('model = "proef"', extra='[grootboek.opening_euro]\n"swv:reserve" = 1')

    _, later = run_years(runner, plan, [Schooljaar(2018), Schooljaar(2020)]).delen

    assert {"swv:reserve": 100} == later.ledger.opening


def test_after_a_year_that_failed_there_is_nothing_to_go_on_from(runner, make_plan) -> None:
    """The years after a failed one fail too and say why; nothing is booked in them."""
    runner.plugin("proefplugin", MODEL.format(fails=2019), verdeelmodellen=["proef"])
    plan = make_plan('model = "proef"', 'stap = "nog"\nmodel = "proef"')

    first, second, third = run_years(runner, plan).delen

    assert ["gelukt", "mislukt", "mislukt"] == [d.status for d in (first, second, third)]
    assert third.ledger.regels.empty
    told = [(s.onderdeel, s.status, s.melding) for s in third.statussen]
    text = "VO9901 2019/20 failed, so that there is nothing to go on from"
    assert [("proef", "mislukt", text), ("nog", "niet_uitgevoerd", text)] == told


def test_each_scenario_goes_on_from_itself(runner, make_plan) -> None:
    """Scenarios do not share balances."""
    plan = (
        make_plan('model = "rijksbekostiging"\nbudget_euro = 10') + "[scenario.meer.rijksbekostiging]\nbudget_euro = 20"
    )

    delen = run_years(runner, plan, YEARS[:2], ("plan", "meer")).delen

    opened = {(d.scenario, str(d.schooljaar)): d.ledger.opening for d in delen}
    assert {"swv:budget": 1000} == opened["plan", "2019/20"]
    assert {"swv:budget": 2000} == opened["meer", "2019/20"]


def test_the_same_years_give_the_same_run(runner, make_plan) -> None:
    """Running several years again finds the run and compares it."""
    runner.plugin("proefplugin", MODEL.format(fails=0), verdeelmodellen=["proef"])
    plan = make_plan('model = "proef"')

    assert [False, True] == [run_years(runner, plan).herhaald for _ in range(2)]


@pytest.mark.parametrize(
    ("years", "span", "expected"),
    [
        (("2019/20", "2018/19", "2019/20"), None, [2018, 2019]),
        ((), "2015/16..2018/19", [2015, 2016, 2017, 2018]),
        (("2020/21",), "2015/16..2016/17", [2015, 2016, 2020]),
        ((), "2015/16", [2015]),
        ((), "1999/00..2000/01", [1999, 2000]),
    ],
)
def test_years_of_the_command_line(years, span, expected) -> None:
    """Both options together, each year once, in order of time."""
    assert expected == [y.start for y in read_years(years, span)]


@pytest.mark.parametrize(
    ("years", "span", "text"),
    [
        (("2019",), None, "--schooljaar '2019' is not a schooljaar"),
        ((), "2019/20-2020/21", "--schooljaren 2019/20-2020/21: '2019/20-2020/21' is not a schooljaar"),
        ((), "2019/20..2018/19", "ends before it begins"),
        ((), "2019/20..", "write it like 2015/16..2020/21"),
    ],
)
def test_years_that_are_none_are_refused(years, span, text) -> None:
    """A slip of the pen is told with the option and the spelling that is expected."""
    with pytest.raises(UsageError) as told:
        read_years(years, span)

    assert text in str(told.value)


def test_the_command_takes_a_span(runner, tmp_path, monkeypatch) -> None:
    """`run REGIO --schooljaren A..B` runs all years in one run, with one manifest."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "VO9901.toml").write_text(
        'indicatoren = []\n[regio]\ncode = "VO9901"\n[[keten]]\nmodel = "rijksbekostiging"\nbudget_euro = 5\n'
    )

    result = CliRunner().invoke(
        run_command, ["VO9901", "--schooljaren", "2018/19..2019/20", "--db", runner.url], obj=PluginChoice()
    )

    assert 0 == result.exit_code
    assert [line.split("schooljaar ")[1] for line in result.output.splitlines() if "schooljaar " in line] == [
        "2018/19",
        "2019/20",
    ]
    assert "€ 10,00" in result.output


def test_check_tells_tables_that_are_not_loaded_with_their_line(runner) -> None:
    """Beside problems of choices: a table that a step reads and nobody loaded; once, whatever the scenarios."""
    with Store.open(runner.url) as store, pytest.raises(PlanError) as told:
        check_plan(read_plan(demo_plan(), "demo"), runner.registry(), [Schooljaar(2020)], store)

    told_problems = told.value.problems
    assert all(p.startswith("line 38: step 'rijksbekostiging': parameter ") for p in told_problems[:-1])
    assert (
        "line 44: step 'swvzhw' reads table leerlingen_vo at 2020-10-01 (1-10 t), which is not loaded"
        == told_problems[-1]
    )


def test_check_finds_nothing_where_all_is_loaded(runner) -> None:
    """The demo plan, its scenarios and its data: no problem."""
    with Store.open(runner.url) as store:
        check_plan(read_plan(demo_plan(), "demo"), runner.registry(), [Schooljaar(2019)], store)
