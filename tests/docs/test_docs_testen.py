"""testen.md says what the fixtures of the pytest plugin and the keys of a case are: all of them, and no others."""

from __future__ import annotations

import inspect
import re

import attrs
import pytest

from swvmon.testing import Proefrun, assert_same, make_regio, pytest_plugin, run_plan
from swvmon.testing.gevallen.geval import Fictief, Geval, Meting, School, Verwachting
from swvmon.testing.verwachting import LABELS

ROW = re.compile(r"^\| `([^`]+)` \| (.*?) \|", re.MULTILINE)


def _section(page: str, title: str) -> str:
    """The text below a heading, up to the next heading."""
    text = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


@pytest.fixture(scope="module")
def page(root):
    """The page."""
    return (root / "docs" / "testen.md").read_text("utf-8")


def test_every_fixture(page):
    """The table of fixtures has each fixture of the plugin, and no others."""
    made = {name for name, thing in vars(pytest_plugin).items() if hasattr(thing, "_fixture_function")}
    assert made == {name for name, _ in ROW.findall(_section(page, "Fixtures"))}


@pytest.mark.parametrize(
    ("fixture", "function"), [("swvmon_regio", make_regio), ("swvmon_run", run_plan), ("vergelijk", assert_same)]
)
def test_every_parameter_of_a_fixture(page, fixture, function):
    """Names and defaults are those of the signature, in its order; and the fixture gives this function."""
    given = {
        name: "required" if p.default is p.empty else repr(p.default).replace("'", '"')
        for name, p in inspect.signature(function).parameters.items()
    }
    table = re.split(r"^What it gives:$", _section(page, fixture), flags=re.MULTILINE)[0]
    assert list(given.items()) == [(name, default.strip("`")) for name, default in ROW.findall(table)]
    assert function is getattr(pytest_plugin, fixture)._fixture_function()


def test_every_attribute_of_a_run(page):
    """What `swvmon_run` gives has the attributes that the page names, and no others."""
    table = re.split(r"^What it gives:$", _section(page, "swvmon_run"), flags=re.MULTILINE)[1]
    public = {name for name in dir(Proefrun) if not name.startswith("_")}
    assert public == {name.partition("(")[0] for name, _ in ROW.findall(table)}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Keys of a case", Geval),
        ("Keys of scholen", School),
        ("Keys of fictief", Fictief),
        ("Keys of verwacht", Verwachting),
        ("Keys of metingen", Meting),
    ],
)
def test_every_key_of_a_case(page, title, kind):
    """Keys are those of the class, in its order, and required are those without a default."""
    given = [(f.name, f.default is attrs.NOTHING) for f in attrs.fields(kind)]
    assert given == [(name, default == "required") for name, default in ROW.findall(_section(page, title))]


def test_every_label(page):
    """The labels are those that an expected file and a case take."""
    assert list(LABELS) == [name for name, _ in ROW.findall(_section(page, "verwacht"))]
