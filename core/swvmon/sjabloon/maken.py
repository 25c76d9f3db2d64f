"""Make a plugin from the template, and bring one up to date with the template of this version."""

from __future__ import annotations

import filecmp
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from swvmon.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

SJABLOON = Path(__file__).with_name("plugin")
ANTWOORDEN = ".swvmon-sjabloon.yml"
"""Answers that a project keeps, for its next update."""
SOORTEN = ("verdeelmodel", "indicator", "databron")

VAN_HET_SJABLOON = (ANTWOORDEN, ".github/workflows/toetsen.yml", "tests/test_conformiteit.py")
"""Files that an update writes anew; all others belong to the author once they are there."""


def new_plugin(naam: str, soort: str, folder: Path) -> list[Path]:
    """Make a complete distribution.

    Args:
        naam: name of the plugin and of what it offers: lower case letters, digits and _.
        soort: one of `SOORTEN`.
        folder: where the project goes; must not be there, or be empty.

    Returns:
        The files, relative to the folder, sorted.

    Raises:
        UsageError: the name or folder cannot be used, or copier is not installed.
    """
    import keyword

    if not naam.isidentifier() or naam != naam.lower() or naam.startswith("_") or keyword.iskeyword(naam):
        raise UsageError(f"{naam!r} is no name of a plugin: use lower case letters, digits and _, such as schoolbudget")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is there already; choose another folder with --map")
    _render(folder, {"naam": naam, "soort": soort}, skip=False)
    return _files(folder)


def update_plugin(folder: Path, *, controleer: bool = False) -> list[Path]:
    """Write the files of the template anew, as this version of swvmon has them; those of the author stay as they are.

    Args:
        folder: the project.
        controleer: write nothing.

    Returns:
        The files that differ from the template, relative to the folder.

    Raises:
        UsageError: the folder was not made by the template, or copier is not installed.
    """
    answers = _answers(folder)
    with tempfile.TemporaryDirectory(prefix="swvmon-sjabloon-") as name:
        fresh = Path(name) / "nieuw"
        _render(fresh, answers, skip=False)
        drift = [
            Path(path)
            for path in VAN_HET_SJABLOON
            if not (folder / path).is_file() or not filecmp.cmp(fresh / path, folder / path, shallow=False)
        ]
    if drift and not controleer:
        _render(folder, answers, skip=True)
    return drift


def _render(folder: Path, answers: Mapping[str, Any], *, skip: bool) -> None:
    try:
        import copier
    except ImportError:
        raise UsageError('making a plugin needs copier: pip install "swvmon[auteur]"') from None
    from importlib.metadata import version

    given = {**answers, "swvmon_versie": version("swvmon")}
    own = [str(path) for path in _files(folder) if str(path) not in VAN_HET_SJABLOON] if skip else []
    copier.run_copy(
        str(SJABLOON), str(folder), data=given, defaults=True, overwrite=True, quiet=True, skip_if_exists=own
    )


def _answers(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / ANTWOORDEN).read_text("utf-8").splitlines()
    except OSError:
        raise UsageError(f"{folder}: has no {ANTWOORDEN}, so it was not made by `swvmon plugins new`") from None
    rows = (line.partition(": ") for line in lines if ": " in line and not line.startswith("#"))
    answers = {key: value.strip() for key, _, value in rows}
    if answers.get("soort") not in SOORTEN or not answers.get("naam", "").isidentifier():
        raise UsageError(f"{folder / ANTWOORDEN}: expected naam and soort, found {', '.join(answers) or 'nothing'}")
    return {key: answers[key] for key in ("naam", "soort")}


def _files(folder: Path) -> list[Path]:
    return sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
