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


def test_showing_a_plugin_imports_none() -> None:
    """`plugins show` of every shipped plugin reads its card and imports no module of any plugin."""
    code = (
        "import sys, io, contextlib\n"
        "from swvmon.cli import main\n"
        "from swvmon.hooks.discovery import discover\n"
        "names = [p.naam for p in discover().plugins]\n"
        "for name in names:\n"
        "    sys.argv = ['swvmon', 'plugins', 'show', name]\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as said:\n"
        "        try:\n            main()\n        except SystemExit as stop:\n            assert not stop.code, name\n"
        "    assert name in said.getvalue()\n"
        "    assert not [m for m in sys.modules if m.startswith('swvmon_')], name\n"
        "print(len(names))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ("", 0) == (done.stderr, done.returncode)
    assert 30 < int(done.stdout)
