"""Groei of krimp: pupils on 1 October against the year before. The ratio minus one is the growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname
from swvmon_kengetallen.tellen import SCHOOLS, per_school, ratio, total

if TYPE_CHECKING:
    import pandas as pd

NOW, BEFORE = Leest("leerlingen_vo", "1-10 t"), Leest("leerlingen_vo", "1-10 t-1")
BASE = "leerlingen op vestigingen in het gebied van het samenwerkingsverband"


def bereken(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Pupils now over pupils a year before, per school that has both counts, and for the SWV."""
    import pandas as pd

    now, before = (
        per_school(momentopname.tabel("leerlingen_vo", count.moment), momentopname) for count in (NOW, BEFORE)
    )
    known = before[(before["aantal_min"] > 0) & before.index.isin(now.index)]
    levels = {"vestiging": (now.reindex(known.index), known)}
    if len(known):
        levels["swv"] = (total(now, momentopname.regio), total(before, momentopname.regio))
    frames = [
        ratio(momentopname, *pair, niveau=niveau, moment=NOW, eenheid="aandeel van een jaar eerder", grondslag=BASE)
        for niveau, pair in levels.items()
    ]
    return pd.concat(frames, ignore_index=True)


GROEI = Indicator(
    naam="groei",
    titel="Groei of krimp",
    definitie="Leerlingen op 1 oktober gedeeld door leerlingen op 1 oktober een jaar eerder; boven 1 is groei.",
    bron="Passend Onderwijs Almere, maat %_groei_krimp, hier op 1 oktober",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("vo",),
    bereken=bereken,
    leest=(NOW, BEFORE, SCHOOLS),
)
