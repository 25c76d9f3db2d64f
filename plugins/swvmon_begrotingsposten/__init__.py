"""The budget of an SWV in five posts, and how central it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the shares of the posts and the two measures of central against decentral."""
    from swvmon_begrotingsposten.aandelen import AANDEEL, AFGEROND, DECENTRAAL, NIET_INGEDEELD
    from swvmon_begrotingsposten.sturing import KLASSE

    for indicator in (AANDEEL, AFGEROND, DECENTRAAL, KLASSE, NIET_INGEDEELD):
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register Tabel 3.1 of the directors' monitor."""
    from swvmon_begrotingsposten.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
