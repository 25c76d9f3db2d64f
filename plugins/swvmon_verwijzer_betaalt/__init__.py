"""Verwijzer betaalt: the board of the referring school bears placements in special education."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Verdeelmodel, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the model."""
    from swvmon_verwijzer_betaalt.model import VERWIJZER_BETAALT

    register(VERWIJZER_BETAALT)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what Plein 013 prints."""
    from swvmon_verwijzer_betaalt.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
