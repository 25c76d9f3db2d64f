"""What both sectors need to place a school with a samenwerkingsverband: facts per location, and their sources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Bevinding
from swvmon_duo.opvolging import successors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from swvmon import Schooljaar

REFORMATORISCH = "reformatorisch"
"""The denominatie of all schools of the national SWV's, and of no others (SOURCES, Controlegetallen)."""


def given_rows(tabellen: Mapping[str, pd.DataFrame], sector: str, schooljaar: Schooljaar) -> pd.DataFrame:
    """Rows of a loaded table `aansluiting` for the sector and school year."""
    rows = tabellen["aansluiting"].reindex(columns=["vestiging", "swv", "schooljaar", "aandeel"]).astype("str")
    rows = rows[(rows["schooljaar"] == str(schooljaar)) & rows["swv"].str.startswith(sector.upper())]
    return rows.assign(grond="opgegeven aansluiting")


def counted(tabellen: Mapping[str, pd.DataFrame], names: Iterable[str], sector: str) -> list[pd.DataFrame]:
    """Counts of the sector by location, in the order asked for: columns bestuur, pc4, denominatie and swv.

    A count without `sector` is one of vo: those of po came with it.
    """
    frames = []
    for name in names:
        columns = ["vestiging", "sector", "bestuur", "pc4", "denominatie", "swv"]
        frame = tabellen.get(name, pd.DataFrame()).reindex(columns=columns).astype("str")
        own = frame["sector"] == sector if "vestiging_in" in name else frame["sector"].isna()
        if sector == "vo":
            own |= frame["sector"].isna()
        frames.append(frame[own].drop_duplicates("vestiging").set_index("vestiging").drop(columns="sector"))
    return frames


def addresses(tabellen: Mapping[str, pd.DataFrame], sector: str) -> pd.DataFrame:
    """The address list of the sector by location: columns bestuur, pc4 and denominatie."""
    rows = tabellen["vestiging"].reindex(columns=["vestiging", "sector", "bestuur", "pc4", "denominatie"]).astype("str")
    rows = rows[rows["sector"] == sector].drop(columns="sector")
    return rows.drop_duplicates("vestiging").set_index("vestiging")


def first_told(every: pd.Index, column: str, frames: Sequence[pd.DataFrame]) -> pd.Series:
    """The first value that one of the frames tells of each location."""
    found = pd.Series(None, every, dtype="str")
    for frame in frames:
        found = found.fillna(frame[column].reindex(every))
    return found


def every_location(frames: Iterable[pd.DataFrame]) -> pd.Index:
    """The locations of all frames, sorted."""
    names = [frame.index.to_series() for frame in frames]
    every = pd.concat(names).astype("str").drop_duplicates().sort_values()
    locations: pd.Index = pd.Index(every, name="vestiging")
    return locations


def areas(tabellen: Mapping[str, pd.DataFrame], sector: str) -> pd.Series:
    """The SWV of each postcode area."""
    return tabellen["regio_indeling"].set_index("pc4")[f"{sector}_swv"].astype("str")


def inherited(tabellen: Mapping[str, pd.DataFrame], schooljaar: Schooljaar, swv: pd.Series) -> pd.Series:
    """The successor of each location that nothing places, where it has one that is placed; else missing."""
    since = date(schooljaar.start - 1, 8, 1)
    after = successors(tabellen.get("brin_overgang", pd.DataFrame()), since).reindex(swv.index).astype("str")
    return after.where(swv.isna() & after.map(swv).notna())


def is_given(facts: pd.DataFrame, given: pd.DataFrame) -> pd.Series:
    """By location of `facts`: whether the rows of `given_rows` have it."""
    known = pd.Index(given["vestiging"].unique())
    return pd.Series(known.get_indexer(facts.index) >= 0, facts.index)


def table(given: pd.DataFrame, facts: pd.DataFrame, schooljaar: Schooljaar) -> pd.DataFrame:
    """The derived table.

    Args:
        given: rows of `given_rows`.
        facts: by location: swv, grond and bestuur; locations of `given` give those rows their board only.
        schooljaar: the school year.
    """
    placed = facts.loc[facts["swv"].notna() & ~is_given(facts, given), ["swv", "grond"]]
    placed = placed.assign(schooljaar=str(schooljaar), aandeel="1").reset_index()
    columns = ["vestiging", "swv", "schooljaar", "aandeel", "grond"]
    parts = [part[columns] for part in (given, placed) if len(part)]
    rows = pd.concat(parts, ignore_index=True) if parts else placed[columns]
    rows = rows.sort_values(["vestiging", "swv"], ignore_index=True)
    return rows.assign(bestuur=facts["bestuur"].reindex(rows["vestiging"]).fillna("").array)


def overruled(given: pd.DataFrame, facts: pd.DataFrame) -> tuple[Bevinding, ...]:
    """Locations that the given rows put under other SWV's than all else tells; the given rows hold.

    Args:
        given: rows of `given_rows`.
        facts: by location: swv and grond of the first rule that tells something without them.
    """
    rest = facts[facts["swv"].notna() & is_given(facts, given)]
    both = pd.MultiIndex.from_frame(given[["vestiging", "swv"]])
    odd = rest[~pd.MultiIndex.from_arrays([rest.index, rest["swv"]]).isin(both)]
    theirs = given[given["vestiging"].isin(odd.index)].sort_values(["vestiging", "swv"])
    names = theirs.groupby("vestiging")["swv"].agg(" en ".join)
    says = "De opgegeven aansluiting zegt " + names.reindex(odd.index).astype("str")
    texts = says + ", " + odd["grond"] + " wijst op " + odd["swv"] + "; de opgave geldt."
    return tuple(Bevinding("swv_anders_dan_opgave", "waarschuwing", *found) for found in told(texts))


def told(texts: pd.Series) -> list[tuple[str, str]]:
    """Location and sentence of findings, sorted by location."""
    return [(str(school), str(text)) for school, text in texts.sort_index().items()]
