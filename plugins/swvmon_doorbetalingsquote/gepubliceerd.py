"""What R0 prints about the heavy and the light budget."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib.resources import files

from swvmon import Gepubliceerd

GEEN_BEDRAGEN = (
    "De bedragen per samenwerkingsverband zijn niet afgedrukt; met geladen gegevens geeft aandeel_zwaar het."
)


def licht_vo() -> Decimal:
    """The parts of the light budget in vo together, millions of euros (`rijksbegroting.toml`)."""
    text = (files("swvmon_doorbetalingsquote") / "rijksbegroting.toml").read_text("utf-8")
    return Decimal(sum(tomllib.loads(text)["licht_vo_miljoen_euro"].values()))


GEPUBLICEERD = (
    *(
        Gepubliceerd(
            f"doorbetalingsquote.aandeel_zwaar_{sector}",
            f"Aandeel van de zware ondersteuning in het totale budget, gemiddelde {sector}",
            waarde,
            "aandeel",
            "2019",
            "R0 L469-476",
            "afgerond",
            uitleg=GEEN_BEDRAGEN,
        )
        for sector, waarde in (("po", Decimal("0.70")), ("vo", Decimal("0.48")))
    ),
    Gepubliceerd(
        "doorbetalingsquote.licht_vo",
        "Lichte ondersteuning vo, landelijk",
        Decimal(706),
        "miljoen euro",
        "2020",
        "R0 L564, noot 21",
        "afgerond",
        label="herberekend",
        bereken=licht_vo,
    ),
)
