"""Administratie van het samenwerkingsverband: templates that an SWV fills in or exports, and that are loaded back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

    from swvmon import Databron


@hookimpl
def swvmon_register_databronnen(register: Callable[[Databron], None]) -> None:
    """Register one dataset per template."""
    from swvmon import Databron
    from swvmon_swvadministratie.inlezen import dataset
    from swvmon_swvadministratie.sjablonen import SJABLONEN

    register(
        Databron(
            naam="swvadministratie",
            titel="Administratie van het samenwerkingsverband",
            uitgever="samenwerkingsverband",
            licentie="niet voor publicatie",
            datasets=tuple(dataset(sjabloon) for sjabloon in SJABLONEN.values()),
        )
    )
