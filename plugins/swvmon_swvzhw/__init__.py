"""The model of Samenwerkingsverband Zuid-Holland West for extra support in secondary schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Parameter, Verdeelmodel, hookimpl, read_parameters

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_parameters(register: Callable[[Parameter], None]) -> None:
    """Register the bandwidths of Tabel 3 and the amount per pupil."""
    for parameter in read_parameters(__name__):
        register(parameter)


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the model."""
    from swvmon_swvzhw.model import SWVZHW

    register(SWVZHW)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register the totals that the report prints."""
    from swvmon_swvzhw.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
