"""The three models by which an SWV may divide its money: schoolmodel, expertisemodel and leerlingmodel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Verdeelmodel, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_verdeelmodellen(register: Callable[[Verdeelmodel], None]) -> None:
    """Register the three models."""
    from swvmon_basismodellen.expertisemodel import EXPERTISEMODEL
    from swvmon_basismodellen.leerlingmodel import LEERLINGMODEL
    from swvmon_basismodellen.schoolmodel import SCHOOLMODEL

    register(SCHOOLMODEL)
    register(EXPERTISEMODEL)
    register(LEERLINGMODEL)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what published rules give for one school."""
    from swvmon_basismodellen.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
