"""The page of example plans lists what is shipped, with what each rests on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from swvmon.regioplan.vinden import examples


def test_the_page_lists_the_examples(docs: Path) -> None:
    """One row per example, in order of name, with its counts of elements."""
    rows = []
    for name, plan in examples().items():
        count = Counter(e.status for e in plan.elementen)
        numbers = [count[status] for status in ("gepubliceerd", "aanname", "niet_uitdrukbaar")]
        rows.append(f"| `{name}` | {plan.sector} | {plan.naam} | " + " | ".join(map(str, numbers)) + " |")
    page = (docs / "voorbeelden.md").read_text("utf-8").splitlines()

    assert rows == [line for line in page if line.startswith("| `") and line.count("|") == 7]
