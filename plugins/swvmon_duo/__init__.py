"""DUO open onderwijsdata: the files of DUO, and which school belongs to which SWV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

    from swvmon import Databron


@hookimpl
def swvmon_register_databronnen(register: Callable[[Databron], None]) -> None:
    """Register the publisher DUO with its files, and the derived table `aansluiting` of both sectors."""
    from swvmon import Databron
    from swvmon_duo import aansluiting_po, aansluiting_vo
    from swvmon_duo.datasets import (
        adressen,
        afstand,
        bekostiging,
        eindscores,
        examens,
        historisch,
        instellingen_per_swv,
        jaarrekening,
        leerlingen_bron,
        leerlingen_gewicht,
        leerlingen_po,
        leerlingen_vo,
        overgangen,
        so_vso_kenmerken,
        so_vso_swv,
        vsv,
    )

    register(
        Databron(
            naam="duo",
            titel="DUO open onderwijsdata",
            uitgever="DUO",
            licentie="CC0-1.0",
            datasets=(
                *adressen.DATASETS,
                afstand.DATASET,
                *bekostiging.DATASETS,
                eindscores.DATASET,
                examens.DATASET,
                historisch.DATASET,
                *instellingen_per_swv.DATASETS,
                *jaarrekening.DATASETS,
                leerlingen_bron.DATASET,
                leerlingen_gewicht.DATASET,
                leerlingen_po.DATASET,
                leerlingen_vo.DATASET,
                overgangen.DATASET,
                *so_vso_kenmerken.DATASETS,
                so_vso_swv.DATASET,
                vsv.DATASET,
            ),
            afleidingen=(aansluiting_po.AFLEIDING, aansluiting_vo.AFLEIDING),
        )
    )
