"""Call the command line in this process, as the console script does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from swvmon.cli import main


class Said(NamedTuple):
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def swvmon(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Said]:
    """Run `swvmon ARGS` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SWVMON_DB", raising=False)

    def call(*arguments: str | Path) -> Said:
        monkeypatch.setattr("sys.argv", ["swvmon", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        return Said(int(stop.value.code or 0), said.out, said.err)

    return call
