"""The kengetallen on reports worked out by hand, and the worked example of the README."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from swvmon import SwvmonError
from swvmon.testing import assert_joint, make_momentopname
from swvmon_evaluatie.kengetallen import AANTALLEN
from swvmon_evaluatie.verhouding import PER_LEERLING

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
ROW = re.compile(r"\| `(\w+)`(?: (\w+))? \| `(\w{6})` \| ([\d.]+) \| ([\d.]+) \| ([\d.]*) ?\|")
DAY = date(2019, 9, 1)
REPORTS = [
    ("20AA00", "evaluatie_bovenschools", "9", DAY),
    ("20AA00", "evaluatie_afstroom_vso", "<5", DAY),
    ("20AB00", "evaluatie_bovenschools", "20", DAY),
]
BY_NAME = {i.naam: i for i in (*AANTALLEN, PER_LEERLING)}
BOVENSCHOOLS, VSO = BY_NAME["evaluatie_bovenschools"], BY_NAME["evaluatie_afstroom_vso"]


def view(  # noqa: PLR0913 - all in which regions differ
    reports=REPORTS,
    *,
    pupils=(("20AA00", 180), ("20AB00", 1_820)),
    aandeel="1",
    niveau="vestiging",
    schools=("20AA00", "20AB00"),
    regio="VO9901",
):
    """A region of two schools."""
    told = pd.DataFrame(reports, columns=["code", "kenmerk", "waarde", "geldig_van"])
    told = told.assign(niveau=niveau).astype({"code": "str", "kenmerk": "str", "waarde": "str", "niveau": "str"})
    counts = pd.DataFrame(pupils, columns=["vestiging", "aantal_min"]).astype({"vestiging": "str"})
    rows = pd.DataFrame({"vestiging": list(schools), "swv": regio, "aandeel": aandeel})
    counts = counts.assign(aantal_max=counts["aantal_min"])
    return make_momentopname({"kenmerk": told, "aansluiting": rows, ("leerlingen_vo", "1-10 t"): counts}, regio=regio)


def measured(indicator, momentopname):
    """(low, high, noemer) by key and part, or the outcome without a number."""
    rows = indicator.bereken(momentopname, None)
    assert {indicator.soort} == set(rows["soort"])
    numbers = [
        row.uitkomst or tuple(None if pd.isna(n) else int(n) for n in (row.teller, row.teller_max, row.noemer))
        for row in rows.itertuples()
    ]
    return dict(zip(zip(rows["sleutel"], rows["onderdeel"], strict=True), numbers, strict=True))


def test_the_rows_of_the_example_come_out():
    """By hand (README); every row of the table is computed."""
    rows = ROW.findall(README)
    assert 6 == len(rows)
    for naam, part, school, low, high, noemer in rows:
        expected = tuple(int(n.replace(".", "")) if n else None for n in (low, high, noemer))
        assert expected == measured(BY_NAME[naam], view())[school, part], naam


def test_every_indicator_has_a_row():
    """The table of definitions names all seven, and all are registered under their own name."""
    assert 7 == len(BY_NAME)
    for naam in BY_NAME:
        assert f"| `{naam}` |" in README


def test_a_school_that_reported_nothing_is_missing_and_not_zero():
    """The other school keeps its number (by hand)."""
    assert {("20AA00", ""): (1, 4, None), ("20AB00", ""): "ontbreekt"} == measured(VSO, view())


@pytest.mark.parametrize("indicator", BY_NAME.values(), ids=BY_NAME)
def test_nothing_reported_is_missing_for_the_swv(indicator):
    """One row, level swv."""
    assert {("VO9901", ""): "ontbreekt"} == measured(indicator, view([]))


def test_zero_is_a_report():
    """A school that reports 0 has 0 (by hand)."""
    found = measured(BOVENSCHOOLS, view([("20AA00", "evaluatie_bovenschools", "0", DAY)]))

    assert (0, 0, None) == found["20AA00", ""]


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2019, 7, 31), 0), (date(2019, 8, 1), 1), (date(2020, 7, 31), 1), (date(2020, 8, 1), 0)],
)
def test_a_report_belongs_to_the_school_year_of_its_first_day(day, inside):
    """Both ends included, to the day (by hand)."""
    found = measured(BOVENSCHOOLS, view([("20AA00", "evaluatie_bovenschools", "3", day)]))

    assert bool(inside) == (("20AA00", "") in found)


def test_of_a_shared_school_the_part_of_the_swv_counts():
    """Half of 20 of 1.820 (by hand)."""
    assert (10, 10, 910) == measured(PER_LEERLING, view(aandeel="0.5"))["20AB00", "bovenschools"]


def test_a_school_without_a_pupil_count_has_no_ratio():
    """The school with a count keeps its ratio."""
    found = measured(PER_LEERLING, view(pupils=(("20AA00", 180),)))

    assert ("ontbreekt", (9, 9, 180)) == (found["20AB00", "bovenschools"], found["20AA00", "bovenschools"])


def test_a_kengetal_that_a_school_did_not_report_is_missing_in_the_ratio_too():
    """So that the ratio of the SWV is told as incomplete."""
    found = measured(PER_LEERLING, view())

    assert ("ontbreekt", (1, 4, 180)) == (found["20AB00", "afstroom_vso"], found["20AA00", "afstroom_vso"])


def test_other_levels_and_other_schools_do_not_count():
    """A kenmerk of a bestuur, or of a school of another region, is not read."""
    assert {("VO9901", ""): "ontbreekt"} == measured(BOVENSCHOOLS, view(niveau="bestuur"))
    elsewhere = view([("99ZZ00", "evaluatie_bovenschools", "7", DAY)])
    assert {("VO9901", ""): "ontbreekt"} == measured(BOVENSCHOOLS, elsewhere)


def test_a_value_that_is_no_count_is_refused_by_name():
    """The message names kenmerk, school and value."""
    with pytest.raises(SwvmonError, match=r"evaluatie_bovenschools of 20AA00 is '3,5'; a kengetal is a whole number"):
        measured(BOVENSCHOOLS, view([("20AA00", "evaluatie_bovenschools", "3,5", DAY)]))


def test_two_values_in_a_year_are_refused_by_name():
    """Nobody can tell whether they add up."""
    twice = [("20AA00", "evaluatie_bovenschools", "3", day) for day in (DAY, date(2020, 2, 1))]
    with pytest.raises(SwvmonError, match=r"20AA00 has two values in 2019/20"):
        measured(BOVENSCHOOLS, view(twice))


@pytest.mark.parametrize("indicator", BY_NAME.values(), ids=BY_NAME)
def test_one_call_for_many_swvs(indicator):
    """Law: of each SWV what it has alone; one shares a school, one has no report, one no pupil count, one neither."""
    shared = view(schools=("20AB00", "20AC00"), pupils=(("20AB00", 910),), aandeel="0.5", regio="VO9902")
    silent = view(schools=("20AD00",), pupils=(("20AD00", 70),), regio="VO9903")
    uncounted, bare = (view(schools=(s,), pupils=(), regio=r) for s, r in (("20AA00", "VO9904"), ("20AE00", "VO9905")))

    assert_joint(indicator, [view(), shared, silent, uncounted, bare])
    assert_joint(indicator, [silent, bare])
