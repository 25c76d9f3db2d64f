"""The worked examples of the README; every number in them is worked by hand from the rule."""

from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from swvmon import format_euro
from swvmon_verblijfsduur import keuzes, model
from swvmon_verblijfsduur.cohorten import forecast

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
TARIFF_CENT = 10_000_00


def group(**other):
    values = {"soort": "vso", "niveaus": (keuzes.Niveau(naam="alle", jaren=4),), "instroom_aantal": 20}
    return keuzes.Groep(**values | other)


def test_shorter_tlv():
    """Worked by hand: the table of the README."""
    without = forecast(group(), 80, [20] * 3)[1:]
    short = forecast(group(tlv_jaren=1, verlengd_aandeel=Decimal("0.5")), 80, [20] * 3)[1:]

    for year, (all_stay, number) in enumerate(zip(without, short, strict=True), start=1):
        (row,) = (line for line in README.splitlines() if line.startswith(f"| {year} |"))
        assert row.startswith(f"| {year} | {all_stay} |")
        assert row.endswith(f"= {number} | {format_euro(number * TARIFF_CENT)} |")


def test_nobody_comes_in():
    """Worked by hand: a quarter leaves each year."""
    first, *later, last = forecast(group(), 80, [0] * 4)

    assert f"{first} become {', '.join(map(str, later))} and {last}:" in README


@pytest.mark.parametrize("made", [model.VERBLIJFSDUUR, model.VERBLIJFSDUUR_FEBRUARI])
def test_for_the_whole_swv_alone(made):
    """The README says that a sub-chain of some schools cannot have the model; so says its registration."""
    assert made.heel_gebied


@pytest.mark.parametrize("kind", [keuzes.Keuzes, keuzes.Groep, keuzes.Niveau, keuzes.Leeftijd])
def test_every_choice_is_in_the_readme(kind):
    """A plan's author finds each key of the model in the README."""
    assert [] == [a.name for a in attrs.fields(kind) if f"`{a.name}`" not in README]
