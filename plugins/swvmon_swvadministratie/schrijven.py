"""Write a template: an empty table with its header, and the explanation of its columns."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from swvmon_swvadministratie.inlezen import TOELICHTING

if TYPE_CHECKING:
    from swvmon_swvadministratie.sjabloon import Sjabloon, Veld

KOPPEN = ("kolom", "verplicht", "vorm", "uitleg", "voorbeeld")
"""Columns of the explanation."""
_FORMATS = {"aandeel": "0.######", "aantal": "0", "dag": "yyyy-mm-dd", "euro": "0.00", "jaar": "0"}
"""How a spreadsheet shows a column; what is not here is text, so that no zero is lost."""
_DIRECTIONS = (
    "Vul onder de kop een rij per regel in. Voeg geen kolommen toe: een bestand met een kolom te veel wordt geweigerd.",
    "Zet geen namen, geboortedata of opmerkingen in de tabel. Gebruik geen formules en voeg geen cellen samen.",
)
_PERSON = (
    "De kolom {} wordt bij het inlezen vervangen door een pseudoniem; daarvoor is een sleutel nodig (SWVMON_SLEUTEL)."
)
_MANY_ROWS = 100_000


def explanation(sjabloon: Sjabloon) -> list[tuple[str, ...]]:
    """One row per column of the template, as `KOPPEN`."""
    return [
        (veld.naam, "ja" if veld.verplicht else "nee", veld.vorm, veld.uitleg, veld.voorbeeld)
        for veld in sjabloon.velden
    ]


def directions(sjabloon: Sjabloon) -> list[str]:
    """What to keep in mind while filling it in."""
    persoon = sjabloon.persoon
    return [sjabloon.uitleg, *_DIRECTIONS, *([_PERSON.format(persoon.naam)] if persoon else [])]


def as_csv(sjabloon: Sjabloon) -> str:
    """The header, with ; between the columns."""
    return ";".join(veld.naam for veld in sjabloon.velden) + "\r\n"


def as_text(sjabloon: Sjabloon) -> str:
    """The explanation, for beside a CSV file."""
    lines = [sjabloon.titel, "", *directions(sjabloon), ""]
    for naam, verplicht, vorm, uitleg, voorbeeld in explanation(sjabloon):
        lines.append(f"{naam}{'' if verplicht == 'ja' else ' (mag leeg zijn)'}: {uitleg}")
        lines.append(f"    {vorm}; voorbeeld: {voorbeeld}")
    return "\n".join(lines) + "\n"


def as_markdown(sjabloon: Sjabloon) -> str:
    """The explanation as a table for the README."""
    rows = [(f"`{naam}`", *told, f"`{voorbeeld}`") for naam, *told, voorbeeld in explanation(sjabloon)]
    lines = ["| " + " | ".join(row) + " |" for row in [KOPPEN, *rows]]
    return "\n".join([lines[0], "|---" * len(KOPPEN) + "|", *lines[1:]])


def as_xlsx(sjabloon: Sjabloon) -> bytes:
    """A workbook: the sheet to fill in, and a sheet that explains its columns. The same bytes each time."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": sjabloon.titel, "created": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(sjabloon.naam)
    sheet.write_row(0, 0, [veld.naam for veld in sjabloon.velden], bold)
    sheet.freeze_panes(1, 0)
    for place, veld in enumerate(sjabloon.velden):
        shown = book.add_format({"num_format": _FORMATS.get(veld.soort, "@")})
        sheet.set_column(place, place, max(12, len(veld.naam) + 2), shown)
        if veld.keuzes:
            _offer(sheet, place, veld)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    about = book.add_worksheet(TOELICHTING)
    about.set_column(0, 1, 14, wrapped)
    about.set_column(2, 4, 50, wrapped)
    about.write(0, 0, sjabloon.titel, bold)
    for row, line in enumerate(directions(sjabloon), 1):
        about.write_string(row, 0, line, book.add_format())
    start = len(directions(sjabloon)) + 2
    about.write_row(start, 0, KOPPEN, bold)
    for row, cells in enumerate(explanation(sjabloon), start + 1):
        for place, cell in enumerate(cells):
            about.write_string(row, place, cell, wrapped)
    book.close()
    return stream.getvalue()


def _offer(sheet: Any, place: int, veld: Veld) -> None:
    sheet.data_validation(
        1, place, _MANY_ROWS, place, {"validate": "list", "source": list(veld.keuzes), "ignore_blank": True}
    )
