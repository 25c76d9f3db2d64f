"""The packaged fictional region: small files in the layouts that publishers use, and a plan that shows every mechanism.

All names, codes and numbers are invented; no SWV, board or school with these codes exists.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from swvmon.errors import UsageError

REGIO = "VO9901"
SCHOOLJAAR = "2019/20"


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
    source = files(__name__)
    names = [f"{REGIO}.toml", *sorted(f"data/{f.name}" for f in (source / "data").iterdir() if f.is_file())]
    targets = [folder / name for name in names]
    if there := [t for t in targets if t.exists()]:
        raise UsageError(f"{there[0]} is there already; name an empty folder")
    try:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        for name, target in zip(names, targets, strict=True):
            target.write_bytes((source / name).read_bytes())
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from None
    return targets
