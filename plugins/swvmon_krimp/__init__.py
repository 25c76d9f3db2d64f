"""Growth and decline of pupil numbers, and what they do to a participation percentage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register growth by its definitions, the prognosis and the splits."""
    from swvmon_krimp.groei import GROEI, GROEI_FEBRUARI, GROEIVOET
    from swvmon_krimp.historisch import GROEI_HISTORISCH
    from swvmon_krimp.prognose import PROGNOSE_2015_2020
    from swvmon_krimp.splitsing import SPLITSINGEN

    for indicator in (GROEI, GROEI_FEBRUARI, GROEI_HISTORISCH, GROEIVOET, PROGNOSE_2015_2020, *SPLITSINGEN):
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what R0 and the law pages print about falling pupil numbers."""
    from swvmon_krimp.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
