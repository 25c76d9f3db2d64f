"""`boekingen`: lines of money from a frame, exact and whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from swvmon.contract.grootboek import GEGEVEN, boekingen, empty_lines
from swvmon.errors import ContractViolation
from swvmon.geld import exact

EXACT_DTYPE = "decimal128(24, 6)[pyarrow]"


def schools() -> pd.DataFrame:
    """Two schools of SPOW 2023 and one without pupils; their amounts per pupil are published."""
    return pd.DataFrame(
        {
            "vestiging": ["20AB00", "20AB01", "20AC00"],
            "bestuur": ["12345", "12345", "54321"],
            "leerlingen": [250, 0, 80],
        },
        index=[7, 8, 9],
    )


def booked(**changes: object) -> pd.DataFrame:
    regels = schools()
    given_keywords = {
        "van": "swv:licht",
        "naar": "vestiging:" + regels["vestiging"],
        "eenheid": "leerling",
        "hoeveelheid": regels["leerlingen"],
        "tarief": pd.Series([Decimal(176), Decimal(176), Decimal(99)], index=regels.index),
        "grondslag": "ondersteuningsplan",
        "toelichting": "bedrag per leerling",
    }
    return boekingen(regels, **(given_keywords | changes))


def test_boekingen_multiplies_and_leaves_zero_out() -> None:
    """250 x 176 = 44.000 and 80 x 99 = 7.920 (published, SPOW 2023); the school without pupils has no line."""
    lines = booked()

    expected = [("vestiging:20AB00", 4400000, "12345"), ("vestiging:20AC00", 792000, "54321")]
    assert expected == list(lines[["naar", "bedrag_cent", "bestuur"]].itertuples(index=False, name=None))
    assert [0, 1] == list(lines.index)


def test_boekingen_columns_and_dtypes() -> None:
    """All columns of a line in their order, with dtypes that hold money exactly, also where no line is left."""
    for lines in (booked(), booked(hoeveelheid=0), empty_lines()):
        dtypes = lines.dtypes.astype(str)

        assert list(GEGEVEN) == list(lines.columns)
        assert {"int64": ["bedrag_cent"], EXACT_DTYPE: ["hoeveelheid", "tarief"], "Int64": ["corrigeert"]} == {
            kind: list(dtypes[dtypes == kind].index) for kind in ("int64", EXACT_DTYPE, "Int64")
        }


def test_boekingen_rounds_each_line() -> None:
    """Half a cent per line goes up in each line (worked by hand): 3 x 0.5 cent books 3 cents."""
    lines = booked(hoeveelheid=1, tarief=Decimal("0.005"))

    assert [1, 1, 1] == lines["bedrag_cent"].tolist()


def test_boekingen_takes_an_amount_as_it_is() -> None:
    """A given amount is not recomputed from hoeveelheid and tarief, which stay on the line as explanation."""
    lines = booked(bedrag_cent=pd.Series([3, 1, 2], index=[9, 7, 8]))

    assert [1, 2, 3] == lines["bedrag_cent"].tolist()
    assert [250, 0, 80] == lines["hoeveelheid"].tolist()


def test_boekingen_without_a_frame() -> None:
    """A number of lines may stand for the frame: one lump sum is one line (worked by hand)."""
    lines = boekingen(van="rijk:zwaar", naar="swv:zwaar", bedrag_cent=100, grondslag="wet", toelichting="som")

    assert [("rijk:zwaar", "swv:zwaar", 100, "", "netto", "definitief")] == list(
        lines[["van", "naar", "bedrag_cent", "vestiging", "bruto_netto", "status"]].itertuples(index=False, name=None)
    )


def test_boekingen_takes_periods_from_the_frame() -> None:
    """A frame with periods gives each line its own; without, they are left for the engine to fill."""
    regels = schools().assign(periode_van=date(2022, 8, 1), periode_tot=date(2022, 12, 31))
    line = {"van": "swv:licht", "naar": "swv:budget", "bedrag_cent": 1, "grondslag": "x", "toelichting": "x"}

    assert {date(2022, 12, 31)} == set(boekingen(regels, **line)["periode_tot"])
    assert {None} == set(boekingen(schools(), **line)["periode_tot"])


@pytest.mark.parametrize("missing", ["hoeveelheid", "tarief"])
def test_boekingen_needs_an_amount_or_its_factors(missing: str) -> None:
    """A line without bedrag_cent needs both hoeveelheid and tarief."""
    with pytest.raises(ContractViolation, match="needs bedrag_cent, or hoeveelheid and tarief"):
        booked(**{missing: None})


def test_boekingen_leaves_its_input_alone() -> None:
    """The frame that is handed in is not changed."""
    regels = schools()
    boekingen(regels, van="a", naar="b", bedrag_cent=regels["leerlingen"], grondslag="x", toelichting="x")

    pd.testing.assert_frame_equal(schools(), regels)


@pytest.mark.parametrize(
    ("cents", "message"),
    [
        (pd.Series([10.5]), "a column of floats, which are not exact"),
        (pd.Series([10.0]), "a column of floats"),
        (pd.Series([Decimal("10.5")], dtype="object"), "10.5 is not a whole number of eurocents"),
        (exact(pd.Series([Decimal("10.5")], dtype="object")), "10.5[0]* is not a whole number of eurocents"),
    ],
)
def test_a_part_of_a_cent_is_refused_not_cut_off(cents, message):
    """A float, or half a cent, never becomes another amount in silence."""
    line = {"van": "swv:budget", "naar": "bestuur:99001", "grondslag": "proef", "toelichting": "Proef."}

    with pytest.raises(ContractViolation, match=message):
        boekingen(pd.DataFrame(index=[0]), bedrag_cent=cents, **line)
    whole = boekingen(pd.DataFrame(index=[0]), bedrag_cent=exact(pd.Series([Decimal("10.0")], dtype="object")), **line)
    assert [10] == whole["bedrag_cent"].tolist()
