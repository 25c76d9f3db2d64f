"""A survey of directors: counted, scaled, related and grouped; its published figures, and peers of an SWV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the peers of each SWV."""
    from swvmon_directeurenmonitor.vergelijkbaar import VERGELIJKBAAR

    register(VERGELIJKBAAR)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register the figures of the monitor of 2016/17."""
    from swvmon_directeurenmonitor.gepubliceerd import figures

    for figure in figures():
        register(figure)
