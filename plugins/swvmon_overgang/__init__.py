"""From one way of dividing to the next: transition between keys, softening of the verevening, use of extra money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Verdeelmodel, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the models."""
    from swvmon_overgang.extra_middelen import EXTRA_MIDDELEN
    from swvmon_overgang.frictiebudget import FRICTIEBUDGET
    from swvmon_overgang.groeibedrag import GROEIBEDRAG
    from swvmon_overgang.overgangsregeling import OVERGANGSREGELING
    from swvmon_overgang.tekortaanvulling import TEKORTAANVULLING
    from swvmon_overgang.vereveningsdemping import VEREVENINGSDEMPING

    register(OVERGANGSREGELING)
    register(VEREVENINGSDEMPING)
    register(TEKORTAANVULLING)
    register(FRICTIEBUDGET)
    register(EXTRA_MIDDELEN)
    register(GROEIBEDRAG)
