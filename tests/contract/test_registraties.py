"""Indicatoren, databronnen and published figures as they are registered, and metingen as they are made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pandas as pd
import pytest

from swvmon.contract.databron import Databron, Dataset, Leverperiode
from swvmon.contract.gepubliceerd import Gepubliceerd
from swvmon.contract.indicator import Indicator
from swvmon.contract.meting import GEGEVEN as METING_GEGEVEN
from swvmon.contract.meting import metingen
from swvmon.geld import exact
from swvmon.perioden import Schooljaar

EXACT_DTYPE = "decimal128(24, 6)[pyarrow]"
YEAR = Schooljaar(2015).periode


def indicator(**changes: object) -> Indicator:
    fields = {
        "naam": "deelname",
        "titel": "Deelname",
        "definitie": "leerlingen vso over alle leerlingen",
        "bron": "CBS",
        "soort": "verhouding",
        "aggregatie": "verhouding_van_sommen",
        "sectoren": ("vo",),
        "bereken": lambda _momentopname, _grootboek: pd.DataFrame(),
    }
    return Indicator(**(fields | changes))


@pytest.mark.parametrize(
    "changes",
    [{"soort": "percentage"}, {"aggregatie": "?"}, {"sectoren": ("mbo",)}, {"naam": "Deelname"}, {"definitie": "kort"}],
)
def test_indicator_is_validated(changes: dict[str, object]) -> None:
    """A percentage is no kind of meting; names, sectors and definitions are checked."""
    good = indicator()

    with pytest.raises(ValueError, match=f"'{next(iter(changes))}'"):
        attrs.evolve(good, **changes)


@pytest.mark.parametrize("changes", [{"naam": "DUO tlv"}, {"periode_soort": "maand"}])
def test_dataset_is_validated(changes: dict[str, str]) -> None:
    """A dataset has a plain name and a known kind of period."""
    fields = {
        "naam": "duo_tlv",
        "titel": "TLV",
        "tabellen": ("tlv",),
        "periode_soort": "peildatum",
        "herken": lambda _kop: True,
        "lees": lambda _bestand: None,
    }

    with pytest.raises(ValueError, match=f"'{next(iter(changes))}'"):
        Dataset(**(fields | changes))


def test_dataset_without_period_in_its_content() -> None:
    """A dataset that says nothing about its period has none: it is never guessed."""
    dataset = Dataset("duo_tlv", "TLV", ("tlv",), "peildatum", lambda _kop: True, lambda _bestand: None)

    assert dataset.periode(None) is None
    assert () == Databron("duo", "DUO", "DUO", "CC0", (dataset,)).afleidingen


def test_leverperiode_has_a_known_kind() -> None:
    """Another kind of period than the four is refused."""
    with pytest.raises(ValueError, match="'soort' must be in"):
        Leverperiode("maand", YEAR)


@pytest.mark.parametrize("changes", [{"id": "totaal"}, {"precisie": "ongeveer"}, {"bron": ""}, {"eenheid": ""}])
def test_published_figure_is_validated(changes: dict[str, str]) -> None:
    """A published figure has a namespace, a unit, a source and a known precision."""
    good = Gepubliceerd("proef.totaal", "Totaal", Decimal(1), "euro", "2015/16", "R2 regel 3", "exact")

    with pytest.raises(ValueError, match=f"'{next(iter(changes))}'"):
        attrs.evolve(good, **changes)


def measured(**changes: object) -> pd.DataFrame:
    keys = pd.Series(["20AC00", "20AB00"], index=[5, 3])
    fields = {
        "soort": "verhouding",
        "niveau": "vestiging",
        "peildatum": date(2014, 10, 1),
        "eenheid": "aandeel",
        "grondslag": "leerlingen van de vestiging",
        "teller": pd.Series([1, 4], index=[3, 5]),
        "noemer": 80,
    }
    return metingen(keys, **(fields | changes))


def test_metingen_are_sorted_and_aligned() -> None:
    """Rows come sorted by key, each with its own numerator: values are aligned on the index (worked by hand)."""
    rows = measured()

    assert list(METING_GEGEVEN) == list(rows.columns)
    assert [("20AB00", 1, 80), ("20AC00", 4, 80)] == list(
        rows[["sleutel", "teller", "noemer"]].itertuples(index=False, name=None)
    )


def test_metingen_carry_intervals() -> None:
    """A masked "<5" is 1 to 4; where nothing is masked both ends are the same; other numbers are missing."""
    rows = measured(teller_max=pd.Series([4, 4], index=[3, 5]))

    assert ([1, 4], [4, 4]) == (rows["teller"].tolist(), rows["teller_max"].tolist())
    assert rows["noemer"].tolist() == rows["noemer_max"].tolist()
    assert [True, True] == rows["waarde"].isna().tolist()
    assert {EXACT_DTYPE} == set(
        rows[["teller", "teller_max", "noemer", "noemer_max", "waarde", "n"]].dtypes.astype(str)
    )


def test_metingen_take_no_floats() -> None:
    """A ready-made share is refused: the core divides."""
    with pytest.raises(TypeError, match="not exact"):
        measured(soort="aantal", waarde=exact([1, 2]).astype("float64").set_axis([3, 5]))
