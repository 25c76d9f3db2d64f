"""Eindtoets: pupils of the last year of whom a test is known, and who were exempt, over all pupils of that year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Leest, Momentopname, count_per_school, metingen, swv_meting, with_lacking

if TYPE_CHECKING:
    import pandas as pd

SCORES, SCHOOLS, ADDRESSES = Leest("eindscores", "15-4 t+1"), Leest("aansluiting"), Leest("vestiging")
"""DUO counts the pupils of the year on 15 April of the school year."""
LEERJAAR, VRIJ = "leerjaar_8", "ontheffing"
BASE = "leerlingen in leerjaar 8 op 15 april, op vestigingen in het gebied van het samenwerkingsverband"


def toets(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """All tests together: a pupil makes one."""
    parts = momentopname.tabel(SCORES.tabel, SCORES.moment)
    return _share(momentopname, parts[~parts["onderdeel"].isin([LEERJAAR, VRIJ])])


def ontheffing(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Pupils who need not make a test."""
    parts = momentopname.tabel(SCORES.tabel, SCORES.moment)
    return _share(momentopname, parts[parts["onderdeel"] == VRIJ])


def _share(momentopname: Momentopname, counted: pd.DataFrame) -> pd.DataFrame:
    """Over the last year, per school that has one; the SWV is told to be unknown where nothing is loaded."""
    parts = momentopname.tabel(SCORES.tabel, SCORES.moment)
    year = count_per_school(parts[parts["onderdeel"] == LEERJAAR], momentopname)
    fields: dict[str, Any] = {
        "soort": "verhouding",
        "peildatum": date(momentopname.schooljaar.start + 1, 4, 15),
        "eenheid": "aandeel",
        "grondslag": BASE,
    }
    if year.empty:
        return swv_meting(momentopname, **fields)
    made = count_per_school(counted, momentopname).reindex(year.index, fill_value=0)
    rows = metingen(
        year.index.to_series(),
        niveau="vestiging",
        teller=made["aantal_min"],
        teller_max=made["aantal_max"],
        noemer=year["aantal_min"],
        noemer_max=year["aantal_max"],
        **fields,
    )
    return with_lacking(momentopname, rows, momentopname.lacking(year), **fields)


EINDTOETS = Indicator(
    naam="eindtoets",
    titel="Deelname aan een eindtoets",
    definitie="Leerlingen van wie bekend is dat zij een eindtoets maakten, gedeeld door alle leerlingen in leerjaar 8.",
    bron="Inspectie van het Onderwijs, R1 L535; aantallen van DUO",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po",),
    bereken=toets,
    samen=True,
    leest=(SCORES, SCHOOLS, ADDRESSES),
    hoger=("bestuur", "gemeente", "swv", "landelijk"),
)
ONTHEFFING = Indicator(
    naam="eindtoets_ontheffing",
    titel="Ontheffing van de eindtoets",
    definitie="Leerlingen met een ontheffing van de eindtoets, gedeeld door alle leerlingen in leerjaar 8.",
    bron="DUO, Gemiddelde eindscores bo en sbo",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po",),
    bereken=ontheffing,
    samen=True,
    leest=(SCORES, SCHOOLS, ADDRESSES),
    hoger=("bestuur", "gemeente", "swv", "landelijk"),
)
