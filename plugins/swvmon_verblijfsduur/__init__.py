"""How long pupils stay in special schools, and what that does to the number of TLV's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Verdeelmodel, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the model, once for each counting date."""
    from swvmon_verblijfsduur.model import VERBLIJFSDUUR, VERBLIJFSDUUR_FEBRUARI

    register(VERBLIJFSDUUR)
    register(VERBLIJFSDUUR_FEBRUARI)
