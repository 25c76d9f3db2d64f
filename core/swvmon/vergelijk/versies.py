"""Both sides made anew on copies of one database: two versions of a distribution, or two commits of a repository."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from swvmon.errors import UsageError
from swvmon.vergelijk.kant import Kant, Uitkomsten, read_side
from swvmon.vergelijk.omgeving import (
    Opdracht,
    copy_database,
    find_project,
    install_project,
    make_environment,
    project_name,
    run_regions,
)
from swvmon.vergelijk.opslag import Checkout, checkout, top_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from swvmon.store import Store

VERSIE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9.+!_-]*")
"""A distribution and its version, as pip writes it."""
KERN = "swvmon"
Paar = tuple[tuple[Kant, Uitkomsten], tuple[Kant, Uitkomsten]]


@frozen
class Zijde:
    """One side, to be made.

    Attributes:
        naam: what it is.
        wat: arguments for ``pip install``; empty: the packages of here.
        map: where it runs.
        kern: whether it is swvmon itself, so that the database may need its tables.
    """

    naam: str
    wat: tuple[str, ...]
    map: Path
    kern: bool = False


def compare_versions(
    left: str, right: str, opdracht: Opdracht, vind_in: Path | None, tell: Callable[[str], None]
) -> dict[str, Paar]:
    """Run two versions of a distribution, each in an environment of its own that is removed after.

    Args:
        left: DISTRIBUTION==VERSION.
        right: another version of the same distribution.
        opdracht: what is run, on copies of its database.
        vind_in: folder with wheels, in place of the package index that pip is configured for.
        tell: told what is being done.

    Returns:
        Both sides by region.

    Raises:
        UsageError: these are no two versions of one distribution, or a run is refused.
        EnvironmentFault: a version is not found, or cannot be installed.
        PluginFault: a run failed.
    """
    names = [_normal(text.partition("==")[0]) for text in (left, right)]
    if not (VERSIE.fullmatch(left) and VERSIE.fullmatch(right)) or names[0] != names[1]:
        raise UsageError(
            f"{left} and {right} are not two versions of one distribution; write them like "
            "swvmon-plugin-x==1.0 swvmon-plugin-x==1.1"
        )
    where = () if vind_in is None else ("--no-index", "--find-links", str(vind_in.resolve()))
    sides = [Zijde(text, (*where, text), Path.cwd(), kern=names[0] == KERN) for text in (left, right)]
    with tempfile.TemporaryDirectory(prefix="swvmon-versies-") as name:
        return _made(sides, opdracht, Path(name), tell)


def compare_commits(
    base: str, head: str | None, opdracht: Opdracht, vind_in: Path | None, tell: Callable[[str], None]
) -> dict[str, Paar]:
    """Run two commits of the repository in which one stands: its plans, and the plugin of its project.

    Both are checked out in a temporary folder. The project is the nearest one around the working directory that has
    swvmon plugins; where there is none, both sides run with the plugins of here.

    Args:
        base: a commit.
        head: another; None: the working tree as it is, with what is not committed.
        opdracht: what is run, on copies of its database.
        vind_in: folder with wheels, in place of the package index.
        tell: told what is being done.

    Raises:
        UsageError: this is no repository, there is no such commit, or a run is refused.
        EnvironmentFault: the project of a commit cannot be installed.
        PluginFault: a run failed.
    """
    here = Path.cwd().resolve()
    top = top_of(here)
    where = () if vind_in is None else ("--no-index", "--find-links", str(vind_in.resolve()))
    with tempfile.TemporaryDirectory(prefix="swvmon-git-") as name, ExitStack() as stack:
        folder = Path(name).resolve()
        sides = []
        for number, commit in enumerate((base, head)):
            tell(f"checking out {commit or 'the working tree'}")
            found = stack.enter_context(checkout(top, commit, folder / f"boom{number}", leave=opdracht.db.resolve()))
            sides.append(_side(found, here.relative_to(top), where))
        plan = opdracht.plan
        if plan is not None and (inside := (here / plan).resolve()).is_relative_to(top):
            opdracht = evolve(
                opdracht, plan=Path(*[".." for _ in here.relative_to(top).parts], inside.relative_to(top))
            )
        return _made(sides, opdracht, folder, tell)


def last_years(store: Store, regio: str) -> tuple[str, ...]:
    """The school years of the latest finished run of a region; empty where there is none."""
    runs = store.runs()
    for manifest in reversed(runs.loc[runs["status"] == "klaar", "manifest"].tolist()):
        document = json.loads(manifest)
        if document["regio"] == regio:
            return tuple(document["schooljaren"])
    return ()


def _side(found: Checkout, below: Path, where: tuple[str, ...]) -> Zijde:
    """A commit as a side: where it runs, and the project that is installed for it."""
    folder = found.map / below
    if not folder.is_dir():
        raise UsageError(f"{found.naam} has no folder {below}; compare from a folder that both have")
    project = find_project(folder, found.map)
    if project is None:
        return Zijde(found.naam, (), folder)
    return Zijde(found.naam, (*where, *install_project(project)), folder, kern=project_name(project) == KERN)


def _made(sides: list[Zijde], opdracht: Opdracht, folder: Path, tell: Callable[[str], None]) -> dict[str, Paar]:
    """Run both sides at once, and read what came out."""
    from swvmon.store import Store
    from swvmon.store.store import upgrade

    tell(f"running {sides[0].naam} and {sides[1].naam}")

    def work(number: int) -> dict[str, tuple[Kant, Uitkomsten]]:
        side, copy = sides[number], folder / f"kant{number}.db"
        copy_database(opdracht.db, copy)
        python = (
            make_environment(folder / f"omgeving{number}", side.wat, side.naam) if side.wat else Path(sys.executable)
        )
        found = run_regions(side.naam, python, side.map, evolve(opdracht, db=copy), upgrade=side.kern)
        upgrade(f"sqlite:///{copy}")
        with Store.open(f"sqlite:///{copy}") as store:
            read = {r: read_side(store, run, {}, also_failed=opdracht.also_failed) for r, run in found.items()}
        return {regio: (evolve(kant, naam=side.naam), outcome) for regio, (kant, outcome) in read.items()}

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(work, (0, 1))
    return {regio: (first[regio], second[regio]) for regio in opdracht.regios}


def _normal(name: str) -> str:
    """The name of a distribution, in the one spelling that packaging compares."""
    return re.sub(r"[-_.]+", "-", name).lower()
