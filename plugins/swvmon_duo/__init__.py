"""DUO open onderwijsdata: the files of DUO, and the regio-indeling of OCW that places a school with an SWV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

    from swvmon import Databron


@hookimpl
def swvmon_register_databronnen(register: Callable[[Databron], None]) -> None:
    """Register the publishers DUO and OCW with their files, and the derived table `aansluiting`."""
    from swvmon import Databron
    from swvmon_duo import aansluiting, leerlingen_vo, regio_indeling, vestigingen_vo, vsv

    register(
        Databron(
            naam="duo",
            titel="DUO open onderwijsdata",
            uitgever="DUO",
            licentie="CC0-1.0",
            datasets=(leerlingen_vo.DATASET, vestigingen_vo.DATASET, vsv.DATASET),
            afleidingen=(aansluiting.AFLEIDING,),
        )
    )
    register(
        Databron(
            naam="ocw",
            titel="Regelingen van het ministerie van OCW",
            uitgever="OCW",
            licentie="vrij (Auteurswet art. 11)",
            datasets=(regio_indeling.DATASET,),
        )
    )
