"""With 50 installed plugins a command imports those that it needs, and no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # the benchmarks make plugins too

from benchmarks.discovery import install

MANY = 50
PLAN = """\
indicatoren = []

[regio]
code = "VO9901"

[[keten]]
model = "rijksbekostiging"
budget_euro = 300_000

[[keten]]
model = "proef_07"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder on the path with 50 installed distributions."""
    folder = tmp_path_factory.mktemp("vijftig")
    install(folder / "site", MANY)
    (folder / "plan.toml").write_text(PLAN, "utf-8")
    return folder


def imported_by(site, *commands):
    """Modules of plugins that commands import, in one process; those that are shipped by name."""
    code = (
        "import sys\nfrom swvmon.cli import swvmon\n"
        f"for words in {commands!r}:\n    code = swvmon.main(list(words), standalone_mode=False)\n"
        "    assert not code, (words, code)\n"
        "names = sorted({m.partition('.')[0] for m in sys.modules if m.startswith('swvmon_')})\n"
        "sys.stderr.write(' '.join(names))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=site,
        env=os.environ | {"PYTHONPATH": str(site / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return done.stderr.split(), done.stdout


def test_a_list_imports_none(site):
    """All 50 are listed from their cards."""
    modules, text = imported_by(site, ("plugins", "list"), ("plugins", "show", "proef_07"), ("--help",))

    assert [] == modules
    assert MANY == sum(line.startswith("proef_") for line in text.splitlines())


def test_a_run_imports_those_of_its_plan(site):
    """Of the 50 only the one that the plan names; of those shipped its model, and what derives a table for it."""
    imported_by(site, ("demo", "."), ("load", "data"))
    modules, _ = imported_by(site, ("run", "VO9901", "--plan", "plan.toml", "--schooljaar", "2019/20"))

    assert ["swvmon_duo", "swvmon_proef_07", "swvmon_rijksbekostiging"] == modules
