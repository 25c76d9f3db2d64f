"""What R0, R1 and R4 say of effects and correlations, beside what can be computed from what they print."""

from __future__ import annotations

from decimal import Decimal

from swvmon import Gepubliceerd
from swvmon_effectmeting import r1_tabel4

BEWERING = "bewering (1 waar, 0 onwaar)"

_REEKS = "De reeks en de standaardfout zijn niet gedrukt."
_VERBANDEN = (
    "De cijfers per verband zijn niet gedrukt. R0 (L1321-1322) noemt het verband zwakker, R4 (L602-604, L739-740) "
    "sterker in de loop der jaren; swvmon effect, methode samenhang, toetst het verschil op geladen cijfers."
)
_CATEGORIE = "De correlaties en de aandelen per verband zijn niet gedrukt."

_CLAIMS = (
    ("r0_so_zwakker", "Het verband van verevening en so is in de loop der jaren zwakker", "2011-2019",
     "R0 L1321-1322", _VERBANDEN),
    ("r4_so_sterker", "Het verband van verevening en so is in de loop der jaren sterker", "in de loop der jaren",
     "R4 L602-604, L739-740", _VERBANDEN),
    ("r4_categorie2", "Geen samenhang van verevening en categorie 2, so en vso", "2011-2014 en 2014-2018",
     "R4 L645-647", _CATEGORIE),
    ("r0_vso_categorieen", "Geen samenhang van verevening en categorie 1, 2 en 3 in vso", "2011-2019",
     "R0 L1427-1429", _CATEGORIE),
    ("r1_its_significant", "De toename in regulier bij hoge verevening is significant, ook na correctie", "2014",
     "R1 L690-693", _REEKS),
)  # fmt: skip

GEPUBLICEERD = (
    *r1_tabel4.GEPUBLICEERD,
    Gepubliceerd(
        "effectmeting.r1_its_niveau",
        "Korte-termijneffect op het aandeel in regulier bij hoge verevening (ITS)",
        Decimal("0.05"),
        "procent van de leerlingen",
        "2014",
        "R1 L690-692",
        "afgerond",
        uitleg=_REEKS,
    ),
    *(
        Gepubliceerd(f"effectmeting.{naam}", titel, Decimal(1), BEWERING, wanneer, bron, "exact", uitleg=uitleg)
        for naam, titel, wanneer, bron, uitleg in _CLAIMS
    ),
)
