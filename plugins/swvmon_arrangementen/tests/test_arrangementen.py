"""Arrangementen on rows worked out by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from swvmon import half_up
from swvmon.testing import assert_joint
from swvmon_arrangementen.aantallen import AANTAL, BUITEN_GEBIED, GROEI
from swvmon_arrangementen.bereik import LEERLINGEN, PER_LEERLING
from swvmon_arrangementen.gepubliceerd import GEPUBLICEERD, printed

from .conftest import NOW, README_ROWS

ALL = (AANTAL, BUITEN_GEBIED, GROEI, LEERLINGEN, PER_LEERLING)


def test_counts_per_school_kind_and_together(view, measured):
    """By hand: three individual ones at the first school, two groups at the second; the other kind is a real zero."""
    assert {
        ("20AA00", "individueel"): 3,
        ("20AA00", "groep"): 0,
        ("20AA00", ""): 3,
        ("20AB00", "individueel"): 0,
        ("20AB00", "groep"): 2,
        ("20AB00", ""): 2,
    } == measured(AANTAL, view())


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [
        (date(2018, 8, 1), date(2019, 7, 31), False),
        (date(2018, 8, 1), date(2019, 8, 1), True),
        (date(2020, 7, 31), date(2021, 7, 31), True),
        (date(2020, 8, 1), date(2021, 7, 31), False),
    ],
)
def test_one_day_in_the_school_year_is_enough(view, measured, first, last, inside):
    """Both ends are included, to the day (by hand)."""
    rows = [("z", "20AB00", "groep", *NOW), ("a", "20AA00", "individueel", first, last)]

    assert int(inside) == measured(AANTAL, view(rows))["20AA00", ""]


def test_growth_is_this_year_over_the_year_before(view, measured):
    """By hand: 3 over 1; a kind that was not there has noemer 0, which the core tells."""
    found = measured(GROEI, view())

    assert (3, 1) == found["20AA00", "individueel"] == found["20AA00", ""]
    assert (0, 0) == found["20AA00", "groep"]
    assert (2, 1) == found["20AB00", ""]


def test_two_readings_of_reach(view, measured):
    """By hand: three arrangementen for two pupils; a group is counted by the first reading alone."""
    assert (3, 180) == measured(PER_LEERLING, view())["20AA00", ""]
    assert {("20AA00", ""): (2, 180), ("20AB00", ""): (0, 1_820)} == measured(LEERLINGEN, view())
    assert (2, 1_820) == measured(PER_LEERLING, view())["20AB00", "groep"]


def test_arrangementen_outside_the_area_are_told_apart(view, measured):
    """One at a school of another region: in no school's count, and not lost; two are inside (by hand)."""
    rows = [("a", "20AA00", "individueel", *NOW), ("b", "99ZZ00", "individueel", *NOW), ("c", "20AB00", "groep", *NOW)]
    momentopname = view(rows)

    assert {("VO9901", ""): 1} == measured(BUITEN_GEBIED, momentopname)
    assert {"20AA00", "20AB00"} == {key for key, _ in measured(AANTAL, momentopname)}
    assert (1, 180) == measured(LEERLINGEN, momentopname)["20AA00", ""]


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.naam)
def test_no_arrangement_at_all_is_missing_and_not_zero(view, measured, indicator):
    """An administration that tells nothing of the year gives one row `ontbreekt`."""
    assert {("VO9901", ""): "ontbreekt"} == measured(indicator, view([]))


def test_growth_without_the_year_before_is_missing(view, measured):
    """Nothing of the year before: no growth, not growth from zero."""
    assert {("VO9901", ""): "ontbreekt"} == measured(GROEI, view([("a", "20AA00", "groep", *NOW)]))


def test_a_school_without_a_count_has_no_reach(view, measured):
    """The other school keeps its own."""
    found = measured(PER_LEERLING, view(counts=(("20AA00", 180, 180),)))

    assert "ontbreekt" == found["20AB00", ""]
    assert (3, 180) == found["20AA00", ""]


def test_no_counts_at_all_is_missing(view, measured):
    """An empty pupil table: one row for the SWV."""
    assert {("VO9901", ""): "ontbreekt"} == measured(PER_LEERLING, view(counts=()))


def test_masked_pupils_leave_an_interval(view, measured):
    """`<5` is 1 to 4 pupils (by hand)."""
    assert (3, 1, 4) == measured(PER_LEERLING, view(counts=(("20AA00", 1, 4), ("20AB00", 9, 9))))["20AA00", ""]


def test_of_a_shared_school_the_part_of_the_swv_counts(view, measured):
    """Half of 180 pupils; the arrangementen are the SWV's own (by hand)."""
    assert (3, 90) == measured(PER_LEERLING, view(aandeel="0.5"))["20AA00", ""]


def test_in_po_vso_does_not_count(view, measured):
    """180 pupils bao and 7 vso: 180 (by hand)."""
    assert (2, 180) == measured(LEERLINGEN, view(regio="PO9901"))["20AA00", ""]


def test_the_order_of_rows_does_not_matter(view):
    """The same metingen, sorted by key."""
    rows = [("a", "20AA00", "groep", *NOW), ("b", "20AB00", "groep", NOW[0] + timedelta(1), NOW[1])]
    for indicator in ALL:
        forth, back = (indicator.bereken(view(order), None) for order in (rows, rows[::-1]))
        assert forth.equals(back)


@pytest.mark.parametrize("figure", GEPUBLICEERD, ids=lambda figure: figure.id)
def test_published_figures_come_out(figure):
    """Published (R2 Tabel 4 and L910): computed from the printed parts; Tabel 3 has no computation and says why."""
    if figure.bereken is None:
        assert figure.uitleg
        return
    assert figure.waarde == figure.rounded(figure.bereken())


def test_the_growth_of_r2_is_more_than_fourfold():
    """Published: 230 over 55 is 4,18 (R2 L910)."""
    figure = next(f for f in GEPUBLICEERD if f.id.endswith("groei_gestart_2016_17"))

    assert Decimal("4.18") == half_up(figure.bereken(), 2)


def test_bands_of_tabel_3_are_ordered():
    """Published (R2 Tabel 3): each minimum lies below its maximum, and types are sorted from high to low."""
    rows = printed()["tabel_3"]

    assert all(row["minimum"] < row["maximum"] for row in rows)
    assert sorted(rows, key=lambda row: -row["maximum"]) == rows


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.naam)
def test_one_call_for_many_swvs(view, indicator):
    """Law: of each SWV what it has alone; one has masked counts, one a year only, one no pupil count, one nothing."""
    for sector in indicator.sectoren:
        code = sector.upper()
        outside = [("z", "99ZZ00", "individueel", *NOW), *README_ROWS[:4]]
        views = [
            view(regio=f"{code}9901"),
            view(outside, counts=(("20AA00", 1, 4),), aandeel="0.5", regio=f"{code}9902"),
            view(README_ROWS[2:], regio=f"{code}9903"),
            view(counts=(), regio=f"{code}9904"),
            view([], regio=f"{code}9905"),
            view([], counts=(), regio=f"{code}9906"),
        ]
        assert_joint(indicator, views)
        assert_joint(indicator, views[-1:])
