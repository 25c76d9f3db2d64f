"""The place between decentral and central as the SWV gives it itself, 1 to 10, in three classes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname, SwvmonError, swv_meting

if TYPE_CHECKING:
    import pandas as pd

STURING = "sturing_centraal"
"""Kenmerk of an SWV: its place between 1 (decentraal) and 10 (centraal)."""
KLASSEN = (("decentraal", 1, 3), ("gemengd", 4, 7), ("centraal", 8, 10))
"""Classes with their lowest and highest mark, both included."""


def class_of(mark: int) -> str:
    """The class of a mark from 1 to 10."""
    return next(name for name, low, high in KLASSEN if low <= mark <= high)


def bereken(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The class, with the mark beneath it; the latest that has begun on the last day of the schooljaar.

    Raises:
        SwvmonError: the mark is no whole number from 1 to 10.
    """
    end = momentopname.schooljaar.periode.tot
    told = momentopname.tabel("kenmerk")
    mine = (told["niveau"] == "swv") & told["code"].isin(momentopname.swvs) & (told["kenmerk"] == STURING)
    begun = told[mine & (told["geldig_van"] <= end)].sort_values("geldig_van")
    latest = begun.drop_duplicates("code", keep="last").set_index("code")["waarde"].astype("str")
    wrong = latest[~latest.isin([str(mark) for mark in range(1, 11)])]
    if len(wrong):
        raise SwvmonError(f"kenmerk {STURING} of {wrong.index[0]} is {wrong.iloc[0]!r}; a whole number from 1 to 10")
    marks = latest.astype("int64")
    return swv_meting(
        momentopname,
        soort="klasse",
        peildatum=date(momentopname.schooljaar.start, 12, 31),
        eenheid="cijfer van 1 (decentraal) tot 10 (centraal)",
        grondslag="opgave van het samenwerkingsverband",
        waarde=marks,
        klasse=marks.map(class_of).astype("str").reindex(list(momentopname.swvs)),
    )


KLASSE = Indicator(
    naam="sturing_klasse",
    titel="Sturingsmodel: decentraal, gemengd of centraal",
    definitie="Cijfer dat het samenwerkingsverband zichzelf geeft: 1-3 decentraal, 4-7 gemengd, 8-10 centraal.",
    bron="R3 L1946-1978, klassen L2024-2025",
    soort="klasse",
    aggregatie="geen",
    sectoren=("po", "vo"),
    bereken=bereken,
    leest=(Leest("kenmerk"),),
    samen=True,
    begrip="centraal_decentraal",
    verschil="Volgens het oordeel van de directeur over de sturing; hoog is centraal.",
)
