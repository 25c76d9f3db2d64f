"""Overgangen of the register of institutions, BRIN (DUO): mergers, transfers and splits since 1988."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Dataset, Kolom, Leesresultaat, read_table

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

KOLOMMEN = (
    Kolom("van", ("NR_ADMIN_VAN",), gevuld=True),
    Kolom("functie_van", ("CODE_FUNCTIE_VAN",), gevuld=True),
    Kolom("soort_van", ("CODE_SOORT_VAN",)),
    Kolom("wet_van", ("CODE_WET_VAN",)),
    Kolom("naar", ("NR_ADMIN_NAAR",), gevuld=True),
    Kolom("functie_naar", ("CODE_FUNCTIE_NAAR",), gevuld=True),
    Kolom("soort_naar", ("CODE_SOORT_NAAR",)),
    Kolom("wet_naar", ("CODE_WET_NAAR",)),
    Kolom("datum", ("DT_OVERGANG",), "datum"),
    Kolom("overgang", ("CODE_OVERGANG",), gevuld=True),
    Kolom("volledig", ("IND_VOLLEDIG",), gevuld=True),
)


def herken(kop: Kop) -> bool:
    """The columns, up to two missing (reading says which)."""
    return len(kop.lacks(KOLOMMEN)) <= 2


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `brin_overgang`; days may lie in the future."""
    tabel = read_table(bestand, KOLOMMEN)
    rijen = tabel.rijen.assign(datum=pd.to_datetime(tabel.rijen["datum"]))
    return Leesresultaat({"brin_overgang": rijen}, tabel.afkeuringen, tabel.rijen_gelezen)


DATASET = Dataset(
    naam="duo_brin_overgangen",
    titel="Basisgegevens instellingen (BRIN): overgangen",
    tabellen=("brin_overgang",),
    periode_soort="stand",
    herken=herken,
    lees=lees,
)
