"""What an SWV pays for special primary schools (sbo)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Parameter, Verdeelmodel, hookimpl, read_parameters

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_parameters(register: Callable[[Parameter], None]) -> None:
    """Register the amounts of the regulations."""
    for parameter in read_parameters(__name__):
        register(parameter)


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the three models."""
    from swvmon_sbo.grensverkeer import GRENSVERKEER
    from swvmon_sbo.groei_sbo import GROEI_SBO
    from swvmon_sbo.sbo import SBO

    register(GRENSVERKEER)
    register(GROEI_SBO)
    register(SBO)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register the amounts that follow from others, and the rounding of the 2 %."""
    from swvmon_sbo.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
