"""What the rijk pays an SWV, and the joining of its pots."""

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
    """Register the two models."""
    from swvmon_rijksbekostiging.model import RIJKSBEKOSTIGING
    from swvmon_rijksbekostiging.samenvoegen import SAMENVOEGEN

    register(RIJKSBEKOSTIGING)
    register(SAMENVOEGEN)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register the amounts that follow from others."""
    from swvmon_rijksbekostiging.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
