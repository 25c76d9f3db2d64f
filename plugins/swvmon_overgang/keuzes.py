"""What the choices of several models have in common."""

from __future__ import annotations

from typing import Any

from swvmon import Schooljaar


def schooljaar(_: object, attribute: Any, value: str) -> None:
    """A school year like 2021/22."""
    try:
        Schooljaar.parse(value)
    except ValueError as error:
        raise ValueError(f"{attribute.name}: {error}") from None
