"""Numbers as a Dutch reader writes them, and choices as text."""

from __future__ import annotations

import re
from decimal import Decimal

_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+")
_PLAIN = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,9})?")


def read_number(tekst: str) -> Decimal:
    """Read a number: ``1.234,5`` and ``0,5``; without a comma ``1.500`` is fifteen hundred, and ``0.5`` a half.

    Raises:
        ValueError: it is no number; in Dutch.
    """
    bare = tekst.strip().replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-").removeprefix("€").strip()
    whole, comma, part = bare.partition(",")
    if comma or _THOUSANDS.fullmatch(bare):
        grouped = _THOUSANDS.fullmatch(whole) is not None
        bare = (whole.replace(".", "") if grouped else whole) + (f".{part}" if comma else "")
        if "." in whole and not grouped:
            bare = ""
    if not _PLAIN.fullmatch(bare):
        raise ValueError(f"'{tekst.strip()[:40]}' is geen getal; schrijf het als 1250 of 0,5.")
    return Decimal(bare)


def write_number(getal: Decimal) -> str:
    """A number as it stands in a field: a comma, no idle zeros, no points."""
    text = format(getal, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")
