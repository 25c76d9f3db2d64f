"""What holds for every example plan: it is whole, it says where everything comes from, and it runs."""

from __future__ import annotations

import re

import pytest

from swvmon.demo import SCHOOLJAAR_VOORBEELD
from swvmon.regioplan.vinden import examples
from swvmon.testing.behoud import LEAVES

NAMES = sorted(examples())


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
    """No choice that is a euro, a share or a percentage stands without its source."""
    bare = []
    for stap in regels.plan(name).steps():
        for key, value in stap.keuzes.items():
            unit = {"euro", "aandeel", "percentage"} & set(key.split("_"))
            sourced = any(path[0] == key for path in stap.herkomst)
            if unit and not sourced and value not in (0, 1, {}, []):
                bare.append(f"{stap.stap}.{key}")
    assert [] == bare


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_conserves_money(name: str, regels) -> None:
    """All steps succeed on the fictional region, something reaches schools or provisions, and nothing is lost."""
    (year,) = regels.run(regels.text(name), (SCHOOLJAAR_VOORBEELD,))

    assert [] == year.failures
    saldi, opening = year.ledger.saldi(), year.ledger.opening
    assert sum(saldi.values()) == sum(opening.values())
    assert any(s for a, s in saldi.items() if a.startswith(LEAVES))


@pytest.mark.parametrize("name", NAMES)
def test_the_pots_are_not_left_red(name: str, regels) -> None:
    """A pot or budget may be short between two steps, never at the end of the keten."""
    (year,) = regels.run(regels.text(name), (SCHOOLJAAR_VOORBEELD,))

    assert {} == {a: s for a, s in year.ledger.saldi().items() if a.startswith("swv:") and s < 0}


@pytest.mark.parametrize("name", NAMES)
def test_references_point_at_a_line_or_row(name: str, regels) -> None:
    """A reference to a report names its lines, one to the rules of SWV's its row."""
    for element in regels.plan(name).elementen:
        if re.match(r"R[0-4]\b", element.bron):
            assert re.search(r"R[0-4] (L\d+|Tabel|§)", element.bron), element.bron
