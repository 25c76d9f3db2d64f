"""Kinds of values in a column: how one spelling is read. Called once per distinct spelling, never per row."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

Ontleed = Callable[[str], "str | tuple[int, int]"]


class Misfit(ValueError):
    """A spelling that does not fit its kind; the message is the reason code."""


@frozen
class Soort:
    """A kind of value.

    Attributes:
        verwacht: what is expected, for messages.
        code: reason code of a misfit.
        ontleed: from a stripped, not empty text to its value; raises `Misfit`.
    """

    verwacht: str
    code: str
    ontleed: Ontleed


def _fits(pattern: str, code: str, tidy: Callable[[str], str] = str) -> Ontleed:
    expression = re.compile(pattern)

    def ontleed(text: str) -> str:
        if expression.fullmatch(text) is None:
            raise Misfit(code)
        return tidy(text)

    return ontleed


def _aantal(text: str) -> tuple[int, int]:
    """A count as an interval: `7` is (7, 7) and the mask `<5` is (1, 4)."""
    masked = re.fullmatch(r"<\s*([0-9]{1,3})", text)
    if masked is not None and int(masked[1]) > 1:
        return 1, int(masked[1]) - 1
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text), int(text)
    raise Misfit("negatief_aantal" if re.fullmatch(r"-[0-9]{1,9}", text) else "geen_geheel_getal")


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\r" in text else text


SOORTEN: dict[str, Soort] = {
    "aantal": Soort("a whole number, or a masked one such as <5", "geen_geheel_getal", _aantal),
    "bestuur": Soort("five digits", "ongeldig_bestuur", _fits("[0-9]{5}", "ongeldig_bestuur")),
    "brin": Soort("a BRIN like 20AB", "ongeldige_brin", _fits("[0-9]{2}[A-Z]{2}", "ongeldige_brin")),
    "gebied_po": Soort(
        "PO and four digits, or words where an area has no SWV",
        "ongeldig_swv",
        _fits("PO[0-9]{4}|[^0-9]+", "ongeldig_swv"),
    ),
    "gebied_vo": Soort(
        "VO and four digits, or words where an area has no SWV",
        "ongeldig_swv",
        _fits("VO[0-9]{4}|[^0-9]+", "ongeldig_swv"),
    ),
    "gemeente": Soort(
        "a municipality code like 0518",
        "ongeldige_gemeente",
        _fits("[0-9]{1,4}", "ongeldige_gemeente", lambda text: text.zfill(4)),
    ),
    "pc4": Soort("four digits", "ongeldige_pc4", _fits("[1-9][0-9]{3}", "ongeldige_pc4")),
    "postcode": Soort(
        "a postcode like 2511 AB",
        "ongeldige_postcode",
        _fits("[1-9][0-9]{3} ?[A-Z]{2}", "ongeldige_postcode", lambda text: text.replace(" ", "")),
    ),
    "swv": Soort("PO or VO and four digits", "ongeldig_swv", _fits("(PO|VO)[0-9]{4}", "ongeldig_swv")),
    "tekst": Soort("text", "ontbreekt", _one_line),
    # Publishers write a location in three ways, and the header does not say which (docs: formats, keys): in full, as
    # two digits after the BRIN, or as a number that lost its zero. Two digits are completed with the BRIN of the row.
    "vestiging": Soort(
        "a location like 20AB00, or 00 or 0 after its BRIN",
        "ongeldige_vestiging",
        _fits("[0-9]{2}[A-Z]{2}[0-9]{2}|[0-9]{1,2}", "ongeldige_vestiging", lambda text: text.zfill(2)),
    ),
}
"""The kinds by name. `aantal` gives two columns, `<naam>_min` and `<naam>_max`; the others give text."""
