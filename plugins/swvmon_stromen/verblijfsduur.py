"""Verblijfsduur: on how many 1 Octobers the pupils of a type were enrolled in it, now included."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Leest, Momentopname, exact, metingen, multiply, swv_meting
from swvmon_stromen.stroom import KLASSEN, NUMBERS

if TYPE_CHECKING:
    import pandas as pd

VERBLIJF = Leest("verblijf_telling", "1-10 t")


def count_enrolments(inschrijvingen: pd.DataFrame, dag: date) -> pd.DataFrame:
    """Count the pupils of each type by the number of 1 Octobers on which they were enrolled in it.

    Breaks are not counted, and years before a break are; a change of school or SWV makes no difference.

    Args:
        inschrijvingen: `pseudoniem`, `peildatum` (dates) and `soort`; other days than 1 October are left out, and who
            is enrolled twice in a type on one day counts once.
        dag: the 1 October at which is counted; pupils who are not enrolled then are left out.

    Returns:
        `soort`, `inschrijvingen` and `aantal`, sorted.

    Raises:
        ValueError: the day is not 1 October.
    """
    import pandas as pd

    if (dag.day, dag.month) != (1, 10):
        raise ValueError(f"enrolments are counted on 1 October, found {dag}")
    days = pd.to_datetime(inschrijvingen["peildatum"])
    counted = (days.dt.month == 10) & (days.dt.day == 1) & (days <= pd.Timestamp(dag))
    rows = inschrijvingen[counted].assign(peildatum=days[counted]).drop_duplicates(["pseudoniem", "soort", "peildatum"])
    stay = rows.groupby(["pseudoniem", "soort"])["peildatum"].agg(inschrijvingen="size", laatste="max").reset_index()
    now = stay[stay["laatste"] == pd.Timestamp(dag)]
    return now.groupby(["soort", "inschrijvingen"]).size().rename("aantal").reset_index()


def bereken(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Enrolments over pupils, by type; `ontbreekt` where no count is there."""
    import pandas as pd

    rows = momentopname.tabel(VERBLIJF.tabel, VERBLIJF.moment)
    pupils = rows.groupby(["swv", "soort"])[NUMBERS].sum()
    times = rows.assign(**{n: multiply(exact(rows[n]), exact(rows["inschrijvingen"])) for n in NUMBERS})
    enrolments = times.groupby(["swv", "soort"])[NUMBERS].sum()
    fields: dict[str, Any] = {
        "soort": "verhouding",
        "peildatum": date(momentopname.schooljaar.start, 10, 1),
        "eenheid": "inschrijving per leerling",
        "grondslag": "leerlingen die op 1 oktober in de onderwijssoort zitten, bij het swv van de levering",
    }
    told = metingen(
        pupils.index.get_level_values("swv").to_series(index=pupils.index),
        niveau="swv",
        onderdeel=pupils.index.get_level_values("soort").to_series(index=pupils.index),
        teller=enrolments["aantal_min"],
        teller_max=enrolments["aantal_max"],
        noemer=pupils["aantal_min"],
        noemer_max=pupils["aantal_max"],
        **fields,
    )
    missing = momentopname.lacking(rows)
    if not missing:
        return told
    nothing = swv_meting(momentopname.only_of(missing), **fields)
    return pd.concat([told, nothing], ignore_index=True) if len(told) else nothing


VERBLIJFSDUUR = Indicator(
    naam="verblijfsduur",
    titel="Gemiddelde verblijfsduur",
    definitie=(
        "Het aantal keren dat de leerlingen op 1 oktober in de onderwijssoort stonden ingeschreven, nu meegerekend, "
        "gedeeld door hun aantal; jaren elders tellen niet, jaren voor een onderbreking wel."
    ),
    bron="Vensters, Gemiddelde verblijfsduur sbo en so",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken,
    leest=(VERBLIJF,),
    hoger=("landelijk",),
    per_klasse=KLASSEN,
    samen=True,
)
