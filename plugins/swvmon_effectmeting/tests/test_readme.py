"""The README: its worked examples run, its tables name what is there."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner

from swvmon_effectmeting.cli import cmd
from swvmon_effectmeting.specificatie import METHODEN, Specificatie
from swvmon_effectmeting.uitkomst import REDENEN

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
EXAMPLE = README[README.index("## Worked example") : README.index("## R1 Tabel 4")]


def fenced(language):
    """The text of the blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", EXAMPLE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("at", [0, 1], ids=["did", "samenhang"])
def test_examples(tmp_path, monkeypatch, at):
    """Worked by hand in the text (-0,5; 2 of 64 patterns); the rest of what is printed is a regression."""
    monkeypatch.chdir(tmp_path)
    Path("paneel.csv").write_text(fenced("text")[0], "utf-8")
    command, *printed = fenced("console")[at].splitlines()
    spec = command.split()[3]
    Path(spec).write_text(fenced("toml")[at], "utf-8")

    done = CliRunner().invoke(cmd, command.split()[3:], catch_exceptions=False)

    assert [line.rstrip() for line in printed] == [line.rstrip() for line in done.output.splitlines()]
    assert f"In `{spec}`:" in EXAMPLE


def test_the_mean_changes_of_the_example():
    """Worked by hand: 4,0 to 3,6 and 3,0 to 3,1 are the means of the panel."""
    rows = [line.split(";") for line in fenced("text")[0].splitlines()[1:]]

    def mean(begin, years):
        numbers = [float(row[4].replace(",", ".")) for row in rows if row[2] == begin and row[1] in years]
        return round(sum(numbers) / len(numbers), 10)

    before, after = ("2012/13", "2013/14"), ("2014/15", "2015/16")
    assert (4.0, 3.6) == (mean("2014/15", before), mean("2014/15", after))
    assert (3.0, 3.1) == (mean("", before), mean("", after))


def test_tables_are_complete():
    """Every reason, method and key is in a table, and no reason is made up."""
    first = re.findall(r"^\| (`.+?) \|", README, re.MULTILINE)
    named = {name for cell in first for name in re.findall(r"`([a-z_]+)`", cell)}
    reasons = README[README.index("| no outcome | when |") : README.index("Six clusters")]

    assert set(REDENEN) == set(re.findall(r"^\| `([a-z_]+)` \|", reasons, re.MULTILINE))
    assert set() == set(METHODEN) - named
    assert set() == {field.name for field in attrs.fields(Specificatie)} - named
