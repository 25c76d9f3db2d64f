"""micro.md tells the form of the files as the code has it."""

from __future__ import annotations

import re

from swvmon.contract.microtelling import RELATIES
from swvmon.store.micro.motor import GEHEUGEN
from swvmon.store.micro.vorm import NAMEN


def test_every_column_and_relation(docs) -> None:
    """Each column of a file in order, each relation of a count, and no others."""
    page = (docs / "micro.md").read_text("utf-8")
    form, counting = page.split("## Counting")

    assert list(NAMEN) == re.findall(r"^\| `(\w+)` \|", form, re.MULTILINE)
    assert [*RELATIES, "dag"] == re.findall(r"^\| `(\w+)` \|", counting, re.MULTILINE)
    assert f"({GEHEUGEN})" in counting
