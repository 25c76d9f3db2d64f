"""Krimpcorrectie: damps what a school loses when its number of pupils falls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Verdeelmodel, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the model."""
    from swvmon_krimpcorrectie.model import KRIMPCORRECTIE

    register(KRIMPCORRECTIE)
