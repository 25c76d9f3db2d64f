"""Commands that need no data import no pandas, no SQLAlchemy and no plugin."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("pandas", "sqlalchemy", "sqlmodel", "numpy", "pyarrow", "pydantic", "alembic")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["run", "--help"],
        ["plugins", "list"],
        ["plugins", "show", "swvzhw"],
        ["parameters"],
        ["plan", "list"],
    ],
    ids=" ".join,
)
def test_no_heavy_imports(arguments: list[str]) -> None:
    """Told by `sys.modules`, not by a clock."""
    code = (
        "import sys\nfrom swvmon.cli import main\n"
        f"sys.argv = ['swvmon', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        f"heavy = [m for m in sys.modules if m.split('.')[0] in {HEAVY!r} or m.startswith('swvmon_')]\n"
        "sys.stderr.write(' '.join(heavy))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "" == done.stderr
    assert done.stdout
