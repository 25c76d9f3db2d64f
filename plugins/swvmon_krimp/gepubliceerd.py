"""What the sources print about falling pupil numbers, and what the long series of DUO gives for it."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import partial
from importlib.resources import files

from swvmon import Gepubliceerd

PROGNOSE = "Een prognose; de tellingen waarop zij rust zijn niet afgedrukt."


def basisscholen(kalenderjaar: int) -> int:
    """Pupils of basisscholen in the country on 1 October, from `basisscholen.toml`."""
    totals = tomllib.loads((files("swvmon_krimp") / "basisscholen.toml").read_text("utf-8"))
    return int(totals["leerlingen"][str(kalenderjaar)])


def verandering(van: int, tot: int) -> Decimal:
    """Change of the pupils of basisscholen between two counts."""
    return Decimal(basisscholen(tot) - basisscholen(van))


GEPUBLICEERD = (
    Gepubliceerd(
        "krimp.po_2008_2015",
        "Daling van het aantal leerlingen in het po, 2008 tot 2015",
        Decimal(-110_000),
        "leerling",
        "2008-2015",
        "R0 L526-527",
        "afgerond",
        label="gereconstrueerd",
        bereken=partial(verandering, 2008, 2015),
        afronding=-4,
    ),
    Gepubliceerd(
        "krimp.po_2015_2021",
        "Verwachte daling van het aantal leerlingen in het po, 2015 tot 2021",
        Decimal(-60_000),
        "leerling",
        "2015-2021",
        "R0 L527-528",
        "afgerond",
        uitleg=PROGNOSE,
    ),
    Gepubliceerd(
        "krimp.vo_2030",
        "Verwachte ontwikkeling van het aantal leerlingen in het vo tot 2030",
        Decimal("-0.12"),
        "aandeel",
        "2020-2030",
        "R0 L528-531",
        "afgerond",
        uitleg=PROGNOSE,
    ),
    Gepubliceerd(
        "krimp.bao_2012_2019",
        "Verschil in leerlingen op basisscholen, 2019 tegenover 2012",
        Decimal(-150_000),
        "leerling",
        "2012-2019",
        "PO-Raad, thema krimp (https://www.poraad.nl/themas/krimp)",
        "afgerond",
        label="gereconstrueerd",
        bereken=partial(verandering, 2012, 2019),
        afronding=-4,
        uitleg="Het historisch overzicht van DUO geeft een daling van ongeveer 100.000; de pagina noemt geen telling "
        "waarop haar getal rust.",
    ),
)
