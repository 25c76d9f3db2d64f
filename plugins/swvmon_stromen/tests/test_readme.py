"""The worked example of the README; its numbers are worked by hand, its example of Vensters is published."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from swvmon import format_decimal, half_up
from swvmon_stromen.categorie import PER_CATEGORIE
from swvmon_stromen.cohort import COHORT
from swvmon_stromen.gepubliceerd import GEPUBLICEERD
from swvmon_stromen.instroom import INSTROOM
from swvmon_stromen.uitstroom import UITSTROOM
from swvmon_stromen.verblijfsduur import VERBLIJFSDUUR

PLUGIN = Path(__file__).parents[1]
README = (PLUGIN / "README.md").read_text("utf-8")
ALLE = {indicator.naam: indicator for indicator in (*INSTROOM, *UITSTROOM, *PER_CATEGORIE, *COHORT, VERBLIJFSDUUR)}
ROWS = [
    (*row[:3], int(row[3]))
    for row in re.findall(r"^\| (vertrek|aankomst) \| (\w+) \| (\w+) \| (\d+) \|$", README, re.M)
]
EXPECTED = re.findall(r"^\| `(\w+)` \| ?(\S*) \| ([\d.]+) \| ([\d.]+) \| ([\d,]+) \|$", README, re.M)


def test_the_example_is_whole():
    """18 rows go in, 14 outcomes are told."""
    assert (18, 14) == (len(ROWS), len(EXPECTED))


@pytest.mark.parametrize(("naam", "part", "teller", "noemer", "outcome"), EXPECTED)
def test_outcomes_are_those_of_the_example(naam, part, teller, noemer, outcome, stromen, measure):  # noqa: PLR0913, PLR0917 - a row
    """Worked by hand."""
    low, high, base, base_high = measure(ALLE[naam], stromen(*ROWS))[part]

    assert (low, base) == (high, base_high)
    assert (teller, noemer) == (format_decimal(Decimal(low)), format_decimal(Decimal(base)))
    assert outcome == format_decimal(half_up(Decimal(low) / Decimal(base), 6))


def test_every_indicator_has_a_row_and_stands_on_the_card():
    """In the README with what is counted over what, and on the card."""
    told = re.findall(r"^\| `(\w+)` \| [^|]{8,} \| [^|]+ \| [^|]+ \|$", README, re.M)
    card = tomllib.loads((PLUGIN / "swvmon.toml").read_text("utf-8"))

    assert sorted(ALLE) == sorted(told) == card["indicatoren"]


def test_published_figures_say_where_ours_comes_from():
    """Each has a figure of ours or tells why there is none, and the README tells the outcome."""
    assert all(figure.bereken or figure.uitleg for figure in GEPUBLICEERD)
    assert "The 3 of Vensters comes out." in README
