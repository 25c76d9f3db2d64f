"""02. Leerlingen bo zoals geregistreerd in BRON (DUO): with the SWV of each location, the publisher's own placing.

The first line is about the file (``WPO (BAO);Peildatum:;1-10-2016;...``), the header is the second.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from swvmon import Dataset, Kolom, Leesresultaat, Leverperiode, Periode, read_table
from swvmon_duo.koppen import BESTUUR, BRIN, VESTIGING, kolom
from swvmon_duo.tellingen import cells

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

KOPREGEL = 2
ABOUT = "PEILDATUM:"
SWV = kolom("swv", "swv")
PARTS = {
    "jonger_8": "JONGER_8",
    "vanaf_8": "8_EO",
    "gewicht_00": "GEW00",
    "gewicht_03": "GEW03",
    "gewicht_12": "GEW12",
    "noat": "NOAT",
}
ACTIEF = tuple(Kolom(naam, (f"TOTAAL_{deel}",), "aantal") for naam, deel in PARTS.items())
BEKOSTIGD = tuple(Kolom(f"bekostigd_{naam}", (f"BEK_{deel}",), "aantal") for naam, deel in PARTS.items())
KOLOMMEN = (
    BRIN,
    VESTIGING,
    SWV,
    BESTUUR,
    kolom("aantal", "aantal", kop="totaal"),
    *ACTIEF,
    Kolom("bekostigd", ("TOTAAL_BEKOSTIGD",), "aantal"),
    *BEKOSTIGD,
)


def herken(kop: Kop) -> bool:
    """A line about the file that tells a peildatum, and the columns below it, up to two missing."""
    return ABOUT in kop.kolommen and len(kop.at(KOPREGEL).lacks(KOLOMMEN)) <= 2


def periode(kop: Kop) -> Leverperiode | None:
    """The day that follows ``Peildatum:`` in the line about the file."""
    told = kop.koppen[kop.kolommen.index(ABOUT) + 1 :][:1]
    match = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", told[0]) if told else None
    if match is None:
        return None
    day = date(int(match[3]), int(match[2]), int(match[1]))
    return Leverperiode("peildatum", Periode(day, day))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `leerlingen_bron`."""
    tabel = read_table(bestand, KOLOMMEN, kopregel=KOPREGEL)
    columns = ["regel", "vestiging", "swv", "bestuur", "aantal_min", "aantal_max", "bekostigd_min", "bekostigd_max"]
    rijen = tabel.rijen[columns].assign(**cells(tabel.rijen, (*ACTIEF, *BEKOSTIGD)))
    return Leesresultaat({"leerlingen_bron": rijen}, tabel.afkeuringen, tabel.rijen_gelezen)


DATASET = Dataset(
    naam="duo_bo_bron",
    titel="02. Leerlingen bo zoals geregistreerd in BRON",
    tabellen=("leerlingen_bron",),
    periode_soort="peildatum",
    herken=herken,
    lees=lees,
    periode=periode,
)
