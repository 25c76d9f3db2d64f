"""The six kengetallen over the pupils of the school, so that large and small schools compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Leest, Momentopname, count_enrolled, metingen, swv_meting, with_lacking
from swvmon_evaluatie.kengetallen import KENGETALLEN
from swvmon_evaluatie.opgaven import REPORTED, SCHOOLS, reported

if TYPE_CHECKING:
    import pandas as pd

COUNTS = {"po": Leest("leerlingen_po", "1-10 t"), "vo": Leest("leerlingen_vo", "1-10 t")}


def bereken(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Reported pupils over pupils on 1 October, per school and kengetal; a school without either has no outcome."""
    import pandas as pd

    counted = COUNTS[momentopname.sector]
    people = count_enrolled(momentopname, counted.moment)
    fields: dict[str, Any] = {
        "soort": "verhouding",
        "peildatum": counted.peildatum(momentopname.schooljaar),
        "eenheid": "aandeel",
        "grondslag": "leerlingen van de school op 1 oktober van het schooljaar, alle soorten onderwijs",
    }
    schools = momentopname.tabel("aansluiting")["vestiging"].drop_duplicates().to_list()
    counts = {k.naam.removeprefix("evaluatie_"): reported(momentopname, k.naam).reindex(schools) for k in KENGETALLEN}
    rows = pd.concat(counts, names=["onderdeel", "vestiging"]).reset_index()
    lacking = {*momentopname.lacking(people), *momentopname.lacking(rows[rows["aantal_min"].notna()])}
    if lacking >= set(momentopname.swvs):
        return swv_meting(momentopname, **fields)
    pupils = people.reindex(rows["vestiging"]).set_axis(rows.index)
    known = pupils["aantal_min"].notna() & rows["aantal_min"].notna()
    told = metingen(
        rows["vestiging"],
        niveau="vestiging",
        onderdeel=rows["onderdeel"],
        teller=rows["aantal_min"].where(known),
        teller_max=rows["aantal_max"].where(known),
        noemer=pupils["aantal_min"].where(known),
        noemer_max=pupils["aantal_max"].where(known),
        uitkomst=pd.Series("ontbreekt", rows.index).mask(known, ""),
        **fields,
    )
    return with_lacking(momentopname, told, lacking, **fields)


PER_LEERLING = Indicator(
    naam="evaluatie_per_leerling",
    titel="Kengetallen van de evaluatie per leerling (× 100 = per 100 leerlingen)",
    definitie="Elk van de zes kengetallen gedeeld door de leerlingen van de school op 1 oktober.",
    bron="R2 L683-689; de noemer is een keuze van deze plugin",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken,
    samen=True,
    leest=(REPORTED, SCHOOLS, *COUNTS.values()),
    hoger=("bestuur", "swv", "landelijk"),
)
