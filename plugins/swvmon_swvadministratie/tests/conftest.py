"""Filled-in templates in both forms, a key, and the command line with a database of its own."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from swvmon import Bestand
from swvmon.testing import make_opdracht
from swvmon_swvadministratie.sjablonen import SJABLONEN

SLEUTEL = "proefsleutel-van-ten-minste-32-tekens"


@pytest.fixture
def sleutel(tmp_path, monkeypatch):
    """A key file, named by the environment."""
    path = tmp_path / "buiten" / "sleutel.txt"
    path.parent.mkdir()
    path.write_text(f"{SLEUTEL}\n")
    monkeypatch.setenv("SWVMON_SLEUTEL", str(path))
    return path


@pytest.fixture
def voorbeeld():
    """The example row of a template, with other values where they are given."""

    def row(naam, **anders):
        return {veld.naam: veld.voorbeeld for veld in SJABLONEN[naam].velden} | anders

    return row


def typed(soort, text):
    """A value as somebody types it in a cell: numbers and days are no text there."""
    try:
        if soort in {"aantal", "jaar"}:
            return int(text)
        if soort in {"euro", "aandeel"}:
            number = Decimal(text.replace(",", "."))
            return float(number) if number.is_finite() else text
        if soort == "dag" and "-" in text:
            return datetime.combine(date.fromisoformat(text), datetime.min.time())
    except (ValueError, ArithmeticError):
        return text
    return text


def write_xlsx(path, naam, rows, *, extra=None):
    soorten = {veld.naam: veld.soort for veld in SJABLONEN[naam].velden}
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd-mm-yyyy", "strings_to_formulas": False})
    sheet = book.add_worksheet(naam)
    for column, header in enumerate(rows[0]):
        sheet.write_string(0, column, header)
        for line, row in enumerate(rows, 1):
            value = typed(soorten.get(header, ""), row[header])
            if value != "":
                (sheet.write_string if isinstance(value, str) else sheet.write)(line, column, value)
    if extra:
        extra(book, sheet)
    book.close()


def write_csv(path, rows):
    lines = [";".join(rows[0]), *(";".join(row.values()) for row in rows)]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode())


@pytest.fixture
def fill(tmp_path):
    """Fill in a template with rows; gives the file, opened."""

    def write(naam, rows, vorm="csv", **options):
        path = tmp_path / f"ingevuld.{vorm}"
        if vorm == "xlsx":
            write_xlsx(path, naam, rows, **options)
        else:
            write_csv(path, rows)
        return Bestand.open(path)

    return write


@pytest.fixture
def swvmon(tmp_path, monkeypatch):
    """Call swvmon; gives exit code and all that it printed."""
    return make_opdracht(tmp_path, monkeypatch)
