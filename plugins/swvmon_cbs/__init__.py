"""CBS: achterstandsscores of schools, and tables of StatLine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

    from swvmon import Databron


@hookimpl
def swvmon_register_databronnen(register: Callable[[Databron], None]) -> None:
    """Register the publisher CBS with its files."""
    from swvmon import Databron
    from swvmon_cbs import achterstandsscores, statline

    register(
        Databron(
            naam="cbs",
            titel="Centraal Bureau voor de Statistiek",
            uitgever="CBS",
            licentie="CC-BY-4.0",
            datasets=(achterstandsscores.DATASET, *statline.DATASETS),
        )
    )
