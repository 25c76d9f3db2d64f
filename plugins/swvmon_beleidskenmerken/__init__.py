"""What an SWV chose: its verdeelmodel, an opdc, how it is governed and supervised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register each feature of the codebook, per SWV and counted over SWV's."""
    from swvmon_beleidskenmerken.codeboek import KENMERKEN
    from swvmon_beleidskenmerken.kenmerk import per_swv
    from swvmon_beleidskenmerken.verdeling import over_swvs

    for kenmerk in KENMERKEN:
        register(per_swv(kenmerk))
        register(over_swvs(kenmerk))


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what the directors' monitor prints."""
    from swvmon_beleidskenmerken.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
