"""Diplomas by age: the count against pandas and SQLite, pupils worked by hand, and the indicator over it."""

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.testing import count_over, make_momentopname, measure
from swvmon_schoolprestaties.diploma import DIPLOMA_OF_HOGER, GESLAAGD
from swvmon_schoolprestaties.microtellingen import DIPLOMAS

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
DAG = date(2019, 10, 1)
KEYS = ["swv", "leeftijd"]
COLUMNS = ["swv", "soort", "leeftijd", "niveau", "leerjaar", "diploma"]
BY_HAND = """
SELECT swv, leeftijd, count(*) AS leerlingen, sum(
    (leeftijd = 15 AND (diploma = 'vmbo' OR niveau || leerjaar IN ('havo4', 'havo5', 'vwo4', 'vwo5', 'vwo6')))
    OR (leeftijd = 16 AND (diploma = 'havo' OR niveau || leerjaar IN ('vwo5', 'vwo6')))
    OR (leeftijd = 17 AND diploma = 'vwo')
) AS behaald
FROM nu WHERE swv > '' AND soort IN ('vo', 'pro', 'vso') AND leeftijd IN (15, 16, 17) GROUP BY swv, leeftijd
"""
PUPIL = st.tuples(
    st.sampled_from(["VO8001", "VO8002", "PO8001", ""]),
    st.sampled_from(["vo", "pro", "vso", "mbo", "so"]),
    st.integers(14, 18),
    st.sampled_from(["", "vmbo", "havo", "vwo"]),
    st.integers(0, 7),
    st.sampled_from(["", "vmbo", "havo", "vwo"]),
)


def enrolled(pupils):
    frame = pd.DataFrame(pupils, columns=COLUMNS)
    return frame.assign(leerling=range(len(frame))).astype({"leerling": "int64"})


def counted(frame):
    rows = count_over(DIPLOMAS, {DAG: frame}, DAG)
    assert rows["leerlingen_min"].tolist() == rows["leerlingen_max"].tolist()
    assert rows["diploma_of_hoger_min"].tolist() == rows["diploma_of_hoger_max"].tolist()
    return {
        (r["swv"], r["leeftijd"]): (r["leerlingen_min"], r["diploma_of_hoger_min"]) for r in rows.to_dict("records")
    }


def by_pandas(frame):
    """Slow and obvious: every pupil is looked at."""

    def reached(pupil):
        track = (pupil["niveau"], pupil["leerjaar"])
        higher = {
            15: [("havo", 4), ("havo", 5), ("vwo", 4), ("vwo", 5), ("vwo", 6)],
            16: [("vwo", 5), ("vwo", 6)],
            17: [],
        }
        named = {15: "vmbo", 16: "havo", 17: "vwo"}
        return pupil["diploma"] == named[pupil["leeftijd"]] or track in higher[pupil["leeftijd"]]

    of_age = frame[
        (frame["swv"] != "") & frame["soort"].isin(["vo", "pro", "vso"]) & frame["leeftijd"].isin([15, 16, 17])
    ]
    if of_age.empty:
        return {}
    groups = of_age.assign(behaald=of_age.apply(reached, axis=1)).groupby(KEYS)["behaald"]
    return {key: (len(rows), int(rows.sum())) for key, rows in groups}


def by_sqlite(frame):
    with closing(sqlite3.connect(":memory:")) as con:
        frame.to_sql("nu", con, index=False)
        return {(swv, age): (all_, got) for swv, age, all_, got in con.execute(BY_HAND)}


@settings(max_examples=40, deadline=None)
@given(st.lists(PUPIL, max_size=40))
def test_the_count_is_that_of_pandas_and_of_sqlite(pupils):
    """Drawn pupils of any track, year and diploma, also such as do not exist: three ways, one outcome."""
    frame = enrolled(pupils)

    assert by_pandas(frame) == by_sqlite(frame) == counted(frame)


@pytest.mark.parametrize(
    ("leeftijd", "niveau", "leerjaar", "diploma", "telt"),
    [
        (15, "vmbo", 4, "vmbo", 1),
        (15, "vmbo", 4, "", 0),
        (15, "havo", 3, "", 0),
        (15, "havo", 4, "", 1),
        (15, "vwo", 4, "", 1),
        (15, "havo", 5, "havo", 1),
        (16, "vmbo", 4, "vmbo", 0),
        (16, "havo", 5, "havo", 1),
        (16, "havo", 5, "", 0),
        (16, "vwo", 4, "", 0),
        (16, "vwo", 5, "", 1),
        (16, "vwo", 6, "vwo", 1),
        (17, "vwo", 6, "vwo", 1),
        (17, "vwo", 6, "", 0),
        (17, "havo", 5, "havo", 0),
    ],
)
def test_a_pupil_worked_by_hand(leeftijd, niveau, leerjaar, diploma, telt):
    """Worked by hand from R1 L536-541."""
    frame = enrolled([("VO8001", "vo", leeftijd, niveau, leerjaar, diploma)])

    assert {("VO8001", leeftijd): (1, telt)} == counted(frame)


def test_who_is_no_pupil_of_the_age_in_vo_is_in_neither():
    """By hand: of 14 or 18, in mbo, or of no SWV."""
    rows = [("VO8001", "vo", age, "vmbo", 4, "vmbo") for age in (14, 18)]
    rows += [("VO8001", "mbo", 15, "", 0, ""), ("", "vo", 15, "vmbo", 4, "vmbo")]

    assert {} == counted(enrolled(rows))


def view(rows):
    numbers = ["leerlingen_min", "leerlingen_max", "diploma_of_hoger_min", "diploma_of_hoger_max"]
    frame = pd.DataFrame(rows, columns=["leeftijd", *numbers]).astype("int64").assign(swv="VO9901")
    return make_momentopname({("diploma_telling", "1-10 t"): frame}, regio="VO9901")


def told(rows):
    columns = ["teller", "teller_max", "noemer", "noemer_max"]
    found = measure(DIPLOMA_OF_HOGER, view(rows)).to_dict("records")
    return {r["onderdeel"]: (*(None if pd.isna(r[c]) else int(r[c]) for c in columns), r["uitkomst"]) for r in found}


def test_the_example_of_the_readme():
    """Worked by hand: six pupils of 15, three of whom count."""
    teller, noemer = re.search(r"`diploma_of_hoger` \"15 vmbo\" of the SWV is (\d) / (\d)", README).groups()
    rows = [("vmbo", 4, "vmbo"), ("vmbo", 4, ""), ("havo", 4, ""), ("havo", 3, ""), ("vwo", 4, ""), ("", 0, "")]
    frame = enrolled([("VO9901", "pro" if not level else "vo", 15, level, year, got) for level, year, got in rows])
    pupils, got = counted(frame)["VO9901", 15]

    assert (int(noemer), int(teller)) == (pupils, got)
    assert (got, got, pupils, pupils, "berekend") == told([(15, pupils, pupils, got, got)])["15 vmbo"]


def test_an_age_without_a_row_is_not_known():
    """By hand: 40 of 50 at 16, 1 to 4 of 10 at 17, nothing of 15; nobody of an age is nothing to divide by."""
    assert {
        "15 vmbo": (None, None, None, None, "ontbreekt"),
        "16 havo": (40, 40, 50, 50, "berekend"),
        "17 vwo": (1, 4, 10, 10, "gemaskeerd"),
    } == told([(16, 50, 50, 40, 40), (17, 10, 10, 1, 4)])
    assert (0, 0, 0, 0, "noemer_nul") == told([(15, 0, 0, 0, 0)])["15 vmbo"]
    assert {"ontbreekt"} == {row[-1] for row in told([]).values()}


def test_both_are_definitions_of_one_notion():
    """Of candidates and of all pupils of the age stand side by side."""
    assert {"diploma"} == {i.begrip for i in (GESLAAGD, DIPLOMA_OF_HOGER)}
