"""Cases as tests of pytest: a file is a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from swvmon.errors import SwvmonError
from swvmon.testing.gevallen.geval import run_case

if TYPE_CHECKING:
    from collections.abc import Iterator


class Gevalitem(pytest.Item):
    """A case."""

    def runtest(self) -> None:
        """Run it, and compare every number that it expects."""
        run_case(self.path)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **more: Any) -> Any:
        """What differs, or what is wrong with the file; no traceback, which tells a controller nothing."""
        if isinstance(excinfo.value, (AssertionError, SwvmonError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **more)

    def reportinfo(self) -> tuple[Any, int, str]:
        """Where it stands."""
        return self.path, 0, f"geval: {self.name}"


class Gevallenbestand(pytest.File):
    """A YAML file with a case."""

    def collect(self) -> Iterator[pytest.Item]:
        """The case, called after its file."""
        case: pytest.Item = Gevalitem.from_parent(self, name=self.path.stem)
        yield case
