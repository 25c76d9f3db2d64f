"""Kengetallen for the yearly talk of a school with its samenwerkingsverband."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the six kengetallen and their ratio to pupils."""
    from swvmon_evaluatie.kengetallen import AANTALLEN
    from swvmon_evaluatie.verhouding import PER_LEERLING

    for indicator in (*AANTALLEN, PER_LEERLING):
        register(indicator)
