"""Arrangementen: how many, for which part of the pupils, and how they grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the five indicators."""
    from swvmon_arrangementen.aantallen import AANTAL, BUITEN_GEBIED, GROEI
    from swvmon_arrangementen.bereik import LEERLINGEN, PER_LEERLING

    for indicator in (AANTAL, BUITEN_GEBIED, GROEI, LEERLINGEN, PER_LEERLING):
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what the evaluation of the pilot prints."""
    from swvmon_arrangementen.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
