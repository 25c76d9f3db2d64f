"""What an SWV has kept, against what the Inspectie takes as a sign to talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, Parameter, hookimpl, read_parameters

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_parameters(register: Callable[[Parameter], None]) -> None:
    """Register the percentage and the floor of the signaleringswaarde."""
    for parameter in read_parameters(__name__):
        register(parameter)


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register what is measured on the accounts, and budget against realisation."""
    from swvmon_reserves.begroting import AFWIJKING, REALISATIE
    from swvmon_reserves.signalering import SIGNALERING
    from swvmon_reserves.vermogen import EIGEN_OPGAVE, EIGEN_VERMOGEN, WEERSTANDSVERMOGEN

    for indicator in (AFWIJKING, EIGEN_OPGAVE, EIGEN_VERMOGEN, REALISATIE, *SIGNALERING, WEERSTANDSVERMOGEN):
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register the oracle of the signaleringswaarde, and national figures."""
    from swvmon_reserves.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
