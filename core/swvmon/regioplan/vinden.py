"""Which plan a region means: ``--plan``, else ``./REGIO.toml``, else a packaged plan; never two at once in silence."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from swvmon.errors import UsageError
from swvmon.regioplan.plan import SWV, Regioplan, read_plan, read_plan_file

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def find_plan(regio: str, plan: Path | None = None) -> Regioplan:
    """The plan of a region.

    Args:
        regio: SWV code.
        plan: file named by the user.

    Raises:
        UsageError: the code is none, no plan is found, or the plan is for another region.
        PlanError: the plan has problems.
    """
    if not SWV.fullmatch(regio):
        raise UsageError(f"{regio!r} is not an SWV code; write it like VO2806")
    local = Path(f"{regio}.toml")
    packaged = {name: file for name, file in _packaged() if name == regio}
    if plan is not None or local.is_file():
        found = read_plan_file(plan or local)
    elif packaged:
        found = read_plan(packaged[regio].read_text("utf-8"), f"packaged plan {regio}")
    else:
        known = ", ".join(name for name, _ in _packaged())
        raise UsageError(f"no plan for {regio}: write ./{regio}.toml or name one with --plan; packaged plans: {known}")
    if found.code != regio:
        raise UsageError(f"{found.bron} is the plan of {found.code}, not of {regio}")
    return found


def packaged_plans() -> list[Regioplan]:
    """The plans that are shipped, sorted by code."""
    return [read_plan(file.read_text("utf-8"), f"packaged plan {name}") for name, file in _packaged()]


def _packaged() -> list[tuple[str, Traversable]]:
    folder = files("swvmon.regioplan") / "voorbeelden"
    found = [(f.name.removesuffix(".toml"), f) for f in folder.iterdir() if f.name.endswith(".toml")]
    return sorted(found, key=lambda pair: pair[0])
