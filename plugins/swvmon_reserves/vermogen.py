"""Equity by the accounts and by the SWV's own list of reserves, and equity over income."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Leest, Momentopname, metingen, with_lacking
from swvmon_reserves.rekening import LEEST, closing_day, for_swvs, read_accounts

if TYPE_CHECKING:
    import pandas as pd


def bereken_vermogen(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Post 2.1 of the balance; below zero where the SWV has a deficit."""
    fields: dict[str, Any] = {
        "soort": "bedrag_cent",
        "eenheid": "eurocent",
        "grondslag": "eigen vermogen op 31 december volgens de jaarrekening",
    }
    equity = read_accounts(momentopname)["eigen_vermogen"]
    return for_swvs(momentopname, waarde=equity, **fields)


def bereken_opgave(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The reserves that the SWV keeps, per purpose and together."""
    import pandas as pd

    fields: dict[str, Any] = {
        "soort": "bedrag_cent",
        "eenheid": "eurocent",
        "grondslag": "reserves op 31 december volgens het samenwerkingsverband zelf",
    }
    rows = momentopname.tabel("reserve")
    rows = rows[rows["kalenderjaar"] == momentopname.schooljaar.start]
    rows = rows.assign(swv=momentopname.swv_of(rows))[["swv", "doel", "bedrag_cent"]]
    total = rows.groupby("swv", as_index=False)["bedrag_cent"].sum().assign(doel="")
    parts = pd.concat([total, rows], ignore_index=True)
    found = metingen(
        parts["swv"],
        niveau="swv",
        peildatum=closing_day(momentopname),
        onderdeel=parts["doel"],
        waarde=parts["bedrag_cent"],
        **fields,
    )
    return with_lacking(momentopname, found, momentopname.lacking(rows), peildatum=closing_day(momentopname), **fields)


def bereken_weerstand(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Equity over total income."""
    fields: dict[str, Any] = {
        "soort": "verhouding",
        "eenheid": "aandeel",
        "grondslag": "eurocenten: eigen vermogen op 31 december / totale baten van het kalenderjaar, jaarrekening",
    }
    accounts = read_accounts(momentopname)
    return for_swvs(momentopname, teller=accounts["eigen_vermogen"], noemer=accounts["baten"], **fields)


EIGEN_VERMOGEN = Indicator(
    naam="eigen_vermogen",
    titel="Eigen vermogen volgens de jaarrekening",
    definitie="Post 2.1 van de balans op 31 december van het kalenderjaar waarin het schooljaar begint.",
    bron="DUO, financiële verantwoording, balans",
    soort="bedrag_cent",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=bereken_vermogen,
    leest=LEEST,
    hoger=("landelijk",),
    samen=True,
    begrip="eigen_vermogen_swv",
    verschil="Uit de gecontroleerde en gepubliceerde jaarrekening, als één bedrag.",
)
EIGEN_OPGAVE = Indicator(
    naam="reserves_eigen_opgave",
    titel="Reserves volgens het samenwerkingsverband",
    definitie="De reserves op 31 december van het kalenderjaar waarin het schooljaar begint, samen en per doel.",
    bron="administratie van het samenwerkingsverband, sjabloon reserve",
    soort="bedrag_cent",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=bereken_opgave,
    leest=(Leest("reserve"),),
    hoger=("landelijk",),
    samen=True,
    begrip="eigen_vermogen_swv",
    verschil="Zoals het samenwerkingsverband ze zelf opgeeft, per doel; kan afwijken van de jaarrekening.",
)
WEERSTANDSVERMOGEN = Indicator(
    naam="weerstandsvermogen",
    titel="Weerstandsvermogen",
    definitie="Eigen vermogen gedeeld door de totale baten van het kalenderjaar.",
    bron="keuze van deze plugin; R3 §3.3 (L759-782) vraagt ernaar zonder het te definiëren",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_weerstand,
    leest=LEEST,
    hoger=("landelijk",),
    samen=True,
)
