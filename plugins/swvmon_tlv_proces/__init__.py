"""How long a TLV takes, and whether what was issued is what is funded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the durations and the reconciliation."""
    from swvmon_tlv_proces.aansluiting import AFGEGEVEN, BEKOSTIGD, VERHOUDING, VERSCHIL
    from swvmon_tlv_proces.doorlooptijd import DOORLOOPTIJDEN

    for indicator in (AFGEGEVEN, BEKOSTIGD, *DOORLOOPTIJDEN, VERHOUDING, VERSCHIL):
        register(indicator)
