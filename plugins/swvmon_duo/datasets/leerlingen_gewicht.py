"""01. Leerlingen bo naar gewicht en leeftijd, 1 October (DUO): weights ended in 2019; the file tells its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Dataset, Leesresultaat, read_table
from swvmon_duo.koppen import BRIN, PEILDATUM, VESTIGING, kolom, leeftijden
from swvmon_duo.tellingen import against_total, cells, joined, one_day, told_by_peildatum

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

GEWICHT = kolom("gewicht", "decimaal_punt")
LEEFTIJDEN = leeftijden(14)
KOLOMMEN = (PEILDATUM, BRIN, VESTIGING, GEWICHT, *LEEFTIJDEN, kolom("totaal", "aantal"))


def herken(kop: Kop) -> bool:
    """The columns, up to two missing (reading says which), GEWICHT among them."""
    return len(kop.lacks(KOLOMMEN)) <= 2 and not kop.lacks([GEWICHT])


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `leerlingen_gewicht`."""
    tabel = read_table(bestand, KOLOMMEN)
    rijen, anders = against_total(one_day(bestand, tabel.rijen), LEEFTIJDEN, "TOTAAL")
    columns = rijen[["regel", "vestiging", "gewicht", "aantal_min", "aantal_max"]]
    counted = pd.DataFrame({**columns, **cells(rijen, LEEFTIJDEN)})
    return Leesresultaat({"leerlingen_gewicht": counted}, joined(tabel.afkeuringen, anders), tabel.rijen_gelezen)


DATASET = Dataset(
    naam="duo_bo_gewicht",
    titel="01. Leerlingen bo naar gewicht en leeftijd",
    tabellen=("leerlingen_gewicht",),
    periode_soort="peildatum",
    herken=herken,
    lees=lees,
    periode=told_by_peildatum,
)
