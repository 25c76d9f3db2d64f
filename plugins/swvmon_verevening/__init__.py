"""The statutory correction of the heavy budget between 2015 and 2020, fading to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Parameter, Verdeelmodel, hookimpl, read_parameters

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_parameters(register: Callable[[Parameter], None]) -> None:
    """Register amounts, percentages and indices of law and regulations."""
    for parameter in read_parameters(__name__):
        register(parameter)


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the model."""
    from swvmon_verevening.model import VEREVENING

    register(VEREVENING)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register the example that is worked by hand."""
    from swvmon_verevening.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
