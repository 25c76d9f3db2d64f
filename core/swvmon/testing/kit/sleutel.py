"""A key for pseudonyms, so that a databron about persons can read its small files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from swvmon.contract.pseudoniem import OMGEVING

GEHEIM = "sleutel van de toetsen, voor verzonnen personen"
"""The same everywhere, so that another process gives the same pseudonyms."""


@contextmanager
def kit_key() -> Iterator[Path]:
    """Let `SWVMON_SLEUTEL` name a file with the key of the kit, in place of the user's own; gives that file."""
    before = os.environ.get(OMGEVING)
    with tempfile.TemporaryDirectory(prefix="swvmon-kit-") as folder:
        path = Path(folder).resolve() / "sleutel.txt"
        path.write_text(GEHEIM, "utf-8")
        os.environ[OMGEVING] = str(path)
        try:
            yield path
        finally:
            del os.environ[OMGEVING]
            if before is not None:
                os.environ[OMGEVING] = before
