"""What was realised against what was planned, per post and together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Leest, Momentopname, metingen, with_lacking
from swvmon_reserves.rekening import closing_day

if TYPE_CHECKING:
    import pandas as pd

LEEST = (Leest("begroting"), Leest("realisatie"))
BASE = "eurocenten volgens het samenwerkingsverband, over het kalenderjaar waarin het schooljaar begint"


def posts(momentopname: Momentopname) -> pd.DataFrame:
    """Planned and realised per post of an SWV that has both, and together under an empty name.

    Returns:
        `swv`, `post`, and `begroting` and `realisatie` in eurocents, Int64; missing where a post stands on one
        side only.
    """
    import pandas as pd

    amounts = {}
    for name in ("begroting", "realisatie"):
        rows = momentopname.tabel(name)
        rows = rows[rows["kalenderjaar"] == momentopname.schooljaar.start]
        rows = rows.assign(swv=momentopname.swv_of(rows))[["swv", "post", "bedrag_cent"]]
        total = rows.groupby("swv", as_index=False)["bedrag_cent"].sum().assign(post="")
        amounts[name] = pd.concat([rows, total]).set_index(["swv", "post"])["bedrag_cent"].astype("Int64")
    both: pd.DataFrame = pd.concat(amounts, axis=1).reset_index()
    totals = both[both["post"] == ""].dropna()
    return both[both["swv"].isin(totals["swv"])].reset_index(drop=True)


def bereken_realisatie(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Realised over planned; a post that stands on one side only has no outcome."""
    fields: dict[str, Any] = {"soort": "verhouding", "eenheid": "aandeel", "grondslag": BASE}
    found = posts(momentopname)
    known = found["begroting"].notna() & found["realisatie"].notna()
    numbers = {"teller": found["realisatie"].where(known), "noemer": found["begroting"].where(known)}
    return _per_post(momentopname, found, known, numbers, **fields)


def bereken_afwijking(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Realised minus planned; below zero where less was spent than planned."""
    fields: dict[str, Any] = {"soort": "bedrag_cent", "eenheid": "eurocent", "grondslag": BASE}
    found = posts(momentopname)
    difference = found["realisatie"] - found["begroting"]
    return _per_post(momentopname, found, difference.notna(), {"waarde": difference}, **fields)


def _per_post(
    momentopname: Momentopname, found: pd.DataFrame, known: pd.Series, numbers: dict[str, pd.Series], **fields: Any
) -> pd.DataFrame:
    fields["peildatum"] = closing_day(momentopname)
    rows = metingen(
        found["swv"],
        niveau="swv",
        onderdeel=found["post"],
        uitkomst=known.map({True: "", False: "ontbreekt"}),
        **numbers,
        **fields,
    )
    return with_lacking(momentopname, rows, momentopname.lacking(found), **fields)


REALISATIE = Indicator(
    naam="realisatie_begroting",
    titel="Realisatie tegenover begroting",
    definitie="Gerealiseerd bedrag gedeeld door begroot bedrag, per post en over alle posten samen.",
    bron="CATALOGUE I12; administratie van het samenwerkingsverband",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_realisatie,
    leest=LEEST,
    samen=True,
)
AFWIJKING = Indicator(
    naam="realisatie_min_begroting",
    titel="Realisatie min begroting",
    definitie="Gerealiseerd bedrag min begroot bedrag, per post en over alle posten samen.",
    bron="CATALOGUE I12; administratie van het samenwerkingsverband",
    soort="bedrag_cent",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=bereken_afwijking,
    leest=LEEST,
    samen=True,
)
