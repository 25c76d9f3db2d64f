"""Doorbetalingsquote: doorbetaling over the heavy budget; and the heavy budget's share of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname, swv_meting
from swvmon_doorbetalingsquote.stromen import read

if TYPE_CHECKING:
    import pandas as pd


def ratio(
    momentopname: Momentopname, teller: pd.Series, noemer: pd.Series, status: pd.Series, grondslag: str
) -> pd.DataFrame:
    """One ratio for each SWV; `ontbreekt` where a number is not known or the noemer is below zero."""
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="aandeel",
        grondslag=grondslag,
        status=status,
        teller=teller,
        noemer=noemer.mask(noemer < 0),
    )


def doorbetalingsquote(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Doorbetaling over the heavy budget of the school year."""
    flows = read(momentopname, grootboek)
    base = "eurocenten naar het (v)so via DUO / zware ondersteuning van het rijk met correcties, bruto"
    return ratio(momentopname, flows["doorbetaling"], flows["zwaar"], flows["status"], base)


def aandeel_zwaar(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """The heavy budget over heavy and light together; `ontbreekt` where the ledger does not have both apart."""
    flows = read(momentopname, grootboek)
    base = "eurocenten zware / zware en lichte ondersteuning van het rijk, bruto en voor inhouding van lwoo en pro"
    return ratio(momentopname, flows["zwaar"], flows["zwaar"] + flows["licht"], flows["status"], base)


DOORBETALINGSQUOTE = Indicator(
    naam="doorbetalingsquote",
    titel="Doorbetalingsquote",
    definitie="Wat van de zware ondersteuning aan het (v)so wordt doorbetaald, gedeeld door de zware ondersteuning.",
    bron="R0 L1363-1377, §4.2.2 en Figuur 4-4",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=doorbetalingsquote,
    hoger=("landelijk",),
    samen=True,
)
AANDEEL_ZWAAR = Indicator(
    naam="aandeel_zwaar",
    titel="Aandeel van de zware ondersteuning in het budget",
    definitie="Zware ondersteuning gedeeld door zware en lichte ondersteuning samen, voor doorbetaling en inhouding.",
    bron="R0 L469-476 en Figuur 2-1",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=aandeel_zwaar,
    hoger=("landelijk",),
    samen=True,
)
