"""What the Inspectie prints about gemeenten per SWV, and what the regulation of 23 April 2015 gives.

`gemeenten_2015.csv` has each gemeente with its SWV's once, out of the 4.046 postcode areas of BWBR0032324.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING

from swvmon import Gepubliceerd

if TYPE_CHECKING:
    import pandas as pd

PERIODE = "2017 (in de figuren van hetzelfde rapport 2021)"


@cache
def _counted() -> pd.DataFrame:
    """Gemeenten per SWV, `aantal` and `gedeeld`, po and vo."""
    from importlib.resources import files

    import pandas as pd

    from swvmon_complexiteit.delen import count_parts
    from swvmon_complexiteit.gemeenten import pairs_of

    with (files(__package__) / "gemeenten_2015.csv").open("r", encoding="utf-8") as file:
        gebieden = pd.read_csv(file, sep=";", dtype="str")
    return pd.concat([count_parts(pairs_of(gebieden, sector)) for sector in ("po", "vo")])


def _extreme(kolom: str, which: str) -> Decimal:
    return Decimal(int(_counted()[kolom].agg(which)))


def _with_most() -> Decimal:
    aantal = _counted()["aantal"]
    return Decimal(int((aantal == aantal.max()).sum()))


GEPUBLICEERD = (
    Gepubliceerd(
        "complexiteit.minste_gemeenten",
        "Kleinste aantal gemeenten van een samenwerkingsverband",
        Decimal(1),
        "gemeente",
        PERIODE,
        "R1 L792",
        "exact",
        label="gereconstrueerd",
        bereken=partial(_extreme, "aantal", "min"),
    ),
    Gepubliceerd(
        "complexiteit.meeste_gemeenten",
        "Grootste aantal gemeenten van een samenwerkingsverband",
        Decimal(24),
        "gemeente",
        PERIODE,
        "R1 L793",
        "exact",
        label="gereconstrueerd",
        bereken=partial(_extreme, "aantal", "max"),
    ),
    Gepubliceerd(
        "complexiteit.met_meeste_gemeenten",
        "Samenwerkingsverbanden met het grootste aantal gemeenten",
        Decimal(1),
        "samenwerkingsverband",
        PERIODE,
        "R1 L793",
        "exact",
        label="gereconstrueerd",
        bereken=_with_most,
        uitleg="In de regeling van 23 april 2015 hebben PO2001 en PO2101 er 24; het rapport telt een latere indeling.",
    ),
    Gepubliceerd(
        "complexiteit.minste_gedeeld",
        "Kleinste aantal gemeenten dat een samenwerkingsverband met een ander deelt",
        Decimal(0),
        "gemeente",
        PERIODE,
        "R1 L793-794",
        "exact",
        label="gereconstrueerd",
        bereken=partial(_extreme, "gedeeld", "min"),
    ),
    Gepubliceerd(
        "complexiteit.meeste_gedeeld",
        "Grootste aantal gemeenten dat een samenwerkingsverband met een ander deelt",
        Decimal(3),
        "gemeente",
        PERIODE,
        "R1 L793-794",
        "exact",
        label="gereconstrueerd",
        bereken=partial(_extreme, "gedeeld", "max"),
    ),
    Gepubliceerd(
        "complexiteit.meeste_jeugdzorgregios",
        "Grootste aantal jeugdzorgregio's van een samenwerkingsverband",
        Decimal(4),
        "jeugdzorgregio",
        "2021",
        "R1 L493",
        "exact",
        uitleg="De indeling van de VNG is niet meegeleverd; het cijfer komt uit geladen kenmerken van gemeenten.",
    ),
)
