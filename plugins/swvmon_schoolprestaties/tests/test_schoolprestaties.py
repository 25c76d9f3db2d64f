"""End tests and diplomas on counts worked out by hand."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from swvmon import format_decimal
from swvmon.testing import assert_joint, make_momentopname, measure
from swvmon_schoolprestaties.diploma import DIPLOMA_OF_HOGER, GESLAAGD
from swvmon_schoolprestaties.eindtoets import EINDTOETS, ONTHEFFING

PLUGIN = Path(__file__).parents[1]
README = (PLUGIN / "README.md").read_text("utf-8")
ALLE = {i.naam: i for i in (EINDTOETS, ONTHEFFING, GESLAAGD, DIPLOMA_OF_HOGER)}
EXPECTED = re.findall(r"^\| `(\w+)` \| (?:`(\w+)`|SWV) \| (\d+) \| (\d+) \| ([\d,]+) \|$", README, re.M)
SCORES = [
    ("80AA00", "leerjaar_8", 20, 20),
    ("80AA00", "ontheffing", 1, 1),
    ("80AA00", "cet", 12, 12),
    ("80AA00", "iep", 6, 6),
    ("80BB00", "leerjaar_8", 10, 10),
    ("80BB00", "ontheffing", 0, 0),
    ("80CC00", "leerjaar_8", 40, 40),
    ("80CC00", "ontheffing", 0, 0),
    ("80CC00", "route8", 30, 30),
]
EXAMS = [
    ("90AA00", "VMBO", "2019/20", 40, 40, 38, 38),
    ("90AA00", "VMBO", "2019/20", 10, 10, 1, 4),
    ("90AA00", "HAVO", "2019/20", 50, 50, 40, 40),
    ("90BB00", "HAVO", "2019/20", 30, 30, 27, 27),
    ("90BB00", "HAVO", "2018/19", 99, 99, 99, 99),
]


def shares(*schools, swv, half=""):
    return pd.DataFrame({"vestiging": schools, "swv": swv, "aandeel": ["0.5" if s == half else "1" for s in schools]})


def po(rows, half="80CC00", schools=("80AA00", "80BB00", "80CC00"), regio="PO9901"):
    frame = pd.DataFrame(rows, columns=["vestiging", "onderdeel", "aantal_min", "aantal_max"])
    frame = frame.astype({"aantal_min": "int64", "aantal_max": "int64"}).assign(soort="bao", gemiddelde=None)
    tables = {("eindscores", "15-4 t+1"): frame, "aansluiting": shares(*schools, swv=regio, half=half)}
    return make_momentopname(tables, regio=regio)


def vo(rows, half="", regio="VO9901"):
    columns = ["vestiging", "onderwijstype", "schooljaar", "kandidaten_min", "kandidaten_max"]
    frame = pd.DataFrame(rows, columns=[*columns, "geslaagden_min", "geslaagden_max"])
    frame = frame.astype(dict.fromkeys(frame.columns[3:], "int64"))
    tables = {"examens": frame, "aansluiting": shares("90AA00", "90BB00", swv=regio, half=half)}
    return make_momentopname(tables, regio=regio)


def measured(indicator, view):
    """The rows that the core did not add up."""
    rows = measure(indicator, view)
    return rows[rows["niveau"] == rows["niveau"].iloc[-1]]  # vestiging, or swv alone


def numbers(rows):
    columns = rows[["teller", "teller_max", "noemer", "noemer_max"]].astype(object)
    keys = zip(rows["sleutel"], rows["onderdeel"], strict=True)
    return dict(zip(keys, ([Decimal(v) for v in row] for row in columns.to_numpy()), strict=True))


def test_the_example_is_whole():
    """Five outcomes are told."""
    assert 5 == len(EXPECTED)


@pytest.mark.parametrize(("naam", "school", "teller", "noemer", "outcome"), EXPECTED)
def test_outcomes_are_those_of_the_example(naam, school, teller, noemer, outcome):
    """Worked by hand; the core adds the SWV up as the ratio of the sums over its schools."""
    rows = measure(ALLE[naam], po(SCORES))
    (mine,) = rows[rows["sleutel"] == (school or "PO9901")].to_dict("records")

    assert (int(teller), int(noemer), "berekend") == (mine["teller"], mine["noemer"], mine["uitkomst"])
    assert outcome == format_decimal(mine["waarde"])


def test_masked_tests_stay_an_interval():
    """`<5` is 1 to 4 (by hand)."""
    rows = measured(EINDTOETS, po([("80AA00", "leerjaar_8", 20, 20), ("80AA00", "cet", 1, 4)], half=""))

    assert {("80AA00", ""): [1, 4, 20, 20]} == numbers(rows)
    assert ["gemaskeerd"] == rows["uitkomst"].tolist()


def test_nobody_in_the_last_year_is_noemer_nul():
    """Nothing to divide by is not zero."""
    assert ["noemer_nul"] == measured(EINDTOETS, po([("80AA00", "leerjaar_8", 0, 0)]))["uitkomst"].tolist()


@pytest.mark.parametrize("naam", ["eindtoets", "eindtoets_ontheffing"])
def test_no_scores_is_nothing_known(naam):
    """Missing is not zero; a school of another region is not ours."""
    for rows in ([], [("80ZZ00", "leerjaar_8", 5, 5), ("80ZZ00", "cet", 5, 5)]):
        (row,) = measured(ALLE[naam], po(rows)).to_dict("records")
        assert ("swv", "PO9901", "ontbreekt") == (row["niveau"], row["sleutel"], row["uitkomst"])


def test_passes_over_candidates_of_the_year():
    """By hand: 38 and 1-4 of 50 in vmbo; 40 of 50 and 27 of 30 in havo; the year before does not count."""
    assert {
        ("90AA00", "vmbo"): [39, 42, 50, 50],
        ("90AA00", "havo"): [40, 40, 50, 50],
        ("90BB00", "havo"): [27, 27, 30, 30],
    } == numbers(measured(GESLAAGD, vo(EXAMS)))


def test_passes_of_a_shared_school_count_for_its_part():
    """By hand: half of 27 and 30."""
    found = numbers(measured(GESLAAGD, vo(EXAMS, half="90BB00")))

    assert [Decimal("13.5"), Decimal("13.5"), 15, 15] == found["90BB00", "havo"]


def test_no_exams_of_the_year_is_nothing_known():
    """Another year in the file is no answer."""
    for rows in ([], EXAMS[-1:]):
        assert [("VO9901", "ontbreekt")] == measured(GESLAAGD, vo(rows))[["sleutel", "uitkomst"]].apply(
            tuple, 1
        ).tolist()


def test_every_indicator_has_a_row_and_stands_on_the_card():
    """In the README, and on the card."""
    told = re.findall(r"^\| `(\w+)` \| (?:po|vo) \|", README, re.M)
    card = tomllib.loads((PLUGIN / "swvmon.toml").read_text("utf-8"))

    assert sorted(ALLE) == sorted(told) == card["indicatoren"]


@pytest.mark.parametrize("indicator", [EINDTOETS, ONTHEFFING, GESLAAGD], ids=lambda i: i.naam)
def test_one_call_for_many_swvs(indicator):
    """Law: of each SWV what it has alone; they share schools, one has masked counts, one not the year, one nothing."""
    if indicator.sectoren == ("po",):
        masked = [("80AA00", "leerjaar_8", 9, 9), ("80AA00", "cet", 1, 4), ("80BB00", "cet", 3, 3)]
        rows, of = [SCORES, masked, [("80AA00", "cet", 5, 5)], []], po
    else:
        rows, of = [EXAMS, EXAMS[1:3], EXAMS[4:], []], vo
    views = [of(part, half="80AA00", regio=f"{indicator.sectoren[0].upper()}990{n}") for n, part in enumerate(rows, 1)]

    assert_joint(indicator, views)
    assert_joint(indicator, views[-1:])
