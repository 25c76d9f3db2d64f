"""Checks of an indicator: the contract, its day and unit, masked counts, order, repetition and input."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from swvmon.contract.indicator import REGIOJAAR, REGIOS
from swvmon.perioden import Schooljaar
from swvmon.testing.gezamenlijk import KEYS, as_lines, assert_joint, difference
from swvmon.testing.kit.buiten import seen
from swvmon.testing.kit.onderwerp import Onderwerp
from swvmon.testing.kit.proefloop import given_to, measured, runs_of
from swvmon.testing.kit.regio import SCHOOLJAAR, every_other, neighbour
from swvmon.testing.kit.toets import toets
from swvmon.testing.proef import NietVanToepassing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

SOORT = "indicator"
PERCENTAGES = ("klasse", "statistiek")
"""Kinds whose number the core does not divide: it may be a percentage, if its unit says so."""
MASK = (1, 4)
"""A count that the publisher shows as <5."""
CELLS = ((MASK[0], MASK[0]), (MASK[1], MASK[1]), MASK)
"""A count at the lowest and at the highest that it can be behind such a mask, and masked."""


@toets(SOORT)
def contract(onderwerp: Onderwerp) -> None:
    """The core takes its metingen: kind, level, keys, numbers; and there are some on the fictional region."""
    from swvmon.contract.meting import GEGEVEN

    for sector, rows in _all(onderwerp):
        if list(rows.columns) != list(GEGEVEN):
            raise AssertionError("expected what swvmon.metingen makes, found other columns")
        measured(onderwerp.thing, sector, given_to(onderwerp, sector))
        if rows.empty:
            raise AssertionError(
                f"expected metingen on the region of {sector}, found none: give the tables that it reads as `tabellen` "
                "of the test class"
            )
        if rows.duplicated(KEYS).any():
            raise AssertionError(
                f"expected one meting per key, found two for {rows[rows.duplicated(KEYS)].iloc[0]['sleutel']!r}"
            )


@toets(SOORT)
def peildatum(onderwerp: Onderwerp) -> None:
    """A meting belongs to a counting day of a table that it reads, or to a day in or around the school year."""
    indicator, year = onderwerp.thing.value, Schooljaar.parse(SCHOOLJAAR)
    counted = {leest.peildatum(year) for leest in indicator.leest}
    near = (date(year.start, 1, 1), date(year.start + 1, 12, 31))
    for _, rows in _filled(onderwerp):
        for day in dict.fromkeys(rows["peildatum"]):
            if day not in counted and not near[0] <= day <= near[1]:
                told = ", ".join(str(d) for d in sorted(d for d in counted if d)) or "no counted table"
                raise AssertionError(f"expected a peildatum of {SCHOOLJAAR} or of its tables ({told}), found {day}")


@toets(SOORT)
def eenheid(onderwerp: Onderwerp) -> None:
    """The unit fits the numbers: an aandeel is at most the whole, an amount in eurocent, a count not below zero."""
    indicator = onderwerp.thing.value
    for _, rows in _filled(onderwerp):
        for unit in dict.fromkeys(rows["eenheid"]):
            if indicator.soort == "bedrag_cent" and not unit.startswith("eurocent"):
                raise AssertionError(f"expected the unit eurocent of a bedrag_cent, found {unit!r}")
            percentage = unit == "procent" and indicator.soort in PERCENTAGES
            if ("%" in unit or "procent" in unit) and not percentage:
                raise AssertionError(f"expected the unit aandeel (0-1), found {unit!r}")
        parts = rows[rows["eenheid"] == "aandeel"].dropna(subset=["teller", "noemer"])
        above = parts[parts["teller"] > parts["noemer_max"]]
        if len(above):
            row = above.iloc[0]
            raise AssertionError(f"expected an aandeel, found {row['teller']} of {row['noemer']} for {row['sleutel']}")
        wholes = rows.loc[rows["eenheid"] == "aandeel", "waarde"].dropna()
        if (wholes.abs() > 1).any():
            raise AssertionError(f"expected an aandeel (0-1), found {wholes[wholes.abs() > 1].iloc[0]}")
        if indicator.soort == "aantal" and (rows["waarde"].dropna() < 0).any():
            raise AssertionError("expected counts of zero or more, found one below zero")


@toets(SOORT)
def maskering(onderwerp: Onderwerp) -> None:
    """Where the publisher masks a count, a value that hangs on it is an interval or is not there."""
    indicator = onderwerp.thing.value
    if indicator.over != REGIOJAAR or indicator.soort not in ("verhouding", "aantal"):
        raise NietVanToepassing("it says something about verhouding and aantal of one region and year")
    tried = False
    for sector in indicator.sectoren:
        found = []
        for cell in CELLS:
            if (rows := _with_cell(onderwerp, sector, cell)) is None or rows.empty:
                break
            found.append(rows)
        if len(found) < len(CELLS) or list(found[0].index) != list(found[1].index):
            continue
        low, high, masked = found
        tried = True
        columns = ["teller", "noemer", "waarde"]
        least, most = (rows[columns].astype("object").fillna("").astype("str") for rows in (low, high))
        moved = (least != most).any(axis=1)
        for key in low.index[moved]:
            if key in masked.index and _certain(masked.loc[key]):
                row = masked.loc[key]
                number = row["teller"] if indicator.soort == "verhouding" else row["waarde"]
                raise AssertionError(
                    f"expected an interval for {key[1]} with a count of <5, found {number}, as if it were exact"
                )
    if not tried:
        raise NietVanToepassing("it reads no counts, or refuses masked ones")


@toets(SOORT)
def volgorde(onderwerp: Onderwerp) -> None:
    """The order of rows in the tables changes no meting."""
    if onderwerp.thing.value.over == REGIOS:
        raise NietVanToepassing("it reads metingen, no tables")
    for sector in onderwerp.thing.value.sectoren:
        expected = as_lines(_as_it_is(onderwerp, sector))
        found = as_lines(_rows(onderwerp, sector, lambda _key, frame: frame.iloc[::-1].reset_index(drop=True)))
        if expected != found:
            raise AssertionError(
                f"expected the same metingen with the rows of tables turned round, found {difference(expected, found)}"
            )


@toets(SOORT)
def invoer_ongewijzigd(onderwerp: Onderwerp) -> None:
    """It leaves its tables and the ledger as they are."""
    for sector in onderwerp.thing.value.sectoren:
        given = given_to(onderwerp, sector)
        before = _state(given)
        onderwerp.thing.value.bereken(*given)
        if changed := [name for name, text in _state(given).items() if text != before[name]]:
            raise AssertionError(f"expected the input as it was, found {', '.join(changed)} changed")


@toets(SOORT)
def herhaalbaar(onderwerp: Onderwerp) -> None:
    """The same input gives the same metingen: again, and in a process with another hash seed, locale and timezone."""
    same_elsewhere(onderwerp)


@toets(SOORT)
def samen(onderwerp: Onderwerp) -> None:
    """Called once for many regions, where it is registered so, it gives what it gives for each by itself."""
    indicator = onderwerp.thing.value
    if not indicator.samen:
        raise NietVanToepassing("it is called for each region by itself")
    for sector in indicator.sectoren:
        view, ledger = given_to(onderwerp, sector)
        half, bare = (neighbour(view, number, part) for number, part in ((2, every_other), (3, _nothing)))
        for views in ((view, half, bare), (view, half)):
            ledgers = dict.fromkeys((each.regio for each in views), ledger)
            # a region without rows may be refused: it is then called by itself, and others must go together
            if assert_joint(indicator, views, ledgers, may_refuse=bare in views):
                break


def same_elsewhere(onderwerp: Onderwerp) -> None:
    """Compare each example with a second call, and with the other process."""
    for loop, there in zip(runs_of(onderwerp), seen(onderwerp).digests, strict=True):
        here, again = loop.digest(), loop.digest()
        if here != again:
            raise AssertionError(
                f"expected the same from the same input, found other rows at the second call: {loop.naam}"
            )
        if here != there:
            raise AssertionError(
                f"expected the same in a process with another hash seed, locale and timezone, not others: {loop.naam}; "
                "look for sets, for the clock and for texts made by the locale"
            )


def _rows(
    onderwerp: Onderwerp, sector: str, change: Callable[[Any, pd.DataFrame], pd.DataFrame] | None = None
) -> pd.DataFrame:
    rows: pd.DataFrame = onderwerp.thing.value.bereken(*given_to(onderwerp, sector, change))
    return rows


@lru_cache(maxsize=2)
def _as_it_is(onderwerp: Onderwerp, sector: str) -> pd.DataFrame:
    """The metingen on the region as it is, which several checks read one after the other; not to be changed."""
    return _rows(onderwerp, sector)


def _all(onderwerp: Onderwerp) -> Iterator[tuple[str, pd.DataFrame]]:
    for sector in onderwerp.thing.value.sectoren:
        yield sector, _as_it_is(onderwerp, sector).copy(deep=False)


def _filled(onderwerp: Onderwerp) -> list[tuple[str, pd.DataFrame]]:
    found = [(sector, rows) for sector, rows in _all(onderwerp) if len(rows)]
    if not found:
        raise NietVanToepassing("there are no metingen on the fictional region: see check contract")
    return found


def _with_cell(onderwerp: Onderwerp, sector: str, cell: tuple[int, int]) -> pd.DataFrame | None:
    """The metingen with one count of each table at these numbers; None where it refuses that or reads no counts."""
    from swvmon.errors import SwvmonError

    counts = []

    def put(_key: Any, frame: pd.DataFrame) -> pd.DataFrame:
        if "aantal_min" not in frame or frame.empty:
            return frame
        least, most = frame["aantal_min"].copy(), frame["aantal_max"].copy()
        least.iloc[0], most.iloc[0] = cell
        counts.append(cell)
        return frame.assign(aantal_min=least, aantal_max=most)

    given = given_to(onderwerp, sector, put)
    if not counts:
        return None
    try:
        rows = onderwerp.thing.value.bereken(*given)
    except SwvmonError:
        return None
    return rows.set_index(KEYS) if not rows.duplicated(KEYS).any() else None


def _certain(row: pd.Series) -> bool:
    import pandas as pd

    pairs = [("teller", "teller_max"), ("noemer", "noemer_max")]
    if row["soort"] == "aantal":
        return bool(pd.notna(row["waarde"]))
    return all(pd.isna(row[a]) or row[a] == row[b] for a, b in pairs) and row["uitkomst"] not in (
        "ontbreekt",
        "reeksbreuk",
    )


def _nothing(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.iloc[:0]


def _state(given: tuple[Any, ...]) -> dict[str, str]:
    """What was handed over, told so that a change shows."""
    from swvmon.contract.grootboek import Grootboek
    from swvmon.contract.momentopname import Momentopname
    from swvmon.run.lines import fingerprint

    state: dict[str, str] = {}
    for number, part in enumerate(given):
        if isinstance(part, Momentopname):
            state |= {f"table {k.tabel} {k.moment}".strip(): fingerprint(part.only((k,))) for k in part.sleutels}
        elif isinstance(part, Grootboek):
            state[f"ledger {number}"] = part.regels.to_csv()
        elif hasattr(part, "to_csv"):
            state["the metingen"] = part.to_csv()
    return state
