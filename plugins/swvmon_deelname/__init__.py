"""Participation in special education and extra support, each publisher's definition apart; funding categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the definitions of deelname and the shares of the categories."""
    from swvmon_deelname.categorie import CATEGORIE_INDICATOREN
    from swvmon_deelname.definities import DEFINITIES

    for definitie in DEFINITIES:
        register(definitie.indicator())
    for indicator in CATEGORIE_INDICATOREN:
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what R4 Tabel 1 and R0 Tabel 4-2 and 4-3 print."""
    from swvmon_deelname.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
