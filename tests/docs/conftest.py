"""Where the docs are, and how their console blocks are executed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))  # the tests share `docs_console`


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder with README.md, docs and pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def docs(root: Path) -> Path:
    """The folder with the pages."""
    return root / "docs"
