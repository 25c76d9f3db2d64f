"""What the ledger says of the heavy and the light budget, and of what goes on to special schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek

RIJK, ZWAAR, LICHT, SCHOLEN = "rijk:", "swv:zwaar", "swv:licht", ("duo:so", "duo:vso")
INHOUDING = ("rijk:lwoo", "rijk:pro")
"""What the rijk withholds of the light budget in vo, for schools that it pays itself; it is part of the budget."""
STATUS = {"definitief": "definitief", "voorlopig": "voorlopig", "aanname": "geschat"}
"""Status of a meting by that of the lines that it rests on, from certain to uncertain."""


@frozen
class Stromen:
    """Amounts of the school year in eurocents; None where no line tells.

    Attributes:
        zwaar: heavy budget from the rijk with its statutory corrections, before doorbetaling.
        licht: light budget from the rijk, before what is withheld for lwoo and praktijkonderwijs.
        doorbetaling: what went to special schools through DUO.
        tekort: what the doorbetaling of a pot was above its budget; pots are not netted.
        status: the least certain of the lines.
    """

    zwaar: int | None
    licht: int | None
    doorbetaling: int
    tekort: int
    status: str

    @property
    def ruimte(self) -> int | None:
        """What is left of the heavy budget after doorbetaling; below zero where it falls short."""
        return None if self.zwaar is None else self.zwaar - self.doorbetaling


def read(grootboek: Grootboek) -> Stromen:
    """Add up the lines of a ledger."""
    lines = grootboek.regels
    heavy = _net(lines, RIJK, ZWAAR)
    light = _net(lines[~lines["naar"].isin(INHOUDING)], RIJK, LICHT)
    undivided = _net(lines, RIJK, "swv:budget")
    special = _net(lines, "swv:", SCHOLEN, by="van")
    short = _sum(special[special.index.astype("str").str.startswith(ZWAAR)], -heavy).clip(lower=0)
    apart = len(heavy) > 0 and undivided.empty
    return Stromen(
        zwaar=int(heavy.sum()) if len(heavy) else None,
        licht=int(light.sum()) if len(light) and apart else None,
        doorbetaling=int(special.sum()),
        tekort=int(short.sum()),
        status=_status(lines),
    )


def _net(lines: pd.DataFrame, van: str, naar: str | tuple[str, ...], *, by: str = "naar") -> pd.Series:
    """What went one way less what came back, per account of one side; only accounts that have a line."""
    there = lines[lines["van"].str.startswith(van) & lines["naar"].str.startswith(naar)]
    back = lines[lines["naar"].str.startswith(van) & lines["van"].str.startswith(naar)]
    other = {"van": "naar", "naar": "van"}[by]
    return _sum(there.set_index(by)["bedrag_cent"], -back.set_index(other)["bedrag_cent"])


def _sum(*amounts: pd.Series) -> pd.Series:
    """Whole eurocents per account; pandas would subtract series of different accounts as floats."""
    import pandas as pd

    together = pd.concat(amounts)
    sums: pd.Series = together.groupby(together.index).sum()
    return sums


def _status(lines: pd.DataFrame) -> str:
    """The least certain status of the lines from the rijk and to special schools."""
    pots = (ZWAAR, LICHT)
    used = lines["van"].str.startswith(RIJK) & lines["naar"].str.startswith(pots)
    used |= lines["naar"].str.startswith(RIJK) & lines["van"].str.startswith(pots)
    used |= lines["naar"].str.startswith(SCHOLEN)
    found = set(lines.loc[used, "status"])
    return next((STATUS[s] for s in reversed(STATUS) if s in found), "definitief")
