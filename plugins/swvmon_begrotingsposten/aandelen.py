"""Shares of the five posts, as they are and closed to 100, and what cannot be put under them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Momentopname, metingen, swv_meting, with_lacking
from swvmon_begrotingsposten.posten import DECENTRAAL_POST, LEEST, POSTEN, budget, five, rescale

if TYPE_CHECKING:
    import pandas as pd

BASE = "eurocenten van de vijf posten samen, begroting van het kalenderjaar waarin het schooljaar begint"
METHODE = "grootste_rest: hele procenten die optellen tot 100"
BRON = "R3 Tabel 3.1 (L718-754)"


def _day(momentopname: Momentopname) -> date:
    return date(momentopname.schooljaar.start, 12, 31)


def _per_post(momentopname: Momentopname, parts: pd.DataFrame, **fields: Any) -> pd.DataFrame:
    """A meting for each row with `swv`, `onderdeel` and numbers; one without a number of an SWV that has no row."""
    fields["peildatum"] = _day(momentopname)
    numbers = {name: parts[name] for name in parts.columns.drop(["swv", "onderdeel"])}
    found = metingen(parts["swv"], niveau="swv", onderdeel=parts["onderdeel"], **numbers, **fields)
    return with_lacking(momentopname, found, momentopname.lacking(parts), **fields)


def _rows(amounts: pd.DataFrame, naam: str) -> pd.DataFrame:
    """Numbers with a row per SWV and a column per post, one below the other."""
    return amounts.rename_axis("swv").reset_index().melt("swv", var_name="onderdeel", value_name=naam)


def bereken_aandeel(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The raw share of each post: its eurocents over those of the five."""
    parts = _rows(five(budget(momentopname)), "teller")
    parts = parts.assign(noemer=parts.groupby("swv")["teller"].transform("sum"))
    return _per_post(momentopname, parts, soort="verhouding", eenheid="aandeel", grondslag=BASE)


def bereken_afgerond(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Whole percentages of the five that add up to 100; none where the five are zero together."""
    amounts = five(budget(momentopname))
    closed = amounts[amounts.any(axis=1)].apply(rescale, axis=1)
    parts = _rows(closed, "waarde").assign(n=len(POSTEN))
    return _per_post(momentopname, parts, soort="statistiek", eenheid="procent", grondslag=BASE, methode=METHODE)


def bereken_decentraal(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """What goes to schools by a key, over the five: 0 is all central or granted centrally, 1 is all decentral."""
    amounts = five(budget(momentopname))
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=_day(momentopname),
        eenheid="aandeel",
        grondslag=BASE,
        teller=amounts[DECENTRAAL_POST],
        noemer=amounts.sum(axis=1),
    )


def bereken_niet_ingedeeld(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Posts that are none of the five, over the whole budget; in amounts without their sign."""
    rows = budget(momentopname)
    amounts = rows["bedrag_cent"].abs()
    left = amounts.where(rows["onderdeel"] == "", 0)
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=_day(momentopname),
        eenheid="aandeel",
        grondslag="eurocenten van alle posten zonder teken, begroting van het kalenderjaar van 1 augustus",
        teller=left.groupby(rows["swv"]).sum(),
        noemer=amounts.groupby(rows["swv"]).sum(),
    )


AANDEEL = Indicator(
    naam="begrotingsposten_aandeel",
    titel="Begrotingsposten, ruw aandeel",
    definitie="Elk van de vijf posten gedeeld door de vijf samen, zonder afronding.",
    bron=BRON,
    soort="verhouding",
    aggregatie="gemiddelde_van_verhoudingen",
    sectoren=("po", "vo"),
    bereken=bereken_aandeel,
    leest=LEEST,
    samen=True,
    hoger=("landelijk",),
    begrip="begrotingsposten",
    verschil="Ruw: zes decimalen, landelijk het gemiddelde van de samenwerkingsverbanden.",
)
AFGEROND = Indicator(
    naam="begrotingsposten_afgerond",
    titel="Begrotingsposten, hele procenten",
    definitie="Elk van de vijf posten in hele procenten, zo afgerond dat de vijf optellen tot 100.",
    bron=BRON,
    soort="statistiek",
    aggregatie="geen",
    sectoren=("po", "vo"),
    bereken=bereken_afgerond,
    leest=LEEST,
    samen=True,
    begrip="begrotingsposten",
    verschil="Afgerond met de grootste resten, zodat de som 100 is.",
)
DECENTRAAL = Indicator(
    naam="aandeel_decentraal",
    titel="Deel van de middelen dat decentraal wordt ingezet",
    definitie="Decentrale inzet van middelen gedeeld door de vijf posten; 0 is geheel centraal, 1 geheel decentraal.",
    bron="R3 Tabel 3.1 en L700-703, L732-734",
    soort="verhouding",
    aggregatie="gemiddelde_van_verhoudingen",
    sectoren=("po", "vo"),
    bereken=bereken_decentraal,
    leest=LEEST,
    samen=True,
    hoger=("landelijk",),
    begrip="centraal_decentraal",
    verschil="Volgens de begroting; een post telt voor zijn hele bedrag, hoog is decentraal.",
)
NIET_INGEDEELD = Indicator(
    naam="begroting_niet_ingedeeld",
    titel="Deel van de begroting buiten de vijf posten",
    definitie="Posten die bij geen van de vijf zijn ingedeeld, gedeeld door alle posten.",
    bron="R3 L708-714: reservering en lwoo/pro stonden niet als post in de vragenlijst",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_niet_ingedeeld,
    leest=LEEST,
    samen=True,
    hoger=("landelijk",),
)
