"""Leerlingen so en vso per betalend swv, by funding category (DUO, files 1 and 2 of the series), 1 October.

Not tested against a real file: DUO's pages confirm SWV_BETALEND, BINNEN_SWV, the categories and the pseudo values; the
other headers and the form, a row per combination, are those of DUO's long files. A file of another form is not taken.
Files 3 to 5 tell no category, or the SWV of the location and not the one that pays (`so_vso_kenmerken`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Bevinding, Dataset, Leesresultaat, read_table
from swvmon_duo.koppen import PEILDATUM, SOORT, kolom
from swvmon_duo.tellingen import one_day, soort_of, told_by_peildatum

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Bestand, Kop

KOLOMMEN = (
    PEILDATUM,
    kolom("swv", kop="swv_betalend", gevuld=True),
    SOORT,
    kolom("categorie"),
    kolom("aantal", "aantal", kop="aantal_leerlingen"),
)
CATEGORIE = {"laag": "1", "l": "1", "midden": "2", "m": "2", "hoog": "3", "h": "3", "nvt": ""}
GEEN_SWV = "(?:CL1|CL2|GJIJJI)_.+"
"""Where no SWV pays, for pupils of clusters 1 and 2 and of closed institutions, the institution stands there."""
KEY = ["swv", "soort", "categorie"]


def herken(kop: Kop) -> bool:
    """All columns."""
    return not kop.lacks(KOLOMMEN)


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `tlv_telling`: pupils per paying SWV, type and category, added up over what else a file splits by."""
    tabel = read_table(bestand, KOLOMMEN)
    rijen = one_day(bestand, tabel.rijen)
    written = rijen["categorie"].str.lower()
    rijen = rijen.assign(soort=soort_of(rijen), categorie=written.map(CATEGORIE).astype("str").fillna(written))
    without = rijen["swv"].str.fullmatch(GEEN_SWV)
    grouped = rijen[~without].groupby(KEY, as_index=False, sort=False)
    sums = grouped.agg({"regel": "min", "aantal_min": "sum", "aantal_max": "sum"})
    findings = unpaid(rijen[without], "tlv_telling")
    return Leesresultaat({"tlv_telling": sums}, tabel.afkeuringen, tabel.rijen_gelezen, findings)


def unpaid(rijen: pd.DataFrame, tabel: str) -> tuple[Bevinding, ...]:
    """How many pupils stand in an institution of which no SWV pays."""
    if rijen.empty:
        return ()
    low, high = rijen["aantal_min"].sum(), rijen["aantal_max"].sum()
    number = f"{low}" if low == high else f"{low} tot {high}"
    text = f"{number} leerlingen van cluster 1, cluster 2 en gesloten instellingen hebben geen betalend swv."
    return (Bevinding("leerlingen_zonder_betalend_swv", "info", tabel, text),)


DATASET = Dataset(
    naam="duo_so_vso_betalend_swv",
    titel="01. Leerlingen so en vso per betalend swv met bekostigingscategorie",
    tabellen=("tlv_telling",),
    periode_soort="peildatum",
    herken=herken,
    lees=lees,
    periode=told_by_peildatum,
)
