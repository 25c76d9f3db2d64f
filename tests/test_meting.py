"""The one meting of an SWV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from swvmon import metingen, swv_meting
from swvmon.testing import make_momentopname

VIEW = make_momentopname({})
WORDS = {"peildatum": date(2019, 10, 1), "eenheid": "leerling", "grondslag": "proef"}
NUMBERS = ["teller", "teller_max", "noemer", "noemer_max", "waarde", "n"]


@pytest.mark.parametrize(
    "fields",
    [
        {"soort": "verhouding", "teller": 0, "noemer": Decimal("1.5"), "noemer_max": 3},
        {"soort": "aantal", "teller": 1, "teller_max": 4},
        {"soort": "aantal", "waarde": 0},
        {"soort": "bedrag_cent", "waarde": -1, "status": "geschat", "onderdeel": "deel"},
        {"soort": "statistiek", "waarde": Decimal("0.5"), "n": 3, "methode": "m"},
        {"soort": "klasse", "waarde": 1, "klasse": "hoog"},
    ],
)
def test_the_same_as_metingen_of_one(fields: dict[str, object]) -> None:
    """One row for the SWV, byte for byte what `metingen` writes; zero is a number."""
    expected = metingen(pd.Series(["VO9901"]), niveau="swv", **WORDS, **fields)

    pd.testing.assert_frame_equal(expected, swv_meting(VIEW, **WORDS, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"soort": "verhouding"},
        {"soort": "verhouding", "teller": 1, "teller_max": 2},
        {"soort": "verhouding", "noemer": 1, "noemer_max": 2},
        {"soort": "aantal", "teller_max": 4},
        {"soort": "bedrag_cent", "waarde": None},
        {"soort": "statistiek", "n": 3, "methode": "m"},
        {"soort": "klasse", "klasse": "hoog"},
    ],
)
def test_without_a_number_it_is_missing(fields: dict[str, object]) -> None:
    """A number that is needed is None: `ontbreekt`, and no other number or class beside it."""
    (row,) = swv_meting(VIEW, **WORDS, **fields).to_dict("records")

    assert ("VO9901", "swv", "ontbreekt", "") == (row["sleutel"], row["niveau"], row["uitkomst"], row["klasse"])
    assert all(pd.isna(row[name]) for name in NUMBERS)
