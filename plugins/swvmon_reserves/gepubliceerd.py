"""The oracle of the signaleringswaarde, and what is printed about all SWV's together."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from swvmon import Gepubliceerd
from swvmon_reserves.norm import Norm

ORAKEL = "FR §5.4 en §7 nr. 10; uitgerekend uit de gepubliceerde regel (vosabb.nl)"
GEEN_DATA = "De jaarrekeningen van 2020 en 2021 zijn niet geladen; de open bestanden die wij hebben gaan tot 2015."


def _value(baten_euro: int) -> Callable[[], Decimal]:
    return lambda: Decimal(Norm.of(2020).value_cent(baten_euro * 100)) / 100


def _turning_point() -> Decimal:
    """The income at which the part equals the floor."""
    norm = Norm.of(2020)
    return norm.minimum_euro * 100 / norm.percentage


GEPUBLICEERD = (
    Gepubliceerd(
        "reserves.signaleringswaarde_baten_5_miljoen",
        "Signaleringswaarde bij baten van € 5.000.000",
        Decimal(250_000),
        "euro",
        "2020 en later",
        ORAKEL,
        "exact",
        "herberekend",
        _value(5_000_000),
    ),
    Gepubliceerd(
        "reserves.signaleringswaarde_baten_10_miljoen",
        "Signaleringswaarde bij baten van € 10.000.000",
        Decimal(350_000),
        "euro",
        "2020 en later",
        ORAKEL,
        "exact",
        "herberekend",
        _value(10_000_000),
    ),
    Gepubliceerd(
        "reserves.signaleringswaarde_omslagpunt",
        "Baten waarbij 3,5 % gelijk is aan de ondergrens",
        Decimal("7142857.14"),
        "euro",
        "2020 en later",
        ORAKEL,
        "afgerond",
        "herberekend",
        _turning_point,
        afronding=2,
    ),
    Gepubliceerd(
        "reserves.boven_signaleringswaarde_2020",
        "Samenwerkingsverbanden boven de signaleringswaarde, van 150",
        Decimal(136),
        "samenwerkingsverband",
        "2020",
        "FR §5.4, vo-raad.nl, stappenplan voor terugdringen reserves",
        "exact",
        uitleg=GEEN_DATA,
    ),
    Gepubliceerd(
        "reserves.eigen_vermogen_landelijk",
        "Eigen vermogen van alle samenwerkingsverbanden",
        Decimal(260_000_000),
        "euro",
        "2020/21",
        "FR §5.4, onderwijsblad.nl",
        "afgerond",
        uitleg=GEEN_DATA,
    ),
    Gepubliceerd(
        "reserves.mogelijk_bovenmatig_landelijk",
        "Mogelijk bovenmatig eigen vermogen van alle samenwerkingsverbanden",
        Decimal(175_000_000),
        "euro",
        "2020/21",
        "FR §5.4, onderwijsblad.nl",
        "afgerond",
        uitleg=GEEN_DATA,
    ),
)
