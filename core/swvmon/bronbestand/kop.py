"""What the first 64 KiB of a file tell: encoding, line ends, separator, columns and rows. Nothing is raised here."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon.bronbestand.codering import sniff

if TYPE_CHECKING:
    from collections.abc import Iterable

    from swvmon.bronbestand.kolom import Kolom

SCHEIDINGSTEKENS = (";", ",", "\t")
VOORBEELDEN = 100
"""Rows that a databron may look at to recognise a file."""


@frozen(eq=False)
class Kop:
    """The head of a file. A file that is not text, or is no table, has no `kolommen`.

    Attributes:
        begin: the bytes of the head.
        volledig: whether the head is the whole file.
        codering: ``utf-8-sig``, ``utf-8`` or ``cp1252``; ``parquet`` for what has that form, of which only `koppen` is
            told; empty for what is not text. A head of plain ASCII is called ``utf-8``; the rest of the file may still
            prove cp1252.
        regeleinde: CRLF, LF or CR as it is; empty where the head has no line end.
        scheidingsteken: ``;``, ``,`` or a tab; empty for what is no table.
        kopregel: number of the header line, counted from 1.
        koppen: header cells as the file spells them, stripped.
        kolommen: the same in capitals; what spellings are compared with.
        rijen: the first rows as dicts by `kolommen`, values stripped; rows with another number of cells left out.
        bladen: heads of the other sheets of a workbook, by name, of those that have values and can be read.
    """

    begin: bytes = field(repr=False)
    volledig: bool
    codering: str = ""
    regeleinde: str = ""
    scheidingsteken: str = ""
    kopregel: int = 1
    koppen: tuple[str, ...] = ()
    kolommen: tuple[str, ...] = ()
    rijen: tuple[dict[str, str], ...] = field(default=(), repr=False)
    bladen: dict[str, Kop] = field(factory=dict, repr=False)

    @classmethod
    def of(cls, begin: bytes, *, volledig: bool, kopregel: int = 1) -> Kop:
        """Read a head.

        Args:
            begin: the first bytes of the file.
            volledig: whether that is all there is.
            kopregel: number of the header line; more than 1 where lines about the file come first.
        """
        codering = sniff(begin, volledig=volledig)
        if not codering:
            return cls(begin, volledig, kopregel=kopregel)
        text = begin.decode(codering, errors="ignore")  # only a character cut off at the end of the head is ignored
        regeleinde = "\r\n" if "\r\n" in text else "\n" if "\n" in text else "\r" if "\r" in text else ""
        lines = io.StringIO(text, newline="").readlines()
        if not volledig and lines:
            lines.pop()  # the head ends somewhere in it
        scheidingsteken = _separator(lines[kopregel - 1]) if len(lines) >= kopregel else ""
        if not scheidingsteken:
            return cls(begin, volledig, codering, regeleinde, kopregel=kopregel)
        rows = _rows(lines[kopregel - 1 :], scheidingsteken)
        koppen = tuple(cell.strip() for cell in rows[0])
        kolommen = tuple(cell.upper() for cell in koppen)
        rijen = tuple(
            dict(zip(kolommen, (cell.strip() for cell in row), strict=True))
            for row in rows[1:]
            if len(row) == len(kolommen)
        )
        return cls(begin, volledig, codering, regeleinde, scheidingsteken, kopregel, koppen, kolommen, rijen)

    def at(self, kopregel: int) -> Kop:
        """The same head with its header on another line."""
        return Kop.of(self.begin, volledig=self.volledig, kopregel=kopregel)

    def lacks(self, kolommen: Iterable[Kolom]) -> list[Kolom]:
        """The columns that must be there and are not; what a databron recognises its files by."""
        there = set(self.kolommen)
        return [kolom for kolom in kolommen if kolom.verplicht and there.isdisjoint(kolom.bronnen)]

    def values(self, kolom: Kolom) -> set[str]:
        """Distinct values of a column in the first rows; empty where the column is not there."""
        spelling = next((s for s in kolom.bronnen if s in self.kolommen), None)
        return set() if spelling is None else {rij[spelling] for rij in self.rijen}


def _separator(line: str) -> str:
    """The separator that cuts the header into most cells; empty where none cuts it."""
    cells = {sign: len(_rows([line], sign)[0]) for sign in SCHEIDINGSTEKENS} if line.strip() else {}
    best = max(cells, key=lambda sign: cells[sign], default="")
    return best if cells.get(best, 0) > 1 else ""


def _rows(lines: list[str], sign: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=sign):
            if row or not rows:
                rows.append(row)
            if len(rows) > VOORBEELDEN:
                break
    except csv.Error:  # the rest of the head is no table; read_table says what is wrong with it
        return rows or [[]]
    return rows
