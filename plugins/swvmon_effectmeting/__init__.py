"""Effects and correlations over SWV's and years, each with its uncertainty and a verdict in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what R0, R1 and R4 say of effects and correlations."""
    from swvmon_effectmeting.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
