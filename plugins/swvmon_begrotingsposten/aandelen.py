"""Shares of the five posts, as they are and closed to 100, and what cannot be put under them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Momentopname, metingen, swv_meting
from swvmon_begrotingsposten.posten import DECENTRAAL_POST, LEEST, POSTEN, budget, five, rescale

if TYPE_CHECKING:
    import pandas as pd

BASE = "eurocenten van de vijf posten samen, begroting van het kalenderjaar waarin het schooljaar begint"
METHODE = "grootste_rest: hele procenten die optellen tot 100"
BRON = "R3 Tabel 3.1 (L718-754)"


def _rows(momentopname: Momentopname, onderdeel: pd.Series | None = None, **fields: Any) -> pd.DataFrame:
    """A meting for each part; without parts the one of the SWV."""
    import pandas as pd

    fields["peildatum"] = date(momentopname.schooljaar.start, 12, 31)
    if onderdeel is None:
        return swv_meting(momentopname, **fields)
    return metingen(
        pd.Series(momentopname.regio, onderdeel.index, dtype="str"), niveau="swv", onderdeel=onderdeel, **fields
    )


def bereken_aandeel(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The raw share of each post: its eurocents over those of the five."""
    fields: dict[str, Any] = {"soort": "verhouding", "eenheid": "aandeel", "grondslag": BASE}
    rows = budget(momentopname)
    if (rows["onderdeel"] == "").all():
        return _rows(momentopname, **fields)
    amounts = five(rows).rename_axis("onderdeel").reset_index(name="teller")
    return _rows(
        momentopname, amounts["onderdeel"], teller=amounts["teller"], noemer=int(amounts["teller"].sum()), **fields
    )


def bereken_afgerond(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Whole percentages of the five that add up to 100; none where the five are zero together."""
    fields: dict[str, Any] = {"soort": "statistiek", "eenheid": "procent", "grondslag": BASE, "methode": METHODE}
    amounts = five(budget(momentopname))
    if not amounts.any():
        return _rows(momentopname, **fields)
    closed = rescale(amounts).rename_axis("onderdeel").reset_index(name="waarde")
    return _rows(momentopname, closed["onderdeel"], waarde=closed["waarde"], n=len(POSTEN), **fields)


def bereken_decentraal(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """What goes to schools by a key, over the five: 0 is all central or granted centrally, 1 is all decentral."""
    fields: dict[str, Any] = {"soort": "verhouding", "eenheid": "aandeel", "grondslag": BASE}
    rows = budget(momentopname)
    if (rows["onderdeel"] == "").all():
        return _rows(momentopname, **fields)
    amounts = five(rows)
    return _rows(momentopname, teller=int(amounts[DECENTRAAL_POST]), noemer=int(amounts.sum()), **fields)


def bereken_niet_ingedeeld(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Posts that are none of the five, over the whole budget; in amounts without their sign."""
    fields: dict[str, Any] = {
        "soort": "verhouding",
        "eenheid": "aandeel",
        "grondslag": "eurocenten van alle posten zonder teken, begroting van het kalenderjaar van 1 augustus",
    }
    rows = budget(momentopname)
    if rows.empty:
        return _rows(momentopname, **fields)
    amounts = rows["bedrag_cent"].abs()
    left = amounts[rows["onderdeel"] == ""]
    return _rows(momentopname, teller=int(left.sum()), noemer=int(amounts.sum()), **fields)


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
    hoger=("landelijk",),
)
