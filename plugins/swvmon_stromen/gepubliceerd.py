"""What publishers print about flows and stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from swvmon import Gepubliceerd

OCW = "OCW in cijfers, leerlingstromen; FR 5.2"
ANDERE_HERKOMST = (
    "Het cijfer telt ook wie uit ander niet-regulier onderwijs komt; daarvan zijn geen aantallen afgedrukt, alleen van "
    "buiten het onderwijs en uit het basisonderwijs. Het komt uit een geladen stroom_telling van het hele land."
)
GEEN_STAND = (
    "Het aantal leerlingen waarvan dit een deel is, is niet afgedrukt; het komt uit een geladen stroom_telling."
)


@cache
def _example() -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    found: dict[str, Any] = tomllib.loads((files(__package__) / "verblijfsduur.toml").read_text("utf-8"))
    return found


def _stay() -> Decimal:
    """How often the pupil of the example was enrolled in so, on 1 October 2017."""
    import pandas as pd

    from swvmon_stromen.verblijfsduur import count_enrolments

    enrolled = _example()["inschrijvingen"]
    rows = pd.DataFrame(
        {
            "pseudoniem": "voorbeeld",
            "peildatum": [date.fromisoformat(day) for day in enrolled],
            "soort": list(enrolled.values()),
        }
    )
    (stay,) = count_enrolments(rows, date(2017, 10, 1))["inschrijvingen"]
    return Decimal(int(stay))


GEPUBLICEERD = (
    Gepubliceerd(
        "stromen.verblijfsduur_voorbeeld",
        "Verblijfsduur in het so van de leerling in het voorbeeld",
        Decimal(3),
        "inschrijving per leerling",
        "1 oktober 2017",
        "Vensters, Gemiddelde verblijfsduur sbo en so; FR 7 nr 11",
        "exact",
        label="herberekend",
        bereken=_stay,
    ),
    Gepubliceerd(
        "stromen.instroom_sbo_2023",
        "Instroom in het sbo, landelijk",
        Decimal(8_072),
        "leerling",
        "2023",
        OCW,
        "exact",
        uitleg=ANDERE_HERKOMST,
    ),
    Gepubliceerd(
        "stromen.instroom_so_2023",
        "Instroom in het so, landelijk",
        Decimal(7_977),
        "leerling",
        "2023",
        OCW,
        "exact",
        uitleg=ANDERE_HERKOMST,
    ),
    Gepubliceerd(
        "stromen.instroom_sbo_aandeel_2023",
        "Instroom in het sbo als deel van de leerlingen in het sbo",
        Decimal("0.24"),
        "aandeel",
        "2023",
        OCW,
        "afgerond",
        uitleg=GEEN_STAND,
    ),
    Gepubliceerd(
        "stromen.instroom_so_aandeel_2023",
        "Instroom in het so als deel van de leerlingen in het so",
        Decimal("0.23"),
        "aandeel",
        "2023",
        OCW,
        "afgerond",
        uitleg=GEEN_STAND,
    ),
)
