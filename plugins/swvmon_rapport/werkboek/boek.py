"""The workbook: its sheets, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon_rapport.werkboek.blad import Boek, column
from swvmon_rapport.werkboek.kolommen import BESTUREN, CONTROLE, METINGEN, PARAMETERS, REGELS, REKENINGEN, SCHOLEN
from swvmon_rapport.werkboek.rijen import Rijen
from swvmon_rapport.werkboek.uitleg import explanation

if TYPE_CHECKING:
    from swvmon_rapport.gegevens import Gegevens


def as_xlsx(gegevens: Gegevens) -> bytes:
    """A region of a run as a workbook; the same run gives the same bytes."""
    rijen = Rijen(gegevens)
    inhoud = gegevens.inhoud
    who = "openbaar" if gegevens.openbaar else "VERTROUWELIJK"
    book = Boek(f"swvmon {gegevens.regio}", who, f"{who} · {gegevens.regio} · run {inhoud.run_id}")
    book.prose("Toelichting", f"{gegevens.naam or gegevens.regio}: de verdeling als werkboek", explanation(gegevens))
    book.sheet("Parameters", PARAMETERS, rijen.parameters(), vast=1)
    for row, name in enumerate(rijen.named["naam"], start=2):
        book.name(name, f"Parameters!${column(PARAMETERS, 'waarde')}${row}")
    book.sheet("Regels", REGELS, rijen.lines(), vast=3)
    book.sheet("Scholen", SCHOLEN, rijen.schools(), vast=4)
    book.sheet("Besturen", BESTUREN, rijen.boards(), vast=4)
    book.sheet("Rekeningen", REKENINGEN, rijen.accounts(), vast=3)
    book.sheet("Controle", CONTROLE, rijen.checks())
    book.sheet("Metingen", METINGEN, rijen.metingen(), vast=3)
    return book.close()
