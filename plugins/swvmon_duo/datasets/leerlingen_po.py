"""01. Leerlingen po per onderwijssoort, cluster en leeftijd, 1 October (DUO); the file tells its day.

Up to some year before 2023 with a column TOTAAL, later without it and with masked cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Dataset, Leesresultaat, read_table
from swvmon_duo.koppen import (
    BESTUUR,
    BRIN,
    GEMEENTE,
    NAAM,
    PEILDATUM,
    POSTCODE,
    SOORT,
    VESTIGING,
    kolom,
    leeftijden,
)
from swvmon_duo.tellingen import (
    against_total,
    cells,
    joined,
    named,
    one_day,
    soort_of,
    told_by_peildatum,
    totals,
)

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

CLUSTER = kolom("cluster")
LEEFTIJDEN = leeftijden(24)
TOTAAL = kolom("totaal", "aantal", verplicht=False)
KOLOMMEN = (
    PEILDATUM,
    BRIN,
    VESTIGING,
    NAAM,
    POSTCODE,
    kolom("plaats"),
    GEMEENTE,
    kolom("provincie"),
    SOORT,
    CLUSTER,
    kolom("denominatie"),
    BESTUUR,
    *LEEFTIJDEN,
    TOTAAL,
)
GEEN_CLUSTER = "nvt"


def herken(kop: Kop) -> bool:
    """The columns, up to two missing (reading says which); CLUSTER tells it from the count by weight."""
    return len(kop.lacks(KOLOMMEN)) <= 2 and not kop.lacks([CLUSTER, SOORT])


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `leerlingen_po`, and `vestiging_in_telling` with board, postcode area and denominatie of the count."""
    tabel = read_table(bestand, KOLOMMEN)
    rijen, afkeuringen = one_day(bestand, tabel.rijen), tabel.afkeuringen
    if bestand.kop.values(TOTAAL):
        rijen, anders = against_total(rijen, LEEFTIJDEN, "TOTAAL")
        afkeuringen = joined(afkeuringen, anders)
    else:
        rijen = rijen.assign(**totals(rijen, LEEFTIJDEN))
    cluster = rijen["cluster"].str.lower()
    counted = pd.DataFrame(
        {
            "regel": rijen["regel"],
            "vestiging": rijen["vestiging"],
            "soort": soort_of(rijen),
            "cluster": cluster.where(cluster != GEEN_CLUSTER, ""),
            **cells(rijen, LEEFTIJDEN),
            "aantal_min": rijen["aantal_min"],
            "aantal_max": rijen["aantal_max"],
        }
    )
    tabellen = {"leerlingen_po": counted, "vestiging_in_telling": named(rijen, "po")}
    return Leesresultaat(tabellen, afkeuringen, tabel.rijen_gelezen)


DATASET = Dataset(
    naam="duo_po_leerlingen",
    titel="01. Leerlingen po per onderwijssoort, cluster en leeftijd",
    tabellen=("leerlingen_po", "vestiging_in_telling"),
    periode_soort="peildatum",
    herken=herken,
    lees=lees,
    periode=told_by_peildatum,
)
