"""Winners and losers of a scenario, and how equally a plan spreads the money over pupils."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register effects of a scenario, amounts per pupil and measures of equality."""
    from swvmon_herverdeling.effect import EFFECTEN
    from swvmon_herverdeling.gelijkheid import GELIJKHEID
    from swvmon_herverdeling.per_leerling import BEDRAGEN

    for indicator in (*BEDRAGEN, *EFFECTEN, *GELIJKHEID):
        register(indicator)
