"""Groei of krimp: pupils on a counting day against the same day a year before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from swvmon import (
    Grootboek,
    Indicator,
    Leest,
    Momentopname,
    Telmoment,
    count_enrolled,
    exact,
    metingen,
    swv_meting,
    with_lacking,
)

if TYPE_CHECKING:
    import pandas as pd

OKTOBER, FEBRUARI = ("1-10 t", "1-10 t-1"), ("1-2 t", "1-2 t-1")
"""The day itself and the same day a year before."""
HOGER = ("bestuur", "gemeente", "swv", "landelijk")
GRONDSLAG = {
    "po": "leerlingen bao en sbo op vestigingen in het gebied van het samenwerkingsverband",
    "vo": "leerlingen op vestigingen in het gebied van het samenwerkingsverband",
}


def reads(momenten: tuple[str, str]) -> tuple[Leest, ...]:
    """Both counts of either sector, and the schools; a count that is not loaded is told in the meting."""
    tables = [f"leerlingen_{sector}" for sector in ("po", "vo")]
    return (Leest("aansluiting"), *(Leest(t, moment, verplicht=False) for t in tables for moment in momenten))


def side_by_side(now: pd.DataFrame, before: pd.DataFrame) -> tuple[pd.DataFrame, ...]:
    """Both counts of every school that is in one of them; a school that a count does not list has no pupil in it."""
    schools = now.index.union(before.index)
    return tuple(
        counts.apply(lambda numbers: exact(numbers).reindex(schools, fill_value=0)) for counts in (now, before)
    )


def bereken(
    momentopname: Momentopname, _grootboek: Grootboek, *, momenten: tuple[str, str], verandering: bool = False
) -> pd.DataFrame:
    """Pupils now, or the change, over pupils a year before, per school; `ontbreekt` where a count is not loaded."""
    now, before = (count_enrolled(momentopname, moment, po="bao_sbo") for moment in momenten)
    day = Telmoment.parse(momenten[0]).on(momentopname.schooljaar)
    fields: dict[str, Any] = {
        "soort": "verhouding",
        "peildatum": day,
        "eenheid": "aandeel van een jaar eerder",
        "grondslag": GRONDSLAG[momentopname.sector],
    }
    lacking = {*momentopname.lacking(now), *momentopname.lacking(before)}
    if len(lacking) == len(momentopname.swvs):
        return swv_meting(momentopname, **fields)
    now, before = side_by_side(now, before)
    low, high = now["aantal_min"], now["aantal_max"]
    if verandering:
        low, high = low - before["aantal_max"], high - before["aantal_min"]
    told = metingen(
        now.index.to_series(),
        niveau="vestiging",
        teller=low,
        teller_max=high,
        noemer=before["aantal_min"],
        noemer_max=before["aantal_max"],
        **fields,
    )
    return with_lacking(momentopname, told, lacking, **fields)


GROEI = Indicator(
    naam="groei",
    titel="Groei of krimp",
    definitie="Leerlingen op 1 oktober gedeeld door leerlingen op 1 oktober een jaar eerder; boven 1 is groei.",
    bron="Passend Onderwijs Almere, maat %_groei_krimp, hier op 1 oktober",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=partial(bereken, momenten=OKTOBER),
    leest=reads(OKTOBER),
    hoger=HOGER,
    samen=True,
)
GROEIVOET = Indicator(
    naam="groeivoet",
    titel="Groeivoet",
    definitie="Verandering van het aantal leerlingen op 1 oktober, gedeeld door dat van een jaar eerder; "
    "boven 0 is groei.",
    bron="Passend Onderwijs Almere, maat %_groei_krimp, hier op 1 oktober",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=partial(bereken, momenten=OKTOBER, verandering=True),
    leest=reads(OKTOBER),
    hoger=HOGER,
    samen=True,
    begrip="groei",
    verschil="De verandering n(t)/n(t-1) - 1 zelf; groei geeft n(t)/n(t-1).",
)
GROEI_FEBRUARI = Indicator(
    naam="groei_februari",
    titel="Groei of krimp op 1 februari",
    definitie="Verandering van het aantal leerlingen op 1 februari, gedeeld door dat van een jaar eerder; "
    "boven 0 is groei.",
    bron="Passend Onderwijs Almere, maat %_groei_krimp",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=partial(bereken, momenten=FEBRUARI, verandering=True),
    leest=reads(FEBRUARI),
    hoger=HOGER,
    samen=True,
    begrip="groei",
    verschil="Telt op 1 februari voor het schooljaar, niet op 1 oktober, en geeft de verandering zelf.",
)
