"""Comparisons in words: for the screen, for a page, for programs."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from swvmon import format_decimal, half_up
from swvmon_replicatie.oordeel import MISLUKT, tel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from swvmon_replicatie.oordeel import Vergelijking

RAPPORTEN = {
    "R0": "Verevening",
    "R1": "Verschillen tussen samenwerkingsverbanden",
    "R2": "Pilot extra ondersteuning in SWVZHW",
    "R3": "Monitor onder directeuren",
    "R4": "Sectorrapport speciaal onderwijs",
    "": "Wetten, regelingen en andere bronnen",
}
"""The reports, by the start of `bron`; the last holds all other sources."""

KOPPEN = ("cijfer", "gedrukt", "wij", "eenheid", "periode", "label", "oordeel", "bron", "uitleg")
EXTRA_PLACES = 2
"""Decimals of ours that are shown beyond those that are compared."""


def rapport(vergelijking: Vergelijking) -> str:
    """The report of a figure, a key of `RAPPORTEN`."""
    found = re.match(r"R[0-4]\b", vergelijking.figuur.bron)
    return found[0] if found else ""


def gedrukt(vergelijking: Vergelijking) -> str:
    """The printed number; one that is printed as rounded has "ca." before it."""
    figure = vergelijking.figuur
    return ("ca. " if figure.precisie == "afgerond" else "") + _shown(figure.waarde, figure.eenheid)


def onze(vergelijking: Vergelijking) -> str:
    """Our number with two decimals more than are compared, or a dash."""
    value, places = vergelijking.onze, vergelijking.figuur.afronding
    if value is None:
        return "-"
    shortened = value if places is None else half_up(value, max(places, 0) + EXTRA_PLACES)
    return _shown(shortened, vergelijking.figuur.eenheid)


def uitleg(vergelijking: Vergelijking) -> str:
    """Why ours differs or is not there, or what failed."""
    return vergelijking.melding if vergelijking.oordeel == MISLUKT else vergelijking.figuur.uitleg


def as_text(vergelijkingen: Sequence[Vergelijking]) -> Iterator[str]:
    """Lines for the screen: some lines for each figure, then how many have each verdict."""
    for v in vergelijkingen:
        f = v.figuur
        yield f"{f.id}: {v.oordeel}"
        yield f"  {f.titel}" + (f" ({f.periode})" if f.periode else "")
        yield f"  gedrukt {gedrukt(v)}, wij {onze(v)} {f.eenheid} ({f.label}); {f.bron}"
        if text := uitleg(v):
            yield f"  {text}"
    yield f"{len(vergelijkingen)} cijfers: {_counts(vergelijkingen)}"


def as_markdown(vergelijkingen: Sequence[Vergelijking]) -> Iterator[str]:
    """Lines of a page: a section with a table for each report."""
    order = list(RAPPORTEN)
    by_report = sorted(vergelijkingen, key=lambda v: (order.index(rapport(v)), v.figuur.id))
    for code, group in groupby(by_report, key=rapport):
        figures = list(group)
        yield f"## {code}: {RAPPORTEN[code]}" if code else f"## {RAPPORTEN[code]}"
        yield ""
        yield f"{len(figures)} cijfers: {_counts(figures)}."
        yield ""
        yield _row(KOPPEN)
        yield "|" + "---|" * len(KOPPEN)
        for v in figures:
            f = v.figuur
            name = f"{f.titel} (`{f.id}`)"
            yield _row((name, gedrukt(v), onze(v), f.eenheid, f.periode, f.label, v.oordeel, f.bron, uitleg(v)))
        yield ""


def as_rows(vergelijkingen: Sequence[Vergelijking]) -> list[dict[str, Any]]:
    """Rows for programs; numbers are text, so that they stay exact."""
    return [
        {
            "id": v.figuur.id,
            "plugin": v.plugin,
            "titel": v.figuur.titel,
            "gedrukt": format(v.figuur.waarde, "f"),
            "onze": None if v.onze is None else format(v.onze, "f"),
            "eenheid": v.figuur.eenheid,
            "periode": v.figuur.periode,
            "precisie": v.figuur.precisie,
            "afronding": v.figuur.afronding,
            "label": v.figuur.label,
            "oordeel": v.oordeel,
            "bron": v.figuur.bron,
            "uitleg": v.figuur.uitleg,
            "melding": v.melding,
        }
        for v in vergelijkingen
    ]


def _counts(vergelijkingen: Sequence[Vergelijking]) -> str:
    return ", ".join(f"{number} {verdict}" for verdict, number in tel(vergelijkingen).items())


def _shown(value: Decimal, eenheid: str) -> str:
    """A number in Dutch; euros that are not whole with their cents."""
    text = format_decimal(value)
    whole, comma, decimals = text.partition(",")
    return f"{whole},{decimals:0<2}" if comma and eenheid.startswith("euro") else text


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
