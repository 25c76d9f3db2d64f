"""Arrangementen per school and schooljaar, those outside the area, and their growth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Momentopname, metingen, swv_meting, with_lacking
from swvmon_arrangementen.tellen import GRANTED, SCHOOLS, granted, last_day, per_kind, schools_of

if TYPE_CHECKING:
    import pandas as pd

BASE = "arrangementen van het samenwerkingsverband die op ten minste één dag van het schooljaar gelden"


def _of_count(momentopname: Momentopname) -> dict[str, Any]:
    """What all counts have in common."""
    return {"soort": "aantal", "peildatum": last_day(momentopname), "eenheid": "arrangement", "grondslag": BASE}


def bereken_aantal(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """A count per school of the region, per kind and in all; a school without arrangement has a real zero."""
    fields = _of_count(momentopname)
    rows = granted(momentopname, momentopname.schooljaar)
    if rows.empty:
        return swv_meting(momentopname, **fields)
    counts = per_kind(rows, schools_of(momentopname)).reset_index(name="waarde")
    told = metingen(
        counts["vestiging"], niveau="vestiging", onderdeel=counts["onderdeel"], waarde=counts["waarde"], **fields
    )
    return with_lacking(momentopname, told, momentopname.lacking(rows), **fields)


def bereken_buiten_gebied(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Arrangementen at schools that are not of the region: they are in no school's count."""
    fields = _of_count(momentopname)
    rows = granted(momentopname, momentopname.schooljaar)
    if rows.empty:
        return swv_meting(momentopname, **fields)
    outside = (~rows["vestiging"].isin(schools_of(momentopname))).groupby(momentopname.swv_of(rows)).sum()
    return swv_meting(momentopname, waarde=outside, **fields)


def bereken_groei(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Arrangementen now over those of the schooljaar before, per school and kind."""
    fields: dict[str, Any] = {
        "soort": "verhouding",
        "peildatum": last_day(momentopname),
        "eenheid": "aandeel van een jaar eerder",
        "grondslag": f"{BASE}, gedeeld door die van het schooljaar ervoor",
    }
    years = (momentopname.schooljaar, momentopname.schooljaar.shift(-1))
    now, before = (granted(momentopname, year) for year in years)
    if now.empty or before.empty:
        return swv_meting(momentopname, **fields)
    schools = schools_of(momentopname)
    counts = per_kind(now, schools).rename("teller").to_frame().join(per_kind(before, schools).rename("noemer"))
    counts = counts.reset_index()
    rows = metingen(
        counts["vestiging"],
        niveau="vestiging",
        onderdeel=counts["onderdeel"],
        teller=counts["teller"],
        noemer=counts["noemer"],
        **fields,
    )
    lacking = {*momentopname.lacking(now), *momentopname.lacking(before)}
    return with_lacking(momentopname, rows, lacking, **fields)


AANTAL = Indicator(
    naam="arrangementen",
    titel="Arrangementen",
    definitie="Toegekende arrangementen die op ten minste één dag van het schooljaar gelden, per soort en samen.",
    bron="R2 Tabel 4 (L892-905)",
    soort="aantal",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=bereken_aantal,
    samen=True,
    leest=(GRANTED, SCHOOLS),
    hoger=("bestuur", "swv", "landelijk"),
)
BUITEN_GEBIED = Indicator(
    naam="arrangementen_buiten_gebied",
    titel="Arrangementen op scholen buiten het gebied",
    definitie="Toegekende arrangementen op scholen buiten het samenwerkingsverband; zij tellen bij geen school.",
    bron="R2 Tabel 4, het deel dat bij geen school van de regio past",
    soort="aantal",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=bereken_buiten_gebied,
    samen=True,
    leest=(GRANTED, SCHOOLS),
    hoger=("landelijk",),
)
GROEI = Indicator(
    naam="arrangementen_groei",
    titel="Groei van het aantal arrangementen",
    definitie="Arrangementen in het schooljaar gedeeld door die in het schooljaar ervoor; boven 1 is groei.",
    bron="R2 Tabel 4 (L892-914)",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_groei,
    samen=True,
    leest=(GRANTED, SCHOOLS),
    hoger=("bestuur", "swv", "landelijk"),
)
