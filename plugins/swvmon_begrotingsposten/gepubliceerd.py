"""R3 Tabel 3.1: mean percentages of the five posts, and their printed totals."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

from swvmon import Gepubliceerd
from swvmon_begrotingsposten.posten import POSTEN

GEMIDDELDE = (
    "Gemiddelde over samenwerkingsverbanden van herberekende antwoorden; het rapport drukt de antwoorden niet af."
)
AFRONDING = (
    "De vijf gedrukte percentages zijn ieder apart afgerond en tellen op tot 101; het gedrukte totaal is dat van de "
    "gemiddelden zonder afronding."
)


def printed() -> dict[str, dict[str, Any]]:
    """The printed percentages per post, with their lines."""
    content: dict[str, dict[str, Any]] = tomllib.loads((files(__package__) / "gedrukt.toml").read_text("utf-8"))
    return content


def _sum(sector: str) -> Callable[[], Decimal]:
    return lambda: Decimal(sum(row[sector] for row in printed().values()))


def _figures() -> Iterator[Gepubliceerd]:
    for sector in ("po", "vo"):
        for post, row in printed().items():
            yield Gepubliceerd(
                f"begrotingsposten.percentage_{sector}.{post}",
                f"{POSTEN[post]}, gemiddeld percentage van de begroting, {sector}",
                Decimal(row[sector]),
                "procent",
                "najaar 2016",
                row["bron"],
                "afgerond",
                uitleg=GEMIDDELDE,
            )
        yield Gepubliceerd(
            f"begrotingsposten.percentage_{sector}.totaal",
            f"Totaal van de vijf posten, {sector}",
            Decimal(100),
            "procent",
            "najaar 2016",
            "R3 Tabel 3.1, L728",
            "afgerond",
            "herberekend",
            _sum(sector),
            uitleg=AFRONDING,
        )


GEPUBLICEERD = tuple(_figures())
