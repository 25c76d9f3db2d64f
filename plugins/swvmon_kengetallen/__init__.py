"""Three key figures of an SWV for secondary education."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the three indicators."""
    from swvmon_kengetallen.besteding import BESTEDING
    from swvmon_kengetallen.deelname import DEELNAME_PRO
    from swvmon_kengetallen.groei import GROEI

    for indicator in (BESTEDING, DEELNAME_PRO, GROEI):
        register(indicator)
