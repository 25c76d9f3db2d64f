"""Published figures beside ours, each with a verdict; and the significance verdicts of R1, which no model computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register the verdicts of R1 Tabel 4."""
    from swvmon_replicatie.r1_tabel4 import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
