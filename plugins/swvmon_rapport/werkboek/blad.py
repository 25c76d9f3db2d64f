"""A sheet: a table with a heading, widths, a filter and a page to print it on."""

from __future__ import annotations

import datetime
import io
import re
import textwrap
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon_rapport.grafieken import visible
from swvmon_rapport.zinnen import missing

if TYPE_CHECKING:
    from collections.abc import Sequence

TEKST, EURO, TARIEF, GETAL, DAG, OORDEEL = "tekst", "euro", "tarief", "getal", "dag", "oordeel"
NIET_GETOOND = "niet getoond"
GOED, FOUT = "klopt", "wijkt af"
_FORMS = {EURO: "#,##0.00", TARIEF: "#,##0.00####", GETAL: "General", DAG: "dd-mm-yyyy"}
_LONGEST = 32_767
"""Letters that a cell can hold."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DIGITS = 15
"""Significant digits that a cell keeps of a number."""
_LINE = 15
"""Height of a line of text, in points."""
_PROSE, _PAGE = 100, 165
"""Letters beside each other in a text, and on a printed page."""
_MADE = datetime.datetime(2026, 1, 1)  # noqa: DTZ001 - not a moment: the same run must give the same bytes


@frozen
class Formule:
    """A formula, and what it gives in this run, for readers that do not compute."""

    tekst: str
    waarde: object


@frozen
class Kolom:
    """A column.

    Attributes:
        naam: by which other sheets refer to it.
        kop: what stands above it.
        soort: TEKST, EURO (two places), TARIEF (euro, two to six places), GETAL, DAG or OORDEEL.
        breedte: in letters.
        kaal: only for formulas: not printed, and grey.
    """

    naam: str
    kop: str
    soort: str = TEKST
    breedte: int = 14
    kaal: bool = False


class Boek:
    """A workbook in the making.

    Args:
        titel: of the file.
        kop: what stands at the top of each printed page.
        voet: what stands at the bottom, before the name of the sheet and the number of the page.
    """

    def __init__(self, titel: str, kop: str, voet: str) -> None:
        import xlsxwriter

        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"in_memory": True})
        self._book.set_properties({"title": titel, "created": _MADE})
        self._kop, self._voet = (f"&C{text.replace('&', '&&')}" for text in (kop, voet))
        top: dict[str, Any] = {"valign": "top"}
        text = {**top, "indent": 1}
        forms = {kind: {**top, "num_format": form} for kind, form in _FORMS.items()}
        self._forms = {k: self._book.add_format(v) for k, v in {**forms, TEKST: text, OORDEEL: text}.items()}
        self._prose = self._book.add_format({**top, "text_wrap": True})
        heading = {**text, "text_wrap": True, "bold": True, "bottom": 1}
        self._heading = self._book.add_format({**heading, "bg_color": "#DCE6F1"})
        self._number_heading = self._book.add_format({**heading, "bg_color": "#DCE6F1", "align": "right", "indent": 0})
        self._bare = self._book.add_format({**heading, "font_color": "#808080"})
        self._title = self._book.add_format({"bold": True, "font_size": 14})
        self._good = self._book.add_format({"bg_color": "#C6EFCE", "font_color": "#006100"})
        self._bad = self._book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})

    def sheet(self, naam: str, kolommen: Sequence[Kolom], rijen: Sequence[Sequence[object]], *, vast: int = 0) -> None:
        """Add a sheet with a table, of which the first columns (vast) stay in sight and stand on every printed page."""
        sheet = self._book.add_worksheet(naam)
        heads = dict.fromkeys(_FORMS, self._number_heading) | dict.fromkeys((TEKST, OORDEEL), self._heading)
        for place, kolom in enumerate(kolommen):
            sheet.set_column(place, place, kolom.breedte, None, {"level": 1} if kolom.kaal else {})
            sheet.write_string(0, place, kolom.kop, self._bare if kolom.kaal else heads[kolom.soort])
        for row, cells in enumerate(rijen, start=1):
            for place, (kolom, cell) in enumerate(zip(kolommen, cells, strict=True)):
                _write(sheet, row, place, cell, self._forms[kolom.soort])
        sheet.set_row(0, _LINE * max(_lines(k.kop, k.breedte - 2) for k in kolommen))
        told, last = [k for k in kolommen if not k.kaal], max(1, len(rijen))
        sheet.freeze_panes(1, vast)
        sheet.autofilter(0, 0, last, len(kolommen) - 1)
        self._judge(sheet, kolommen, last)
        self._page(sheet, -(-sum(k.breedte for k in told) // _PAGE))
        sheet.repeat_rows(0)
        if vast:
            sheet.repeat_columns(0, vast - 1)
        sheet.print_area(0, 0, last, len(told) - 1)

    def prose(self, naam: str, titel: str, regels: Sequence[tuple[str, str]]) -> None:
        """Add a sheet with a title and lines of text, each with what it is about."""
        sheet = self._book.add_worksheet(naam)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, _PROSE)
        sheet.write_string(0, 0, visible(titel), self._title)
        for row, (about, text) in enumerate(regels, start=2):
            sheet.write_string(row, 0, about, self._heading)
            _write(sheet, row, 1, text, self._prose)
            sheet.set_row(row, _LINE * _lines(text, _PROSE))
        self._page(sheet, 1)

    def name(self, naam: str, plek: str) -> None:
        """Give a cell a name that formulas can use."""
        self._book.define_name(naam, f"={plek}")

    def close(self) -> bytes:
        """The workbook, a function of what was written."""
        self._book.close()
        return self._stream.getvalue()

    def _judge(self, sheet: Any, kolommen: Sequence[Kolom], last: int) -> None:
        for place, kolom in enumerate(kolommen):
            if kolom.soort == OORDEEL:
                for word, form in ((GOED, self._good), (FOUT, self._bad)):
                    rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": form}
                    sheet.conditional_format(1, place, last, place, rule)
            elif kolom.naam == "verschil":
                rule = {"type": "cell", "criteria": "!=", "value": 0, "format": self._bad}
                sheet.conditional_format(1, place, last, place, rule)

    def _page(self, sheet: Any, breed: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(breed, 0)
        sheet.set_header(self._kop)
        sheet.set_footer(f"{self._voet} · &A · &P/&N")


def plek(blad: str, kolommen: Sequence[Kolom], naam: str, rijen: int) -> str:
    """The cells of a column of a sheet, for a formula: Regels!$L$2:$L$73."""
    letter = column(kolommen, naam)
    return f"{blad}!${letter}$2:${letter}${max(2, rijen + 1)}"


def column(kolommen: Sequence[Kolom], naam: str) -> str:
    """The letter of a column."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name([k.naam for k in kolommen].index(naam)))


def number(value: object) -> Decimal | None:
    """A stored number that a cell can hold exactly; None where it is something else or has more digits."""
    text = "" if missing(value) else str(value)
    return Decimal(text) if _NUMBER.fullmatch(text) and len(text.strip("-0.").replace(".", "")) <= _DIGITS else None


def _lines(text: str, breedte: int) -> int:
    """How many lines a text takes in so many letters."""
    return len(textwrap.wrap(text, breedte)) or 1


def _write(sheet: Any, row: int, place: int, cell: object, form: Any) -> None:
    """Write a cell: text is always text, whatever it starts with."""
    if isinstance(cell, Formule):
        sheet.write_formula(row, place, f"={cell.tekst}", form, cell.waarde)
    elif isinstance(cell, datetime.date):
        sheet.write_datetime(row, place, cell, form)
    elif isinstance(cell, int | float | Decimal) and not missing(cell):
        sheet.write_number(row, place, cell, form)
    elif missing(cell) or cell == "":
        sheet.write_blank(row, place, None, form)
    else:
        sheet.write_string(row, place, visible(str(cell))[:_LONGEST], form)
