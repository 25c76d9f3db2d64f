"""The rule of region plan VO2806 as a person would write it in pandas, for once: no lines, no sources, no checks.

It starts where `swvmon run` starts, at the loaded tables, and gives the same euros. It holds for plans with school
budgets at the middle of every band, on the final count, and for counts without masked cells.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd

AMOUNT_EURO = 1100
PERCENTAGE = {  # the middle of the bands of R2 Tabel 3
    "praktijkonderwijs": 20,
    "vmbo": 11,
    "mavo_havo": 5.5,
    "mavo_havo_vwo": 4,
    "havo_vwo": 3,
    "gymnasium": 2,
}
COUNTS = """
    SELECT vestiging, richting, fase, aantal_min AS aantal FROM leerlingen_vo
    JOIN levering ON levering.id = levering_id WHERE periode_van = '2019-10-01'
"""


def total_cent(database: Path, regio: str) -> int:
    """What the schools of a region get in 2019/20, eurocents."""
    with closing(sqlite3.connect(database)) as connection:
        counts = pd.read_sql(COUNTS, connection)
        addresses = pd.read_sql("SELECT vestiging, pc4, denominatie FROM vestiging", connection)
        areas = pd.read_sql("SELECT pc4, vo_swv FROM regio_indeling", connection)
        listed = pd.read_sql("SELECT vestiging, swv FROM vsv", connection)
    schools = addresses.merge(listed, how="outer", on="vestiging").merge(areas, how="left", on="pc4")
    national = (schools["denominatie"] == "Reformatorisch") | (schools["swv"] == "VO0001")
    swv = schools["vo_swv"].fillna(schools["swv"]).mask(national, "VO0001")
    counts = counts[counts["vestiging"].isin(schools["vestiging"][swv == regio])]

    at_vavo = counts["fase"] == "vavo"
    own = single_tracks(counts[~at_vavo])
    pupils = pd.concat([spread(counts[~at_vavo], own).assign(part=1.0), spread(counts[at_vavo], own).assign(part=0.5)])
    pupils["soort"] = kind(pupils)
    pupils["aantal"] = pupils["aantal"] * pupils["part"]

    budget = pupils.groupby(["vestiging", "soort"], as_index=False)["aantal"].sum()
    cents = budget["aantal"] * budget["soort"].map(PERCENTAGE) * AMOUNT_EURO
    return int(np.floor(cents + 0.5).sum())


def single_tracks(classes: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Pupils per school and track in classes with one track."""
    totals = classes.groupby(["vestiging", "richting"])["aantal"].sum()
    return {key: count for key, count in totals.items() if "+" not in key[1]}


def spread(classes: pd.DataFrame, own: dict[tuple[str, str], int]) -> pd.DataFrame:
    """Pupils per school and track; a class for several tracks is divided as the school's own pupils are."""
    totals = classes.groupby(["vestiging", "richting"])["aantal"].sum()
    pupils = single_tracks(classes)
    for (school, richting), total in totals.items():
        tracks = richting.split("+")
        if len(tracks) == 1:
            continue
        weights = [own.get((school, track), 0) for track in tracks]
        weights = weights if sum(weights) else [1] * len(tracks)
        parts = [total * weight // sum(weights) for weight in weights]
        rest = [total * weight % sum(weights) for weight in weights]
        for place in sorted(range(len(tracks)), key=lambda p: -rest[p])[: total - sum(parts)]:
            parts[place] += 1
        for track, part in zip(tracks, parts, strict=True):
            pupils[school, track] = pupils.get((school, track), 0) + part
    rows = [(school, track, count) for (school, track), count in pupils.items() if count > 0]
    return pd.DataFrame(rows, columns=["vestiging", "richting", "aantal"])


def kind(pupils: pd.DataFrame) -> pd.Series:
    """The row of Tabel 3 for the pupils of each school and track, by the tracks that the school has."""
    tracks = pupils.groupby("vestiging")["richting"].agg(set)
    kinds = [
        row_of(tracks[school], track) for school, track in zip(pupils["vestiging"], pupils["richting"], strict=True)
    ]
    return pd.Series(kinds, index=pupils.index, dtype="str")


def row_of(school: set[str], track: str) -> str:
    """The row of Tabel 3 for one track of a school with these tracks."""
    if track == "pro":
        return "praktijkonderwijs"
    if track == "overig":
        return "havo_vwo"
    if school & {"vmbo_b", "vmbo_k"}:
        return "vmbo" if track.startswith("vmbo") else "havo_vwo"
    if school & {"vmbo_g", "vmbo_t"}:
        return "mavo_havo_vwo" if school & {"atheneum", "gymnasium"} else "mavo_havo"
    return "gymnasium" if "gymnasium" in school and not school & {"atheneum", "havo"} else "havo_vwo"
