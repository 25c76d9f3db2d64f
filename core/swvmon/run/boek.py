"""The lines of one region-year while its keten runs, and the balances that they leave."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

import attrs
from attrs import field

from swvmon.arrow import repeated_text, stacked
from swvmon.contract.grootboek import KOLOMMEN, Grootboek, after, empty_lines, moved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from swvmon.perioden import Periode

    Stuk = tuple[pd.DataFrame, int, int]
    """Lines of one or more region-years, and the places of the first that counts and after the last one."""


@attrs.define(eq=False)
class Boek:
    """What is booked so far; a step goes on in another one, so that the lines of a step that fails are in none.

    Attributes:
        opening: opening balances per account, eurocents.
        saldi: balances, eurocents.
        aantal: how many lines there are.
    """

    opening: Mapping[str, int]
    saldi: Mapping[str, int]
    aantal: int = 0
    _delen: Sequence[Stuk] = field(default=(), repr=False)
    _regels: pd.DataFrame | None = field(default=None, repr=False)

    @classmethod
    def open(cls, opening: Mapping[str, int]) -> Boek:
        """Nothing is booked yet."""
        return cls(opening, dict(opening))

    def after(self, lines: pd.DataFrame) -> Boek:
        """The same with more lines, columns `KOLOMMEN`, whatever their index."""
        return self.after_some(lines, 0, len(lines), moved(lines))

    def after_some(self, lines: pd.DataFrame, first: int, end: int, verplaatst: Sequence[tuple[str, str, int]]) -> Boek:
        """The same with some of the lines that a step booked in many region-years.

        Args:
            lines: all of them, columns `KOLOMMEN`.
            first: the place of the first one.
            end: the place after the last one.
            verplaatst: what these move, see `swvmon.contract.grootboek.moved`.
        """
        if first == end:
            return self
        delen = (*self._delen, (lines, first, end))
        return Boek(self.opening, after(self.saldi, verplaatst), self.aantal + end - first, delen)

    @property
    def regels(self) -> pd.DataFrame:
        """All lines, columns `KOLOMMEN`; not to be changed."""
        import pandas as pd

        if self._regels is None:  # most steps look at no line: they are put below each other where one does
            cut = [lines.iloc[first:end] for lines, first, end in self._delen]
            if len(cut) > 1:
                self._regels = pd.concat(cut, ignore_index=True)
            else:
                self._regels = cut[0].reset_index(drop=True) if cut else _no_lines()
        return self._regels

    def ledger(self) -> Grootboek:
        """The ledger as it stands."""
        return Grootboek(self.regels.copy(deep=False), dict(self.opening), self.saldi)

    def seen(self) -> Grootboek:
        """The ledger for who only reads; its lines are put below each other when they are looked at."""
        return Grootboek(lambda: self.regels, dict(self.opening), self.saldi)

    def shown(self) -> Grootboek:
        """The ledger for a model: its lines are copies of its own, made when it looks at them."""

        def own() -> pd.DataFrame:
            return self.regels.copy()

        return Grootboek(cache(own), dict(self.opening), self.saldi)


def gather(boeken: Sequence[Boek]) -> pd.DataFrame:
    """The lines of many region-years below each other, of each in their order.

    Each finds its own there from now on, which is quicker than to put those of each below each other by themselves.
    """
    import numpy as np

    whole = {id(lines): lines for boek in boeken for lines, _, _ in boek._delen}
    if not whole:
        return _no_lines()
    starts = dict(zip(whole, accumulate((len(lines) for lines in whole.values()), initial=0), strict=False))
    places = [
        np.arange(starts[id(lines)] + first, starts[id(lines)] + end)
        for boek in boeken
        for lines, first, end in boek._delen
    ]
    rows = stacked(whole.values()).take(np.concatenate(places)).reset_index(drop=True)
    at = 0
    for boek in boeken:
        boek._delen = ((rows, at, at + boek.aantal),) if boek.aantal else ()
        at += boek.aantal
    return rows


def stamped(
    lines: pd.DataFrame,
    text: Mapping[str, str | pd.Series],
    numbers: Sequence[int],
    periode: Periode | None = None,
) -> pd.DataFrame:
    """Lines of a model with the columns that the engine adds.

    Args:
        lines: columns `GEGEVEN`.
        text: run id, scenario, region, school year, step, model and plugin: one for all lines, or a column.
        numbers: the number of each line in its region-year.
        periode: the days of the call, for lines without days.

    Returns:
        Columns `KOLOMMEN`.
    """
    import numpy as np
    import pandas as pd

    columns: dict[str, object] = {
        name: repeated_text(value, len(lines)) if isinstance(value, str) else value.array
        for name, value in text.items()
    }
    columns["volgnummer"] = np.asarray(numbers, dtype="int64")
    for name, day in (("periode_van", periode and periode.van), ("periode_tot", periode and periode.tot)):
        days = lines[name].to_numpy(dtype=object, copy=True)
        if day is not None:
            days[pd.isna(days)] = day
        columns[name] = days
    return pd.DataFrame({name: columns[name] if name in columns else lines[name].array for name in KOLOMMEN})


@cache
def _no_lines() -> pd.DataFrame:
    """A ledger without lines, columns `KOLOMMEN`: the same for every region-year."""
    added = ("run_id", "scenario", "regio", "schooljaar", "stap", "model", "plugin")
    return stamped(empty_lines(), dict.fromkeys(added, ""), ())
