"""Bereik: which part of the pupils is reached. Two readings, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Leest, Momentopname, count_enrolled, metingen, swv_meting, with_lacking
from swvmon_arrangementen.tellen import GRANTED, SCHOOLS, granted, per_kind, schools_of

if TYPE_CHECKING:
    import pandas as pd

COUNTS = {"po": Leest("leerlingen_po", "1-10 t"), "vo": Leest("leerlingen_vo", "1-10 t")}
BASE = "leerlingen op vestigingen in het gebied op 1 oktober van het schooljaar, zonder vso; vavo telt heel"


def reach(momentopname: Momentopname, granted_rows: pd.DataFrame, tellers: pd.Series, eenheid: str) -> pd.DataFrame:
    """Teller per (vestiging, onderdeel) over the pupils of the school; a school without a count has no outcome."""
    import pandas as pd

    fields: dict[str, Any] = {
        "soort": "verhouding",
        "peildatum": COUNTS[momentopname.sector].peildatum(momentopname.schooljaar),
        "eenheid": eenheid,
        "grondslag": BASE,
    }
    people = count_enrolled(momentopname, COUNTS[momentopname.sector].moment, po="bao_sbo_so")
    lacking = {*momentopname.lacking(granted_rows), *momentopname.lacking(people)}
    if lacking >= set(momentopname.swvs):
        return swv_meting(momentopname, **fields)
    rows = tellers.rename("teller").reset_index()
    counted = people.reindex(rows["vestiging"]).set_axis(rows.index)
    known = counted["aantal_min"].notna()
    told = metingen(
        rows["vestiging"],
        niveau="vestiging",
        onderdeel=rows["onderdeel"],
        teller=rows["teller"].astype("Int64").where(known),
        noemer=counted["aantal_min"],
        noemer_max=counted["aantal_max"],
        uitkomst=pd.Series("ontbreekt", rows.index).mask(known, ""),
        **fields,
    )
    return with_lacking(momentopname, told, lacking, **fields)


def bereken_per_leerling(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Arrangementen over pupils: a pupil with two counts twice, a group counts once."""
    rows = granted(momentopname, momentopname.schooljaar)
    return reach(momentopname, rows, per_kind(rows, schools_of(momentopname)), "arrangement per leerling")


def bereken_leerlingen(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Pupils with at least one individual arrangement over pupils; at each school where they have one."""
    rows = granted(momentopname, momentopname.schooljaar)
    own = rows[rows["soort"] == "individueel"].groupby("vestiging")["pseudoniem"].nunique()
    tellers = own.reindex(schools_of(momentopname), fill_value=0).rename_axis("vestiging").to_frame("teller")
    whole = tellers.assign(onderdeel="").set_index("onderdeel", append=True)["teller"]
    return reach(momentopname, rows, whole, "aandeel")


PER_LEERLING = Indicator(
    naam="arrangementen_per_leerling",
    titel="Arrangementen per leerling (× 100 = per 100 leerlingen)",
    definitie="Arrangementen die in het schooljaar gelden, gedeeld door de leerlingen, per soort en samen.",
    bron="R2 Tabel 4 (L892-905); de noemer is een keuze van deze plugin",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_per_leerling,
    samen=True,
    leest=(GRANTED, SCHOOLS, *COUNTS.values()),
    hoger=("bestuur", "swv", "landelijk"),
    begrip="bereik_arrangementen",
    verschil="Telt arrangementen: een leerling met twee telt twee keer, een groepsarrangement telt één keer.",
)
LEERLINGEN = Indicator(
    naam="leerlingen_met_arrangement",
    titel="Leerlingen met een individueel arrangement (× 100 = per 100 leerlingen)",
    definitie="Leerlingen met ten minste één individueel arrangement in het schooljaar, gedeeld door de leerlingen.",
    bron="R2 L872-887; de noemer is een keuze van deze plugin",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_leerlingen,
    samen=True,
    leest=(GRANTED, SCHOOLS, *COUNTS.values()),
    hoger=("bestuur", "swv", "landelijk"),
    begrip="bereik_arrangementen",
    verschil="Telt leerlingen, ieder één keer per school; leerlingen in een groep zijn niet bekend en tellen niet mee.",
)
