"""What an SWV sets apart before it divides, and a cut over what was divided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Verdeelmodel, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register both models."""
    from swvmon_bestemming.bestemming import BESTEMMING
    from swvmon_bestemming.kaasschaaf import KAASSCHAAF

    register(BESTEMMING)
    register(KAASSCHAAF)
