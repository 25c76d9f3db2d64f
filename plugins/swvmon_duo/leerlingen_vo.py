"""01. Leerlingen vo per vestiging naar onderwijstype, 1 October (DUO). The file does not tell its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Dataset, Kolom, Leesresultaat, read_table
from swvmon_duo.richtingen import add_richting, onderwijstypen

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Bestand, Kop

BRIN = Kolom("brin", ("BRIN NUMMER", "INSTELLINGSCODE"), "brin")
VESTIGING = Kolom("vestiging", ("VESTIGINGSNUMMER", "VESTIGINGSCODE"), "vestiging")
NAAM = Kolom("naam", ("INSTELLINGSNAAM VESTIGING",))
PLAATS = Kolom("plaats", ("PLAATSNAAM VESTIGING",))
PROVINCIE = Kolom("provincie", ("PROVINCIE VESTIGING",))
ONDERWIJSTYPE = Kolom("onderwijstype", ("ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR",), gevuld=True)
VMBO_SECTOR = Kolom("vmbo_sector", ("VMBO SECTOR",))
AFDELING = Kolom("afdeling", ("AFDELING",))
ELEMENTCODE = Kolom("elementcode", ("ELEMENTCODE", "ERKENDE OPLEIDINGSCODE"), gevuld=True)
OPLEIDINGSNAAM = Kolom("opleidingsnaam", ("OPLEIDINGSNAAM",))
LEERJAREN = tuple(
    Kolom(f"leerjaar_{leerjaar}_{wie}", (f"LEER- OF VERBLIJFSJAAR {leerjaar} - {wie}",), "aantal")
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
        tabellen={"leerlingen_vo": _counted(rijen), "vestiging_in_telling": _named(rijen)},
        afkeuringen=_joined(tabel.afkeuringen, onbekend),
        rijen_gelezen=tabel.rijen_gelezen,
        bevindingen=bevindingen,
    )


def _counted(rijen: pd.DataFrame) -> pd.DataFrame:
    """A masked cell is missing in its own column, and counts as an interval in the totals."""
    import pandas as pd

    low = rijen[[f"{k.naam}_min" for k in LEERJAREN]].to_numpy()
    high = rijen[[f"{k.naam}_max" for k in LEERJAREN]].to_numpy()
    cells = {k.naam: pd.arrays.IntegerArray(low[:, i], low[:, i] != high[:, i]) for i, k in enumerate(LEERJAREN)}
    totals = {"aantal_min": low.sum(axis=1), "aantal_max": high.sum(axis=1)}
    return pd.DataFrame({name: rijen[name] for name in TEKSTEN} | cells | totals)


def _named(rijen: pd.DataFrame) -> pd.DataFrame:
    """The first row of each location."""
    names = rijen[["regel", "vestiging", "naam", "plaats", "provincie"]]
    return names.drop_duplicates("vestiging").reset_index(drop=True)


def _joined(afkeuringen: pd.DataFrame, onbekend: pd.DataFrame | None) -> pd.DataFrame:
    import pandas as pd

    if onbekend is None:
        return afkeuringen
    return pd.concat([afkeuringen, onbekend]).sort_values("regel", ignore_index=True)


DATASET = Dataset(
    naam="duo_vo_leerlingen",
    titel="01. Leerlingen vo per vestiging naar onderwijstype",
    tabellen=("leerlingen_vo", "vestiging_in_telling"),
    periode_soort="peildatum",
    herken=herken,
    lees=lees,
)
