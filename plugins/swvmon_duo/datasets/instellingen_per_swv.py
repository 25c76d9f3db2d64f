"""Instellingen per samenwerkingsverband passend onderwijs, po and vo (DUO): the official list of school and SWV.

The list is overwritten and does not tell its date; a levering of it belongs to the school year that it is said to hold
for. Not tested against a real file: code of others confirms BRIN NUMMER, VESTIGINGSNUMMER (of vo with six characters)
and ADMINISTRATIENUMMER for the SWV; that this is PO or VO and four digits, as everywhere else, is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Dataset, Leesresultaat, Schooljaar, read_table
from swvmon_duo.koppen import BRIN, VESTIGING, kolom
from swvmon_duo.tellingen import joined

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Bestand, Kop, Leverperiode

SWV = kolom("swv", "swv", kop="swv_administratie")
STRAAT = kolom("straatnaam")
KOLOMMEN = (BRIN, VESTIGING, SWV)


@frozen
class Koppellijst:
    """The list of one sector.

    Attributes:
        sector: po or vo.
    """

    sector: str

    def herken(self, kop: Kop) -> bool:
        """The columns, without a street (a list of addresses), and SWV codes of the sector."""
        if kop.lacks(KOLOMMEN) or not kop.lacks([STRAAT]):
            return False
        return any(value.startswith(self.sector.upper()) for value in kop.values(SWV))

    def lees(self, bestand: Bestand, periode: Leverperiode) -> Leesresultaat:
        """Fill `aansluiting` of the school year of the levering; a location under more than one SWV is rejected."""
        tabel = read_table(bestand, KOLOMMEN)
        rijen = tabel.rijen.drop(columns="brin")
        shared = rijen.groupby("vestiging")["swv"].transform("nunique") > 1
        rows = rijen[~shared].assign(schooljaar=str(Schooljaar.of(periode.dagen.van)))
        afkeuringen = joined(tabel.afkeuringen, _refused(rijen[shared]))
        return Leesresultaat({"aansluiting": rows.reset_index(drop=True)}, afkeuringen, tabel.rijen_gelezen)

    def dataset(self, naam: str, titel: str) -> Dataset:
        """The dataset of this list."""
        return Dataset(naam, titel, ("aansluiting",), "schooljaar", self.herken, self.lees, met_periode=True)


def _refused(rijen: pd.DataFrame) -> pd.DataFrame:
    """The list tells no shares, and a whole school for each SWV would count its pupils twice."""
    return rijen[["regel"]].assign(
        kolom="ADMINISTRATIENUMMER",
        code="meer_dan_een_swv",
        gevonden=rijen["vestiging"] + " " + rijen["swv"],
        verwacht="one SWV per location",
    )


DATASETS = (
    Koppellijst("po").dataset(
        "duo_po_instellingen_per_swv", "09. Instellingen per samenwerkingsverband passend onderwijs po"
    ),
    Koppellijst("vo").dataset(
        "duo_vo_instellingen_per_swv", "09. Instellingen per samenwerkingsverband passend onderwijs vo"
    ),
)
