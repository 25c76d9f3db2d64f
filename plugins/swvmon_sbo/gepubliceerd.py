"""Published amounts that follow from others, and the rounding of the 2 %."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

from swvmon import Gepubliceerd, Schooljaar, read_parameters

REGELING = {"2014/15": "BWBR0037032 art. 22", "2015/16": "BWBR0037118 art. 19"}
EERSTE_JAAR = {"2014/15": Decimal("6998.38"), "2015/16": Decimal("7255.71")}
TWEE_PROCENT = {9_975: 200, 9_925: 199}
"""Pupils, and the places of the 2 %: 199,5 and 198,5 rounded half up."""


def eerste_jaar_euro(schooljaar: str) -> Decimal:
    """The amount of the first year of grensverkeer, as the sum of growth and place."""
    days = Schooljaar.parse(schooljaar).periode
    series = {p.id: p for p in read_parameters("swvmon_sbo")}
    return series["sbo.groei_euro"].at(days).waarde + series["sbo.plaats_euro"].at(days).waarde


def plaatsen(leerlingen: int) -> Decimal:
    """The places of the 2 %."""
    import pandas as pd

    from swvmon_sbo.sbo import Deelname

    day = date(2014, 10, 1)
    return Deelname(day, pd.DataFrame(), day, Decimal(leerlingen)).plaatsen


GEPUBLICEERD = (
    *(
        Gepubliceerd(
            f"sbo.eerste_jaar_{schooljaar[:4]}",
            "Grensverkeer sbo, eerste jaar: het bedrag voor groei en het bedrag boven 2 % samen",
            EERSTE_JAAR[schooljaar],
            "euro per leerling",
            schooljaar,
            bron,
            "exact",
            label="herberekend",
            bereken=partial(eerste_jaar_euro, schooljaar),
        )
        for schooljaar, bron in REGELING.items()
    ),
    *(
        Gepubliceerd(
            f"sbo.twee_procent_{leerlingen}",
            f"Plaatsen in sbo die het rijk betaalt bij {leerlingen:,} leerlingen".replace(",", "."),
            Decimal(waarde),
            "leerling",
            "tot 2023",
            "met de hand uit WPO (BWBR0003420) art. 120 lid 4",
            "exact",
            label="herberekend",
            bereken=partial(plaatsen, leerlingen),
        )
        for leerlingen, waarde in TWEE_PROCENT.items()
    ),
)
