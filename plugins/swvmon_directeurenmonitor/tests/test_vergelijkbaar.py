"""Peers are the nearest on features that are known of both; worked by hand."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from swvmon import metingen
from swvmon.testing import measure_regios
from swvmon_directeurenmonitor.nabijheid import nearest, standardise
from swvmon_directeurenmonitor.vergelijkbaar import UIT, VERGELIJKBAAR


def test_nearest_by_standard_deviations():
    """By hand: of 0, 1, 3 and 8 (mean 3, variance 9,5), 0 and 3 are nearest to 1: 1 and 2 over the root of 9,5."""
    frame = pd.DataFrame({"a": [0, 1, 3, 8], "vast": [5, 5, 5, 5], "zeldzaam": [1, 2, None, None]}, index=list("wxyz"))
    found, used = nearest(standardise(frame), "x", 2)

    assert ["a"] == used
    assert [("w", pytest.approx(1 / 9.5**0.5)), ("y", pytest.approx(2 / 9.5**0.5))] == [tuple(b) for b in found]


def test_a_feature_that_stands_twice_changes_no_distance():
    """By hand: the mean of two equal squares is that square."""
    once = pd.DataFrame({"a": [0, 1, 3, 8]}, index=list("wxyz"))

    assert nearest(standardise(once), "x", 3)[0] == nearest(standardise(once.assign(b=once["a"])), "x", 3)[0]


def test_ties_go_by_name_and_who_lacks_a_feature_is_no_peer():
    """By hand: 2 lies as far from 1 as 0; q has no second feature, and x has no peer on what it lacks."""
    frame = pd.DataFrame({"a": [1, 2, 0, 1], "b": [3, 3, 3, None], "c": [9, 8, 7, 6]}, index=list("pzaq"))
    frame = frame.assign(b=[3, 4, 4, None])

    assert ["a", "z"] == sorted(b.naam for b in nearest(standardise(frame), "p", 5)[0])
    assert {"p", "z", "a"} == {b.naam for b in nearest(standardise(frame), "q", 5)[0]}


def test_nothing_known_has_no_peers():
    """Of a row without features there is neither a peer nor a feature."""
    frame = pd.DataFrame({"a": [1, 2, 3, None]}, index=list("wxyz"))

    assert ([], []) == nearest(standardise(frame), "z", 5)


def run(values, year="2016/17"):
    """Metingen of a run: {SWV: {(indicator, part): value}}."""
    rows = [
        (swv, indicator, part, None if value is None else Decimal(value))
        for swv, told in values.items()
        for (indicator, part), value in told.items()
    ]
    frame = pd.DataFrame(rows, columns=["sleutel", "indicator", "onderdeel", "waarde"])
    told = frame["waarde"].notna().map({True: "berekend", False: "ontbreekt"})
    made = metingen(
        frame["sleutel"],
        soort="statistiek",
        niveau="swv",
        peildatum=date(2016, 10, 1),
        eenheid="getal",
        grondslag="proef",
        onderdeel=frame["indicator"] + "/" + frame["onderdeel"],
        waarde=frame["waarde"],
        n=1,
        methode="proef",
        uitkomst=told,
    )
    place = made["onderdeel"].str.split("/", expand=True)
    return made.assign(regio=made["sleutel"], schooljaar=year, indicator=place[0], onderdeel=place[1])


A, B = ("gemeenten", ""), ("begrotingsposten_aandeel", "dienstverlening")


def test_indicator_tells_peers_by_rank():
    """By hand: on one feature the peers of 1 are 2, 4 and 8, in that order; a former year does not count."""
    now = run({"PO9901": {A: 1}, "PO9902": {A: 2}, "PO9903": {A: 4}, "PO9904": {A: 8}})
    before = run({"PO9901": {A: 8}, "PO9902": {A: 1}}, "2015/16")
    made = measure_regios(VERGELIJKBAAR, pd.concat([before, now], ignore_index=True), "2016/17")
    mine = made[made["sleutel"] == "PO9901"]

    assert [("1", "PO9902"), ("2", "PO9903"), ("3", "PO9904")] == list(
        zip(mine["onderdeel"], mine["klasse"], strict=True)
    )
    assert {"kenmerken: gemeenten"} == set(mine["grondslag"])
    spread = (sum((x - 3.75) ** 2 for x in (1, 2, 4, 8)) / 4) ** 0.5
    assert [pytest.approx(n / spread, abs=1e-6) for n in (1, 3, 7)] == [float(w) for w in mine["waarde"]]


def test_indicator_without_anything_known():
    """An SWV of which nothing is known is `ontbreekt`, without a number; no features at all give no rows of peers."""
    made = measure_regios(
        VERGELIJKBAAR,
        run({"PO9901": {A: 1, B: "0.2"}, "PO9902": {A: 2}, "PO9903": {A: 4}, "PO9904": {A: None}}),
        "2016/17",
    )
    row = made[made["sleutel"] == "PO9904"]

    assert [("1", "", "ontbreekt")] == list(zip(row["onderdeel"], row["klasse"], row["uitkomst"], strict=True))
    assert row["waarde"].isna().all()
    nothing = measure_regios(VERGELIJKBAAR, run({"PO9901": {A: 1}, "PO9902": {A: 2}}), "2016/17")
    assert {"ontbreekt"} == set(nothing["uitkomst"])


def test_what_it_reads_is_there():
    """Every indicator that is compared is registered by a plugin that is shipped."""
    from importlib.metadata import entry_points

    names = set()
    for entry in entry_points(group="swvmon"):
        module = entry.load()
        if hasattr(module, "swvmon_register_indicatoren"):
            module.swvmon_register_indicatoren(lambda indicator: names.add(indicator.naam))

    assert set(UIT) <= names
