"""Change the input of a model in the way that a law speaks of: twice as much, another order, one pupil more."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import evolve

from swvmon.contract.grootboek import Grootboek
from swvmon.geld import multiply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from swvmon.contract.momentopname import Leest, Momentopname
    from swvmon.testing.proef import Proef

COUNTS = ("aantal", "leeftijd_", "leerjaar_", "vsv_")
SCHOOL_COLUMNS = ("vestiging", "verwijzer", "school", "code")
GROWS = "achterstandsscore"
"""The kenmerk that is a sum over pupils, so that it grows with them."""


def every_table(proef: Proef, change: Callable[[str, pd.DataFrame], pd.DataFrame]) -> Proef:
    """Change every table, of the former year as well; `change` gets the name and a frame."""
    former, ledger = proef.view.vorig()
    return evolve(proef, view=_tables(proef.view, change).after(_tables(former, change), ledger))


def former_lines(proef: Proef, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Proef:
    """Change the lines of the former year's ledger."""
    former, ledger = proef.view.vorig()
    return evolve(proef, view=proef.view.after(former, Grootboek(change(ledger.regels), dict(ledger.opening))))


def scaled(proef: Proef, factor: int) -> Proef:
    """Everything that counts or is money times a whole number: pupils, amounts, opening balances, the former year."""
    larger = every_table(proef, lambda _, frame: times(frame, factor))
    larger = former_lines(larger, lambda lines: times(lines, factor))
    opening = {account: cents * factor for account, cents in proef.opening_cent.items()}
    return evolve(larger, keuzes=money(proef, factor), opening_cent=opening)


def without_money(proef: Proef) -> Proef:
    """Nothing to divide: what the model divides is zero, no balances, no former year, no amounts in tables."""
    poor = every_table(proef, lambda _, frame: times(frame, 0, counts=False))
    poor = former_lines(poor, lambda lines: lines.iloc[:0])
    return evolve(poor, keuzes=money(proef, 0), opening_cent={})


def shuffled(proef: Proef, order: Callable[[int], list[int]]) -> Proef:
    """The rows of every table, and the keys of every choice, in another order."""

    def turn(_: str, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.iloc[order(len(frame))].reset_index(drop=True)

    keuzes = {
        name: dict(reversed(value.items())) if isinstance(value, dict) else value
        for name, value in proef.keuzes.items()
    }
    return evolve(every_table(proef, turn), keuzes=keuzes)


def times(frame: pd.DataFrame, factor: int, *, counts: bool = True, where: pd.Series | None = None) -> pd.DataFrame:
    """Counts and amounts of a frame times a whole number, in all rows or some."""
    columns = [
        name
        for name in frame.columns
        if name.endswith("_cent") or (counts and (name.startswith(COUNTS) or name == "hoeveelheid"))
    ]
    changed = {}
    for name in columns:
        many = multiply(frame[name], factor) if name == "hoeveelheid" else frame[name] * factor
        changed[name] = many if where is None else many.where(where, frame[name])
    if counts and "kenmerk" in frame:
        grows = frame["kenmerk"] == GROWS if where is None else where & (frame["kenmerk"] == GROWS)
        many = frame["waarde"].map(lambda text: str(Decimal(text) * factor)).astype(frame["waarde"].dtype)
        changed["waarde"] = many.where(grows, frame["waarde"])
    return frame.assign(**changed)


def with_twin(proef: Proef, school: str, twin: str) -> Proef:
    """The region with a second school that is the same in everything."""
    import pandas as pd

    def doubled(frame: pd.DataFrame) -> pd.DataFrame:
        copy = frame[names(frame, school)]
        if copy.empty:
            return frame
        texts = copy.select_dtypes(include=["str", "object"]).columns
        copy = copy.assign(**{c: copy[c].map(lambda v: _renamed(v, school, twin)).astype(copy[c].dtype) for c in texts})
        return pd.concat([frame, copy], ignore_index=True)

    opening = {_renamed(account, school, twin): cents for account, cents in proef.opening_cent.items()}
    both = former_lines(every_table(proef, lambda _, frame: _sorted(doubled(frame))), doubled)
    return evolve(both, opening_cent={**opening, **proef.opening_cent})


def with_double(proef: Proef, school: str) -> Proef:
    """The region in which a school has twice its pupils, and all that goes with them."""

    def larger(frame: pd.DataFrame) -> pd.DataFrame:
        return times(frame, 2, where=names(frame, school))

    opening = {
        account: cents * (2 if account == f"vestiging:{school}" else 1) for account, cents in proef.opening_cent.items()
    }
    return evolve(former_lines(every_table(proef, lambda _, frame: larger(frame)), larger), opening_cent=opening)


def one_more(proef: Proef, tabel: str, row: Mapping[str, Any]) -> Proef:
    """One pupil more in the row of a count with this key, at every telmoment."""

    def more(name: str, frame: pd.DataFrame) -> pd.DataFrame:
        if name != tabel:
            return frame
        here = frame["aantal_min"] >= 0
        for column, value in row.items():
            here &= frame[column] == value
        extra = here.astype("int64")
        cells = [c for c in frame.columns if c.startswith(("leerjaar_", "leeftijd_"))]
        totals = frame.loc[here, cells].sum()
        fullest = {} if totals.empty or not totals.max() else {str(totals.idxmax()): 1}
        return frame.assign(
            aantal_min=frame["aantal_min"] + extra,
            aantal_max=frame["aantal_max"] + extra,
            **{cell: frame[cell] + extra for cell in fullest},
        )

    return every_table(proef, more)


def names(frame: pd.DataFrame, school: str) -> pd.Series:
    """The rows that are about a school."""
    import pandas as pd

    found = pd.Series(False, index=frame.index)
    for column in (c for c in SCHOOL_COLUMNS if c in frame):
        found |= frame[column] == school
    return found


def money(proef: Proef, factor: int) -> dict[str, Any]:
    """The choices with what the model divides (`verdeelt`) times a whole number.

    A part or percentage of a balance does not grow; at zero it is zero. Of a list of tables the counts grow, or the
    amounts where there are none; ``naam.sleutel`` says which.
    """
    choices = dict(proef.keuzes)
    for path in proef.model.value.verdeelt:
        name, _, key = path.partition(".")
        if name in choices and (not factor or not _is_part(name)):
            choices[name] = _times(choices[name], factor, key)
    return choices


def _is_part(name: str) -> bool:
    return any(word in {"aandeel", "percentage"} for word in name.split("_"))


def _times(value: Any, factor: int, key: str) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return [_in_table(item, factor, key) if isinstance(item, dict) else _times(item, factor, key) for item in value]
    if isinstance(value, dict):
        return {k: _times(v, factor, key) if not key or k == key else v for k, v in value.items()}
    return value * factor


def _in_table(row: dict[str, Any], factor: int, key: str) -> dict[str, Any]:
    counted = [k for k in row if k.startswith("aantal")]
    growing = [key] if key else counted or [k for k in row if k.endswith("_euro")]
    return {k: _times(v, factor, "") if k in growing else v for k, v in row.items()}


def _tables(view: Momentopname, change: Callable[[str, pd.DataFrame], pd.DataFrame]) -> Momentopname:
    def changed(key: Leest) -> pd.DataFrame:
        frame = view.tabel(key.tabel, key.moment)
        return change(key.tabel, frame) if len(frame) else frame

    return evolve(view, tabellen={key: changed(key) for key in view.sleutels})


def _renamed(value: Any, school: str, twin: str) -> Any:
    return value.replace(school, twin) if isinstance(value, str) else value


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    """By all its texts: a table comes sorted by key, and its keys are texts."""
    keys = list(frame.select_dtypes(include=["str"]).columns)
    return frame.sort_values(keys, ignore_index=True) if keys else frame
