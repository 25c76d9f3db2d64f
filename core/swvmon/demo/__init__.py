"""The packaged fictional region: small files in the layouts that publishers use, and a plan that shows every mechanism.

All names, codes and numbers are invented; no SWV, board or school with these codes exists.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from swvmon.errors import UsageError
from swvmon.wegschrijven import whole_file

REGIO = "VO9901"
SCHOOLJAAR = "2019/20"
SCHOOLJAAR_VOORBEELD = "2015/16"
"""School year of the example plans: the last of which the tariffs of both sectors are known."""


def demo_plan() -> str:
    """The TOML text of the region's plan."""
    return (files(__name__) / f"{REGIO}.toml").read_text("utf-8")


def write_demo(folder: Path) -> list[Path]:
    """Write the plan and the data files of the region to a folder.

    Returns:
        The files written.

    Raises:
        UsageError: a file is there already, or the folder cannot be written; nothing is replaced.
    """
    names = [f"{REGIO}.toml", *(f"data/{name}" for name in _names("data"))]
    return _write({name: folder / name for name in names})


def write_example_data(sector: str, folder: Path) -> list[Path]:
    """Write the data of PO9901 or VO9901, the region of the example plans of a sector, from 2012 to 2018.

    Returns:
        The files written.

    Raises:
        UsageError: as `write_demo`.
    """
    source = f"voorbeelden/{sector}"
    return _write({f"{source}/{name}": folder / name for name in _names(source)})


def _names(source: str) -> list[str]:
    return sorted(f.name for f in files(__name__).joinpath(source).iterdir() if f.is_file())


def _write(targets: dict[str, Path]) -> list[Path]:
    if there := [t for t in targets.values() if t.exists()]:
        raise UsageError(f"{there[0]} is there already; name an empty folder")
    try:
        for name, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(target, new=True) as hidden:
                hidden.write_bytes(files(__name__).joinpath(name).read_bytes())
    except OSError as error:
        raise UsageError(f"cannot write to {target.parent}: {error.strerror or error}") from None
    return list(targets.values())
