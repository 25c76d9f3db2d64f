"""Money between parts of the region, between schools, and inside a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Verdeelmodel, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the models."""
    from swvmon_solidariteit.bestuursverdeling import BESTUURSVERDELING
    from swvmon_solidariteit.deelregioverdeling import DEELREGIOVERDELING
    from swvmon_solidariteit.solidariteit import SOLIDARITEIT

    register(DEELREGIOVERDELING)
    register(SOLIDARITEIT)
    register(BESTUURSVERDELING)
