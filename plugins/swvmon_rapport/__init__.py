"""What a board reads and a controller trusts: reports, the live page and the uncertainty of a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Parameter, hookimpl, read_parameters

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_parameters(register: Callable[[Parameter], None]) -> None:
    """Register how far counts may lie from those that a budget rests on."""
    for parameter in read_parameters(__name__):
        register(parameter)
