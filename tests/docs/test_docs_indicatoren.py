"""The table of shipped indicatoren in docs/indicatoren.md is that of the registrations."""

from __future__ import annotations

from swvmon.hooks.discovery import discover
from swvmon.hooks.registry import PluginRegistry


def test_every_shipped_indicator_is_on_the_page(docs):
    """By notion and name, with sectors, kind, plugin and title."""
    registry = PluginRegistry(discover())
    shipped = [r for r in registry.register("indicatoren") if r.distribution == "swvmon"]
    expected = [
        f"| `{i.naam}` | {', '.join(i.sectoren)} | {i.soort} | {r.plugin} | {i.titel} |"
        for r in sorted(shipped, key=lambda r: (r.value.begrip, r.value.naam))
        for i in [r.value]
    ]
    page = (docs / "indicatoren.md").read_text("utf-8")
    table = page[page.index("## The indicatoren that are shipped") :]

    assert expected
    assert expected == [line for line in table.splitlines() if line.startswith("| `")]


def test_every_notion_with_more_than_one_definition_tells_the_differences():
    """Definitions of one notion each say what sets them apart, or the notion has one definition."""
    registry = PluginRegistry(discover())
    shipped = [r.value for r in registry.register("indicatoren") if r.distribution == "swvmon"]
    names = {i.naam for i in shipped}
    notions: dict[str, list[str]] = {}
    for i in shipped:
        notions.setdefault(i.begrip, []).append(i.naam)
    alone = [notion for notion, found in notions.items() if found != [notion] and len(found) < 2]

    assert [] == alone
    assert any(len(found) > 1 and notion not in names for notion, found in notions.items())
