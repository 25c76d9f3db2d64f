"""What goes to special schools from the heavy budget, and who pays where that is more than there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Parameter, Verdeelmodel, hookimpl, read_parameters

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_parameters(register: Callable[[Parameter], None]) -> None:
    """Register the tariffs of the regulations."""
    for parameter in read_parameters(__name__):
        register(parameter)


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the three models, in the order in which a plan runs them."""
    from swvmon_doorbetaling.doorbetaling import DOORBETALING
    from swvmon_doorbetaling.groei_vso import GROEI_VSO
    from swvmon_doorbetaling.uitputting import UITPUTTING

    register(DOORBETALING)
    register(GROEI_VSO)
    register(UITPUTTING)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register the examples that are worked by hand."""
    from swvmon_doorbetaling.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
