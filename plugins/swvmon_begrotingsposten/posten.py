"""The five posts, and the budget of an SWV put under them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from swvmon import Leest, Momentopname, SwvmonError, apportion

if TYPE_CHECKING:
    import pandas as pd

LEEST = (Leest("begroting"), Leest("kenmerk"))
DECENTRAAL_POST = "decentrale_inzet"
POSTEN = {
    "speciale_voorzieningen": "Speciale voorzieningen",
    DECENTRAAL_POST: "Decentrale inzet van middelen",
    "leerlinggebonden": "Leerlinggebonden budget",
    "dienstverlening": "Dienstverlening",
    "management_organisatie": "Management en organisatie van het samenwerkingsverband",
}
"""The posts of R3 Tabel 3.1 (L723-727), by the name that they have here."""
INDELING = "begrotingspost_"
"""Kenmerk of an SWV that puts its own post under one of the five: begrotingspost_NAAM = one of `POSTEN`."""


def slug(posts: pd.Series) -> pd.Series:
    """Names of posts as they stand in a kenmerk: small letters and digits, else one underscore."""
    return posts.str.lower().str.replace(r"[^a-z0-9]+", "_", regex=True).str.strip("_")


def budget(momentopname: Momentopname) -> pd.DataFrame:
    """The budget of the kalenderjaar in which the schooljaar starts, a row per post of the SWV.

    Returns:
        `swv`, `post`, `bedrag_cent` and `onderdeel`: one of the five, or empty where nothing tells which.

    Raises:
        SwvmonError: a kenmerk names a post that is none of the five, or a post of the five is below zero.
    """
    rows = momentopname.tabel("begroting")
    rows = rows[rows["kalenderjaar"] == momentopname.schooljaar.start]
    rows = rows.assign(swv=momentopname.swv_of(rows), naam=slug(rows["post"]))
    rows = rows[["swv", "post", "bedrag_cent", "naam"]].merge(_arranged(momentopname), on=["swv", "naam"], how="left")
    by_name = rows["onderdeel"].fillna(rows["naam"].map(_printed())).fillna("").astype("str")
    rows = rows.drop(columns="naam").assign(onderdeel=by_name)
    below = rows[(rows["bedrag_cent"] < 0) & (rows["onderdeel"] != "")]
    if len(below):
        raise SwvmonError(f"post {below.iloc[0]['post']!r} of the budget is below zero; it has no share")
    return rows


def five(rows: pd.DataFrame) -> pd.DataFrame:
    """Eurocents per post of the five, in their order; a post that the budget does not have has zero.

    Returns:
        Index = SWV, of those that have one of the five; a column for each, int64.
    """
    sums = rows[rows["onderdeel"] != ""].groupby(["swv", "onderdeel"])["bedrag_cent"].sum()
    return sums.unstack(fill_value=0).reindex(columns=list(POSTEN), fill_value=0).astype("int64")


def rescale(amounts: pd.Series) -> pd.Series:
    """Whole percentages that add up to 100, by the largest remainders; ties to the lowest name."""
    return apportion(100, amounts)


def _printed() -> dict[str, str]:
    """The five by the words of the report, and by their names here."""
    import pandas as pd

    words = slug(pd.Series(POSTEN))
    return {**dict(zip(words, words.index, strict=True)), **{name: name for name in POSTEN}}


def _arranged(momentopname: Momentopname) -> pd.DataFrame:
    """Where SWV's put their own posts: the latest kenmerk of each that has begun in the kalenderjaar.

    Returns:
        `swv`, `naam` (as `slug`) and `onderdeel`.
    """
    import pandas as pd

    told = momentopname.tabel("kenmerk")
    mine = (told["niveau"] == "swv") & told["code"].isin(momentopname.swvs) & told["kenmerk"].str.startswith(INDELING)
    begun = told["geldig_van"] <= date(momentopname.schooljaar.start, 12, 31)
    rows = told[mine & begun].sort_values("geldig_van").drop_duplicates(["code", "kenmerk"], keep="last")
    strange = rows[~rows["waarde"].isin(list(POSTEN))]
    if len(strange):
        first = strange.iloc[0]
        raise SwvmonError(f"kenmerk {first['kenmerk']} is {first['waarde']!r}; one of {', '.join(POSTEN)}")
    names = rows["kenmerk"].str.removeprefix(INDELING)
    return pd.DataFrame({"swv": rows["code"], "naam": names, "onderdeel": rows["waarde"]}).astype("str")
