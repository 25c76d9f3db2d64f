"""What part of the heavy budget goes to special schools, and what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the shares, what is left, and whether the budget runs out."""
    from swvmon_doorbetalingsquote.quote import AANDEEL_ZWAAR, DOORBETALINGSQUOTE
    from swvmon_doorbetalingsquote.ruimte import UITPUTTING, VRIJE_RUIMTE, VRIJE_RUIMTE_PER_LEERLING

    for indicator in (AANDEEL_ZWAAR, DOORBETALINGSQUOTE, UITPUTTING, VRIJE_RUIMTE, VRIJE_RUIMTE_PER_LEERLING):
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what R0 prints about the heavy and the light budget."""
    from swvmon_doorbetalingsquote.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
