"""One call of a model or an indicator for many SWV's, beside a call for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.contract.grootboek import Grootboek, empty_lines, join
from swvmon.errors import MissingData
from swvmon.hooks.registry import Registered
from swvmon.run.lines import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from swvmon.contract.indicator import Indicator
    from swvmon.contract.momentopname import Momentopname
    from swvmon.run.chain import ChainRun

KEYS = ["niveau", "sleutel", "onderdeel"]


def assert_joint(
    indicator: Indicator,
    views: Sequence[Momentopname],
    ledgers: Mapping[str, Grootboek] | None = None,
    *,
    may_refuse: bool = False,
) -> bool:
    """Call an indicator once for many SWV's: of each it gives what a call for that one alone gives.

    Args:
        indicator: registered with `samen=True`.
        views: the SWV's, each with the same tables; one with rows about SWV's has a column `swv`.
        ledgers: the closed ledger of each; left out, ledgers without lines.
        may_refuse: whether it may leave these SWV's to separate calls.

    Returns:
        Whether it was one call: not where it may refuse these SWV's and does.

    Raises:
        AssertionError: the one call is refused, or gives something else of an SWV.
    """
    from swvmon.run.measure import measure_together
    from swvmon.run.scholen import listed

    if not indicator.samen:
        raise AssertionError(f"expected {indicator.naam} with samen=True, found it called for each SWV by itself")
    books = ledgers or {view.regio: Grootboek(empty_lines()) for view in views}
    registered = (Registered(indicator, "test", "test", "0"),)
    joined = _joined(views)
    together = measure_together(registered, [(joined, books)], listed(joined))
    if not together.namen and may_refuse:
        return False
    if not together.namen:
        raise AssertionError("expected one call for many regions, found it refused: codes are not as they came")
    for view in views:
        apart = as_lines(indicator.bereken(view, books[view.regio]))
        found = as_lines(together.rows[together.rows["regio"] == view.regio].drop(columns=["regio", "indicator"]))
        if apart != found:
            raise AssertionError(
                f"expected of {view.regio} among others what it has alone, found {difference(apart, found)}"
            )
    return True


def assert_side_by_side(chains: Callable[[], Sequence[ChainRun]]) -> None:
    """Run the keten of many SWV's side by side: each comes to what it comes to alone.

    Args:
        chains: makes them, of one plan and school year; each time new ones, that have not run.

    Raises:
        AssertionError: lines, findings, numbers, statuses or tables of one of them are others.
    """
    from swvmon.run.samen import run_together

    alone, together = chains(), chains()
    views = {chain.view.regio: chain.view for chain in together}
    for chain in alone:
        chain.run()
    run_together(together, lambda codes: _joined([views[code] for code in codes]))
    for one, other in zip(alone, together, strict=True):
        for what, tell in (("lines", _lines), ("findings", _findings), ("statuses", _statuses), ("tables", _tables)):
            expected, found = tell(one), tell(other)
            if expected != found:
                raise AssertionError(
                    f"expected of {one.view.regio} among others the {what} that it has alone, found "
                    f"{difference(expected, found)}"
                )


def assert_one_call(chains: Sequence[ChainRun]) -> None:
    """Call the model of the first step once for many SWV's, where its choices allow it.

    Raises:
        AssertionError: the one call fails or is refused.
        NietVanToepassing: with these choices it is called for each SWV by itself.
    """
    from swvmon.run.samen import call_together
    from swvmon.testing.proef import NietVanToepassing

    first = chains[0]
    stap = first.binding.plan.stappen[0]
    model = first.binding.modellen[stap.model].value
    parts = model.parts(first.view.sector, first.view.schooljaar.periode)
    keuzes, _ = first.binding.keuzes(stap, parts[0][0])
    if len(parts) > 1 or not model.joins(keuzes):
        raise NietVanToepassing("with these choices it is called for each region by itself")
    view = _joined([chain.view for chain in chains])
    try:
        call_together(model, parts[0][1], chains, view.during(parts[0][0]), keuzes)
    except Exception as error:  # whatever a model raises: a run would call it for each region by itself
        raise AssertionError(f"expected one call for many regions, found {type(error).__name__}: {error}") from error


def _lines(chain: ChainRun) -> list[str]:
    return chain.regels.to_csv(index=False).splitlines()


def _findings(chain: ChainRun) -> list[str]:
    return [repr(found) for found in (*chain.bevindingen, *chain.gebruik)]


def _statuses(chain: ChainRun) -> list[str]:
    return [repr(status) for status in chain.statussen]


def _tables(chain: ChainRun) -> list[str]:
    return [f"{key.tabel} {key.moment} {fingerprint(chain.slot.only((key,)))}" for key in chain.slot.sleutels]


def _joined(views: Sequence[Momentopname]) -> Momentopname:
    """The regions as an indicator sees them that is called once for all of them, with their former school year."""
    from swvmon.run.sources import join_views

    now = join_views(views[0].sector.upper(), {view.regio: view for view in views})
    try:
        former = {view.regio: view.vorig() for view in views}
    except MissingData:
        return now
    before = join_views(now.regio, {regio: view for regio, (view, _) in former.items()})
    return now.after(before, join({regio: ledger for regio, (_, ledger) in former.items()}))


def as_lines(rows: pd.DataFrame) -> list[str]:
    """Metingen as lines of text, sorted by key."""
    text: str = rows.sort_values(KEYS, ignore_index=True).to_csv(index=False)
    return text.splitlines()


def difference(expected: list[str], found: list[str]) -> str:
    """The first line that is not the same, or how many there are."""
    pairs = [(a, b) for a, b in zip(expected, found, strict=False) if a != b]
    return f"{pairs[0][1]} where it was {pairs[0][0]}" if pairs else f"{len(found)} rows where it were {len(expected)}"
