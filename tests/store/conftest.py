"""Fixtures of the store's tests."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from micro_data import Micro

    from swvmon.store import Store

sys.path.insert(0, str(Path(__file__).parent))  # tests and the processes that they kill share `store_data`


@pytest.fixture
def store(db_url: str) -> Iterator[Store]:
    """An open store without rows."""
    from swvmon.store import Store

    with Store.open(db_url) as opened:
        yield opened


@pytest.fixture
def micro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Iterator[Micro]:
    """A database with its folder of enrolments, both empty."""
    from micro_data import Micro

    from swvmon.store import Store

    monkeypatch.delenv("SWVMON_MICRO", raising=False)
    shutil.copy(sqlite_template, tmp_path / "swvmon.db")
    with Store.open(f"sqlite:///{tmp_path / 'swvmon.db'}") as store:
        yield Micro(store, tmp_path)
