"""Limits of what a plan may choose, as attrs validators; each message says what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from swvmon import codes
from swvmon.contract.grootboek import REKENING
from swvmon.geld import to_cent
from swvmon.perioden import Schooljaar, Telmoment

Grens = Callable[[Any, Any, Any], None]
COUNTING_DAYS = ((1, 10), (1, 2))
MASKED_AS = ("minimum", "maximum", "weigeren")
VESTIGING = re.compile(codes.VESTIGING)


def not_negative(_: object, attribute: Any, value: Decimal) -> None:
    """Zero or more."""
    if value < 0:
        raise ValueError(f"{attribute.name}: {value} is below zero")


def euros(_: object, attribute: Any, value: Decimal) -> None:
    """An amount that is booked as it stands: zero or more, in whole cents."""
    not_negative(_, attribute, value)
    try:
        to_cent(value)
    except ValueError as error:
        raise ValueError(f"{attribute.name}: {error}") from None


def share(_: object, attribute: Any, value: Decimal) -> None:
    """From 0 up to and including 1."""
    if not 0 <= value <= 1:
        raise ValueError(f"{attribute.name}: {value} does not lie between 0 and 1")


def percentage(_: object, attribute: Any, value: Decimal) -> None:
    """From 0 up to and including 100."""
    if not 0 <= value <= 100:
        raise ValueError(f"{attribute.name}: {value} does not lie between 0 and 100 percent")


def counting_day(_: object, attribute: Any, value: str) -> None:
    """A day on which pupils are counted, relative to the school year, such as ``1-10 t-1``."""
    moment = Telmoment.parse(value)
    if (moment.dag, moment.maand) not in COUNTING_DAYS:
        raise ValueError(f"{attribute.name}: {value!r}: pupils are counted on 1-10 and, in special schools, on 1-2")


def schooljaar(_: object, attribute: Any, value: str) -> None:
    """A school year like 2021/22."""
    try:
        Schooljaar.parse(value)
    except ValueError as error:
        raise ValueError(f"{attribute.name}: {error}") from None


def masked_as(_: object, attribute: Any, value: str) -> None:
    """What a masked count counts for."""
    if value not in MASKED_AS:
        raise ValueError(f"{attribute.name}: {value!r} is not one of {', '.join(MASKED_AS)}")


def school(_: object, attribute: Any, value: str) -> None:
    """A vestiging: BRIN and two digits."""
    if not VESTIGING.fullmatch(value):
        raise ValueError(f"{attribute.name}: {value!r} is not a vestiging like 20AB00")


def account(_: object, attribute: Any, value: str) -> None:
    """An account that there is (docs/grootboek.md)."""
    if not REKENING.fullmatch(value):
        raise ValueError(f"{attribute.name}: {value!r} is not an account; see docs/grootboek.md")


def swv_account(owner: object, attribute: Any, value: str) -> None:
    """An account of the SWV itself."""
    if not value.startswith("swv:"):
        raise ValueError(f"{attribute.name}: {value!r} is not an account of the SWV, such as swv:budget")
    account(owner, attribute, value)


def per_school(limit: Grens) -> Grens:
    """A limit on each value of a table by vestiging."""

    def check(owner: object, attribute: Any, values: Mapping[str, Any]) -> None:
        for key, value in values.items():
            school(owner, attribute, key)
            try:
                limit(owner, attribute, value)
            except ValueError as error:
                raise ValueError(f"{key}: {error}") from None

    return check
