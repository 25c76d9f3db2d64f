"""Gemeenten and regions on areas worked out by hand, and the published extremes."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from swvmon.testing import assert_joint, make_momentopname, measure
from swvmon_complexiteit.gemeenten import GEMEENTEN
from swvmon_complexiteit.gepubliceerd import GEPUBLICEERD
from swvmon_complexiteit.jeugdzorgregios import JEUGDZORGREGIOS

PLUGIN = Path(__file__).parents[1]
README = (PLUGIN / "README.md").read_text("utf-8")
ALLE = {i.naam: i for i in (*GEMEENTEN, *JEUGDZORGREGIOS)}
EXPECTED = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \|$", README, re.M)
AREAS = [
    ("A", "PO9901"),
    ("A", "PO9901"),
    ("B", "PO9901"),
    ("C", "PO9901"),
    ("C", "PO9902"),
    ("D", "PO9902"),
    ("D", "PO9903"),
]
REGIONS = {"A": "noord", "B": "noord", "C": "zuid", "D": "zuid"}
SINCE = date(2015, 1, 1)


def areas(rows=AREAS):
    frame = pd.DataFrame(
        [(*row, None) if len(row) == 2 else row for row in rows], columns=["gemeentenaam", "po_swv", "vo_swv"]
    )
    return frame.astype("str").where(frame.notna()).assign(pc4="1000")


def features(regions=None, extra=()):
    rows = []
    for number, (name, region) in enumerate((REGIONS if regions is None else regions).items()):
        code = f"{number:04d}"
        rows += [
            ("gemeente", code, "gemeentenaam", name, SINCE, None),
            ("gemeente", code, "jeugdzorgregio", region, SINCE, None),
        ]
    columns = ["niveau", "code", "kenmerk", "waarde", "geldig_van", "geldig_tot"]
    return pd.DataFrame([*rows, *extra], columns=columns)


def listed(*rows):
    return pd.DataFrame(rows, columns=["swv", "gemeentenaam", "omvang"])


def count(naam, regio="PO9901", **tables):
    """The count, or the outcome without one."""
    frames = {"regio_indeling": areas(), "kenmerk": features(), "regio_indeling_gemeente": listed()} | tables
    view = make_momentopname(frames, regio=regio)
    (row,) = measure(ALLE[naam], view).to_dict("records")
    return row["uitkomst"] if pd.isna(row["waarde"]) else int(row["waarde"])


def test_the_example_is_whole():
    """Four indicators for three SWV's."""
    assert 4 == len(EXPECTED)


@pytest.mark.parametrize(("naam", "first", "second", "third"), EXPECTED)
def test_outcomes_are_those_of_the_example(naam, first, second, third):
    """Worked by hand."""
    assert [int(first), int(second), int(third)] == [count(naam, f"PO990{n}") for n in (1, 2, 3)]


def test_the_other_sector_does_not_share():
    """By hand: B has areas of one SWV for po and of two for vo; an area without an SWV is nobody's."""
    rows = areas([("B", "PO9901", "VO9901"), ("B", "PO9901", "VO9902"), ("C", None, "VO9901"), ("C", "PO9902", None)])

    assert (1, 0) == tuple(count(naam, regio_indeling=rows) for naam in ("gemeenten", "gemeenten_gedeeld"))
    assert (2, 1) == tuple(count(naam, "VO9901", regio_indeling=rows) for naam in ("gemeenten", "gemeenten_gedeeld"))


def test_the_list_of_the_regulation():
    """By hand: three gemeenten, of which two in part; a gemeente that is told in two rows is one."""
    rows = listed(
        ("PO9901", "A", "geheel"), ("PO9901", "B", "alleen"), ("PO9901", "B", "behalve"), ("PO9901", "C", "behalve")
    )
    names = ("gemeenten_regeling_2013", "gemeenten_regeling_2013_gedeeld")

    assert (3, 2) == tuple(count(naam, regio_indeling_gemeente=rows) for naam in names)
    assert (1, 0) == tuple(count(naam, regio_indeling_gemeente=rows[:1]) for naam in names)


@pytest.mark.parametrize("naam", ALLE)
def test_nothing_loaded_is_nothing_known(naam):
    """Missing is not zero; nor is an SWV that the regulation does not know."""
    assert "ontbreekt" == count(naam, regio_indeling=areas([]), kenmerk=features({}))
    assert "ontbreekt" == count(naam, "PO9909")


def test_a_gemeente_without_a_region():
    """By hand: of PO9901 the count is not known without C; what is shared not without D, which is of others."""
    known = {name: region for name, region in REGIONS.items() if name != "C"}
    assert "ontbreekt" == count("jeugdzorgregios", kenmerk=features(known))
    known = {name: region for name, region in REGIONS.items() if name != "D"}
    assert (2, "ontbreekt") == tuple(
        count(naam, kenmerk=features(known)) for naam in ("jeugdzorgregios", "jeugdzorgregios_gedeeld")
    )


def test_the_region_that_holds_on_the_day():
    """By hand: C was in oost until 30 September 2019 and is in west from 2 October; the last that holds counts."""
    past = ("gemeente", "0002", "jeugdzorgregio", "oost", date(2019, 1, 1), date(2019, 9, 30))
    coming = ("gemeente", "0002", "jeugdzorgregio", "west", date(2019, 10, 2), None)
    newer = ("gemeente", "0002", "jeugdzorgregio", "noord", date(2019, 10, 1), date(2019, 10, 1))

    assert 2 == count("jeugdzorgregios", kenmerk=features(extra=[past, coming]))
    assert 1 == count("jeugdzorgregios", kenmerk=features(extra=[past, coming, newer]))


def test_a_name_of_two_gemeenten_tells_of_neither():
    """Which of both is meant is not to be guessed."""
    twice = [
        ("gemeente", "0009", kenmerk, waarde, SINCE, None)
        for kenmerk, waarde in (("gemeentenaam", "A"), ("jeugdzorgregio", "zuid"))
    ]

    assert "ontbreekt" == count("jeugdzorgregios", kenmerk=features(extra=twice))


@pytest.mark.parametrize("naam", ALLE)
@pytest.mark.parametrize("without", ["", "C", "D"])
def test_one_call_for_many_swvs(naam, without):
    """Law: an SWV with all, one in part, one with a gemeente and no list, and an unknown one: each as by itself."""
    rows = listed(("PO9901", "A", "geheel"), ("PO9901", "B", "alleen"), ("PO9902", "C", "geheel"))
    known = features({name: region for name, region in REGIONS.items() if name != without})
    views = [
        make_momentopname(
            {"regio_indeling": areas(), "kenmerk": known, "regio_indeling_gemeente": rows[rows["swv"] == regio]},
            regio=regio,
        )
        for regio in ("PO9901", "PO9902", "PO9903", "PO9909")
    ]

    assert_joint(ALLE[naam], views)


def test_published_figures():
    """Published (R1 L792-794), reconstructed from the regulation of 2015; the number with most differs and says why."""
    ours = {f.id.split(".")[1]: (int(f.waarde), f.bereken and int(f.bereken())) for f in GEPUBLICEERD}

    assert {
        "minste_gemeenten": (1, 1),
        "meeste_gemeenten": (24, 24),
        "met_meeste_gemeenten": (1, 2),
        "minste_gedeeld": (0, 0),
        "meeste_gedeeld": (3, 3),
        "meeste_jeugdzorgregios": (4, None),
    } == ours
    assert ["met_meeste_gemeenten", "meeste_jeugdzorgregios"] == [f.id.split(".")[1] for f in GEPUBLICEERD if f.uitleg]


def test_every_indicator_has_a_row_and_stands_on_the_card():
    """In the README, and on the card."""
    told = re.findall(r"^\| `(\w+)` \| [^|\d]{4}[^|]* \| `", README, re.M)
    card = tomllib.loads((PLUGIN / "swvmon.toml").read_text("utf-8"))

    assert sorted(ALLE) == sorted(told) == card["indicatoren"]
