"""OCW: the regio-indeling and the amounts of the regulations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

    from swvmon import Databron


@hookimpl
def swvmon_register_databronnen(register: Callable[[Databron], None]) -> None:
    """Register the publisher OCW with its regulations."""
    from swvmon import Databron
    from swvmon_ocw import regio_indeling, regio_indeling_gemeente

    register(
        Databron(
            naam="ocw",
            titel="Regelingen van het ministerie van OCW",
            uitgever="OCW",
            licentie="vrij (Auteurswet art. 11)",
            datasets=(regio_indeling.DATASET, regio_indeling_gemeente.DATASET),
        )
    )
