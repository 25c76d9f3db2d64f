"""Which plan a region means: ``--plan``, else ``./REGIO.toml``, else a packaged plan; never two at once in silence."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from swvmon.errors import UsageError
from swvmon.regioplan.plan import SECTOR, SWV, Regioplan, read_plan, read_plan_file

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def find_plan(regio: str, plan: Path | None = None, *, draft: bool = False) -> Regioplan:
    """The plan of a region.

    Args:
        regio: SWV code, or PO or VO for every SWV of the sector.
        plan: file named by the user.
        draft: read a file with its problems, to tell them with those that show later.

    Raises:
        UsageError: the code is none, no plan is found, or the plan is for another region.
        PlanError: the plan has problems.
    """
    if not (SWV.fullmatch(regio) or SECTOR.fullmatch(regio)):
        raise UsageError(f"{regio!r} is not an SWV code; write it like VO2806 (or PO or VO for every SWV)")
    local = Path(f"{regio}.toml")
    packaged = {name: file for name, file in _packaged() if name == regio}
    if plan is not None or local.is_file():
        found = read_plan_file(plan or local, draft=draft)
    elif packaged:
        found = read_plan(packaged[regio].read_text("utf-8"), f"packaged plan {regio}")
    else:
        known = ", ".join(name for name, _ in _packaged())
        raise UsageError(f"no plan for {regio}: write ./{regio}.toml or name one with --plan; packaged plans: {known}")
    if found.code != regio:
        raise UsageError(f"{found.bron} is the plan of {found.code}, not of {regio}")
    return found


def packaged_plans() -> list[Regioplan]:
    """The plans of regions that are shipped, sorted by code."""
    return [read_plan(file.read_text("utf-8"), f"packaged plan {name}") for name, file in _packaged()]


def examples() -> dict[str, Regioplan]:
    """The example plans by name: rules that reports and SWV's tell of, on a fictional region."""
    return {name: read_plan(file.read_text("utf-8"), f"example {name}") for name, file in _files("voorbeelden")}


def example(name: str) -> Regioplan:
    """One example plan; capitals do not matter.

    Raises:
        UsageError: there is none of that name; tells the names.
    """
    found = {known.lower(): file for known, file in _files("voorbeelden")}
    if name.lower() not in found:
        close = get_close_matches(name.lower(), found, n=1)
        known = (
            f"did you mean {close[0]!r}?" if close else f"examples: {', '.join(n for n, _ in _files('voorbeelden'))}"
        )
        raise UsageError(f"no example {name!r}; {known}")
    return read_plan(found[name.lower()].read_text("utf-8"), f"example {name}")


def _packaged() -> list[tuple[str, Traversable]]:
    return _files("plannen")


def _files(folder: str) -> list[tuple[str, Traversable]]:
    place = files("swvmon.regioplan") / folder
    found = [(f.name.removesuffix(".toml"), f) for f in place.iterdir() if f.name.endswith(".toml")]
    return sorted(found, key=lambda pair: pair[0])
