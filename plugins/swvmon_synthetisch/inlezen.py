"""Reading back what was written: a table of the shared schema as a Parquet file, recognised by its columns."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from swvmon import Databron, Dataset, Leesresultaat
from swvmon_synthetisch.schrijven import LICENTIE, PERIODEN, UITGEVER

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

KOLOMMEN = {
    "aansluiting": ("vestiging", "swv", "schooljaar", "aandeel"),
    "bestuur": ("bestuur", "naam"),
    "kenmerk": ("niveau", "code", "kenmerk", "waarde", "geldig_van"),
    "leerlingen_po": (
        *("vestiging", "soort", "cluster", "aantal_min", "aantal_max"),
        *(f"leeftijd_{age}" for age in range(4, 25)),
    ),
    "leerlingen_vo": ("vestiging", "onderwijstype", "richting", "aantal_min", "aantal_max", "elementcode", "fase"),
    "regio_indeling": ("pc4", "po_swv", "vo_swv"),
    "swv": ("swv", "naam"),
    "tlv_telling": ("swv", "soort", "leeftijdsgroep", "categorie", "school", "aantal_min", "aantal_max"),
    "vestiging": ("vestiging", "sector", "bestuur", "pc4", "brin", "naam"),
}


def _herken(kop: Kop, *, kolommen: tuple[str, ...]) -> bool:
    """A Parquet file with exactly these columns."""
    return kop.codering == "parquet" and kop.koppen == kolommen


def _lees(bestand: Bestand, *, tabel: str) -> Leesresultaat:
    """All rows: nobody but this plugin writes these files, and the core checks each value."""
    import pandas as pd

    rows = pd.read_parquet(io.BytesIO(bestand.read_bytes()))
    refused = pd.DataFrame(columns=["regel", "kolom", "code", "gevonden", "verwacht"])
    return Leesresultaat({tabel: rows.assign(regel=range(2, len(rows) + 2))}, refused, len(rows))


DATABRON = Databron(
    naam="synthetisch",
    titel="Synthetisch Nederland",
    uitgever=UITGEVER,
    licentie=LICENTIE,
    datasets=tuple(
        Dataset(
            naam=f"synthetisch_{tabel}",
            titel=f"Verzonnen {tabel}",
            tabellen=(tabel,),
            periode_soort=PERIODEN[tabel],
            herken=partial(_herken, kolommen=kolommen),
            lees=partial(_lees, tabel=tabel),
        )
        for tabel, kolommen in KOLOMMEN.items()
    ),
)
