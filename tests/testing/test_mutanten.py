"""The laws are tried on models that are wrong on purpose: each is killed by the law meant for it, and by no other."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from attrs import evolve, field, frozen

from swvmon import SCHOLEN, Leest, Uitkomst, Verdeelmodel, Voorbeeld, apportion, boekingen, to_cent, with_board
from swvmon.errors import SwvmonError
from swvmon.hooks.registry import Registered
from swvmon.testing import assert_wet, assert_wetten, make_regio
from swvmon.testing.elders import prepare
from swvmon.testing.wetten import WETTEN

COUNT = Leest("leerlingen_vo", "1-10 t")


@frozen
class Keuzes:
    """What there is to divide."""

    budget_euro: Decimal = field()


def schools(momentopname, weight=None):
    """Pupils per school, as a weight."""
    pupils = momentopname.tabel(COUNT.tabel, COUNT.moment)
    counted = pupils["aantal_min"] if weight is None else weight(pupils)
    return pupils.assign(aantal=counted).groupby("vestiging")["aantal"].sum()


def book(momentopname, cents, toelichting="Naar leerlingen."):
    """A line per school."""
    rows = with_board(pd.DataFrame({"vestiging": cents.index}), momentopname)
    return boekingen(
        rows,
        van="swv:budget",
        naar="vestiging:" + rows["vestiging"],
        bedrag_cent=pd.Series(cents.to_numpy(), index=rows.index),
        grondslag="proef",
        toelichting=toelichting,
    )


def right(momentopname, grootboek, keuzes):
    """The budget by pupils."""
    return Uitkomst((book(momentopname, apportion(to_cent(keuzes.budget_euro), schools(momentopname))),))


def books_twice(momentopname, grootboek, keuzes):
    """Every line two times."""
    once = book(momentopname, apportion(to_cent(keuzes.budget_euro), schools(momentopname)))
    return Uitkomst((once, once))


def above_budget(momentopname, grootboek, keuzes):
    """Two different lines that each divide the whole budget."""
    cents = apportion(to_cent(keuzes.budget_euro), schools(momentopname))
    return Uitkomst((book(momentopname, cents), book(momentopname, cents, "Nog eens.")))


def depends_on_order(momentopname, grootboek, keuzes):
    """The school of the first row gets what is left of dividing half."""
    cents = apportion(to_cent(keuzes.budget_euro) // 2, schools(momentopname))
    first = momentopname.tabel("aansluiting")["vestiging"].iloc[0]
    extra = to_cent(keuzes.budget_euro) - int(cents.sum())
    whole = with_board(pd.DataFrame({"vestiging": [first]}), momentopname)
    prize = boekingen(
        whole, van="swv:budget", naar=f"vestiging:{first}", bedrag_cent=extra, grondslag="proef", toelichting="Eerste."
    )
    return Uitkomst((book(momentopname, cents), prize))


def constant_extra(momentopname, grootboek, keuzes):
    """A fixed amount for the organisation, whatever the budget is; none without budget."""
    budget = to_cent(keuzes.budget_euro)
    if not budget:
        return Uitkomst()
    fixed = boekingen(
        van="swv:budget", naar="swv:organisatie", bedrag_cent=100_000, grondslag="proef", toelichting="Vast bedrag."
    )
    return Uitkomst((fixed, book(momentopname, apportion(budget - 100_000, schools(momentopname)))))


def rounds_per_school(momentopname, grootboek, keuzes):
    """Shares in whole percents, rounded down: two small schools lose more than one large one."""
    pupils = schools(momentopname)
    percents = pupils * 100 // int(pupils.sum())
    return Uitkomst((book(momentopname, percents * to_cent(keuzes.budget_euro) // 100),))


def more_for_smaller(momentopname, grootboek, keuzes):
    """A pupil in the basisberoepsgerichte leerweg makes the weight of the school smaller."""

    def weight(pupils):
        return pupils["aantal_min"] * (10 - 11 * (pupils["richting"] == "vmbo_b"))

    return Uitkomst((book(momentopname, apportion(to_cent(keuzes.budget_euro), schools(momentopname, weight))),))


def at_zero_budget(momentopname, grootboek, keuzes):
    """Books something where there is nothing."""
    if keuzes.budget_euro:
        return right(momentopname, grootboek, keuzes)
    return Uitkomst(
        (
            boekingen(
                van="rijk:zwaar", naar="swv:zwaar", bedrag_cent=100, grondslag="proef", toelichting="Uit het niets."
            ),
        )
    )


def writes_into_input(momentopname, grootboek, keuzes):
    """Writes beneath the frame."""
    outcome = right(momentopname, grootboek, keuzes)
    cells = momentopname.tabel(COUNT.tabel, COUNT.moment)["aantal_min"].to_numpy()
    cells.flags.writeable = True
    cells[0] += 1
    return outcome


def depends_on_hash(momentopname, grootboek, keuzes):
    """The order of lines is that of a set of texts."""
    cents = apportion(to_cent(keuzes.budget_euro), schools(momentopname))
    return Uitkomst((book(momentopname, cents.reindex(list(set(cents.index)))),))


def model(verdeel, **changes):
    """A model of one rule, with an example."""
    example = Voorbeeld(sector="vo", keuzes={"budget_euro": 500_000}, opening_euro={"swv:budget": 1_000_000})
    return Verdeelmodel(
        naam="proef",
        titel="Proef",
        bron="proef",
        sectoren=("vo",),
        keuzes=Keuzes,
        verdeel=verdeel,
        leest=(*SCHOLEN, COUNT),
        verdeelt=("budget_euro",),
        voorbeelden=(example,),
        **changes,
    )


RIGHT = model(right)
BOOKS_TWICE = model(books_twice)
ABOVE_BUDGET = model(above_budget)
DEPENDS_ON_ORDER = model(depends_on_order)
CONSTANT_EXTRA = model(constant_extra)
ROUNDS_PER_SCHOOL = model(rounds_per_school)
MORE_FOR_SMALLER = model(more_for_smaller)
AT_ZERO_BUDGET = model(at_zero_budget)
WRITES_INTO_INPUT = model(writes_into_input)
DEPENDS_ON_HASH = model(depends_on_hash)

KILLS = [
    (BOOKS_TWICE, "behoud", r"expected each line once, found swv:budget -> vestiging:90AA00 of .* twice"),
    (ABOVE_BUDGET, "behoud", r"expected at most € 500\.000,00 to be divided, found € 1\.000\.000,00"),
    (DEPENDS_ON_ORDER, "volgorde", "expected the same lines with the rows of the tables in another order"),
    (CONSTANT_EXTRA, "schaal", "expected vestiging:90AA00 to change by .* with twice the pupils and twice the money"),
    (ROUNDS_PER_SCHOOL, "samenvoegen", r"expected vestiging:90AA00 to change by .* and its twin merged"),
    (MORE_FOR_SMALLER, "meer_leerlingen", "expected 90BB00 to keep at least its share"),
    (AT_ZERO_BUDGET, "nulbudget", "expected no line with budget_euro at zero and no balances, found 1: rijk:zwaar"),
    (
        WRITES_INTO_INPUT,
        "invoer_ongewijzigd",
        r"expected the input as it was, found table leerlingen_vo 1-10 t changed",
    ),
    (DEPENDS_ON_HASH, "herhaalbaar", "expected the same bytes in a process with another hash seed"),
]


@pytest.fixture(scope="module", autouse=True)
def one_process():
    """All models go to the other process together."""
    prepare([(Registered(m, "test", "test", "0"), ()) for m in (RIGHT, *(k[0] for k in KILLS))])


def test_a_right_model_keeps_every_law():
    """No law refuses a model that divides a budget by pupils."""
    assert_wetten(RIGHT)


@pytest.mark.parametrize("wet", WETTEN)
@pytest.mark.parametrize(("wrong", "law", "message"), KILLS, ids=[k[0].verdeel.__name__ for k in KILLS])
def test_each_mutant_is_killed_by_the_law_meant_for_it(wrong, law, message, wet):
    """The law meant for it refuses it and tells what it found; no other law does."""
    if wet != law:
        assert_wet(wet, wrong)
        return
    with pytest.raises(AssertionError, match=rf"^model proef, law {law}: (?s:.*){message}"):
        assert_wet(wet, wrong)


def test_an_exemption_tells_its_reason():
    """A law that does not hold, and is exempted, is passed over with the reason."""
    reason = "de organisatie krijgt een vast bedrag"
    exempt = evolve(CONSTANT_EXTRA, uitzonderingen={"schaal": reason})

    assert reason == assert_wet("schaal", exempt)


def test_a_needless_exemption_is_refused():
    """An exemption of a law that holds on all examples is a fault."""
    exempt = evolve(RIGHT, uitzonderingen={"schaal": "omdat het zo is afgesproken"})

    with pytest.raises(AssertionError, match="law schaal: uitzondering niet nodig"):
        assert_wet("schaal", exempt)


def test_a_model_without_examples_is_told_what_to_add():
    """Without an example nothing can be tried."""
    with pytest.raises(AssertionError, match=r"model proef has no voorbeelden.*voorbeelden=\(Voorbeeld\(sector=\"vo\""):
        assert_wet("behoud", evolve(RIGHT, voorbeelden=()))


def test_an_example_that_does_not_run_is_told():
    """The message is that of the run."""
    example = Voorbeeld(sector="vo", keuzes={"budget_euro": 500_000})

    with pytest.raises(AssertionError, match=r"model proef fails on example VO9901 2015/16.*leaves swv:budget at -"):
        assert_wet("behoud", evolve(RIGHT, voorbeelden=(example,)))


def refuses_extra_schools(momentopname, grootboek, keuzes):
    """Cannot do with a school that it does not know."""
    if len(schools(momentopname)) > len(schools(make_regio("vo"))):
        raise SwvmonError("vestiging 91AA00 is not in the table of the plan: add it")
    return right(momentopname, grootboek, keuzes)


def crashes_on_extra_schools(momentopname, grootboek, keuzes):
    """Breaks on a school that it does not know."""
    try:
        return refuses_extra_schools(momentopname, grootboek, keuzes)
    except SwvmonError:
        raise KeyError("91AA00") from None


@pytest.mark.parametrize("wet", ["behoud", "samenvoegen"])
def test_a_model_may_refuse_another_region(wet):
    """A refusal with words for the user is no fault of the law, a crash is; and on the standard region both are."""
    other = make_regio("vo", extra_scholen=1)

    assert "add it" in assert_wet(wet, model(refuses_extra_schools), regio=other)
    with pytest.raises(AssertionError, match=r"model proef fails on example VO9901 2015/16.*KeyError"):
        assert_wet(wet, model(crashes_on_extra_schools), regio=other)


def test_all_faults_are_told_at_once():
    """`assert_wetten` names every law that does not hold."""
    exempt = evolve(CONSTANT_EXTRA, uitzonderingen={"volgorde": "omdat het zo is afgesproken"})

    with pytest.raises(AssertionError, match=r"law schaal: expected.*\n.*law volgorde: uitzondering niet nodig"):
        assert_wetten(exempt)
