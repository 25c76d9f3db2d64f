"""How the participation in so and vso differs between SWV's, and whether it moves as verevening lets expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register, for so and for vso: spread, movement, contrary movers and correlation."""
    from swvmon_spreiding.beweging import BEWEGINGEN, TEGENDRAADS
    from swvmon_spreiding.samenhang import SAMENHANGEN
    from swvmon_spreiding.spreiding import SPREIDINGEN

    for indicator in (*SPREIDINGEN, *BEWEGINGEN, *TEGENDRAADS, *SAMENHANGEN):
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register R0 Tabel 4-1, its threshold, and the correlations of R0 and R4."""
    from swvmon_spreiding.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
