"""The optimal engine: no more gaps than the greedy choice, and as safe."""

from __future__ import annotations

import sys
import time

import pytest
from privacy_aanvaller import Aanvaller
from privacy_tabellen import REGIO, frame, lines, meting, places, random_publications, school

from swvmon.errors import UsageError
from swvmon.privacy import Regel, optimaal, publish

needs_engine = pytest.mark.skipif(optimaal.version() is None, reason="pytauargus is not installed")


def gaps(told):
    return sum(len(fields.split()) for fields in told.onderdrukt["velden"])


@needs_engine
@pytest.mark.parametrize(
    ("seed", "chosen"),
    [pytest.param(22, "optimaal", id="engine has fewer"), pytest.param(7, "gulzig", id="greedy has fewer")],
)
def test_the_pattern_with_fewer_gaps_is_taken(seed, chosen):
    """Never more gaps than the greedy choice has, whichever of both was taken; regression on two random regions."""
    metingen, plaats = random_publications([seed])

    greedy = publish(lines(), metingen, plaats, Regel())
    best = publish(lines(), metingen, plaats, Regel(), motor="optimaal")

    assert chosen == best.motor[0]
    assert (gaps(best) < gaps(greedy)) == (chosen == "optimaal")
    assert gaps(best) <= gaps(greedy)


@needs_engine
def test_with_the_engine_nothing_can_be_worked_out():
    """On 40 random regions the attacker finds nothing, and there are no more gaps than without the engine."""
    metingen, plaats = random_publications(range(40))

    greedy = publish(lines(), metingen, plaats, Regel())
    best = publish(lines(), metingen, plaats, Regel(), motor="optimaal")

    assert gaps(best) <= gaps(greedy)
    assert [] == Aanvaller(best.metingen, best.onderdrukt, plaats).worked_out()


@needs_engine
def test_one_pair_is_enough_where_the_greedy_choice_takes_more():
    """2 rows of boards, each with a small count: the fewest are two schools per board; by hand."""
    plaats = places(["10001", "10001", "10001", "10002", "10002", "10002"])
    values = (3, 20, 30, 4, 25, 35)
    rows = [meting("vestiging", school(n), waarde=v) for n, v in enumerate(values)]
    rows += [meting("bestuur", "10001", waarde=53), meting("bestuur", "10002", waarde=64)]
    rows.append(meting("swv", REGIO, waarde=117))

    told = publish(lines(), frame(rows), plaats, Regel(), motor="optimaal")

    hidden = told.metingen.loc[told.metingen["waarde"].isna(), "sleutel"]
    assert [school(0), school(1), school(3), school(4)] == hidden.to_list()


def test_an_engine_that_takes_too_long_leaves_it_to_the_greedy_choice(monkeypatch):
    """It is stopped, the regio is named, and the outcome is the greedy one."""
    monkeypatch.setattr(optimaal, "version", lambda: "0")
    monkeypatch.setattr("swvmon.privacy.openbaar.version", lambda: "0")
    monkeypatch.setattr(optimaal, "_WORKER", "import time; time.sleep(60)")
    monkeypatch.setattr(optimaal, "SECONDS", 0)
    monkeypatch.setattr(optimaal, "GRACE", 0.3)
    rows = [meting("vestiging", school(n), waarde=v) for n, v in enumerate((3, 20, 30))]
    rows.append(meting("swv", REGIO, waarde=53))
    start = time.monotonic()

    told = publish(lines(), frame(rows), places(["10001"] * 3), Regel(), motor="auto")

    assert time.monotonic() - start < 30
    assert (REGIO,) == told.gulzig
    assert told.metingen["waarde"].isna().to_list() == [True, True, False, False]


def test_a_wrong_proposal_is_put_right(monkeypatch):
    """Nothing rests on the engine: where it proposes nothing, the attack finds that and more is withheld."""
    monkeypatch.setattr("swvmon.privacy.openbaar.version", lambda: "0")
    monkeypatch.setattr(optimaal.Optimaal, "__call__", lambda *_: set())
    metingen, plaats = random_publications(range(10))

    told = publish(lines(), metingen, plaats, Regel(), motor="optimaal")

    assert [] == Aanvaller(told.metingen, told.onderdrukt, plaats).worked_out()


def test_the_optimal_engine_is_refused_where_it_is_not_installed(monkeypatch):
    """Auto goes on without it."""
    monkeypatch.setitem(sys.modules, "pytauargus", None)

    with pytest.raises(UsageError, match="needs pytauargus"):
        publish(lines(), frame([]), {}, Regel(), motor="optimaal")
    assert ("gulzig", "") == publish(lines(), frame([]), {}, Regel(), motor="auto").motor
