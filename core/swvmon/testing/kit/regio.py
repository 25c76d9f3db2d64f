"""What an indicator is tried on: the fictional region with a closed ledger."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.testing.regio import former_ledger, make_regio

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from swvmon.contract.grootboek import Grootboek
    from swvmon.contract.indicator import Indicator

SCHOOLJAAR = "2015/16"


def arguments(
    indicator: Indicator, sector: str, tabellen: Mapping[str, pd.DataFrame], tlv_procent: int = 100
) -> tuple[Momentopname, Grootboek, Grootboek]:
    """A region with its own ledger, and that of a plan beside it. Tables and lines are shared: see `fresh`.

    Args:
        indicator: what is measured; the region has no more tables than it reads.
        sector: po or vo.
        tabellen: tables that replace those of the region.
        tlv_procent: how many pupils have a TLV, percent of the standard number.
    """
    whole, ledger, other = _region(sector, tlv_procent)
    former, closed = whole.vorig()
    view = whole.only(_known(whole, indicator)).extended(_declared(whole, indicator, tabellen))
    before = former.only(_known(former, indicator)).extended(_declared(former, indicator, tabellen))
    return view.after(before, closed), ledger, other


@cache
def _region(sector: str, tlv_procent: int) -> tuple[Momentopname, Grootboek, Grootboek]:
    """The region, its ledger, and the ledger of a region in which one school is larger."""
    whole = make_regio(sector, schooljaar=SCHOOLJAAR, tlv_procent=tlv_procent)
    larger = make_regio(sector, schooljaar=SCHOOLJAAR, leerlingen_procent={"90BB00": 120, "80BB00": 120})
    return whole, former_ledger(whole), former_ledger(larger)


def with_schools(view: Momentopname) -> Momentopname:
    """The view with the lists of schools, which the core reads for keys and higher levels."""
    whole, _, _ = _region(view.sector, 100)
    lists = {name: whole.tabel(name) for name in ("aansluiting", "vestiging")}
    had = {key.tabel for key in view.sleutels}
    return view.extended({name: frame for name, frame in lists.items() if name not in had})


def fresh(view: Momentopname) -> Momentopname:
    """The same view with tables of its own."""
    from attrs import evolve

    return evolve(view, tabellen={key: view.tabel(key.tabel, key.moment).copy() for key in view.sleutels})


def changed(view: Momentopname, change: Any) -> Momentopname:
    """The view with every table handed through a function of its key and its frame."""
    from attrs import evolve

    return evolve(view, tabellen={key: change(key, view.tabel(key.tabel, key.moment).copy()) for key in view.sleutels})


def neighbour(view: Momentopname, number: int, part: Callable[[pd.DataFrame], pd.DataFrame]) -> Momentopname:
    """Another region with the same schools and a part of the rows about them.

    Args:
        view: the region.
        number: its number among the regions.
        part: what is left of a table, other than the list of schools.
    """
    from attrs import evolve

    regio = f"{view.regio[:2]}990{number}"

    def other(key: Leest, frame: pd.DataFrame) -> pd.DataFrame:
        own = key.tabel != "aansluiting" and {"swv", "vestiging"} & set(frame)
        rows = part(frame) if own else frame
        return rows.assign(swv=rows["swv"].replace(view.regio, regio)) if "swv" in rows else rows

    return evolve(changed(view, other), regio=regio)


def every_other(frame: pd.DataFrame) -> pd.DataFrame:
    """Half of the rows of a table."""
    return frame.iloc[::2].reset_index(drop=True)


def _known(view: Momentopname, indicator: Indicator) -> tuple[Leest, ...]:
    return tuple(leest for leest in indicator.leest if view.only((leest,)).sleutels)


def _declared(
    whole: Momentopname, indicator: Indicator, tabellen: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    import pandas as pd

    names = {f"{leest.tabel} {leest.moment}".strip(): leest for leest in indicator.leest}
    unknown = {name: pd.DataFrame() for name, leest in names.items() if not whole.only((leest,)).sleutels}
    return {**unknown, **{name: frame for name, frame in tabellen.items() if name in names}}
