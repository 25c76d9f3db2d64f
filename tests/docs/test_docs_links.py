"""Every page can be reached, and no link is dead."""

from __future__ import annotations

import re

import pytest
from docs_console import FENCE

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def links(page):
    """Targets of the links of a page, those in fenced blocks left out."""
    return LINK.findall(FENCE.sub("", page.read_text("utf-8")))


def anchors(page):
    """Anchors of the headings of a page, as GitHub and MyST make them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def pages(root):
    """All Markdown pages of the repository."""
    found = [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("plugins/*/README.md")]
    return sorted(p for p in found if "_build" not in p.parts)


def test_every_page_is_on_the_index(docs):
    """The map names every page of the docs."""
    there = {p.name for p in docs.glob("*.md")} - {"index.md"}

    assert set() == there - {link.partition("#")[0] for link in links(docs / "index.md")}


def test_every_plugin_has_a_readme(root):
    """A plugin tells its rule beside its code."""
    assert [] == [c.parent.name for c in root.glob("plugins/*/swvmon.toml") if not (c.parent / "README.md").exists()]


def test_no_dead_links(root):
    """Relative links lead to a file, and to a heading where they name one."""
    dead = []
    for page in pages(root):
        for link in links(page):
            path, _, anchor = link.partition("#")
            if "://" in link:
                continue
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (anchor and anchor not in anchors(target)):
                dead.append(f"{page.relative_to(root)}: {link}")

    assert [] == dead


@pytest.mark.parametrize("word", ["/home/", "/Users/", "C:\\", "TODO", "FIXME"])
def test_pages_name_no_machine(word, root):
    """No path of somebody's machine and no unfinished sentence is in the docs."""
    assert [] == [str(p.relative_to(root)) for p in pages(root) if word in p.read_text("utf-8")]
