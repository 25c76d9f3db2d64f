"""Fixtures of the store's tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swvmon.store import Store

sys.path.insert(0, str(Path(__file__).parent))  # tests and the processes that they kill share `store_data`


@pytest.fixture
def store(db_url: str) -> Iterator[Store]:
    """An open store without rows."""
    from swvmon.store import Store

    with Store.open(db_url) as opened:
        yield opened
