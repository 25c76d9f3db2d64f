"""What was realised against what was planned, per post and together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Leest, Momentopname, metingen
from swvmon_reserves.rekening import closing_day, for_swv

if TYPE_CHECKING:
    import pandas as pd

LEEST = (Leest("begroting"), Leest("realisatie"))
BASE = "eurocenten volgens het samenwerkingsverband, over het kalenderjaar waarin het schooljaar begint"


def posts(momentopname: Momentopname) -> pd.DataFrame | None:
    """Planned and realised per post, and together under an empty name; None where either is not there at all."""
    import pandas as pd

    amounts = {}
    for name in ("begroting", "realisatie"):
        rows = momentopname.tabel(name)
        rows = rows[rows["kalenderjaar"] == momentopname.schooljaar.start]
        if rows.empty:
            return None
        amounts[name] = pd.concat([rows.set_index("post")["bedrag_cent"], pd.Series({"": rows["bedrag_cent"].sum()})])
    both: pd.DataFrame = pd.concat(amounts, axis=1).astype("Int64")
    return both.rename_axis("post").reset_index()


def bereken_realisatie(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Realised over planned; a post that stands on one side only has no outcome."""
    fields: dict[str, Any] = {"soort": "verhouding", "eenheid": "aandeel", "grondslag": BASE}
    found = posts(momentopname)
    if found is None:
        return for_swv(momentopname, **fields)
    known = found["begroting"].notna() & found["realisatie"].notna()
    return _per_post(
        momentopname,
        found,
        known,
        teller=found["realisatie"].where(known),
        noemer=found["begroting"].where(known),
        **fields,
    )


def bereken_afwijking(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Realised minus planned; below zero where less was spent than planned."""
    fields: dict[str, Any] = {"soort": "bedrag_cent", "eenheid": "eurocent", "grondslag": BASE}
    found = posts(momentopname)
    if found is None:
        return for_swv(momentopname, **fields)
    difference = found["realisatie"] - found["begroting"]
    return _per_post(momentopname, found, difference.notna(), waarde=difference, **fields)


def _per_post(momentopname: Momentopname, found: pd.DataFrame, known: pd.Series, **fields: Any) -> pd.DataFrame:
    import pandas as pd

    return metingen(
        pd.Series(momentopname.regio, found.index, dtype="str"),
        niveau="swv",
        peildatum=closing_day(momentopname),
        onderdeel=found["post"],
        uitkomst=pd.Series("ontbreekt", found.index).mask(known, ""),
        **fields,
    )


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
)
