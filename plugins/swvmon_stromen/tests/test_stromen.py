"""Flows on counts worked out by hand."""

import pandas as pd
import pytest

from swvmon.testing import measure as run_alone
from swvmon_stromen.cohort import COHORT
from swvmon_stromen.instroom import INSTROOM
from swvmon_stromen.uitstroom import UITSTROOM

ALLE = {indicator.naam: indicator for indicator in (*INSTROOM, *UITSTROOM, *COHORT)}
SO = [
    ("vertrek", "so", "so", 30),
    ("vertrek", "so", "vso", 12),
    ("vertrek", "so", "bao", 4),
    ("vertrek", "so", "uit", 4),
]


def test_nothing_loaded_is_nothing_known(stromen, measure):
    """An empty table gives rows that say so, and no zero."""
    for indicator in ALLE.values():
        for sector in set(indicator.sectoren):
            outcomes = measure(indicator, stromen(regio=f"{sector.upper()}9901"))
            assert {"ontbreekt"} == set(outcomes.values())


def test_a_type_without_those_who_stay_has_no_stock(stromen, measure):
    """By hand: of so nobody tells who stayed, of sbo the row is there with nobody in it."""
    view = stromen(*SO[1:], ("vertrek", "sbo", "sbo", 0), ("vertrek", "sbo", "vo", 5))

    assert {
        "sbo stand": (5, 5),
        "sbo uitstroom": (5, 5),
        "so stand": "ontbreekt",
        "so uitstroom": "ontbreekt",
    } == measure(ALLE["stand_en_uitstroom"], view)
    assert {"sbo>bao": (0, 0, 5, 5), "so>bao": "ontbreekt"} == measure(ALLE["terugstroom"], view)
    assert {"": "ontbreekt"} == measure(ALLE["uitstroom_niet_regulier"], view)


def test_who_stays_does_not_leave(stromen, measure):
    """Stock 50, of whom 20 left: the parts of those who left add up to 20 (by hand)."""
    parts = measure(ALLE["uitstroom_van_stand"], stromen(*SO))
    leavers = measure(ALLE["uitstroom_bestemming"], stromen(*SO))

    assert (20, 20, 50, 50) == parts["so"]
    assert 20 == sum(numbers[0] for part, numbers in leavers.items() if part.startswith("so>"))
    assert {20} == {numbers[2] for part, numbers in leavers.items() if part.startswith("so>")}


@pytest.mark.parametrize(("soort", "named"), [("sbo", 4), ("so", 6)])
def test_all_destinations_are_told_and_the_rest_is_overig(soort, named, stromen, measure):
    """By hand: one pupil to each of eight other types: as many parts as R4 names, and the rest in one."""
    others = [s for s in ("bao", "sbo", "so", "vo", "pro", "vso", "mbo", "ho", "uit") if s != soort]
    rows = [("vertrek", soort, soort, 2), *(("vertrek", soort, naar, 1) for naar in others)]
    parts = {
        p: n for p, n in measure(ALLE["uitstroom_bestemming"], stromen(*rows)).items() if p.startswith(f"{soort}>")
    }

    assert (named + 1, 8 - named) == (len(parts), parts.pop(f"{soort}>overig")[0])
    assert {(1, 1, 8, 8)} == set(parts.values())


def test_the_vo_side(stromen, measure):
    """A SWV for secondary education: vso to vo is back, to mbo and ho is on (by hand)."""
    rows = [("vso", "vso", 80), ("vso", "vo", 3), ("vso", "mbo", 9), ("vso", "ho", 1), ("vso", "uit", 7)]
    view = stromen(*(("vertrek", *row) for row in rows), regio="VO9901")

    assert {"vso>vo": (3, 3, 100, 100)} == measure(ALLE["terugstroom"], view)
    assert {"vso>mbo": (9, 9, 100, 100), "vso>ho": (1, 1, 100, 100)} == measure(ALLE["doorstroom"], view)
    assert (7, 7, 20, 20) == measure(ALLE["uitstroom_bestemming"], view)["vso>uit"]


def test_pro_is_niet_regulier(stromen, measure):
    """By hand: of 200 in vo 6 went to pro and 2 to vso; of 50 in pro and 50 in vso 4 and 1 went to vo."""
    rows = [("vo", "vo", 192), ("vo", "pro", 6), ("vo", "vso", 2), ("pro", "pro", 46), ("pro", "vo", 4)]
    rows += [("vso", "vso", 49), ("vso", "vo", 1)]
    view = stromen(*(("vertrek", *row) for row in rows), regio="VO9901")

    assert {"": (8, 8, 200, 200)} == measure(ALLE["instroom_niet_regulier"], view)
    assert {"": (8, 8, 300, 300)} == measure(ALLE["instroom_niet_regulier_van_allen"], view)
    assert {"": (5, 5, 100, 100)} == measure(ALLE["uitstroom_niet_regulier"], view)


def test_inflow_of_which_the_source_is_not_told(stromen, measure):
    """Without a row of regular education nobody can say how many came from it, whatever the noemer."""
    for naam in ("instroom_niet_regulier", "instroom_niet_regulier_van_allen"):
        assert {"": "ontbreekt"} == measure(ALLE[naam], stromen(*SO))


def test_entrants_of_vso_by_origin(stromen, measure):
    """By hand: 3, 5, 2, 1 and 4 of 100 come from vo, so, sbo, no education and pro."""
    rows = [("vso", 85), ("vo", 3), ("so", 5), ("sbo", 2), ("uit", 1), ("pro", 4)]
    view = stromen(*(("aankomst", van, "vso", number) for van, number in rows), regio="VO9901")
    tellers = {part: numbers[0] for part, numbers in measure(ALLE["instroom_herkomst"], view).items()}

    assert {"vso": 15, "vso<vo": 3, "vso<so": 5, "vso<sbo": 2, "vso<uit": 1, "vso<overig": 4} == tellers


def test_both_sides_are_never_added_up(stromen, measure):
    """By hand: 40 departures are not mixed with 25 arrivals, nor the other way round."""
    view = stromen(
        ("vertrek", "bao", "bao", 60),
        ("vertrek", "bao", "so", 40),
        ("aankomst", "bao", "so", 25),
        ("aankomst", "so", "so", 75),
    )

    assert {"": (40, 40, 100, 100)} == measure(ALLE["instroom_niet_regulier"], view)
    assert (25, 25, 100, 100) == measure(ALLE["instroom_herkomst"], view)["so<bao"]


def test_a_cohort_is_a_part_of_all_and_not_added_to_them(stromen, measure):
    """By hand: of 100 pupils in bao 10 had a rugzak, of whom 3 went to so."""
    rows = [("vertrek", "bao", "bao", 90), ("vertrek", "bao", "so", 10)]
    cohort = [
        ("vertrek", "bao", "bao", 7),
        ("vertrek", "bao", "so", 3),
        ("aankomst", "bao", "bao", 7),
        ("aankomst", "so", "so", 0),
    ]
    cohort += [("aankomst", "bao", "so", 3)]
    view = stromen(*rows, *cohort, cohort=["", "", *["lgf_2013"] * 5])

    assert {"": (10, 10, 100, 100)} == measure(ALLE["instroom_niet_regulier"], view)
    assert {"": (3, 3, 10, 10)} == measure(ALLE["lgf_cohort_instroom"], view)
    assert {"": (3, 3, 10, 10)} == measure(ALLE["lgf_cohort_aandeel"], view)
    assert {"": "ontbreekt"} == measure(ALLE["lgf_cohort_uitstroom"], view)


def test_the_cohort_that_comes_back(stromen, measure):
    """By hand: of 5 in sbo and so 2 went to bao and 1 to vo; from so to sbo is neither."""
    rows = [("sbo", "sbo", 1), ("so", "so", 0), ("sbo", "bao", 2), ("so", "vo", 1), ("so", "sbo", 1)]
    view = stromen(*(("vertrek", *row) for row in rows), cohort="lgf_2013")

    assert {"": (3, 3, 5, 5)} == measure(ALLE["lgf_cohort_uitstroom"], view)


def test_masked_counts_stay_intervals(stromen, measure):
    """`<5` is 1 to 4, in teller and noemer (by hand)."""
    view = stromen(("vertrek", "so", "so", 30), ("vertrek", "so", "bao", 1, 4))

    assert (1, 4, 31, 34) == measure(ALLE["terugstroom"], view)["so>bao"]


def test_rows_of_schools_and_ages_add_up(stromen, measure):
    """By hand: the same flow of two schools and two ages is one flow."""
    rows = [("vertrek", "so", "so", 10), *[("vertrek", "so", "bao", 1)] * 3]
    view = stromen(*rows, school=["", "90AA00", "90BB00", "90BB00"], leeftijd=[pd.NA, 6, 6, 7])

    assert (3, 3, 13, 13) == measure(ALLE["terugstroom"], view)["so>bao"]


@pytest.mark.parametrize("vanaf", ["2017-10-01", "2018-09-30", "2019-10-01"])
def test_flows_over_another_time_are_not_read(vanaf, stromen, measure):
    """Two years, or a day less than a year, is another flow."""
    view = stromen(*SO, vanaf=pd.Timestamp(vanaf).date())

    assert "ontbreekt" == measure(ALLE["terugstroom"], view)["so>bao"]


def test_entrants_of_sbo_by_age(stromen, measure):
    """By hand: 3 and 4 pupils of 4 and 5 years; 7 and 10 count, 6 and 11 do not; who stays or leaves is no entrant."""
    ages = [4, 5, 6, 7, 10, 11, 8, 8]
    rows = [("aankomst", "bao", "sbo", n) for n in (3, 4, 9, 1, 2, 9)]
    rows += [("aankomst", "sbo", "sbo", 50), ("vertrek", "bao", "sbo", 20)]

    assert {"4-5": (7, 7), "7-10": (3, 3)} == measure(ALLE["instroom_sbo_leeftijd"], stromen(*rows, leeftijd=ages))
    ages[2] = pd.NA
    assert {"4-5": "ontbreekt", "7-10": "ontbreekt"} == measure(
        ALLE["instroom_sbo_leeftijd"], stromen(*rows, leeftijd=ages)
    )


def test_no_pupils_in_a_type_is_noemer_nul(stromen):
    """A type that is whole and empty has nothing to divide by."""
    rows = run_alone(ALLE["terugstroom"], stromen(("vertrek", "so", "so", 0)))

    assert {"sbo>bao": "ontbreekt", "so>bao": "noemer_nul"} == dict(
        zip(rows["onderdeel"], rows["uitkomst"], strict=True)
    )


def test_the_country_is_a_ratio_of_sums():
    """Shares and counts are added up by the core, and never averaged."""
    rules = {(i.soort, i.aggregatie, i.hoger) for i in ALLE.values()}

    assert {("verhouding", "verhouding_van_sommen", ("landelijk",)), ("aantal", "som", ("landelijk",))} == rules


def test_definitions_of_one_notion_stand_side_by_side():
    """Each of instroom and uitstroom says what differs; no two say the same."""
    for notion in ("instroom", "uitstroom"):
        told = [i.verschil for i in ALLE.values() if i.begrip == notion]
        assert (4, True) == (len(told), all(told) and len(set(told)) == 4)
