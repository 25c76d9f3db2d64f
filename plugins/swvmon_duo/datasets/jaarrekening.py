"""Financiele verantwoording po (DUO): balance, income and expenditure, government contributions, of all boards.

Boards whose GROEPERING is SWV are samenwerkingsverbanden; their number is that of the board, not PO or VO and four
digits. Amounts are whole euros, 3.403.793; -1 is an amount and no mask. A file holds several years; the period of a
levering is that of its first rows.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from attrs import frozen

from swvmon import Dataset, Kolom, Leesresultaat, Leverperiode, Periode, read_table
from swvmon_duo.koppen import kolom
from swvmon_duo.tellingen import filled

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

BESTUUR = kolom("bestuur", "bestuur")
JAAR = kolom("kalenderjaar", "jaar")
BOARD = (BESTUUR, kolom("bestuursnaam"), kolom("groepering"), JAAR)
POST = re.compile(r"([0-9A-Z.]+) ?- ?(.+)")
"""A header of a post: its number or letters, and its name."""


@frozen
class Overzicht:
    """One of the statements.

    Attributes:
        onderdeel: its name in the table.
        eigen: posts that only this statement has.
    """

    onderdeel: str
    eigen: frozenset[str]

    def herken(self, kop: Kop) -> bool:
        """A board, a year and the posts that only this statement has."""
        return not kop.lacks(BOARD) and self.eigen <= posts(kop).keys()

    def lees(self, bestand: Bestand) -> Leesresultaat:
        """Fill `jaarrekening`: a row per board, year and post that it has."""
        told = posts(bestand.kop)
        asked = {f"post_{i}": post for i, post in enumerate(told)}
        columns = [Kolom(name, (told[post][0],), "hele_euro", gevuld=False) for name, post in asked.items()]
        tabel = read_table(bestand, (*BOARD, *columns))
        rijen = tabel.rijen
        row, column = filled(rijen, list(asked))
        amounts = np.column_stack([rijen[name].to_numpy("int64", na_value=0) for name in asked])
        long = rijen[["regel", *(kolom.naam for kolom in BOARD)]].take(row).reset_index(drop=True)
        long = long.assign(
            onderdeel=self.onderdeel,
            post=pd.array(list(told), "str").take(column),
            omschrijving=pd.array([words for _, words in told.values()], "str").take(column),
            bedrag_cent=amounts[row, column],
        )
        return Leesresultaat({"jaarrekening": long}, tabel.afkeuringen, tabel.rijen_gelezen)

    def dataset(self, naam: str, titel: str) -> Dataset:
        """The dataset of this statement."""
        return Dataset(naam, titel, ("jaarrekening",), "kalenderjaar", self.herken, self.lees, periode)


def posts(kop: Kop) -> dict[str, tuple[str, str]]:
    """The posts of a file by their number: header and name."""
    found = [(header, POST.fullmatch(header)) for header in kop.koppen]
    return {match[1]: (header, match[2]) for header, match in found if match}


def periode(kop: Kop) -> Leverperiode | None:
    """The first up to the last year of the first rows."""
    years = sorted(int(value) for value in kop.values(JAAR) if re.fullmatch(r"(19|20)\d\d", value))
    if not years:
        return None
    return Leverperiode("kalenderjaar", Periode(date(years[0], 1, 1), date(years[-1], 12, 31)))


DATASETS = (
    Overzicht("balans", frozenset({"TA", "TP"})).dataset("duo_po_balans", "01. Balans po"),
    Overzicht("baten_lasten", frozenset({"TOTB", "TOTL"})).dataset(
        "duo_po_baten_lasten", "02. Staat van baten en lasten po"
    ),
    Overzicht("overheidsbijdragen", frozenset({"3.1T", "3.2T"})).dataset(
        "duo_po_overheidsbijdragen", "10. Overheidsbijdragen po"
    ),
)
