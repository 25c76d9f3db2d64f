"""What holds for every example plan: it is whole, it says where everything comes from, and it runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cache

import pytest

from swvmon.regioplan.vinden import examples
from swvmon.run.regiojaar import carried
from swvmon.testing.behoud import LEAVES

NAMES = sorted(examples())
JAREN = ("2015/16", "2016/17", "2017/18")
"""The school year of the examples and the two after it."""


@pytest.mark.parametrize("name", NAMES)
def test_each_step_is_accounted_for(name: str) -> None:
    """Every step and sub-chain of the plan expresses an element, and each element says where it is told."""
    plan = examples()[name]
    steps = {s.stap for s in plan.steps()} | {s.stap for s in plan.sub_chains()}

    assert steps == {e.stap for e in plan.elementen if e.stap}
    assert {("PO9901", "po"), ("VO9901", "vo")} >= {(plan.code, plan.sector)}
    assert [] == [e.regel for e in plan.elementen if e.status == "gepubliceerd" and e.bron.startswith("fictie")]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_a_source(name: str, regels) -> None:
    """Every number of the choices, counts and nested ones too, has a source, its own or of the table or list around."""
    plan = regels.plan(name)
    variants = [plan, *(plan.scenario(scenario) for scenario in plan.scenarios)]
    bare = {
        f"{s.stap}.{key}" for variant in variants for s in variant.steps() for key in _bare(s.keuzes, (), s.herkomst)
    }
    assert set() == bare


def _bare(value: object, path: tuple[str | int, ...], sources: Collection[tuple[str | int, ...]]) -> Iterator[str]:
    """The places of numbers without a source; what is below a source has it."""
    if path in sources:
        return
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    for key, item in members:
        yield from _bare(item, (*path, key), sources)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield ".".join(map(str, path))


@pytest.mark.parametrize(
    ("keuzes", "sources", "expected"),
    [
        ({"leerlingen": 4_200}, set(), ["leerlingen"]),
        ({"budget_aandeel": 1, "rest": True}, set(), ["budget_aandeel"]),
        ({"eigen_risico_euro": Decimal(0)}, set(), ["eigen_risico_euro"]),
        ({"posten": [{"aandeel": Decimal("0.1"), "naar": "swv:innovatie"}]}, set(), ["posten.0.aandeel"]),
        ({"posten": [{"aandeel": 1}, {"aandeel": 1}]}, {("posten", 0)}, ["posten.1.aandeel"]),
        ({"per_vestiging": {"80AA00": 20}}, {("per_vestiging", "80BB00")}, ["per_vestiging.80AA00"]),
        ({"per_vestiging": {"80AA00": 20}}, {("per_vestiging",)}, []),
        ({"fricties": [{"fte": 2}]}, {("fricties", 0, "fte")}, []),
    ],
)
def test_a_bare_number_is_found(keuzes: dict, sources: set, expected: list[str]) -> None:
    """Counts, 0 and 1, and numbers in tables and lists are found; only a source on or around them clears them."""
    assert expected == list(_bare(keuzes, (), sources))


@cache
def years(regels, name: str) -> list:
    """The school years of an example in one run; each example runs once."""
    return regels.run(regels.text(name), JAREN)


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_conserves_money(name: str, regels) -> None:
    """All steps succeed in each year, something reaches schools or provisions, and nothing is lost.

    A later year opens with what the SWV had left.
    """
    done = years(regels, name)

    assert [[]] * len(JAREN) == [year.failures for year in done]
    for year in done:
        saldi, opening = year.ledger.saldi(), year.ledger.opening
        assert sum(saldi.values()) == sum(opening.values())
        assert any(s for a, s in saldi.items() if a.startswith(LEAVES))
    assert [carried(year.ledger) for year in done[:-1]] == [year.ledger.opening for year in done[1:]]


@pytest.mark.parametrize("name", NAMES)
def test_the_pots_are_not_left_red(name: str, regels) -> None:
    """A pot or budget may be short between two steps, never at the end of the keten of a year."""
    red = [{a: s for a, s in y.ledger.saldi().items() if a.startswith("swv:") and s < 0} for y in years(regels, name)]

    assert [{}] * len(JAREN) == red


@pytest.mark.parametrize("name", NAMES)
def test_references_point_at_a_line_or_row(name: str, regels) -> None:
    """A reference to a report names its lines, one to the rules of SWV's its row."""
    for element in regels.plan(name).elementen:
        if re.match(r"R[0-4]\b", element.bron):
            assert re.search(r"R[0-4] (L\d+|Tabel|§)", element.bron), element.bron


@pytest.mark.parametrize("name", [name for name, plan in sorted(examples().items()) if plan.sector == "po"])
def test_what_the_state_pays_has_one_status(name: str, regels) -> None:
    """By the amounts of the law it is published; a budget, amounts of later years and counts of 2011 are assumed."""
    plan = regels.plan(name)
    for stap in plan.steps():
        told = {e.status for e in plan.elementen if e.stap == stap.stap}
        if stap.model == "rijksbekostiging":
            assert ("gepubliceerd" in told) == ("budget_euro" not in stap.keuzes)
        if stap.model == "verevening":
            assert {"aanname"} == told
    assert {"aanname"} >= {p.waarde.status for p in plan.parameters}
    later = [e.status for e in plan.elementen if e.regel == "Bedragen van de wet na die van 2015/16 en 2016"]
    assert (["aanname"] if plan.parameters else []) == later
