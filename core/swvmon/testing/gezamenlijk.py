"""One call of an indicator for many SWV's, beside a call for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.contract.grootboek import Grootboek, empty_lines, join
from swvmon.errors import MissingData
from swvmon.hooks.registry import Registered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from swvmon.contract.indicator import Indicator
    from swvmon.contract.momentopname import Momentopname

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
    found = measure_together(registered, [(joined, books)], listed(joined)).rows.get(indicator.naam)
    if found is None and may_refuse:
        return False
    if found is None:
        raise AssertionError("expected one call for many regions, found it refused: codes are not as they came")
    for view in views:
        apart = as_lines(indicator.bereken(view, books[view.regio]))
        together = as_lines(found[found["regio"] == view.regio].drop(columns="regio"))
        if apart != together:
            raise AssertionError(
                f"expected of {view.regio} among others what it has alone, found {difference(apart, together)}"
            )
    return True


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
