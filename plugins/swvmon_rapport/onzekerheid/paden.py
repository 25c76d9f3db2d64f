"""Paths: for each draw the balances of the SWV at the end of each school year, from the real keten."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen

from swvmon import PluginChoice, Schooljaar, SwvmonError
from swvmon_rapport.onzekerheid.trekking import Spreiding, trek
from swvmon_rapport.onzekerheid.uitkomst import SAMEN

if TYPE_CHECKING:
    from swvmon import Regiojaar, Rekenaar

SPENT = ("swv:organisatie", "swv:voorziening:")
"""Accounts whose money is spent in the year, as between the years of a run."""
Pad = dict[str, tuple[int, ...]]
"""Balances per account at the end of each school year, eurocents."""


@frozen
class Opdracht:
    """What is drawn, in words that another process understands.

    Attributes:
        choice: which plugins.
        db: URL of the database.
        regio: SWV code.
        schooljaren: school years.
        plan: file named by the user.
        scenario: scenario of the plan; ``plan`` is the plan itself.
        spreiding: how far counts may lie from those that are loaded.
        zaad: the seed.
    """

    choice: PluginChoice
    db: str
    regio: str
    schooljaren: tuple[Schooljaar, ...]
    plan: Path | None
    scenario: str
    spreiding: Spreiding
    zaad: int

    def open(self) -> Rekenaar:
        """The plan, in which accounts of the SWV may go below zero: how far is what is asked."""
        from swvmon import Rekenaar

        opened = Rekenaar.open(self.choice, self.db, self.regio, self.schooljaren, self.plan)
        return opened.scenario(self.scenario).with_red(("swv:*",))


@frozen(eq=False)
class Paden:
    """The paths of all draws.

    Attributes:
        schooljaren: school years, in order.
        opening_cent: what the accounts of the SWV hold at the start, together, eurocents.
        vast: the path without any spread: what `swvmon run` gives.
        baten_cent: what the rijk paid in each school year without any spread, eurocents.
        rekeningen: per account the balances, eurocents: int64, a row for each draw and a column for each school year.
    """

    schooljaren: tuple[str, ...]
    opening_cent: int
    vast: Pad
    baten_cent: tuple[int, ...]
    rekeningen: dict[str, np.ndarray] = field(repr=False)


def path_of(jaren: Iterable[Regiojaar], wie: str) -> Pad:
    """The balances of a computation.

    Raises:
        SwvmonError: a step failed, so that there are no balances.
    """
    saldi: list[dict[str, int]] = []
    for jaar in jaren:
        for status in jaar.statussen:
            if status.status == "mislukt":
                raise SwvmonError(f"{wie}: {jaar.schooljaar}, step {status.onderdeel!r} failed: {status.melding}")
        found = jaar.ledger.saldi()
        saldi.append({a: s for a, s in found.items() if a.startswith("swv:") and not a.startswith(SPENT)})
    names = sorted({name for year in saldi for name in year})
    path = {name: tuple(year.get(name, 0) for year in saldi) for name in names}
    return {SAMEN: tuple(sum(year.values()) for year in saldi), **path}


def draw_one(opdracht: Opdracht, rekenaar: Rekenaar, nummer: int) -> Pad:
    """The path of one draw."""
    tables = trek(opdracht.spreiding, opdracht.zaad, nummer)
    return path_of(rekenaar.compute(tabellen=tables), f"draw {nummer} of seed {opdracht.zaad}")


def simulate(
    opdracht: Opdracht, nummers: Iterable[int], werkers: int = 1, tell: Callable[[int], None] = lambda _: None
) -> Paden:
    """Draw paths.

    Args:
        opdracht: what is drawn.
        nummers: numbers of the draws, in any order; paths stand in the order of their numbers.
        werkers: processes; the outcome is the same for any number of them.
        tell: told how many are done.

    Raises:
        SwvmonError: the plan does not run, without spread or in a draw; names the draw.
    """
    rekenaar = opdracht.open()
    fixed = rekenaar.compute()
    vast = path_of(fixed, rekenaar.plan.bron)
    wanted = list(nummers)
    drawn: dict[int, Pad] = {}
    if werkers == 1:
        for nummer in wanted:
            drawn[nummer] = draw_one(opdracht, rekenaar, nummer)
            tell(len(drawn))
    else:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(werkers, get_context("spawn"), _start, (opdracht,)) as pool:
            for nummer, path in zip(wanted, pool.map(_work, wanted, chunksize=10), strict=True):
                drawn[nummer] = path
                tell(len(drawn))
    paths = [drawn[nummer] for nummer in sorted(drawn)]
    zero = (0,) * len(opdracht.schooljaren)
    names = [SAMEN, *sorted({name for path in (vast, *paths) for name in path} - {SAMEN})]
    return Paden(
        tuple(str(year) for year in opdracht.schooljaren),
        sum(c for a, c in rekenaar.plan.opening_cent.items() if a.startswith("swv:") and not a.startswith(SPENT)),
        {name: vast.get(name, zero) for name in names},
        tuple(_from_rijk(jaar) for jaar in fixed),
        {name: np.array([path.get(name, zero) for path in paths], dtype="int64") for name in names},
    )


def _from_rijk(jaar: Regiojaar) -> int:
    return -sum(saldo for account, saldo in jaar.ledger.saldi().items() if account.startswith("rijk:"))


_opened: list[tuple[Opdracht, Rekenaar]] = []
"""What a worker opened when it started."""


def _start(opdracht: Opdracht) -> None:
    _opened.append((opdracht, opdracht.open()))


def _work(nummer: int) -> Pad:
    opdracht, rekenaar = _opened[0]
    return draw_one(opdracht, rekenaar, nummer)
