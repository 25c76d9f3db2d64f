"""Deelname praktijkonderwijs: pupils in praktijkonderwijs over all pupils in secondary education without vso."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname
from swvmon_kengetallen.tellen import NUMBERS, SCHOOLS, per_school, ratio, total

if TYPE_CHECKING:
    import pandas as pd

COUNTS = Leest("leerlingen_vo", "1-10 t")
BASE = "leerlingen op vestigingen in het gebied van het samenwerkingsverband, zonder vso"


def bereken(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Teller and noemer per school and for the SWV; none where no count is loaded."""
    import pandas as pd

    counts = momentopname.tabel("leerlingen_vo", COUNTS.moment)
    everyone = per_school(counts, momentopname)
    pro = per_school(
        counts.assign(**{n: counts[n].where(counts["richting"] == "pro", 0) for n in NUMBERS}), momentopname
    )
    levels = {"vestiging": (pro, everyone)}
    if len(everyone):
        levels["swv"] = (total(pro, momentopname.regio), total(everyone, momentopname.regio))
    frames = [
        ratio(momentopname, *pair, niveau=niveau, moment=COUNTS, eenheid="aandeel", grondslag=BASE)
        for niveau, pair in levels.items()
    ]
    return pd.concat(frames, ignore_index=True)


DEELNAME_PRO = Indicator(
    naam="deelname_pro",
    titel="Deelname praktijkonderwijs",
    definitie="Leerlingen in het praktijkonderwijs gedeeld door alle leerlingen in het vo zonder vso.",
    bron="Vensters, Deelnamepercentage (vo)",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("vo",),
    bereken=bereken,
    leest=(COUNTS, SCHOOLS),
)
