"""Diplomas: of candidates, as DUO publishes them; at an age, as the Inspectie counts them from rows per pupil."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Leest, Momentopname, exact, metingen, multiply, swv_meting, with_lacking

if TYPE_CHECKING:
    import pandas as pd

EXAMENS, SCHOOLS, ADDRESSES = Leest("examens"), Leest("aansluiting"), Leest("vestiging")
NUMBERS = ["geslaagden_min", "geslaagden_max", "kandidaten_min", "kandidaten_max"]
DIPLOMAS = Leest("diploma_telling", "1-10 t")
AGED = ["leerlingen_min", "leerlingen_max", "diploma_of_hoger_min", "diploma_of_hoger_max"]
LEEFTIJDEN = {15: "15 vmbo", 16: "16 havo", 17: "17 vwo"}
"""Age on 1 October, and the diploma in that school year; a higher track counts too, but for vwo (R1 L536-541)."""


def geslaagd(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Per school and type of education the passes over the candidates of the school year."""
    rows = momentopname.tabel(EXAMENS.tabel)
    share = exact(momentopname.tabel("aansluiting").set_index("vestiging")["aandeel"])
    mine = rows[(rows["schooljaar"] == str(momentopname.schooljaar)) & rows["vestiging"].isin(share.index)]
    fields: dict[str, Any] = {
        "soort": "verhouding",
        "peildatum": momentopname.schooljaar.periode.tot,
        "eenheid": "aandeel",
        "grondslag": "examenkandidaten van het schooljaar op vestigingen in het gebied van het samenwerkingsverband",
    }
    if mine.empty:
        return swv_meting(momentopname, **fields)
    sums = mine.groupby(["vestiging", "onderwijstype"])[NUMBERS].sum().reset_index()
    part = share.reindex(sums["vestiging"]).set_axis(sums.index)
    counted = {name: multiply(sums[name], part) for name in NUMBERS}
    told = metingen(
        sums["vestiging"],
        niveau="vestiging",
        onderdeel=sums["onderwijstype"].str.lower(),
        teller=counted["geslaagden_min"],
        teller_max=counted["geslaagden_max"],
        noemer=counted["kandidaten_min"],
        noemer_max=counted["kandidaten_max"],
        **fields,
    )
    return with_lacking(momentopname, told, momentopname.lacking(sums), **fields)


def of_hoger(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Per age those with the diploma or on a higher track over all; `ontbreekt` for an age without a row."""
    import pandas as pd

    rows = momentopname.tabel(DIPLOMAS.tabel, DIPLOMAS.moment)
    every = pd.MultiIndex.from_product([momentopname.swvs, LEEFTIJDEN], names=["swv", "leeftijd"])
    sums = rows.groupby([momentopname.swv_of(rows).rename("swv"), "leeftijd"])[AGED].sum()
    counted = sums.astype("object").reindex(every).reset_index()
    return metingen(
        counted["swv"].astype("str"),
        soort="verhouding",
        niveau="swv",
        onderdeel=counted["leeftijd"].map(LEEFTIJDEN),
        peildatum=date(momentopname.schooljaar.start, 10, 1),
        eenheid="aandeel",
        grondslag="leerlingen van die leeftijd op 1 oktober in vo, pro en vso, bij het swv van die dag",
        uitkomst=counted["leerlingen_min"].isna().map({True: "ontbreekt", False: ""}),
        teller=counted["diploma_of_hoger_min"],
        teller_max=counted["diploma_of_hoger_max"],
        noemer=counted["leerlingen_min"],
        noemer_max=counted["leerlingen_max"],
    )


GESLAAGD = Indicator(
    naam="geslaagd_van_kandidaten",
    titel="Geslaagd van de kandidaten",
    definitie="Geslaagden gedeeld door examenkandidaten in het schooljaar, per onderwijstype.",
    bron="DUO, Examenkandidaten en geslaagden",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("vo",),
    bereken=geslaagd,
    samen=True,
    leest=(EXAMENS, SCHOOLS, ADDRESSES),
    hoger=("bestuur", "gemeente", "swv", "landelijk"),
    begrip="diploma",
    verschil="noemer: wie examen deed, van elke leeftijd; wie vertraagd is of afstroomde telt niet als gemist",
)
DIPLOMA_OF_HOGER = Indicator(
    naam="diploma_of_hoger",
    titel="Op leeftijd een diploma of een hoger niveau",
    definitie=(
        "Leerlingen van 15, 16 en 17 jaar op 1 oktober die in dat schooljaar een diploma vmbo, havo of vwo haalden, of "
        "bij 15 in havo 4-5 of vwo 4-6 en bij 16 in vwo 5-6 zaten, gedeeld door alle leerlingen van die leeftijd."
    ),
    bron="Inspectie van het Onderwijs, R1 L536-541",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("vo",),
    bereken=of_hoger,
    samen=True,
    leest=(DIPLOMAS,),
    hoger=("landelijk",),
    per_klasse=("vereveningsklasse_10", "vereveningsklasse_20"),
    begrip="diploma",
    verschil="noemer: alle leerlingen van de leeftijd; vraagt gegevens per leerling, die niemand publiceert",
)
