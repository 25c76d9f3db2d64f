"""With how many gemeenten and jeugdzorgregio's an SWV must deal, and how many it shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the counts."""
    from swvmon_complexiteit.gemeenten import GEMEENTEN
    from swvmon_complexiteit.jeugdzorgregios import JEUGDZORGREGIOS

    for indicator in (*GEMEENTEN, *JEUGDZORGREGIOS):
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what the Inspectie prints."""
    from swvmon_complexiteit.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
