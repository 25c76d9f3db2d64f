"""The pytest plugin: fixtures that run and compare, and cases in YAML.

Loaded at the start of pytest, so that it imports what it needs only where it is used.
`pytest -p no:swvmon` leaves it out.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from swvmon.contract.momentopname import Momentopname
    from swvmon.testing.uitvoeren import Proefrun

GEVALLEN = "gevallen"
"""Folder whose YAML files are cases; also the folders in it."""


@pytest.fixture(scope="session")
def swvmon_regio() -> Callable[..., Momentopname]:
    """Make a small fictional region: `swvmon.testing.make_regio`."""
    from swvmon.testing.regio import make_regio

    return make_regio


@pytest.fixture(scope="session")
def swvmon_run() -> Callable[..., Proefrun]:
    """Run a model or a plan with the real engine in a database that is thrown away: `swvmon.testing.run_plan`."""
    from swvmon.testing.uitvoeren import run_plan

    return run_plan


@pytest.fixture(scope="session")
def vergelijk() -> Callable[..., None]:
    """Compare two outcomes, and fail with who gets more or less: `swvmon.testing.assert_same`."""
    from swvmon.testing.verschillen import assert_same

    return assert_same


@pytest.fixture
def verwacht(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Any], None]:
    """Compare an outcome with ``verwacht/MODULE/TEST.csv`` beside the test, and say what to copy where it differs."""
    from swvmon.testing.verwachting import check_expected, expected_path

    return partial(check_expected, expected_path(request.path, request.node.name), tmp_path)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take YAML files in a folder named `gevallen` for cases; no other file is looked at."""
    if file_path.suffix not in {".yaml", ".yml"} or GEVALLEN not in file_path.parent.parts:
        return None
    from swvmon.testing.gevallen.verzamelen import Gevallenbestand

    collector: pytest.Collector = Gevallenbestand.from_parent(parent, path=file_path)
    return collector
