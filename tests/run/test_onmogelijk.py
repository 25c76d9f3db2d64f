"""Plans that cannot be: refused before anything runs, all problems in one go, each at its line."""

from __future__ import annotations

import pytest

from swvmon.demo import demo_plan
from swvmon.errors import PlanError
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import draft_plan, read_plan
from swvmon.run.check import check_plan
from swvmon.store import Store

HEAD = 'indicatoren = []\n[regio]\ncode = "VO9901"\n'


def problems(runner, plan: str, year: int = 2019) -> list[str]:
    with Store.open(runner.url) as store, pytest.raises(PlanError) as told:
        check_plan(draft_plan(plan, "test plan"), runner.registry(), [Schooljaar(year)], store)
    return list(told.value.problems)


def test_impossible_numbers_are_told_at_their_own_line(runner) -> None:
    """A share above one, a negative budget, an account that is none, a school that is none: four lines, one go."""
    plan = f"""{HEAD}
[[keten]]
model = "schoolmodel"
van = "swv:spaarpot"
budget_euro = -5
vavo_aandeel = 1.2
gewicht_per_vestiging = {{ "90AA" = 1 }}
"""
    assert [
        "line 7: step 'schoolmodel': van: 'swv:spaarpot' is not an account; see docs/grootboek.md",
        "line 8: step 'schoolmodel': budget_euro: -5 is below zero",
        "line 9: step 'schoolmodel': vavo_aandeel: 1.2 does not lie between 0 and 1",
        "line 10: step 'schoolmodel': gewicht_per_vestiging: '90AA' is not a vestiging like 20AB00",
    ] == sorted(problems(runner, plan), key=lambda told: int(told.split(":")[0].removeprefix("line ")))


def test_problems_of_several_steps_and_tables_come_together(runner) -> None:
    """Two steps with a wrong number, a third that reads a count that is not loaded, a parameter that nobody knows."""
    plan = f"""{HEAD}
[[keten]]
model = "rijksbekostiging"

[[keten]]
stap = "een"
model = "schoolmodel"
budget_aandeel = 1.5

[[keten]]
stap = "twee"
model = "leerlingmodel"
budget_euro = -1
prijslijst_euro = {{ klein = 5 }}

[[keten]]
stap = "drie"
model = "schoolmodel"
telmoment = "1-2 t"
budget_euro = 1
"""
    told = problems(runner, plan)

    assert [5, 5, 11, 16, 19] == sorted(int(p.split(":")[0].removeprefix("line ")) for p in told)
    assert "line 19: step 'drie' reads table leerlingen_vo at 2019-02-01 (1-2 t), which is not loaded" in told
    assert any("budget_aandeel: 1.5 does not lie between 0 and 1" in p for p in told)


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (HEAD + '[grootboek]\nmag_rood = ["swv:spaarpot"]\n[[keten]]\nmodel = "samenvoegen"\n', "line 5"),
        (HEAD + '[grootboek]\nmag_rood = ["spaarpot:*"]\n[[keten]]\nmodel = "samenvoegen"\n', "'spaarpot:*' is not an"),
        (HEAD + '[[keten]]\nmodel = "samenvoegen"\n[[keten]]\nmodel = "samenvoegen"\n', "line 6: keten.1: two steps"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused_where_it_is_read(plan: str, text: str) -> None:
    """Accounts that may be red but are none, and two steps of one name."""
    with pytest.raises(PlanError) as told:
        read_plan(plan, "test plan")

    assert text in "\n".join(told.value.problems)


ELEMENT = '[[element]]\nregel = "Vast bedrag"\nbron = "R2 L1"\n'


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ('status = "verzonnen"\nstap = "swvzhw"', "status: 'verzonnen'; one of gepubliceerd, aanname"),
        ('status = "gepubliceerd"\nstap = "swvzwh"', "no step is called 'swvzwh'; did you mean 'swvzhw'?"),
        ('status = "gepubliceerd"', "no step is called ''"),
        ('status = "niet_uitdrukbaar"', "what cannot be expressed has no `stap`, and a `toelichting`"),
        ('status = "niet_uitdrukbaar"\nstap = "swvzhw"\ntoelichting = "x"', "what cannot be expressed has no `stap`"),
        ('status = "aanname"\nstap = "swvzhw"', "an aanname has a `toelichting`"),
        ('status = "aanname"\nstap = "swvzhw"\ntoelichtign = "x"', "unknown key; did you mean 'toelichting'?"),
    ],
)
def test_elements_that_say_nothing_are_refused(element: str, text: str) -> None:
    """An element names its step, source and status; an assumption says what is assumed."""
    with pytest.raises(PlanError) as told:
        read_plan(f"{demo_plan()}\n{ELEMENT}{element}\n", "test plan")

    assert text in "\n".join(told.value.problems)


def test_an_element_may_name_a_sub_chain() -> None:
    """A deelregio is a sub-chain: the element points at it by name."""
    chain = '[[keten]]\nstap = "oost"\n[[keten.keten]]\nmodel = "samenvoegen"\n'
    plan = read_plan(f'{HEAD}{chain}{ELEMENT}status = "gepubliceerd"\nstap = "oost"\n', "test plan")

    assert [("Vast bedrag", "R2 L1", "oost")] == [(e.regel, e.bron, e.stap) for e in plan.elementen]


def test_problems_of_the_file_and_of_its_meaning_come_in_one_go(runner) -> None:
    """A slip in the file, a doubled step, a model that is not there, a wrong number, a table: each at its line."""
    plan = """indicatoren = []
[regio]
code = "VO9901"
naa = "Waterhoven"

[grootboek]
mag_rood = ["swv:spaarpot"]

[[keten]]
model = "schoolmodl"

[[keten]]
model = "schoolmodel"
telmoment = "1-2 t"
budget_aandeel = 1.5

[[keten]]
model = "schoolmodel"
telmoment = "1-2 t"
budget_euro = 5

[[keten]]
model = "kaasschaaf"
percentage = 101
stappen = ["nergens"]
"""
    told = problems(runner, plan)

    assert [4, 7, 10, 15, 17, 17, 24, 25] == [int(p.split(":")[0].removeprefix("line ")) for p in told]
    for text in (
        "naa: unknown key; did you mean 'naam'?",
        "'swv:spaarpot' is not an account",
        "no installed plugin offers model 'schoolmodl'; did you mean 'schoolmodel'?",
        "budget_aandeel: 1.5 does not lie between 0 and 1",
        "two steps are called 'schoolmodel'",
        "reads table leerlingen_vo at 2019-02-01",
        "percentage: 101 does not lie between 0 and 100 percent",
        "no step is called 'nergens'",
    ):
        assert 1 == sum(text in problem for problem in told), text


def test_every_missing_tariff_is_told(runner) -> None:
    """Not only the first: each parameter without a value for the year, so that a plan can supply them all."""
    told = problems(runner, f'{HEAD}[[keten]]\nmodel = "rijksbekostiging"\n[[keten]]\nmodel = "doorbetaling"\n')

    lacking = [p.split("parameter ")[1].split(" ")[0] for p in told if "has no value" in p]
    assert {
        "rijksbekostiging.zwaar_vo_personeel_euro",
        "rijksbekostiging.zwaar_vo_materieel_euro",
        *(f"doorbetaling.vso_{kind}_euro.{n}" for kind in ("personeel", "materieel") for n in (1, 2, 3)),
    } == set(lacking)


def test_what_is_about_the_whole_swv_is_refused_in_a_deelregio(runner) -> None:
    """Placements without a referrer would fall out of a sub-chain of some schools: told before anything runs."""
    chain = '[[keten]]\nstap = "oost"\nvestigingen = ["90AA00"]\n[[keten.keten]]\nmodel = "doorbetaling"\n'

    assert any(
        "line 7: step 'doorbetaling': model 'doorbetaling' is about the SWV as a whole" in p
        for p in problems(runner, HEAD + chain)
    )
