"""05. Gemiddelde eindscores bo en sbo (DUO): a pair of columns per test, count and mean; the file tells its day.

DUO changes the tests from year to year, so they are found by their pairs. Files of it are published without a line end
after the last row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Dataset, Kolom, Leesresultaat, read_table
from swvmon_duo.koppen import BRIN, PEILDATUM, SOORT, VESTIGING, kolom
from swvmon_duo.tellingen import one_day, soort_of, told_by_peildatum

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

LEERJAAR_8 = kolom("leerjaar_8", "aantal")
ONTHEFFING = kolom("ontheffing", "aantal")
AANTAL, GEMIDDELDE = "_AANTAL", "_GEM"


def toetsen(kop: Kop) -> list[str]:
    """The tests of which the file has both a count and a mean."""
    names = [column.removesuffix(AANTAL) for column in kop.kolommen if column.endswith(AANTAL)]
    return [name for name in names if name + GEMIDDELDE in kop.kolommen]


def herken(kop: Kop) -> bool:
    """Pupils of the last year, and at least one test."""
    return not kop.lacks([BRIN, VESTIGING, SOORT, LEERJAAR_8]) and bool(toetsen(kop))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `eindscores`: a row per location and part; a test that nobody made has none."""
    names = toetsen(bestand.kop)
    per_test = [
        k
        for name in names
        for k in (
            Kolom(f"toets_{name.lower()}", (name + AANTAL,), "aantal"),
            Kolom(f"gemiddelde_{name.lower()}", (name + GEMIDDELDE,), "decimaal_komma", gevuld=False),
        )
    ]
    kolommen = (PEILDATUM, BRIN, VESTIGING, SOORT, LEERJAAR_8, ONTHEFFING, *per_test)
    tabel = read_table(bestand, kolommen, open_slot=True)
    rijen = one_day(bestand, tabel.rijen)
    rijen = rijen.assign(soort=soort_of(rijen))
    parts = [_part(rijen, kolom.naam, kolom.naam, None) for kolom in (LEERJAAR_8, ONTHEFFING)]
    for name in map(str.lower, names):
        part = _part(rijen, name, f"toets_{name}", rijen[f"gemiddelde_{name}"])
        parts.append(part[part["aantal_max"] > 0])
    long = pd.concat(parts).sort_values(["regel", "onderdeel"], ignore_index=True)
    return Leesresultaat({"eindscores": long}, tabel.afkeuringen, tabel.rijen_gelezen)


def _part(rijen: pd.DataFrame, onderdeel: str, column: str, gemiddelde: pd.Series | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "regel": rijen["regel"],
            "vestiging": rijen["vestiging"],
            "soort": rijen["soort"],
            "onderdeel": onderdeel,
            "aantal_min": rijen[f"{column}_min"],
            "aantal_max": rijen[f"{column}_max"],
            "gemiddelde": pd.Series(None, rijen.index, "str") if gemiddelde is None else gemiddelde,
        }
    )


DATASET = Dataset(
    naam="duo_po_eindscores",
    titel="05. Gemiddelde eindscores bo en sbo",
    tabellen=("eindscores",),
    periode_soort="peildatum",
    herken=herken,
    lees=lees,
    periode=told_by_peildatum,
)
