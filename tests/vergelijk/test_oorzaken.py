"""What is named as responsible for the difference of a school."""

from __future__ import annotations

import pandas as pd
import pytest
from attrs import evolve
from vergelijk_uitkomsten import A1, A2, B1, JAAR, REGIO, gebruik, regel, uitkomsten

from swvmon.demo import demo_plan
from swvmon.regioplan.plan import read_plan
from swvmon.vergelijk import compare
from swvmon.vergelijk.oorzaken import choices

TARIEF = "proef.tarief_euro"


def regels(first, second=200, **fields):
    """What A1 and A2 get."""
    return [regel("swv:budget", A1, first, **fields), regel("swv:budget", A2, second, **fields)]


def told(left, right):
    """(school, kind, name, values) of the causes."""
    found = compare(left, right).oorzaken
    rows = found.astype(object).where(found.notna(), None)
    return [tuple(row) for row in rows[["vestiging", "soort", "naam", "a_waarde", "b_waarde"]].to_numpy().tolist()]


def test_a_number_that_the_line_names() -> None:
    """And no other number of the step, nor that of another school."""
    left, right = (
        uitkomsten(
            regels(cents, parameters=f"{TARIEF} proef.weging"),
            numbers=[
                gebruik(TARIEF, text),
                gebruik("proef.anders", text),
                gebruik(f"proef.weging.{A1}", text),
                gebruik(f"proef.weging.{B1}", text),
            ],
        )
        for cents, text in ((100, "1"), (110, "2"))
    )

    assert [(A1, "parameter", TARIEF, "1", "2"), (A1, "parameter", f"proef.weging.{A1}", "1", "2")] == told(left, right)


def test_a_number_of_the_step_that_no_line_names() -> None:
    """Where the line names none of what changed, the other numbers of its step are told."""
    left, right = (uitkomsten(regels(c), numbers=[gebruik(TARIEF, t)]) for c, t in ((100, "1"), (110, "2")))

    assert [(A1, "parameter", TARIEF, "1", "2")] == told(left, right)


def test_a_choice_in_words() -> None:
    """Of the step, or of the plan as a whole where the step has nothing."""
    left, right = (uitkomsten(regels(cents)) for cents in (100, 110))
    step = [evolve(side, keuzes={("budget", "telling"): text}) for side, text in ((left, "een"), (right, "twee"))]
    whole = [evolve(side, keuzes={("", "keten"): text}) for side, text in ((left, "a > b"), (right, "b > a"))]

    assert [(A1, "keuze", "telling", "een", "twee")] == told(*step)
    assert [("budget", "telling", "een", "twee")] == list(compare(*step).keuzes.itertuples(index=False, name=None))
    assert [(A1, "plan", "keten", None, None)] == told(*whole)


def test_a_plugin_of_another_content() -> None:
    """With its versions, also beside a number; one that booked no line of the school is not told."""
    sides = [
        evolve(
            uitkomsten(regels(cents, plugin="proef")),
            plugins={"proef": (version, version * 64), "ander": (version, version)},
        )
        for cents, version in ((100, "1"), (110, "2"))
    ]

    assert [(A1, "plugin", "proef", "1", "2")] == told(*sides)


def test_other_data() -> None:
    """The table that was read from another levering, of the same school year."""
    rows = [(JAAR, "leerlingen_vo", "1-10 t"), ("2018/19", "vestiging", "")]
    sides = [
        evolve(uitkomsten(regels(cents)), leveringen=frozenset((*row, print_) for row in rows))
        for cents, print_ in ((100, "aa"), (110, "bb"))
    ]

    assert [(A1, "levering", "leerlingen_vo 1-10 t", None, None)] == told(*sides)


def test_an_earlier_step() -> None:
    """A step that only passes on what an earlier one did names that one; without any reason it is swvmon."""
    left, right = (
        uitkomsten([regel("rijk:licht", "swv:budget", 1000 + more, stap="bekostiging"), *regels(100 + more)])
        for more in (0, 10)
    )

    assert [(A1, "stap", "bekostiging", None, None)] == told(left, right)
    assert [(A1, "swvmon", "swvmon", None, None)] == told(uitkomsten(regels(100)), uitkomsten(regels(110)))


@pytest.mark.parametrize("other", [[], [gebruik(TARIEF, "2")]], ids=["bare", "number"])
def test_every_school_that_differs_has_a_cause(other) -> None:
    """Whatever differs, each school and step with another amount is told a cause; those that are the same are not."""
    found = compare(
        uitkomsten(regels(100, 200), numbers=[gebruik(TARIEF, "1")] if other else []),
        uitkomsten([*regels(110, 200), regel("swv:budget", B1, 5, stap="extra")], numbers=other),
    )

    keys = ["regio", "schooljaar", "vestiging", "stap"]
    changed = found.per_school[found.per_school["verschil_cent"] != 0]
    assert {(REGIO, JAAR, A1, "budget"), (REGIO, JAAR, B1, "extra")} == set(
        changed[keys].itertuples(index=False, name=None)
    )
    assert set(changed[keys].itertuples(index=False, name=None)) == set(
        found.oorzaken[keys].itertuples(index=False, name=None)
    )
    assert isinstance(found.oorzaken, pd.DataFrame)


def test_choices_of_a_plan() -> None:
    """Models, their order, texts, lists and yes or no; numbers are not among them."""
    found = choices(read_plan(demo_plan(), "demo"))

    assert "rijksbekostiging > samenvoegen > swvzhw" == found["", "keten"]
    assert (
        "swvzhw",
        "voorlopig_en_definitief",
        "ja",
        "90AA00, 90BB00, 90BB01, 90CC00, 90DD00, 90EE00",
        "groep",
    ) == tuple(
        found["swvzhw", key] for key in ("model", "telling", "verhoog_tarief", "deelnemers", "arrangementen.1.soort")
    )
    assert set() == {key for _, key in found} & {"budget_euro", "arrangementen.1.aantal", "bandpositie.standaard"}
