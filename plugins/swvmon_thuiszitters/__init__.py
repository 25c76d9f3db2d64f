"""Pupils who do not go to school, by the definitions that stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register each definition, as a count and per pupil, and the duration."""
    from swvmon_thuiszitters.duur import DUUR
    from swvmon_thuiszitters.tellen import AANTALLEN, PER_LEERLING

    for indicator in (*AANTALLEN, DUUR, *PER_LEERLING):
        register(indicator)
