"""What counts have in common: masked cells, totals, the day of the count, and the locations that they name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from swvmon import Leverperiode, Periode, SwvmonError
from swvmon_duo.koppen import PEILDATUM

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from swvmon import Bestand, Kolom, Kop

SOORTEN = {"bo": "bao", "sbo": "sbo", "so": "so", "vso": "vso", "so/vso": "so_vso"}
"""The types of education by DUO's abbreviation, in small letters."""


def told_by_peildatum(kop: Kop) -> Leverperiode | None:
    """The day of the count, where the first rows agree on it."""
    days = kop.values(PEILDATUM)
    try:
        (day,) = (date.fromisoformat(value) for value in days)
    except ValueError:  # no day, more than one, or not a day: reading the file says what is wrong
        return None
    return Leverperiode("peildatum", Periode(day, day))


def one_day(bestand: Bestand, rijen: pd.DataFrame) -> pd.DataFrame:
    """The rows without their counting day.

    Raises:
        SwvmonError: rows of more than one day, which cannot be one levering.
    """
    days = sorted(rijen["peildatum"].unique())
    if len(days) > 1:
        raise SwvmonError(f"{bestand.pad}: has counts of {days[0]} and {days[1]}; a file belongs to one day")
    return rijen.drop(columns="peildatum")


def cells(rijen: pd.DataFrame, kolommen: Sequence[Kolom]) -> dict[str, Any]:
    """Whole numbers per column, a masked one missing."""
    import pandas as pd

    columns = {}
    for kolom in kolommen:
        low, high = (rijen[f"{kolom.naam}_{end}"].to_numpy() for end in ("min", "max"))
        columns[kolom.naam] = pd.arrays.IntegerArray(low.copy(), low != high)
    return columns


def totals(rijen: pd.DataFrame, kolommen: Sequence[Kolom]) -> dict[str, Any]:
    """Sum of the cells as an interval: `aantal_min`, `aantal_max`."""
    return {f"aantal_{end}": rijen[[f"{k.naam}_{end}" for k in kolommen]].sum(axis=1) for end in ("min", "max")}


def against_total(rijen: pd.DataFrame, kolommen: Sequence[Kolom], header: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Set `aantal_min` and `aantal_max` to the published total, and take out rows whose cells do not add up to it.

    Args:
        rijen: with the cells and `totaal_min`, `totaal_max`; a masked total counts as its interval.
        kolommen: the cells.
        header: how the file heads the total.

    Returns:
        Accepted rows and rejected ones (columns of afkeuringen, code ``som_anders_dan_totaal``).
    """
    sums = totals(rijen, kolommen)
    low = sums["aantal_min"].where(sums["aantal_min"] > rijen["totaal_min"], rijen["totaal_min"])
    high = sums["aantal_max"].where(sums["aantal_max"] < rijen["totaal_max"], rijen["totaal_max"])
    good = low <= high
    every = rijen[["regel"]].assign(
        kolom=header,
        code="som_anders_dan_totaal",
        gevonden=rijen["totaal_min"].astype("str"),
        verwacht="the sum of the cells, " + sums["aantal_min"].astype("str"),
    )
    kept = rijen.assign(aantal_min=low, aantal_max=high)[good].reset_index(drop=True)
    return kept, every[~good].reset_index(drop=True)


def filled(rijen: pd.DataFrame, kolommen: Sequence[str]) -> tuple[Any, Any]:
    """Where a wide table has values: position of the row and of the column of each, row by row."""
    import numpy as np

    there = np.column_stack([rijen[name].notna().to_numpy(bool) for name in kolommen])
    row, column = np.nonzero(there)
    return row, column


def soort_of(rijen: pd.DataFrame) -> pd.Series:
    """Type of education; what we do not know stays as it is written, and the table refuses it."""
    written = rijen["soort"].str.lower()
    return written.map(SOORTEN).astype("str").fillna(written)


def joined(afkeuringen: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Rejected rows in the order of the file."""
    import pandas as pd

    if more.empty:
        return afkeuringen
    return pd.concat([afkeuringen, more]).sort_values("regel", ignore_index=True)


def named(rijen: pd.DataFrame, sector: str) -> pd.DataFrame:
    """The locations that a count names, with what it tells of them; the first row of each."""
    first = rijen.drop_duplicates("vestiging").reset_index(drop=True)
    told = {name: first[name] for name in ("bestuur", "gemeente", "denominatie") if name in first}
    if "postcode" in first:
        told["pc4"] = first["postcode"].str[:4]
    return first[["regel", "vestiging", "naam", "plaats", "provincie"]].assign(sector=sector, **told)
