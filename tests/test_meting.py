"""The one meting of an SWV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from attrs import evolve

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


def test_whole_numbers_of_some_swvs_of_the_call() -> None:
    """An SWV that a series of whole numbers does not have is `ontbreekt`; the other keeps its number."""
    fields = {**WORDS, "soort": "aantal", "waarde": pd.Series({"VO9902": 3})}
    rows = swv_meting(evolve(VIEW, regios=("VO9901", "VO9902")), **fields)

    assert [("VO9901", "ontbreekt"), ("VO9902", "")] == list(zip(rows["sleutel"], rows["uitkomst"], strict=True))
    assert [None, Decimal(3)] == [None if pd.isna(number) else number for number in rows["waarde"]]


def test_the_swv_of_a_line_without_a_school() -> None:
    """Lines of the ledger tell their SWV by the account that pays, school or not."""
    lines = pd.DataFrame({"vestiging": ["90AA00|VO9901", ""], "van": ["swv:licht|VO9901", "rijk:licht|VO9902"]})

    assert ["VO9901", "VO9902"] == evolve(VIEW, regios=("VO9901", "VO9902")).swv_of(lines).tolist()
