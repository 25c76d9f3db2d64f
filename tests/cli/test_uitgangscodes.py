"""Each exit code that docs/errors.md tells, from a command that ends with it."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


def failing(error):
    """A command in place of `swvmon demo`."""

    @click.command("demo")
    def cmd():
        raise error

    return cmd


@pytest.fixture
def ended(swvmon, monkeypatch):
    """Exit codes of commands, by what happens."""
    from swvmon import errors
    from swvmon.cli import demo

    classes = {n: c for n, c in vars(errors).items() if isinstance(c, type) and issubclass(c, Exception)}
    found = {"done": swvmon("plan", "list").code}
    for name, error in classes.items():
        said = error("plan", ["mis"]) if name == "PlanError" else error("mis")
        monkeypatch.setattr(demo, "cmd", failing(said))
        found[name] = swvmon("demo").code
    monkeypatch.setattr(demo, "cmd", failing(click.Abort()))
    found["stopped"] = swvmon("demo").code
    return found


def test_every_exit_code_of_the_page_is_that_of_a_command(ended) -> None:
    """The page has the codes that commands end with, and each class of error ends with its own."""
    page = PAGE.read_text("utf-8")
    classes = {name: int(code) for name, code in re.findall(r"^\| `([A-Z]\w+)` \| (\d) \|", page, re.MULTILINE)}
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}

    assert classes | {"done": 0, "stopped": 130} == ended
    assert codes == set(ended.values())
