"""Leerlingen so en vso per SWV by something else than who pays for which category (DUO, files 3 to 5), 1 October.

The pupils are those of files 1 and 2 again, so they are no rows of `tlv_telling`, where they would count twice: they
are features of the SWV. Not tested against a real file: DUO's pages confirm SWV_BETALEND, BINNEN_SWV, the pseudo values
and what each file is split by; the other headers, the codes of BINNEN_SWV and RESIDENTIELE_PLAATS and the form, a row
per combination, are those of DUO's long files. A file of another form is not taken.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from attrs import frozen

from swvmon import Dataset, Leesresultaat, read_table
from swvmon_duo.datasets.so_vso_swv import CATEGORIE, GEEN_SWV, unpaid
from swvmon_duo.koppen import PEILDATUM, kolom
from swvmon_duo.tellingen import one_day, soort_of, told_by_peildatum

if TYPE_CHECKING:
    from swvmon import Bestand, Kolom, Kop

CATEGORIEKOLOM = kolom("categorie")
BETALEND = kolom("swv", kop="swv_betalend", gevuld=True)
PLAATS = kolom("swv", "swv", kop="swv_vestiging")
SOORT = kolom("soort", verplicht=False)
"""A file of one type of education may leave it out."""
BINNEN = kolom("binnen", "keuze", keuzes=("j", "n"))
AANTAL = kolom("aantal", "aantal", kop="aantal_leerlingen")
LIGGING = {"j": "binnen", "n": "buiten"}
RESIDENTIEEL = {"j": "residentieel", "n": "niet_residentieel"}


@frozen
class Telling:
    """One of the files.

    Attributes:
        swv: the column with the SWV: the one that pays, or the one where the school stands.
        deel: the column by which pupils are split.
        niet: columns that another file has and this one does not.
        soort: type of education where the file does not tell it; empty: it must tell.
    """

    swv: Kolom
    deel: Kolom
    niet: tuple[Kolom, ...]
    soort: str = ""

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """All columns that are read."""
        return (PEILDATUM, self.swv, BINNEN, SOORT, self.deel, AANTAL)

    def herken(self, kop: Kop) -> bool:
        """All columns, and none of another file."""
        told = self.soort or not set(kop.kolommen).isdisjoint(SOORT.bronnen)
        return bool(told) and not kop.lacks(self.kolommen) and len(kop.lacks(self.niet)) == len(self.niet)

    def lees(self, bestand: Bestand) -> Leesresultaat:
        """Fill `kenmerk` of SWV's: a lowest and a highest number of pupils per combination; they hold for a year."""
        tabel = read_table(bestand, self.kolommen)
        day = date.fromisoformat(tabel.rijen["peildatum"].iloc[0])
        rijen = one_day(bestand, tabel.rijen)
        soort = soort_of(rijen)
        name = soort.where(soort != "", self.soort) + "_" + self._split(rijen) + "_" + rijen["binnen"].map(LIGGING)
        rijen = rijen.assign(kenmerk=name.astype("str"))
        without = rijen["swv"].str.fullmatch(GEEN_SWV)
        grouped = rijen[~without].groupby(["swv", "kenmerk"], as_index=False, sort=False)
        sums = grouped.agg({"regel": "min", "aantal_min": "sum", "aantal_max": "sum"})
        parts = [
            sums[["regel"]].assign(
                niveau="swv",
                code=sums["swv"],
                kenmerk=f"leerlingen_{end}_" + sums["kenmerk"],
                waarde=sums[f"aantal_{end}"].astype("str"),
                geldig_van=day,
                geldig_tot=date(day.year + 1, 9, 30),
            )
            for end in ("min", "max")
        ]
        rows = pd.concat(parts, ignore_index=True)
        findings = unpaid(rijen[without], "kenmerk")
        return Leesresultaat({"kenmerk": rows}, tabel.afkeuringen, tabel.rijen_gelezen, findings)

    def _split(self, rijen: pd.DataFrame) -> pd.Series:
        """What a row is about, as a part of a name."""
        written = rijen[self.deel.naam].str.lower()
        if self.deel is CATEGORIEKOLOM:
            category = written.map(CATEGORIE).astype("str").fillna(written)
            return ("categorie_" + category).mask(category == "", "zonder_categorie")
        if self.deel.soort == "keuze":
            return written.map(RESIDENTIEEL).astype("str")
        words = written.str.replace("[^a-z0-9]+", "_", regex=True).str.strip("_")
        return ("uitstroom_" + words).mask(words == "", "zonder_uitstroomprofiel")

    def dataset(self, naam: str, titel: str) -> Dataset:
        """The dataset of this file."""
        return Dataset(naam, titel, ("kenmerk",), "peildatum", self.herken, self.lees, told_by_peildatum)


_RESIDENTIEEL = kolom("residentieel", "keuze", keuzes=("j", "n"))
_UITSTROOM = kolom("uitstroomprofiel")
DATASETS = (
    Telling(BETALEND, _RESIDENTIEEL, (CATEGORIEKOLOM, PLAATS)).dataset(
        "duo_so_vso_residentieel", "03. Leerlingen so en vso binnen en buiten betalend swv met residentiële plaats"
    ),
    Telling(BETALEND, _UITSTROOM, (CATEGORIEKOLOM, _RESIDENTIEEL, PLAATS), "vso").dataset(
        "duo_vso_uitstroomprofiel", "04. Leerlingen vso binnen en buiten betalend swv met uitstroomprofiel"
    ),
    Telling(PLAATS, CATEGORIEKOLOM, (BETALEND,)).dataset(
        "duo_so_vso_vestigings_swv", "05. Leerlingen so en vso binnen en buiten swv vestiging met bekostigingscategorie"
    ),
)
