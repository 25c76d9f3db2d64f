"""Every count over enrolments against slow and obvious pandas, and against SQL written by hand for SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from swvmon.testing import count_over
from swvmon_stromen.microtellingen import CATEGORIEEN, STROMEN, VERBLIJF

DAYS = [date(year, 10, 1) for year in (2016, 2017, 2018)]
COLUMNS = ["leerling", "soort", "swv", "leeftijd", "categorie", "cohort"]
KEYS = {
    STROMEN.naam: ["swv", "kant", "van", "naar", "leeftijd", "cohort"],
    CATEGORIEEN.naam: ["swv", "kant", "van", "naar", "categorie"],
    VERBLIJF.naam: ["swv", "soort", "inschrijvingen"],
}
ENROLMENT = st.tuples(
    st.sampled_from(["bao", "sbo", "so", "vo", "pro", "vso", "mbo", "ho"]),
    st.sampled_from(["PO8001", "PO8002", "VO8001", ""]),
    st.integers(4, 12),
    st.integers(0, 3),
    st.sampled_from(["", "", "lgf_2013", "ander"]),
)
HISTORY = st.tuples(*[st.none() | ENROLMENT] * len(DAYS))
SO, BAO, VSO = ("so", "PO8001", 8, 2, ""), ("bao", "PO8001", 9, 0, "lgf_2013"), ("vso", "VO8001", 12, 3, "")
BACK_AFTER_A_YEAR, GONE_A_YEAR, TO_THE_OTHER_SECTOR = (SO, BAO, SO), (SO, None, SO), (SO, SO, VSO)


def enrolments(histories):
    """Per 1 October the pupils who are enrolled on it; a year may have nobody."""
    rows = [[(number, *history[n]) for number, history in enumerate(histories) if history[n]] for n in range(len(DAYS))]
    texts = dict.fromkeys(["soort", "swv", "cohort"], "str") | dict.fromkeys(["leerling", "leeftijd"], "int64")
    return {day: pd.DataFrame(of_day, columns=COLUMNS).astype(texts) for day, of_day in zip(DAYS, rows, strict=True)}


def as_dict(rows, keys, number):
    whole = rows[keys].astype("object").where(rows[keys].notna(), None)
    counted = dict(zip(whole.itertuples(index=False, name=None), rows[number].astype("int64"), strict=True))
    assert len(counted) == len(rows)
    return counted


# --- pandas


def sides(before, now):
    """Each pupil of two years twice: as one of the SWV of the first day, and as one of the SWV of the second."""
    both = before.merge(now, on="leerling", how="outer", suffixes=("_van", "_naar"))
    both["van"], both["naar"] = both["soort_van"].fillna("uit"), both["soort_naar"].fillna("uit")
    both["cohort"] = both["cohort_van"].where(both["cohort_van"].notna(), both["cohort_naar"])
    new_in_sbo = (both["naar"] == "sbo") & (both["van"] != "sbo")
    first = both.assign(
        swv=both["swv_van"], kant="vertrek", soort=both["van"], leeftijd=None, categorie=both["categorie_van"]
    )
    second = both.assign(
        swv=both["swv_naar"],
        kant="aankomst",
        soort=both["naar"],
        leeftijd=both["leeftijd_naar"].astype("object").where(new_in_sbo, None),
        categorie=both["categorie_naar"],
    )
    rows = pd.concat([first, second])
    return rows[rows["swv"].fillna("") != ""]


def with_stayers(rows, stayers, keys):
    """Numbers per group, and zero for those who stay where nobody does."""
    counted = rows.groupby(keys, dropna=False).size().rename("aantal").reset_index()
    found = as_dict(counted, keys, "aantal")
    return dict.fromkeys(stayers[keys].itertuples(index=False, name=None), 0) | found


def flows_in_pandas(before, now):
    rows = sides(before, now)
    both = pd.concat([rows.assign(cohort=""), rows[rows["cohort"] != ""]])
    stayers = both.assign(van=both["soort"], naar=both["soort"], leeftijd=None)
    return with_stayers(both, stayers, KEYS[STROMEN.naam])


def categories_in_pandas(before, now):
    rows = sides(before, now)
    rows = rows[rows["soort"].isin(["so", "vso"])]
    names = {0: "", 1: "1", 2: "2", 3: "3"}
    rows = rows.assign(categorie=rows["categorie"].map(names).astype("object"))
    stayers = [rows.assign(van=rows["soort"], naar=rows["soort"], categorie=c) for c in "123"]
    return with_stayers(rows, pd.concat(stayers), KEYS[CATEGORIEEN.naam])


def stays_in_pandas(history, now):
    special = now[now["soort"].isin(["sbo", "so", "vso", "pro"]) & (now["swv"] != "")]
    times = [
        int(((history["leerling"] == pupil) & (history["soort"] == soort)).sum())
        for pupil, soort in zip(special["leerling"], special["soort"], strict=True)
    ]
    counted = special.assign(inschrijvingen=times).groupby(KEYS[VERBLIJF.naam]).size().rename("aantal").reset_index()
    return as_dict(counted, KEYS[VERBLIJF.naam], "aantal")


# --- SQLite

SIDES = """
CREATE VIEW kant AS
    SELECT v.swv, 'vertrek' AS kant, v.soort, v.soort AS van, ifnull(n.soort, 'uit') AS naar, NULL AS leeftijd,
           v.cohort, v.categorie
    FROM vorig v LEFT JOIN nu n ON n.leerling = v.leerling WHERE v.swv > ''
    UNION ALL
    SELECT n.swv, 'aankomst', n.soort, ifnull(v.soort, 'uit'), n.soort,
           CASE WHEN n.soort = 'sbo' AND ifnull(v.soort, 'uit') <> 'sbo' THEN n.leeftijd END,
           ifnull(v.cohort, n.cohort), n.categorie
    FROM nu n LEFT JOIN vorig v ON v.leerling = n.leerling WHERE n.swv > ''
"""
BY_HAND = {
    STROMEN.naam: """
    WITH deel AS (
        SELECT swv, kant, soort, van, naar, leeftijd, '' AS cohort FROM kant
        UNION ALL SELECT swv, kant, soort, van, naar, leeftijd, cohort FROM kant WHERE cohort > ''
    )
    SELECT swv, kant, van, naar, leeftijd, cohort, sum(een) FROM (
        SELECT swv, kant, van, naar, leeftijd, cohort, 1 AS een FROM deel
        UNION ALL SELECT DISTINCT swv, kant, soort, soort, NULL, cohort, 0 FROM deel
    ) GROUP BY 1, 2, 3, 4, 5, 6
    """,
    CATEGORIEEN.naam: """
    SELECT swv, kant, van, naar, categorie, sum(een) FROM (
        SELECT swv, kant, van, naar, replace(categorie, '0', '') AS categorie, 1 AS een FROM kant
        WHERE soort = 'so' OR soort = 'vso'
        UNION ALL
        SELECT DISTINCT swv, kant, soort, soort, c.value, 0 FROM kant, json_each('["1", "2", "3"]') c
        WHERE soort = 'so' OR soort = 'vso'
    ) GROUP BY 1, 2, 3, 4, 5
    """,
    VERBLIJF.naam: """
    SELECT swv, soort, keren, count(*) FROM (
        SELECT swv, soort, (
            SELECT count(*) FROM historie h WHERE h.leerling = nu.leerling AND h.soort = nu.soort
        ) AS keren FROM nu WHERE swv > '' AND soort IN ('sbo', 'so', 'vso', 'pro')
    ) GROUP BY 1, 2, 3
    """,
}


def in_sqlite(naam, before, now, history):
    with closing(sqlite3.connect(":memory:")) as con:
        for table, rows in (("vorig", before), ("nu", now), ("historie", history)):
            rows.to_sql(table, con, index=False)
        con.execute(SIDES)
        return {tuple(key): number for *key, number in con.execute(BY_HAND[naam])}


# --- the same of all three


def check(histories, day):
    per_day = enrolments(histories)
    number = DAYS.index(day)
    before, now = per_day[DAYS[number - 1]], per_day[day]
    history = pd.concat([per_day[d] for d in DAYS[: number + 1]])
    obvious = {
        STROMEN.naam: flows_in_pandas(before, now),
        CATEGORIEEN.naam: categories_in_pandas(before, now),
        VERBLIJF.naam: stays_in_pandas(history, now),
    }
    for telling in (STROMEN, CATEGORIEEN, VERBLIJF):
        rows = count_over(telling, per_day, day)
        found = as_dict(rows, KEYS[telling.naam], "aantal_min")
        assert rows["aantal_min"].tolist() == rows["aantal_max"].tolist()
        assert obvious[telling.naam] == found
        assert in_sqlite(telling.naam, before, now, history) == found


@settings(max_examples=20, deadline=None)
@given(st.lists(HISTORY, max_size=30), st.sampled_from(DAYS[1:]))
@example([BACK_AFTER_A_YEAR, GONE_A_YEAR, TO_THE_OTHER_SECTOR], DAYS[2])
@example([GONE_A_YEAR], DAYS[1])
def test_counts_are_those_of_pandas_and_of_sqlite(histories, day):
    """Drawn pupils who come, skip a year, come back, change sector or have no SWV; also a year without anybody."""
    check(histories, day)


@pytest.mark.parametrize("day", DAYS[1:])
def test_nobody_at_all(day):
    """Years without pupils give tables without rows."""
    check([], day)
