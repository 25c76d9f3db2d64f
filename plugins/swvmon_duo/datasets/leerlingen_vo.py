"""01. Leerlingen vo per vestiging naar onderwijstype, 1 October (DUO). The file does not tell its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Dataset, Leesresultaat, read_table
from swvmon_duo.koppen import BRIN, NAAM, VESTIGING, kolom
from swvmon_duo.richtingen import add_richting, onderwijstypen
from swvmon_duo.tellingen import cells, joined, named, totals

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Bestand, Kop

PLAATS = kolom("plaats")
PROVINCIE = kolom("provincie")
ONDERWIJSTYPE = kolom("onderwijstype", gevuld=True)
VMBO_SECTOR = kolom("vmbo_sector")
AFDELING = kolom("afdeling")
ELEMENTCODE = kolom("elementcode", gevuld=True)
OPLEIDINGSNAAM = kolom("opleidingsnaam")
LEERJAREN = tuple(
    kolom(f"leerjaar_{leerjaar}_{wie}", "aantal", kop="leerjaar", deel=(f"{leerjaar} - {wie.upper()}",))
    for leerjaar in range(1, 7)
    for wie in ("man", "vrouw")
)
KOLOMMEN = (
    BRIN,
    VESTIGING,
    NAAM,
    PLAATS,
    PROVINCIE,
    ONDERWIJSTYPE,
    VMBO_SECTOR,
    AFDELING,
    ELEMENTCODE,
    OPLEIDINGSNAAM,
    *LEERJAREN,
)
TEKSTEN = (
    "regel",
    "vestiging",
    "onderwijstype",
    "vmbo_sector",
    "afdeling",
    "elementcode",
    "opleidingsnaam",
    "richting",
    "fase",
)
OUDE_GENERATIE = "LWOO INDICATIE"
"""Up to 2014/15 a programme has a row for pupils with LWOO and one for those without: another key, not read here."""


def herken(kop: Kop) -> bool:
    """The columns of the file, up to two missing (reading says which), and a type of education that we know."""
    if OUDE_GENERATIE in kop.kolommen or len(kop.lacks(KOLOMMEN)) > 2:
        return False
    types = kop.values(ONDERWIJSTYPE)
    return not types or not types.isdisjoint(onderwijstypen())


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `leerlingen_vo` (a row per programme) and `vestiging_in_telling` (the names that the count gives)."""
    tabel = read_table(bestand, KOLOMMEN)
    rijen, onbekend, bevindingen = add_richting(tabel.rijen)
    return Leesresultaat(
        tabellen={"leerlingen_vo": _counted(rijen), "vestiging_in_telling": named(rijen, "vo")},
        afkeuringen=tabel.afkeuringen if onbekend is None else joined(tabel.afkeuringen, onbekend),
        rijen_gelezen=tabel.rijen_gelezen,
        bevindingen=bevindingen,
    )


def _counted(rijen: pd.DataFrame) -> pd.DataFrame:
    """A masked cell is missing in its own column, and counts as an interval in the totals."""
    import pandas as pd

    texts = {name: rijen[name] for name in TEKSTEN}
    return pd.DataFrame(texts | cells(rijen, LEERJAREN) | totals(rijen, LEERJAREN))


DATASET = Dataset(
    naam="duo_vo_leerlingen",
    titel="01. Leerlingen vo per vestiging naar onderwijstype",
    tabellen=("leerlingen_vo", "vestiging_in_telling"),
    periode_soort="peildatum",
    herken=herken,
    lees=lees,
)
