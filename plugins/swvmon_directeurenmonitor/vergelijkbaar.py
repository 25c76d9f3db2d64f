"""Peers of each SWV in a run of all of them, for a benchmark: a report reads them as metingen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import Indicator, Schooljaar, half_up, metingen
from swvmon_directeurenmonitor.nabijheid import nearest, standardise

if TYPE_CHECKING:
    import pandas as pd

UIT = (
    "begrotingsposten_aandeel",
    "gemeenten",
    "leerlingen_2011",
    "prognose_2015_2020",
    "sturing_klasse",
    "vereveningsklasse_20",
)
"""Indicators whose values are compared: the five posts, size, growth, steering and verevening."""
BUREN = 5
"""Peers that are told; an assumption, since R3 only asks for a comparison with comparable SWV's (L1844-1846)."""


def features_of(alle: pd.DataFrame, schooljaar: Schooljaar) -> pd.DataFrame:
    """A row per SWV, a column per indicator and part, of one school year; missing where there is no value."""
    mine = alle[
        alle["indicator"].isin(UIT) & (alle["niveau"] == "swv") & (alle["schooljaar"] == str(schooljaar))
    ].assign(kenmerk=lambda rows: (rows["indicator"] + " " + rows["onderdeel"]).str.strip())
    wide = mine.assign(waarde=mine["waarde"].astype("Float64")).pivot_table(
        index="sleutel", columns="kenmerk", values="waarde", aggfunc="first", dropna=False
    )
    return wide.dropna(axis="columns", how="all").sort_index()


def bereken(alle: pd.DataFrame, schooljaar: Schooljaar) -> pd.DataFrame:
    """Five peers of each SWV, with their distance beneath them; `ontbreekt` for an SWV without any."""
    import pandas as pd

    standaard = standardise(features_of(alle, schooljaar))
    rows: list[tuple[str, str, str, Decimal | None, str]] = []
    for swv in standaard.index:
        peers, names = nearest(standaard, swv, BUREN)
        told = f"kenmerken: {', '.join(names)}" if peers else "geen kenmerken die ook van andere verbanden bekend zijn"
        rows += [(swv, str(rank), peer.naam, _exact(peer.afstand), told) for rank, peer in enumerate(peers, 1)] or [
            (swv, "1", "", None, told)
        ]
    frame = pd.DataFrame(rows, columns=["swv", "rang", "buur", "afstand", "grondslag"])
    return metingen(
        frame["swv"],
        soort="klasse",
        niveau="swv",
        onderdeel=frame["rang"],
        peildatum=date(schooljaar.start, 10, 1),
        eenheid="afstand in standaardafwijkingen",
        grondslag=frame["grondslag"],
        waarde=frame["afstand"],
        klasse=frame["buur"],
        uitkomst=frame["buur"].map(lambda buur: "" if buur else "ontbreekt"),
    )


def _exact(distance: float) -> Decimal:
    return half_up(Decimal(repr(distance)), 6)


VERGELIJKBAAR = Indicator(
    naam="vergelijkbare_verbanden",
    titel="Vergelijkbare samenwerkingsverbanden",
    definitie=(
        "De vijf verbanden van de sector die het dichtst bij staan op begrotingsposten, omvang, groei, sturing en "
        "verevening, voor zover bekend; elk kenmerk weegt even zwaar, in standaardafwijkingen."
    ),
    bron="vraag: R3 L1844-1846, L1873-1875; kenmerken en aantal: aanname",
    soort="klasse",
    aggregatie="geen",
    sectoren=("po", "vo"),
    bereken=bereken,
    over="regios",
    uit=UIT,
)
