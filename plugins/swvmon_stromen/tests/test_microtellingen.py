"""The tables counted by SQL over enrolments, against a slow and obvious count in plain Python."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest
from attrs import evolve

from swvmon.errors import StoreError
from swvmon.testing import count_over
from swvmon_stromen.microtellingen import STROMEN, VERBLIJF
from swvmon_stromen.verblijfsduur import count_enrolments

JAREN = (2016, 2017, 2018)
SOORTEN = ("bao", "sbo", "so", "vo", "pro", "vso", "mbo", "ho")


def day(year: int) -> date:
    return date(year, 10, 1)


@pytest.fixture(scope="module")
def pupils() -> dict[date, pd.DataFrame]:
    """Enrolments of 600 drawn pupils who come, stay, move and leave at random."""
    rng = np.random.default_rng(7)
    cohort = rng.choice(["", "lgf_2013"], 600, p=[0.8, 0.2])
    found = {}
    for year in JAREN:
        there = np.flatnonzero(rng.random(600) < 0.7)
        kinds = rng.choice(SOORTEN, len(there))
        sector = np.where(np.isin(kinds, ("bao", "sbo", "so")), "PO", "VO")
        area = pd.Series(sector).str.cat(rng.choice(["8001", "8002"], len(there)))
        found[day(year)] = pd.DataFrame(
            {
                "leerling": there,
                "swv": np.where(np.isin(kinds, ("mbo", "ho")), "", area),
                "soort": kinds,
                "leeftijd": rng.integers(4, 12, len(there)),
                "cohort": cohort[there],
            }
        )
    return found


def flows_by_hand(before: pd.DataFrame, now: pd.DataFrame) -> dict[tuple[object, ...], int]:
    """One pupil at a time: both sides, the cohort once more, an age for who is new in sbo, a row for those who stay."""
    first = {row["leerling"]: row for row in before.to_dict("records")}
    second = {row["leerling"]: row for row in now.to_dict("records")}
    counted: Counter[tuple[object, ...]] = Counter()
    for pupil in first.keys() | second.keys():
        old, new = first.get(pupil), second.get(pupil)
        van, naar = (old or {}).get("soort", "uit"), (new or {}).get("soort", "uit")
        age = new["leeftijd"] if new and naar == "sbo" and van != "sbo" else None
        for cohort in {"", (old or new)["cohort"]}:
            for kant, side, soort, shown in (("vertrek", old, van, None), ("aankomst", new, naar, age)):
                if side and side["swv"]:
                    counted[side["swv"], kant, van, naar, shown, cohort] += 1
                    counted[side["swv"], kant, soort, soort, None, cohort] += 0
    return dict(counted)


def as_dict(rows: pd.DataFrame) -> dict[tuple[object, ...], int]:
    ages = rows["leeftijd"].astype("object").where(rows["leeftijd"].notna(), None)
    keys = zip(rows["swv"], rows["kant"], rows["van"], rows["naar"], ages, rows["cohort"], strict=True)
    return dict(zip(keys, rows["aantal_min"], strict=True))


@pytest.mark.parametrize("year", JAREN[1:])
def test_flows_are_those_of_an_obvious_count(pupils, year) -> None:
    """Worked out pupil by pupil: every row of the table, and none besides."""
    rows = count_over(STROMEN, pupils, day(year))

    assert flows_by_hand(pupils[day(year - 1)], pupils[day(year)]) == as_dict(rows)
    assert rows["aantal_min"].tolist() == rows["aantal_max"].tolist()
    assert {day(year - 1)} == set(rows["vanaf"])
    assert not rows.duplicated(["swv", "kant", "van", "naar", "school", "leeftijd", "cohort"]).any()


def test_a_pupil_worked_by_hand() -> None:
    """Worked by hand: one from bao of PO8001 to sbo of PO8002 at nine, one who stays in so, one who leaves vso."""
    before = pd.DataFrame(
        {"leerling": [1, 2, 3], "swv": ["PO8001", "PO8001", "VO8001"], "soort": ["bao", "so", "vso"], "leeftijd": 8}
    )
    now = pd.DataFrame({"leerling": [1, 2], "swv": ["PO8002", "PO8001"], "soort": ["sbo", "so"], "leeftijd": 9})

    rows = count_over(STROMEN, {day(2017): before, day(2018): now}, day(2018))

    assert {
        ("PO8001", "vertrek", "bao", "sbo", None, ""): 1,
        ("PO8001", "vertrek", "bao", "bao", None, ""): 0,
        ("PO8002", "aankomst", "bao", "sbo", 9, ""): 1,
        ("PO8002", "aankomst", "sbo", "sbo", None, ""): 0,
        ("PO8001", "vertrek", "so", "so", None, ""): 1,
        ("PO8001", "aankomst", "so", "so", None, ""): 1,
        ("VO8001", "vertrek", "vso", "uit", None, ""): 1,
        ("VO8001", "vertrek", "vso", "vso", None, ""): 0,
    } == as_dict(rows)


def test_two_places_with_one_number_are_never_counted_as_one(pupils) -> None:
    """A hash of 64 bits hardly ever does that; a length does it at once."""
    clash = evolve(STROMEN, sql=STROMEN.sql.replace("hash(swv, soort, cohort)", "length(swv || soort || cohort)"))

    with pytest.raises(StoreError, match="two places have one hash"):
        count_over(clash, pupils, day(2017))


@pytest.mark.parametrize("year", JAREN)
def test_stays_are_those_of_the_pandas_definition(pupils, year) -> None:
    """The plugin's own `count_enrolments`, which gives the 3 that Vensters prints, says the same of the country."""
    rows = pd.concat(frame.assign(peildatum=d, pseudoniem=frame["leerling"].astype(str)) for d, frame in pupils.items())
    wanted = count_enrolments(rows[rows["swv"] != ""], day(year))
    special = wanted[wanted["soort"].isin(["sbo", "so", "vso", "pro"])]

    found = count_over(VERBLIJF, pupils, day(year)).groupby(["soort", "inschrijvingen"])["aantal_min"].sum()

    assert special.set_index(["soort", "inschrijvingen"])["aantal"].to_dict() == found.to_dict()


def test_a_stay_counts_years_before_a_break() -> None:
    """Worked by hand after Vensters: so in 2016 and 2018 and bao in 2017 is two enrolments in so."""
    kinds = {day(2016): "so", day(2017): "bao", day(2018): "so"}
    two = {"leerling": [1, 2], "swv": ["PO8001", ""]}  # nobody pays for the second one, who is of no SWV
    enrolments = {d: pd.DataFrame(two | {"soort": kind}) for d, kind in kinds.items()}

    (row,) = count_over(VERBLIJF, enrolments, day(2018)).to_dict("records")

    assert {
        "swv": "PO8001",
        "soort": "so",
        "inschrijvingen": 2,
        "aantal_min": 1,
        "aantal_max": 1,
    } == row
