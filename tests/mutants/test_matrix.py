"""The conformance kit is tried on plugins that are wrong on purpose: each is killed by the check meant for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from matrix import GOOD, kills, mutants, table

from swvmon.testing.kit.oordeel import checks_of

PAGE = Path(__file__).parents[2] / "docs" / "kit.md"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Which checks tell of each mutant, and what they say."""
    return kills(tmp_path_factory.mktemp("mutants"))


@pytest.mark.parametrize("mutant", mutants(), ids=[f"{m.soort}-{m.naam}" for m in mutants()])
def test_each_mutant_is_killed_by_the_check_meant_for_it(mutant, found):
    """The check meant for it tells."""
    assert mutant.toets in found[mutant.naam]


@pytest.mark.parametrize("naam", GOOD.values())
def test_the_right_plugin_passes_every_check(naam, found):
    """No check refuses the plugin of which the mutants are made."""
    assert {} == found[naam]


def test_every_check_kills_something():
    """A check that no mutant needs could be a check that cannot fail."""
    killed = {m.toets for m in mutants()}
    every = {name for soort in GOOD for name in checks_of(soort)}

    assert set() == every - killed


def test_the_page_shows_the_matrix(found):
    """docs/kit.md has the output of `python tests/mutants/matrix.py`, to the letter."""
    text = PAGE.read_text("utf-8")

    assert table(found) in text, "copy the output of `python tests/mutants/matrix.py` to docs/kit.md"
