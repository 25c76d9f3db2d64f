"""The commands and snippets of the docs, executed.

One command is not what a reader's shell would do: ``pip install`` has no network here, so the wheel is built with
hatchling and unpacked beside the others (`docs_console.Shell`).
"""

from __future__ import annotations

import pytest
from docs_console import blocks, commands, differences, matches

PAGES = [
    "README.md",
    "docs/cli.md",
    "docs/consistentie.md",
    "docs/gids.md",
    "docs/kit.md",
    "docs/plugins.md",
    "docs/regioplan.md",
    "docs/testen.md",
]
FIRST_COMMANDS = ("pip install . && swvmon run --demo", "pip install tox && tox")


@pytest.mark.parametrize("page", PAGES)
def test_page_prints_what_it_says(page, root, tmp_path):
    """Every console block of the page runs in order in one folder, and prints what the page shows."""
    assert [] == differences(root / page, tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_page_has_commands(page, root):
    """A page without commands would pass unseen."""
    found = [c for b in blocks((root / page).read_text("utf-8")) if b.language == "console" for c in commands(b)]

    assert len(found) >= 4


def test_difference_is_told(tmp_path):
    """A page that shows something else than the command prints fails, with its line and both texts."""
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n```console\n$ python -c 'print(1)'\n2\n```\n", "utf-8")

    assert ["page.md:4: $ python -c 'print(1)'\nexpected:\n2\nprinted:\n1"] == differences(page, tmp_path)


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        (["a", "...", "c"], ["a", "b", "b", "c"], True),
        (["a", "...", "c"], ["a", "c"], True),
        (["..."], [], True),
        (["a", "..."], ["b"], False),
        (["a"], ["a", "b"], False),
        ([], ["a"], False),
    ],
)
def test_dots_stand_for_any_lines(expected, actual, same):
    """``...`` matches any number of lines; the rest must be equal."""
    assert same is matches(expected, actual)


def test_readme_has_the_two_commands(root):
    """The two commands stand in the README word for word, on its first screen."""
    lines = (root / "README.md").read_text("utf-8").splitlines()

    assert all(lines.index(command) < 40 for command in FIRST_COMMANDS)
    assert len(lines) <= 110
