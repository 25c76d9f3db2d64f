"""An environment of its own for one side of a comparison: what is compared is installed in it, all else is as here.

The environment sees the packages of this one behind its own, so that two sides differ in what is compared and in
nothing else, and only what is compared has to be installed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon.errors import EnvironmentFault, PluginFault, SwvmonError, UsageError
from swvmon.hooks.discovery import GROUP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swvmon.hooks.discovery import PluginChoice

OVERLAY = "swvmon-hier.pth"
_FOUND = re.compile(r"from versions: ([^)]*)\)")


@frozen
class Opdracht:
    """What is run on each side.

    Attributes:
        regios: SWV codes.
        schooljaren: school years.
        plan: the plan file; None: that of the region.
        db: the SQLite database, of which each side gets a copy.
        choice: what the command line says about plugins.
        also_failed: go on where a region-year failed.
    """

    regios: tuple[str, ...]
    schooljaren: tuple[str, ...]
    plan: Path | None
    db: Path
    choice: PluginChoice
    also_failed: bool


def make_environment(folder: Path, wat: Sequence[str], naam: str) -> Path:
    """Make an environment and install something in it.

    Args:
        folder: where it is made.
        wat: arguments for ``pip install``.
        naam: what is installed, for messages.

    Returns:
        Its Python.

    Raises:
        EnvironmentFault: it cannot be made, there is no such version, or it cannot be installed.
    """
    import venv

    own_pip = find_spec("pip") is None  # an environment that uv made has none
    try:
        venv.create(folder, with_pip=own_pip, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        raise EnvironmentFault(f"{naam}: no environment can be made in {folder.parent}: {error}") from None
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    place = sysconfig.get_path("purelib", vars={"base": str(folder)}, scheme="venv")
    Path(place, OVERLAY).write_text("".join(f"{path}\n" for path in _packages_here()), "utf-8")
    pip = [str(python), "-m", "pip"] if own_pip else [sys.executable, "-m", "pip", "--python", str(python)]
    options = ["--disable-pip-version-check", "--no-input", "--quiet"]
    done = _call([*pip, "install", *options, *wat], folder.parent)
    if done.returncode:
        raise EnvironmentFault(_why_not(naam, done.stderr))
    return python


def project_name(project: Path) -> str:
    """The name of the distribution of a project."""
    return str(_project(project).get("project", {}).get("name", ""))


def install_project(project: Path) -> list[str]:
    """The arguments with which ``pip install`` installs a folder; with what builds it from here, where that is here."""
    build = _project(project).get("build-system", {})
    backend = str(build.get("build-backend", "setuptools")).split(":")[0].split(".")[0]
    here = [] if "backend-path" in build or find_spec(backend) is None else ["--no-build-isolation"]
    return [*here, str(project)]


def find_project(folder: Path, top: Path) -> Path | None:
    """The nearest folder, from this one up to `top`, with a project that has swvmon plugins; None: there is none."""
    for place in (folder, *folder.parents):
        if GROUP in _project(place).get("project", {}).get("entry-points", {}):
            return place
        if place == top:
            return None
    return None


def _project(folder: Path) -> dict[str, Any]:
    """What the `pyproject.toml` of a folder says; nothing where there is none.

    Raises:
        EnvironmentFault: it cannot be read.
    """
    path = folder / "pyproject.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise EnvironmentFault(f"{path}: cannot be read as a project ({error})") from None


def run_regions(naam: str, python: Path, folder: Path, opdracht: Opdracht, *, upgrade: bool) -> dict[str, str]:
    """Run the regions with the Python of an environment, one after the other.

    Args:
        naam: the side, for messages.
        python: the Python.
        folder: where it runs, so that plans are found there.
        opdracht: what is run.
        upgrade: bring the database to the revision of the swvmon of that Python first.

    Returns:
        The run id per region.

    Raises:
        SwvmonError: with what the run said: a `UsageError` where the user can mend it, else a `PluginFault`.
    """
    base = [str(python), "-P", "-m", "swvmon.cli"]
    for name, values in zip(("plugins-dir", "allow-plugin", "deny-plugin"), opdracht.choice, strict=True):
        base += [part for value in values for part in (f"--{name}", value)]
    url = f"sqlite:///{opdracht.db}"
    upgraded = _call([*base, "db", "upgrade", "--db", url], folder) if upgrade else None
    if upgraded is not None and upgraded.returncode:
        raise _failed(naam, "the database", upgraded)
    years = [part for year in opdracht.schooljaren for part in ("--schooljaar", year)]
    plan = ["--plan", str(opdracht.plan)] if opdracht.plan else []
    found = {}
    for regio in opdracht.regios:
        done = _call([*base, "run", regio, *years, *plan, "--db", url, "--json"], folder)
        told = _document(done.stdout) if done.returncode in {0, 3} else None
        if told is None or (done.returncode and not opdracht.also_failed):
            raise _failed(naam, regio, done)
        found[regio] = str(told["run_id"])
    return found


def copy_database(path: Path, target: Path) -> None:
    """Copy a SQLite database as it is now, while others may use it."""
    import sqlite3

    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _packages_here() -> list[str]:
    """The folders from which this Python imports, without its own library and the working directory."""
    own = {Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")}
    own |= {path / "lib-dynload" for path in set(own)}
    folders = [Path(text).resolve() for text in sys.path[1:] if text and Path(text).is_dir()]
    return [str(path) for path in dict.fromkeys(folders) if path not in own]


def _call(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME", "SWVMON_DB", "VIRTUAL_ENV"}}
    kept |= {"PYTHONUTF8": "1", "NO_COLOR": "1"}
    return subprocess.run(  # noqa: S603 - our own interpreter; words of the command line stand in a list, not a shell
        words, cwd=folder, env=kept, capture_output=True, encoding="utf-8", check=False
    )


def _why_not(naam: str, errors: str) -> str:
    """What pip said, in one line."""
    if "No matching distribution found" in errors or "Could not find a version" in errors:
        known = _FOUND.search(errors)
        there = known[1].strip() if known else ""
        versions = f"there are {there}" if there not in {"", "none"} else "there is none at all of that name"
        return f"{naam}: there is no such version where pip looks; {versions}. Name a folder with wheels with --vind-in"
    return f"{naam}: pip cannot install it: {_last_line(errors)}"


def _failed(naam: str, what: str, done: subprocess.CompletedProcess[str]) -> SwvmonError:
    """What a run that failed said, as an error of the same kind."""
    told = _document(done.stdout)
    steps = [
        f"{part['regio']} {part['schooljaar']}, {p['onderdeel']} of plugin {p['plugin']} {p['versie']}: {p['melding']}"
        for part in (told or {}).get("delen", [])
        for p in part["plugins"]
        if (p["soort"], p["status"]) == ("stap", "mislukt")
    ]
    said = steps[0] if steps else _last_line(done.stderr).removeprefix("swvmon: ")
    text = f"{naam}: {what} does not run there: {said}"
    return UsageError(text) if done.returncode == 2 else PluginFault(text)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("ERROR: ") if lines else "it says nothing"


def _document(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
