"""R3 Tabel 2.1: how often each toezichtmodel occurs, in percent of the SWV's that answered."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import partial
from importlib.resources import files
from typing import Any

from swvmon import Gepubliceerd

AFGETROKKEN = "alv", "anders"
"""Answers of which the counts are not printed apart."""
FOUT = {
    ("po", "anders"): (
        "5 van 65 is 7,7 procent, afgerond 8; afgedrukt is 7, wat er van 29 procent overblijft als er 22 van afgaat."
    )
}
"""Printed percentages that are wrong by the printed counts."""


def _percentage(aantal: dict[str, int], klasse: str) -> Decimal:
    """Percent of a class, from the printed counts as classes of as many SWV's."""
    import pandas as pd

    from swvmon_beleidskenmerken.verdeling import count_classes

    klassen = pd.Series([code for code, times in aantal.items() for _ in range(times)], dtype="str")
    counted = count_classes(klassen, tuple(aantal))
    return Decimal(100 * int(counted[klasse])) / Decimal(int(counted.sum()))


def _figure(sector: str, told: dict[str, Any], klasse: str, waarde: int) -> Gepubliceerd:
    wrong = FOUT.get((sector, klasse), "")
    return Gepubliceerd(
        f"beleidskenmerken.toezichtmodel_{sector}_{klasse}",
        f"Toezichtmodel {klasse}, {sector}",
        Decimal(waarde),
        "procent",
        "2016",
        str(told["regel"]),
        "afgerond",
        label="gereconstrueerd" if klasse in AFGETROKKEN else "herberekend",
        bereken=partial(_percentage, told["aantal"], klasse),
        afronding=0,
        fout=bool(wrong),
        uitleg=wrong,
    )


TABEL: dict[str, dict[str, Any]] = tomllib.loads((files(__package__) / "toezichtmodel.toml").read_text("utf-8"))
GEPUBLICEERD = tuple(
    _figure(sector, told, klasse, waarde)
    for sector, told in TABEL.items()
    for klasse, waarde in told["procent"].items()
)
