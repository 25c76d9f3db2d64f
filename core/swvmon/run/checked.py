"""What indicators hand back is checked by name before anything is divided, added up or stored.

Many indicators of many regions are checked at once; what is wrong in one of them touches no other.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon.contract.meting import GEGEVEN, NIET_BEPAALD, NIVEAUS, STATUSSEN, ZONDER_WAARDE
from swvmon.errors import ContractViolation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pandas as pd

    from swvmon.contract.indicator import Indicator
    from swvmon.perioden import Schooljaar

    Told = Callable[[pd.Series], str]
    Fault = tuple[pd.Series, Told]

LAND = "NL"
"""Key of the one meting of level landelijk."""

OF = ["regio", "indicator"]
"""Columns that tell whose rows they are."""

NUMBERS = ("teller", "teller_max", "noemer", "noemer_max", "waarde", "n")
KEY = ("niveau", "sleutel", "onderdeel", "peildatum")
_NEEDS = {
    "verhouding": ("teller", "teller_max", "noemer", "noemer_max"),
    "aantal": ("waarde",),
    "bedrag_cent": ("waarde",),
    "statistiek": ("waarde", "n"),
    "klasse": ("waarde",),
}
_GEMEENTE = re.compile(r"[0-9]{4}")


@frozen
class Asked:
    """What was asked for, against which rows are judged.

    Attributes:
        indicatoren: the indicators by name.
        schooljaar: the school year.
        sleutels: per region the keys that exist, per level; a level that is not there has keys of the indicator's own.
        waar: per region what keys must be of, for messages.
    """

    indicatoren: Mapping[str, Indicator]
    schooljaar: Schooljaar
    sleutels: Mapping[str, Mapping[str, frozenset[str]]] = field(repr=False)
    waar: Mapping[str, str] = field(repr=False)


def check_form(rows: object) -> pd.DataFrame:
    """Refuse what is not a frame of `swvmon.metingen`.

    Raises:
        ContractViolation: it is something else.
    """
    import pandas as pd

    if not isinstance(rows, pd.DataFrame) or list(rows.columns) != list(GEGEVEN):
        raise ContractViolation("handed back something else than swvmon.metingen makes")
    return rows


def check_metingen(rows: pd.DataFrame, asked: Asked) -> tuple[pd.DataFrame, dict[tuple[str, str], str]]:
    """Leave out the metingen of indicators that handed back what is no meting.

    Args:
        rows: columns `OF` and `swvmon.contract.meting.GEGEVEN`.
        asked: what was asked for.

    Returns:
        The rows of regions and indicators in which nothing is wrong, and for the others what is, with the first key.
    """
    import pandas as pd

    refused: dict[tuple[str, str], str] = {}
    if rows.empty:
        return rows, refused
    for wrong, told in _faults(rows, asked):
        if wrong.any():
            for _, row in rows[wrong].drop_duplicates(OF).iterrows():
                refused.setdefault((row["regio"], row["indicator"]), told(row))
    if not refused:
        return rows, refused
    whose = pd.MultiIndex.from_frame(rows[OF])
    return rows[~whose.isin(list(refused))].reset_index(drop=True), refused


def _faults(rows: pd.DataFrame, asked: Asked) -> Iterator[Fault]:
    """What can be wrong, in the order in which it is told: where it is, and what to say of a row."""
    import pandas as pd

    soort = rows["indicator"].map({name: i.soort for name, i in asked.indicatoren.items()})
    yield (
        rows["soort"] != soort,
        lambda r: f"handed back soort {r['soort']}, registered as {asked.indicatoren[r['indicator']].soort}",
    )
    for column, allowed in (
        ("niveau", NIVEAUS),
        ("status", STATUSSEN),
        ("uitkomst", ("", *ZONDER_WAARDE, *NIET_BEPAALD)),
    ):
        yield ~rows[column].isin(allowed), partial(_unknown, column, ", ".join(a or "empty" for a in allowed))
    yield rows.duplicated([*OF, *KEY]), lambda r: f"two metingen for {_key(r)}"
    yield from _strange_keys(rows, asked)
    known_days = {
        name: {leest.peildatum(asked.schooljaar) for leest in i.leest} for name, i in asked.indicatoren.items()
    }
    first, last = date(asked.schooljaar.start, 1, 1), date(asked.schooljaar.start + 1, 12, 31)
    days = rows[["indicator", "peildatum"]].drop_duplicates()
    strange = {
        (name, day)
        for name, day in days.itertuples(index=False)
        if not isinstance(day, date) or (day not in known_days[name] and not first <= day <= last)
    }
    whose = pd.MultiIndex.from_frame(rows[["indicator", "peildatum"]]) if strange else None
    yield (
        pd.Series(False if whose is None else whose.isin(list(strange)), index=rows.index),
        lambda r: f"measures on {r['peildatum']}, which was not asked for in {asked.schooljaar}",
    )
    yield from _wrong_numbers(rows)


def _strange_keys(rows: pd.DataFrame, asked: Asked) -> Iterator[Fault]:
    import pandas as pd

    levels = sorted({level for known in asked.sleutels.values() for level in known})
    for niveau in levels:
        at = rows["niveau"] == niveau
        if not at.any():
            continue
        pairs = zip(*(rows.loc[at, name].to_numpy(dtype=object) for name in ("regio", "sleutel")), strict=True)
        known = {regio: keys for regio, levels_ in asked.sleutels.items() if (keys := levels_.get(niveau)) is not None}
        strange = pd.Series([regio in known and key not in known[regio] for regio, key in pairs], rows.index[at])
        yield (
            strange.reindex(rows.index, fill_value=False),
            lambda r: f"measures {r['niveau']} {r['sleutel']!r}, which is not of {asked.waar[r['regio']]}",
        )
    towns = rows["niveau"] == "gemeente"
    wrong = {key for key in rows.loc[towns, "sleutel"].unique() if not _GEMEENTE.fullmatch(key)}
    yield (
        towns & rows["sleutel"].isin(wrong),
        lambda r: f"measures gemeente {r['sleutel']!r}; a gemeente is told by its code of four digits",
    )


def _wrong_numbers(rows: pd.DataFrame) -> Iterator[Fault]:
    yield (
        rows["uitkomst"].isin(NIET_BEPAALD) & rows["soort"].isin(["verhouding", "aantal"]),
        lambda r: f"{_key(r)} is handed in as {r['uitkomst']}, which the core tells of soort {r['soort']}",
    )
    without = rows["uitkomst"].isin([*ZONDER_WAARDE, *NIET_BEPAALD])
    there = {column: rows[column].notna() for column in NUMBERS}
    for column in NUMBERS:
        yield without & there[column], partial(_has, column)
    interval = (rows["soort"] == "aantal") & there["teller"] & there["teller_max"]
    for column in NUMBERS:
        kinds = [kind for kind, needs in _NEEDS.items() if column in needs]
        yield rows["soort"].isin(kinds) & ~without & ~interval & ~there[column], partial(_lacks, column)
    yield (
        (rows["soort"] == "verhouding") & there["waarde"],
        lambda _: "hands in a waarde beside teller and noemer; the core divides",
    )
    for name in ("teller", "noemer"):
        turned = (rows[name] > rows[f"{name}_max"]).fillna(value=False).astype(bool)
        yield turned, partial(_turned, name)
    yield (rows["soort"] == "klasse") & ~without & (rows["klasse"] == ""), lambda r: f"{_key(r)} has no klasse"


def _unknown(column: str, allowed: str, row: pd.Series) -> str:
    return f"unknown {column} {row[column]!r}; one of {allowed}"


def _has(column: str, row: pd.Series) -> str:
    return f"{_key(row)} is {row['uitkomst']} and has {column}"


def _lacks(column: str, row: pd.Series) -> str:
    return (
        f"{_key(row)} has no {column}, which soort {row['soort']} needs; what is not known is handed in with uitkomst "
        f"{' or '.join(ZONDER_WAARDE)}"
    )


def _turned(name: str, row: pd.Series) -> str:
    return f"{_key(row)} has a {name} above its {name}_max"


def _key(row: pd.Series) -> str:
    return f"{row['niveau']} {row['sleutel']!r}" + (f" ({row['onderdeel']})" if row["onderdeel"] else "")
