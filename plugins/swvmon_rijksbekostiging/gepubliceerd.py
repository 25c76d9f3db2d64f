"""Published amounts that follow from others: lichte ondersteuning po is a number of formatieplaatsen."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from swvmon import Gepubliceerd

FORMATIE_LICHT, FORMATIE_EERSTE_JAAR = Decimal("0.00237"), Decimal("0.1098")
"""Formatieplaatsen per pupil of a basisschool, and per sbo pupil in the first year of grensverkeer: Besluit bekostiging
WPO (BWBR0003862) art. 31 to 33."""

EERSTE_JAAR_EURO = {"2014/15": Decimal("6998.38"), "2015/16": Decimal("7255.71")}
"""The amount of that first year (BWBR0037032 art. 22, BWBR0037118 art. 19): the largest that is made of the same mean
personnel cost, so that its rounding matters least."""

LICHT_EURO = {"2014/15": Decimal("151.06"), "2015/16": Decimal("156.61")}
ARTIKEL = {"2014/15": "BWBR0037032 art. 22", "2015/16": "BWBR0037118 art. 19"}


def licht_po_personeel_euro(schooljaar: str) -> Decimal:
    """The amount per pupil: mean personnel cost × formatieplaatsen."""
    return EERSTE_JAAR_EURO[schooljaar] / FORMATIE_EERSTE_JAAR * FORMATIE_LICHT


GEPUBLICEERD = tuple(
    Gepubliceerd(
        f"rijksbekostiging.licht_po_personeel_{schooljaar[:4]}",
        "Lichte ondersteuning po, personeel, per leerling: 0,00237 formatieplaats",
        waarde,
        "euro per leerling",
        schooljaar,
        ARTIKEL[schooljaar],
        "exact",
        label="herberekend",
        bereken=partial(licht_po_personeel_euro, schooljaar),
        afronding=2,
    )
    for schooljaar, waarde in LICHT_EURO.items()
)
