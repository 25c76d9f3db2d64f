"""Lists of schools with their addresses (DUO). Overwritten each month; the files do not tell their date.

A list of vestigingen has a column for the location. A list of hoofdvestigingen has none: it gives the address of the
main location of an institution, so it fills `instelling`, and no location number is made up for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Dataset, Leesresultaat, read_table
from swvmon_duo.koppen import BESTUUR, BRIN, GEMEENTE, NAAM, POSTCODE, VESTIGING, kolom

if TYPE_CHECKING:
    from swvmon import Bestand, Kolom, Kop

INSTELLINGSNAAM = kolom("naam", kop="instellingsnaam")
ONDERWIJSSTRUCTUUR = kolom("onderwijsstructuur")
SOORT = kolom("soort", kop="soort_speciaal")
STRAAT = kolom("straatnaam")
"""Counts name a school's postcode too; only a list of addresses has its street."""
ONDERWIJS = kolom("onderwijsstructuur", kop="onderwijs")
ADRES = (
    BESTUUR,
    POSTCODE,
    kolom("plaats"),
    GEMEENTE,
    kolom("gemeentenaam"),
    kolom("provincie"),
    kolom("denominatie"),
)


@frozen
class Adressenlijst:
    """One of the lists.

    Attributes:
        sector: po or vo.
        tabel: vestiging or instelling.
        eigen: columns that tell this list from the others; all must be there.
        niet: columns that other lists have and this one does not.
    """

    sector: str
    tabel: str
    eigen: tuple[Kolom, ...]
    niet: tuple[Kolom, ...] = ()

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """All columns that are read."""
        return (BRIN, *self.eigen, *ADRES)

    def herken(self, kop: Kop) -> bool:
        """A street, its own columns, none of another list, and postcodes; up to two others may be missing."""
        other = len(kop.lacks(self.niet)) < len(self.niet)
        if other or kop.lacks([STRAAT, *self.eigen]) or len(kop.lacks(self.kolommen)) > 2:
            return False
        return not kop.rijen or bool(kop.lacks([POSTCODE])) or any(v[:4].isdecimal() for v in kop.values(POSTCODE))

    def lees(self, bestand: Bestand) -> Leesresultaat:
        """Fill the table."""
        gelezen = read_table(bestand, self.kolommen)
        postcode = gelezen.rijen["postcode"]
        rijen = gelezen.rijen.assign(sector=self.sector, pc4=postcode.str[:4], postcode=postcode.fillna(""))
        if SOORT in self.eigen:
            rijen = rijen.drop(columns="soort")
        return Leesresultaat({self.tabel: rijen}, gelezen.afkeuringen, gelezen.rijen_gelezen)

    def dataset(self, naam: str, titel: str) -> Dataset:
        """The dataset of this list."""
        return Dataset(naam, titel, (self.tabel,), "stand", self.herken, self.lees)


_SPECIAAL = (VESTIGING, NAAM, SOORT, ONDERWIJS)
DATASETS = (
    Adressenlijst("vo", "vestiging", (VESTIGING, NAAM, ONDERWIJSSTRUCTUUR)).dataset(
        "duo_vo_vestigingen", "02. Alle vestigingen vo"
    ),
    Adressenlijst("vo", "instelling", (INSTELLINGSNAAM, ONDERWIJSSTRUCTUUR), (VESTIGING,)).dataset(
        "duo_vo_instellingen", "01. Hoofdvestigingen vo"
    ),
    Adressenlijst("po", "vestiging", (VESTIGING, NAAM), (ONDERWIJSSTRUCTUUR, SOORT)).dataset(
        "duo_po_vestigingen", "03. Alle vestigingen basisonderwijs"
    ),
    Adressenlijst("po", "vestiging", _SPECIAAL, (ONDERWIJSSTRUCTUUR,)).dataset(
        "duo_po_speciaal_vestigingen", "09. Alle vestigingen sbo, so en vso"
    ),
    Adressenlijst("po", "instelling", (INSTELLINGSNAAM,), (VESTIGING, ONDERWIJSSTRUCTUUR, SOORT)).dataset(
        "duo_po_instellingen", "01. Hoofdvestigingen basisonderwijs"
    ),
)
