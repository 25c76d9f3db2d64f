"""The façade: all that a plugin may import, and no more than it must load."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import swvmon

FACADE = Path(swvmon.__file__)


def facade_imports() -> dict[str, str]:
    """Names and modules that the façade imports for type checkers."""
    tree = ast.parse(FACADE.read_text("utf-8"))
    (block,) = [n for n in tree.body if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    return {a.name: str(i.module) for i in block.body if isinstance(i, ast.ImportFrom) for a in i.names}


def test_facade_is_sorted() -> None:
    """`__all__` is alphabetical, constants first, and names nothing twice; `dir` adds the version only."""
    assert sorted(set(swvmon.__all__), key=lambda name: (not name.isupper(), name)) == swvmon.__all__
    assert [*swvmon.__all__, "__version__"] == swvmon.__dir__()


def test_facade_says_one_thing_three_times() -> None:
    """What is offered, where it is loaded from and what a type checker sees are the same names and modules."""
    homes = {name: f"swvmon.{home}" for name, home in swvmon._HOME.items()}

    assert facade_imports() == homes
    assert set(swvmon.__all__) == set(homes)


@pytest.mark.parametrize("name", swvmon.__all__)
def test_facade_names_can_be_imported(name: str) -> None:
    """Each name is the thing of its home module, loaded when it is asked for."""
    assert getattr(import_module(facade_imports()[name]), name) is getattr(swvmon, name)


def test_facade_has_nothing_else() -> None:
    """Another name is an AttributeError that repeats it; the version is that of the distribution."""
    with pytest.raises(AttributeError, match="'swvmon' has no attribute 'boeking'"):
        swvmon.boeking  # noqa: B018 - asking is the test

    from importlib.metadata import version

    assert version("swvmon") == swvmon.__version__


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        (
            "import swvmon",
            {"attrs", "attr", "pandas", "numpy", "pyarrow", "sqlalchemy", "sqlmodel", "pydantic", "click"},
        ),
        ("from swvmon import hookimpl", {"attrs", "pandas", "numpy", "pyarrow", "sqlalchemy", "pydantic"}),
        ("from swvmon import Verdeelmodel, Leest, Parameter", {"pandas", "numpy", "pyarrow", "sqlalchemy", "pydantic"}),
    ],
)
def test_facade_is_light(statement: str, absent: set[str]) -> None:
    """Importing the façade, and declaring a model, loads no data library: seen in a fresh interpreter."""
    code = f"import json, sys\n{statement}\nprint(json.dumps(sorted({{m.partition('.')[0] for m in sys.modules}})))"

    shown = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout

    assert "swvmon" in json.loads(shown)
    assert set() == absent & set(json.loads(shown))
