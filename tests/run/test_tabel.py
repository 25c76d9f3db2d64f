"""`swvmon indicatoren tabel`: what is shown of stored metingen, in words and in order."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pandas as pd
import pytest

from swvmon.errors import UsageError
from swvmon.run.tabel import as_csv, as_markdown, as_text, read_table

FIELDS = [
    "scenario",
    "regio",
    "indicator",
    "soort",
    "niveau",
    "sleutel",
    "onderdeel",
    "peildatum",
    "teller",
    "teller_max",
    "noemer",
    "noemer_max",
    "waarde",
    "klasse",
    "eenheid",
    "grondslag",
    "status",
    "uitkomst",
]


def row(sleutel: str, day: str, **changes: object) -> dict[str, object]:
    empty = dict.fromkeys(FIELDS, "") | dict.fromkeys(("teller", "teller_max", "noemer", "noemer_max", "waarde"))
    fixed = {"scenario": "plan", "regio": "PO9901", "indicator": "deel", "soort": "verhouding", "niveau": "swv"}
    words = {"eenheid": "aandeel", "grondslag": "leerlingen", "status": "definitief", "uitkomst": "berekend"}
    return empty | fixed | words | {"sleutel": sleutel, "peildatum": day} | changes


ROWS = [
    row("PO9902", "2015-10-01", uitkomst="reeksbreuk"),
    row("PO9901", "2015-10-01", teller="1", teller_max="1", noemer="40", noemer_max="40", waarde="0.025"),
    row("PO9901", "2016-10-01", teller="1", teller_max="4", noemer="40", noemer_max="40", uitkomst="gemaskeerd"),
    row("PO9902", "2016-10-01", uitkomst="ontbreekt", status="voorlopig"),
    row("PO9901", "2016-12-31", indicator="geld", soort="bedrag_cent", waarde="-123456", uitkomst="onvolledig"),
    row("PO9902", "2016-12-31", indicator="geld", soort="klasse", waarde="5", klasse="boven"),
    row("NL", "2015-10-01", niveau="landelijk", waarde="0.5", onderdeel="so"),
    row("NL", "2016-10-01", niveau="landelijk", waarde="0.25", onderdeel="bao"),
]


@pytest.fixture
def store() -> SimpleNamespace:
    """A store of one finished run."""
    levering = {"dataset": "duo_telling", "periode": "2015-10-01/2015-10-01", "vingerafdruk": "ab", "tabel": "t"}
    run = SimpleNamespace(run_id="r1", status="klaar", manifest=json.dumps({"leveringen": [levering, levering]}))
    part = {"scenario": ["plan"], "regio": ["PO9901"], "schooljaar": ["2016/17"], "status": ["gelukt"]}
    return SimpleNamespace(
        find_run=lambda _run: run,
        regiojaren=lambda _run: pd.DataFrame(part),
        result=lambda _run, _tabel: pd.DataFrame(ROWS),
        leveringen=lambda: pd.DataFrame({"vingerafdruk": ["ab"], "bestandsnaam": ["telling.csv"]}),
    )


def test_rows_are_keys_and_outcomes_are_words(store) -> None:
    """By hand: six places, euros, a class by its label, and no number where there is none."""
    shown = read_table(store, "laatste", ["deel", "geld"])

    assert ["sleutel", "deel 2015-10-01", "deel 2016-10-01", "geld 2016-12-31"] == shown.kop
    assert [
        ["PO9901", "0.025000", "gemaskeerd", "-€ 1.234,56 (onvolledig)"],
        ["PO9902", "reeksbreuk", "ontbreekt", "boven"],
    ] == shown.rijen


def test_numbers_of_a_ratio_are_told_with_both_ends(store) -> None:
    """A masked teller is shown as the interval that it is."""
    shown = read_table(store, "laatste", ["deel"], tellers=True)
    ratios = [n for n, head in enumerate(shown.kop) if "teller / noemer" in head]

    assert ["1 / 40", "1 tot 4 / 40"] == [shown.rijen[0][n] for n in ratios]


def test_rows_can_be_days(store) -> None:
    """Then parts stand in columns; what is the same everywhere is not in the heading."""
    shown = read_table(store, "laatste", ["deel"], niveau="landelijk", rijen="peildatum")

    assert ["peildatum", "deel bao", "deel so"] == shown.kop
    assert [["2015-10-01", "", "0.500000"], ["2016-10-01", "0.250000", ""]] == shown.rijen


def test_base_status_and_sources_are_told(store) -> None:
    """Each levering once, with its file."""
    assert [
        "deel: aandeel. Grondslag: leerlingen. Status: definitief op 2015-10-01, definitief/voorlopig op 2016-10-01.",
        "Bron: duo_telling, 2015-10-01 (telling.csv).",
    ] == read_table(store, "laatste", ["deel"]).uitleg


def test_three_forms(store) -> None:
    """The same cells in each."""
    shown = read_table(store, "laatste", ["deel"])

    assert "sleutel;deel 2015-10-01;deel 2016-10-01\nPO9901;0.025000;gemaskeerd\nPO9902;reeksbreuk;ontbreekt" == as_csv(
        shown
    )
    assert "| PO9901 | 0.025000 | gemaskeerd |" == as_markdown(shown).splitlines()[2]
    assert "PO9901   0.025000         gemaskeerd" == as_text(shown).splitlines()[1]


@pytest.mark.parametrize(
    ("naam", "niveau", "message"),
    [
        ("deel", "gemeente", "measured deel for swv, landelijk, not for gemeente; choose with --niveau"),
        ("meer", "swv", "has no metingen of meer in scenario plan; it measured deel, geld"),
    ],
)
def test_what_was_not_measured_is_told(store, naam: str, niveau: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_table(store, "laatste", [naam], niveau=niveau)
