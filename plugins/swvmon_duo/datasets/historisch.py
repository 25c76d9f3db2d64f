"""06. Historisch overzicht aantal leerlingen per schoolvestiging (DUO): a column per kalenderjaar, of 1 October.

A year's column is added each year and none goes away; the headers tell the years.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from swvmon import Dataset, Leesresultaat, Leverperiode, Periode, read_table
from swvmon_duo.koppen import BRIN, SOORT, VESTIGING, kolom
from swvmon_duo.tellingen import soort_of

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

JAAR = re.compile(r"LEERLINGEN_((?:19|20)\d\d)")


def years(kop: Kop) -> list[int]:
    """The years of the columns, in the order of the file."""
    return [int(match[1]) for column in kop.kolommen if (match := JAAR.fullmatch(column))]


def herken(kop: Kop) -> bool:
    """A location, its kind, and at least two columns with a year."""
    return len(years(kop)) > 1 and not kop.lacks([BRIN, VESTIGING, SOORT])


def periode(kop: Kop) -> Leverperiode:
    """The first up to the last year."""
    told = years(kop)
    return Leverperiode("kalenderjaar", Periode(date(min(told), 1, 1), date(max(told), 12, 31)))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `leerlingen_historisch`: a row per location and year with pupils."""
    told = years(bestand.kop)
    per_year = [kolom(f"in_{year}", "aantal", kop="in_kalenderjaar", deel=(str(year),)) for year in told]
    tabel = read_table(bestand, (BRIN, VESTIGING, SOORT, *per_year))
    rijen = tabel.rijen
    low, high = (rijen[[f"{k.naam}_{end}" for k in per_year]].to_numpy() for end in ("min", "max"))
    row, year = np.nonzero(high)
    schools = rijen[["regel", "vestiging"]].assign(soort=soort_of(rijen)).take(row).reset_index(drop=True)
    long = pd.DataFrame(
        {
            **schools,
            "kalenderjaar": np.array(told)[year],
            "aantal_min": low[row, year],
            "aantal_max": high[row, year],
        }
    )
    return Leesresultaat({"leerlingen_historisch": long}, tabel.afkeuringen, tabel.rijen_gelezen)


DATASET = Dataset(
    naam="duo_po_historisch",
    titel="06. Historisch overzicht aantal leerlingen per schoolvestiging",
    tabellen=("leerlingen_historisch",),
    periode_soort="kalenderjaar",
    herken=herken,
    lees=lees,
    periode=periode,
)
