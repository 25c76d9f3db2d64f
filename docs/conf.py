"""The site of swvmon: the Markdown of this repository as it is, by Sphinx, MyST and Furo.

The source folder is the root of the repository, so that the links between docs and READMEs are the same here and on a
code host: `sphinx-build -c docs . docs/_build/site`. Two rules keep markup of Sphinx out of the pages:

- the list items of a map, `docs/index.md` and `docs/meegeleverd.md`, are its table of contents, per heading;
- a comment `<!-- scherm: NAME.png What it shows -->` is a picture that `docs/schermen.py` made, and nothing without it.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "swvmon"
author = "The swvmon developers"
extensions = ["myst_parser"]
include_patterns = ["CHANGELOG.md", "CONTRIBUTING.md", "docs/*.md", "plugins/*/README.md"]
exclude_patterns = [".*", "build", "dist", "docs/_build"]
root_doc = "docs/index"
language = "en"
myst_heading_anchors = 4

html_theme = "furo"
html_title = "swvmon"
html_copy_source = False
html_extra_path = ["index.html"]

MAPS = ("docs/index", "docs/meegeleverd")
DUTCH = ("docs/gids", "docs/rapport")
SCREENS = "_build/schermen"

_HEADING = re.compile(r"#{2,} (.+)")
_ITEM = re.compile(r"- \[[^\]]+\]\(([^)#]+)\.md\)")
_SCREEN = re.compile(r"<!-- scherm: (\S+) (.+?) -->")


def contents(page: str, folder: str) -> str:
    """Hidden tables of contents, one per heading under which a page lists other pages."""
    groups: dict[str, list[str]] = {}
    heading = ""
    for line in page.splitlines():
        if found := _HEADING.fullmatch(line):
            heading = found[1]
        elif found := _ITEM.match(line):
            groups.setdefault(heading, []).append("/" + posixpath.normpath(posixpath.join(folder, found[1])))
    return "".join(
        "\n\n" + "\n".join(["```{toctree}", ":hidden:", f":caption: {heading}", "", *names, "```"])
        for heading, names in groups.items()
    )


def screens(page: str, folder: Path) -> str:
    """The page with the pictures that are there; comments of the others stay comments."""

    def picture(found: re.Match[str]) -> str:
        return f"![{found[2]}]({SCREENS}/{found[1]})" if (folder / SCREENS / found[1]).exists() else found[0]

    return _SCREEN.sub(picture, page)


def _read(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = screens(source[0], Path(app.confdir))
    if name in MAPS:
        source[0] += contents(source[0], posixpath.dirname(name))


def _tell_language(_app: Sphinx, name: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    if name in DUTCH:
        context["language"] = "nl"


def setup(app: Sphinx) -> None:
    """Connect the two rules, and tell browsers which pages are Dutch."""
    app.connect("source-read", _read)
    app.connect("html-page-context", _tell_language)
