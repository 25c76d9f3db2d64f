"""Numbers that can be a citizen number: nine digits that pass the elfproef."""

from __future__ import annotations

import re

PERSOONSNUMMER = "burgerservicenummer"
"""Reason code of a row that holds one where none belongs."""

_NINE = re.compile(r"(?<![0-9])[0-9](?:[ .-]?[0-9]){8}(?![0-9])")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def passes_elfproef(digits: str) -> bool:
    """Whether nine digits can be a citizen number: weighted 9 to 2 and -1 they add up to a multiple of eleven.

    Nine zeros pass the sum and are nobody's number.
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return total % 11 == 0 and digits != "000000000"


def holds_persoonsnummer(text: str) -> bool:
    """Whether a text holds such a number, also where spaces, points or dashes stand between its digits."""
    return any(passes_elfproef(re.sub("[^0-9]", "", match[0])) for match in _NINE.finditer(text))
