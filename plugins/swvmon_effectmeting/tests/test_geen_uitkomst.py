"""Where nothing can be estimated the outcome is a named reason, never a number."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from attrs import evolve

from swvmon import SwvmonError
from swvmon_effectmeting.did import around_start, did, staggered
from swvmon_effectmeting.its import interruption
from swvmon_effectmeting.paneel import Kolommen, Paneel, make_paneel
from swvmon_effectmeting.samenhang import compare, correlation
from swvmon_effectmeting.uitkomst import REDENEN, GeenUitkomst

KOLOMMEN = Kolommen("deelname", "swv", "jaar", "begin", "regio")


def without(frame, **cell):
    """The frame without the rows that hold all of these."""
    return frame[~np.logical_and.reduce([frame[name] == value for name, value in cell.items()])]


def with_start(frame, **starts):
    """The frame with another start for some units; None is never."""
    other = frame["swv"].map(lambda unit: starts.get(unit, -1))
    begin = other.where(other != -1, frame["begin"].astype("object"))
    return frame.assign(begin=begin.astype("Int64"))


CASES = {
    "all-missing outcome": ("uitkomst_ontbreekt", lambda f: f.assign(deelname=np.nan)),
    "infinite outcome": ("uitkomst_ontbreekt", lambda f: f.assign(deelname=np.inf)),
    "outcome the same everywhere": ("geen_variatie", lambda f: f.assign(deelname=3.7)),
    "outcome only unit plus year": (
        "geen_variatie",
        lambda f: f.assign(deelname=f["jaar"] * 0.1 + f["swv"].str[-2:].astype(int) ** 2),
    ),
    "nobody treated": ("geen_variatie", lambda f: f.assign(begin=pd.array([None] * len(f), dtype="Int64"))),
    "everybody treated": ("geen_vergelijking", lambda f: f.assign(begin=2014)),
    "one cluster": ("een_cluster", lambda f: f.assign(regio="r")),
    "five clusters": (
        "te_weinig_groepen",
        lambda f: f.assign(regio=f["regio"].str[1:].astype(int) // 2),
    ),
    "one treated cluster": ("te_weinig_groepen", lambda f: f.assign(begin=f["begin"].where(f["regio"] == "r0"))),
    "a row lacks": ("ontbrekende_jaren", lambda f: without(f, swv="VO9903", jaar=2012)),
    "an outcome lacks": (
        "ontbrekende_jaren",
        lambda f: f.assign(deelname=f["deelname"].mask((f["swv"] == "VO9903") & (f["jaar"] == 2012))),
    ),
    "a year that nobody has": ("ontbrekende_jaren", lambda f: without(f, jaar=2015)),
    "start in the first year": ("geen_voorperiode", lambda f: f[f["jaar"] >= 2014]),
    "start after the last year": ("geen_naperiode", lambda f: f[f["jaar"] < 2014]),
}


@pytest.mark.parametrize(("code", "change"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("method", [did, staggered, around_start])
def test_reason(frame, code, change, method):
    """Each case has its code, and a sentence in Dutch; the methods agree."""
    panel = make_paneel(change(frame), KOLOMMEN)
    found = panel if isinstance(panel, GeenUitkomst) else method(panel)

    assert isinstance(found, GeenUitkomst)
    assert code == found.code
    assert found.uitleg.startswith(REDENEN[code])


def test_where_it_lacks(frame):
    """The first cell that lacks is named, and how many do."""
    holes = without(without(frame, swv="VO9903", jaar=2012), swv="VO9907")
    reason = make_paneel(pd.concat([holes, frame[(frame["swv"] == "VO9907") & (frame["jaar"] == 2010)]]), KOLOMMEN)

    assert isinstance(reason, GeenUitkomst)
    assert "2 van de 20 eenheden missen samen 8 van de 160 perioden, zoals VO9903 in 2012." == reason.bijzonderheid


def test_incomplete_units_can_be_left_out(frame):
    """On demand incomplete units are left out and counted; the rest is estimated as if they were never there."""
    holes = without(frame, swv="VO9903", jaar=2012)
    panel = make_paneel(holes, KOLOMMEN, "eenheden_weglaten")
    plain = make_paneel(without(frame, swv="VO9903"), KOLOMMEN)

    assert isinstance(panel, Paneel)
    assert isinstance(plain, Paneel)
    assert (1, 0) == (panel.weggelaten, plain.weggelaten)
    assert did(plain) == did(panel)
    both = make_paneel(without(holes, swv="VO9902", jaar=2012), KOLOMMEN, "eenheden_weglaten")
    assert isinstance(both, Paneel)
    assert (2, 9) == (both.weggelaten, both.clusters)
    nothing = make_paneel(without(frame, jaar=2015), KOLOMMEN, "eenheden_weglaten")
    assert GeenUitkomst("ontbrekende_jaren", "Geen enkele eenheid heeft alle perioden.") == nothing


def test_different_starts(frame, read):
    """Two starts are refused by did and taken by staggered."""
    panel = read(with_start(frame, VO9900=2015))

    found = did(panel)
    assert isinstance(found, GeenUitkomst)
    assert "verschillend_begin" == found.code
    assert not isinstance(staggered(panel), GeenUitkomst)


@pytest.mark.parametrize(
    ("vanaf", "code"), [(2012, "geen_voorperiode"), (2016, "geen_naperiode"), (1990, "geen_voorperiode")]
)
def test_interruption_needs_lines(frame, read, vanaf, code):
    """Three periods on each side are a line with something left to judge it by."""
    found = interruption(read(frame), vanaf, 0)

    assert isinstance(found, GeenUitkomst)
    assert code == found.code
    assert not isinstance(interruption(read(frame), 2013, 0), GeenUitkomst)


def test_interruption_that_fits_exactly(frame, read):
    """Points on two lines leave no error to judge by."""
    series = np.where(frame["jaar"] < 2014, frame["jaar"] * 0.5, 3 + frame["jaar"] * 0.25)
    found = interruption(read(frame.assign(deelname=series)), 2014, 0)

    assert isinstance(found, GeenUitkomst)
    assert "geen_variatie" == found.code


@pytest.mark.parametrize(
    ("x", "y", "code"),
    [
        ([1, 2, 3], [3, 1, 2], "te_weinig_waarnemingen"),
        ([1, 1, 1, 1, 1], [3, 1, 2, 5, 4], "geen_variatie"),
        ([3, 1, 2, 5, 4], [2, 2, 2, 2, 2], "geen_variatie"),
    ],
)
def test_correlation(x, y, code):
    """Fewer than four units, or a number that is the same everywhere."""
    x, y = np.array(x, dtype="float64"), np.array(y, dtype="float64")
    found, other = correlation(x, y), compare(x, y, y[::-1])

    assert isinstance(found, GeenUitkomst)
    assert isinstance(other, GeenUitkomst)
    assert [code, code] == [found.code, other.code]


def test_no_difference_between_the_same():
    """Two outcomes that are the same, or on another scale, have no difference to test."""
    x, y = np.array([1.0, 2, 3, 4, 6]), np.array([2.0, 1, 4, 3, 5])
    found = compare(x, y, 10 * y + 3)

    assert isinstance(found, GeenUitkomst)
    assert "geen_variatie" == found.code


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.drop(columns="regio"), "the panel has no column 'regio'; it has swv, jaar, begin, deelname"),
        (lambda f: pd.concat([f, f.iloc[[3]]]), "2 rows are about VO9900 in 2013; a panel has one row per unit"),
        (lambda f: f.assign(deelname="veel"), "column 'deelname' must hold numbers with a decimal point"),
        (lambda f: f.assign(jaar="ooit"), "column 'jaar': 'ooit' is no period; write a whole number or a school year"),
        (lambda f: f.assign(jaar="2014/16"), "column 'jaar': "),
        (lambda f: f.assign(jaar=f["jaar"] + 0.5), "column 'jaar': 2010.5 is no period"),
        (lambda f: f.assign(swv=f["swv"].where(f["jaar"] > 2010)), "column 'swv' has rows without a unit"),
        (lambda f: f.assign(regio=f["regio"].where(f["jaar"] > 2010)), "column 'regio' has rows without a cluster"),
        (
            lambda f: f.assign(begin=f["begin"].where(f["jaar"] > 2011)),
            "column 'begin' changes within unit VO9900; it must be the same in all its rows",
        ),
        (lambda f: f.assign(jaar=f["jaar"] * 10000), "column 'jaar' runs from 20100000 to 20170000; a panel has 1000"),
    ],
)
def test_faults_of_a_panel(frame, change, message):
    """What is wrong in the file is an error that names column, unit and period."""
    with pytest.raises(SwvmonError) as told:
        make_paneel(change(frame), KOLOMMEN)

    assert str(told.value).startswith(message)


def test_group_must_be_zero_or_one(frame):
    """With a start the column holds 0 and 1, and 2014 in it is an error that shows it."""
    with pytest.raises(SwvmonError, match=r"with vanaf it holds 0 \(never starts\) and 1, not 2014"):
        make_paneel(frame, evolve(KOLOMMEN, vanaf=2014))


def test_a_panel_needs_no_treatment(frame):
    """Without a column of treatment nobody starts, and the unit is the cluster."""
    panel = make_paneel(frame, Kolommen("deelname", "swv", "jaar"))

    assert isinstance(panel, Paneel)
    assert 20 == panel.clusters
    assert "geen_variatie" == did(panel).code
