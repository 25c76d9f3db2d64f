"""The worked example of the README; its numbers are worked by hand."""

import re
from pathlib import Path

from swvmon_arrangementen.aantallen import AANTAL, GROEI
from swvmon_arrangementen.bereik import LEERLINGEN, PER_LEERLING

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
ROW = re.compile(r"\| `(\w+)` \| `(\w{6})` \| (\w*) ?\| ([\d.]+) \| ([\d.]*) ?\|")
INDICATORS = {i.naam: i for i in (AANTAL, GROEI, LEERLINGEN, PER_LEERLING)}


def number(text):
    """A Dutch number without decimals."""
    return int(text.replace(".", ""))


def test_the_rows_of_the_example_come_out(view, measured):
    """By hand; every row of the table is computed."""
    rows = ROW.findall(README)
    assert len(rows) == 8
    for naam, school, part, teller, noemer in rows:
        expected = (number(teller), number(noemer)) if noemer else number(teller)
        assert expected == measured(INDICATORS[naam], view())[school, part], naam


def test_every_indicator_has_a_row():
    """The table of definitions names all that the card names."""
    card = (Path(__file__).parents[1] / "swvmon.toml").read_text("utf-8")
    for naam in re.findall(r'^  "(\w+)",$', card, re.MULTILINE):
        assert f"| `{naam}` |" in README
