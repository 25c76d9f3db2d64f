"""The verdict: each of them, at its border, and what a slip in a number does to it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from swvmon import Gepubliceerd, PluginChoice, published_figures
from swvmon_replicatie.oordeel import (
    GELIJK,
    MISLUKT,
    NIET_TE_BEREKENEN,
    ONVERKLAARD,
    OORDELEN,
    PUBLICATIEFOUT,
    VERKLAARD,
    beoordeel,
    tel,
    vergelijk,
)

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def figure(waarde: object = "20", **kwargs: object) -> Gepubliceerd:
    """A figure; prints 20 where nothing else is said."""
    plain = {"periode": "2016", "bron": "R9 Tabel 1", "precisie": "exact"}
    return Gepubliceerd("proef.cijfer", "Een cijfer", Decimal(str(waarde)), "percentage", **plain | kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("onze", "kwargs", "expected"),
    [
        ("20", {}, GELIJK),
        ("20.0", {}, GELIJK),
        ("20", {"uitleg": "staat er al"}, GELIJK),
        ("19.8", {"afronding": 0}, GELIJK),
        ("19.5", {"afronding": 0}, GELIJK),
        ("19.49", {"afronding": 0}, ONVERKLAARD),
        ("20.5", {"afronding": 0}, ONVERKLAARD),
        ("19.8", {}, ONVERKLAARD),
        ("19.8", {"uitleg": "ander jaar"}, VERKLAARD),
        ("21", {"fout": True, "uitleg": "telt op tot 21"}, PUBLICATIEFOUT),
        ("21", {"fout": True}, ONVERKLAARD),
        ("20", {"fout": True, "uitleg": "telt op tot 21"}, ONVERKLAARD),
        ("20.4", {"fout": True, "uitleg": "telt op tot 21", "afronding": 0}, ONVERKLAARD),
        (None, {"uitleg": "tellingen zijn niet gedrukt"}, NIET_TE_BEREKENEN),
        (None, {}, ONVERKLAARD),
        (None, {"fout": True, "uitleg": "telt op tot 21"}, ONVERKLAARD),
    ],
)
def test_verdict(onze: str | None, kwargs: dict[str, object], expected: str) -> None:
    """By the table of the README: equality after rounding half up, error, explanation, and none of ours."""
    assert expected == beoordeel(figure(**kwargs), None if onze is None else Decimal(onze))


def test_readme_has_every_row() -> None:
    """The table of the README is what the function does, row by row."""
    rows = re.findall(r"^\| (equal|differs|none) \| (yes|no) \| (yes|no|any) \| ([a-z ]+) \|$", README, re.MULTILINE)

    assert 9 == len(rows)
    for ours, fout, uitleg, verdict in rows:
        number = {"equal": Decimal(20), "differs": Decimal(21), "none": None}[ours]
        for text in {"yes": ["waarom"], "no": [""], "any": ["", "waarom"]}[uitleg]:
            assert verdict == beoordeel(figure(fout=fout == "yes", uitleg=text), number)


@pytest.mark.parametrize(("waarde", "onze", "places"), [("3000000", "2950000", -6), ("0.2", "0.2155", 1)])
def test_rounding_at_other_places(waarde: str, onze: str, places: int) -> None:
    """Millions and tenths: by hand, 2.950.000 is 3 million and 0,2155 is 0,2."""
    assert GELIJK == beoordeel(figure(waarde, afronding=places), Decimal(onze))
    assert ONVERKLAARD == beoordeel(figure(waarde), Decimal(onze))


def test_what_raises_is_named() -> None:
    """A computation that raises gives no number and no other verdict, with what it raised on one line."""

    def bereken() -> Decimal:
        raise ValueError("geen\n  tabel")

    got = vergelijk(figure(bereken=bereken, uitleg="iets"), "proef")

    assert (MISLUKT, None, "ValueError: geen tabel") == (got.oordeel, got.onze, got.melding)


@pytest.mark.parametrize("gave", [20.0, True, "20", None])
def test_what_is_no_number_is_refused(gave: object) -> None:
    """Anything but a Decimal or a whole number is a fault: a float is not exact, and True is not 1."""
    got = vergelijk(figure(bereken=lambda: gave), "proef")

    assert (MISLUKT, f"TypeError: bereken gave {gave!r}, expected a Decimal") == (got.oordeel, got.melding)


def test_infinite_is_refused() -> None:
    """A quotient by zero does not slip through as a difference."""
    got = vergelijk(figure(bereken=lambda: Decimal("Infinity"), uitleg="iets"), "proef")

    assert MISLUKT == got.oordeel
    assert "expected a finite number" in got.melding


def test_whole_numbers_count() -> None:
    """A count may be an int."""
    assert GELIJK == vergelijk(figure(bereken=lambda: 20), "proef").oordeel


def test_counting() -> None:
    """Numbers per verdict, in one order, those without figures left out."""
    found = [vergelijk(figure(w, bereken=lambda: Decimal(20)), "proef") for w in (20, 20, 21)]

    assert [(GELIJK, 2), (ONVERKLAARD, 1)] == list(tel(found).items())
    assert set(tel(found)) < set(OORDELEN)


FIGURES, REFUSED = published_figures(PluginChoice())
OUTCOMES = {f.value.id: vergelijk(f.value, f.plugin) for f in FIGURES}


def test_no_plugin_is_refused() -> None:
    """Every shipped plugin registers its figures."""
    assert [] == [str(r) for r in REFUSED]
    assert len(FIGURES) > 40


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_figure_is_accounted_for(name: str) -> None:
    """Published: no registered figure differs without a reason, and none fails."""
    outcome = OUTCOMES[name]

    assert outcome.oordeel in OORDELEN[:4], outcome.melding


@pytest.mark.parametrize("name", [n for n, o in OUTCOMES.items() if o.figuur.fout])
def test_every_printed_error_is_asserted_as_one(name: str) -> None:
    """Published: a figure that is registered as wrong is wrong by its own source, and would fail if it were not."""
    outcome = OUTCOMES[name]
    figuur = outcome.figuur

    assert (PUBLICATIEFOUT, True) == (outcome.oordeel, len(figuur.uitleg) > 10)
    assert outcome.onze is not None
    assert ONVERKLAARD == beoordeel(figuur, figuur.waarde)


@pytest.mark.parametrize("name", [n for n, o in OUTCOMES.items() if o.oordeel == GELIJK])
def test_a_slip_in_a_printed_number_shows(name: str) -> None:
    """A mutant that is one unit of its last compared place off is no longer equal."""
    outcome = OUTCOMES[name]
    figuur = outcome.figuur
    places = figuur.afronding
    unit = Decimal(1).scaleb(-places) if places is not None else Decimal(1).scaleb(figuur.waarde.as_tuple().exponent)
    for wrong in (figuur.waarde + unit, figuur.waarde - unit):
        mutant = attrs.evolve(figuur, waarde=wrong, uitleg="")
        assert ONVERKLAARD == beoordeel(mutant, outcome.onze)
