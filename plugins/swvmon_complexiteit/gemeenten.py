"""Gemeenten per SWV, by the postcode areas of the regulation, and by its list of gemeenten before 23 April 2015."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname
from swvmon_complexiteit.delen import AANTAL, GEDEELD, count_parts, of_swvs

if TYPE_CHECKING:
    import pandas as pd

GEBIEDEN, LIJST = Leest("regio_indeling"), Leest("regio_indeling_gemeente")
UNIT = "gemeente"


def pairs_of(gebieden: pd.DataFrame, sector: str) -> pd.DataFrame:
    """The gemeenten of every SWV of a sector: `swv`, `deel`; areas without an SWV are left out."""
    named = gebieden[["gemeentenaam", f"{sector}_swv"]].set_axis(["deel", "swv"], axis=1)
    return named.dropna(subset="swv")


def uit_postcodes(kolom: str, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """A gemeente belongs to an SWV with the first postcode area; shared where another SWV of the sector has one too."""
    counted = count_parts(pairs_of(momentopname.tabel(GEBIEDEN.tabel), momentopname.sector))
    base = "gemeenten met een postcodegebied van het samenwerkingsverband (BWBR0032324)"
    return of_swvs(momentopname, counted[kolom], eenheid=UNIT, grondslag=base)


def uit_lijst(kolom: str, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The gemeenten that the regulation lists for the SWV; shared where it lists a part of one."""
    rows = momentopname.tabel(LIJST.tabel)
    wanted = rows["gemeentenaam"].where(rows["omvang"] != "geheel") if kolom == GEDEELD else rows["gemeentenaam"]
    found = wanted.groupby(momentopname.swv_of(rows)).nunique()
    base = "gemeenten die de regeling voor het samenwerkingsverband noemt (BWBR0032324, voor 23 april 2015)"
    return of_swvs(momentopname, found, eenheid=UNIT, grondslag=base)


GEMEENTEN = (
    Indicator(
        naam="gemeenten",
        titel="Gemeenten",
        definitie="Gemeenten waarvan ten minste één postcodegebied bij het samenwerkingsverband hoort.",
        bron="Inspectie van het Onderwijs, R1 L461-475",
        soort="aantal",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(uit_postcodes, AANTAL),
        leest=(GEBIEDEN,),
        samen=True,
        begrip="aantal_gemeenten",
        verschil="naar postcodegebied: een enkel gebied telt, ook waar de regeling de gemeente niet noemt",
    ),
    Indicator(
        naam="gemeenten_gedeeld",
        titel="Gemeenten die ook onder een ander samenwerkingsverband vallen",
        definitie="Gemeenten van het samenwerkingsverband die ook onder een ander van dezelfde sector vallen.",
        bron="Inspectie van het Onderwijs, R1 L466-478",
        soort="aantal",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(uit_postcodes, GEDEELD),
        leest=(GEBIEDEN,),
        samen=True,
        begrip="gedeelde_gemeenten",
        verschil="naar postcodegebied: gedeeld als een ander samenwerkingsverband er ook een gebied heeft",
    ),
    Indicator(
        naam="gemeenten_regeling_2013",
        titel="Gemeenten volgens de regeling van 2013",
        definitie="Gemeenten die de regeling van voor 23 april 2015 bij het samenwerkingsverband noemt.",
        bron="Regeling regio-indeling (BWBR0032324), versies van 2013",
        soort="aantal",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(uit_lijst, AANTAL),
        leest=(LIJST,),
        samen=True,
        begrip="aantal_gemeenten",
        verschil="naar de lijst van gemeenten in de wettekst",
    ),
    Indicator(
        naam="gemeenten_regeling_2013_gedeeld",
        titel="Gemeenten waarvan de regeling van 2013 een deel toewijst",
        definitie="Gemeenten waarvan de regeling van voor 23 april 2015 een deel bij het samenwerkingsverband legt.",
        bron="Regeling regio-indeling (BWBR0032324), versies van 2013",
        soort="aantal",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(uit_lijst, GEDEELD),
        leest=(LIJST,),
        samen=True,
        begrip="gedeelde_gemeenten",
        verschil="gedeeld als de wettekst bij dit samenwerkingsverband alleen postcodes noemt of uitzondert",
    ),
)
