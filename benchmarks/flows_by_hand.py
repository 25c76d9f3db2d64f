"""Flows between types of education over years of enrolments, written by hand for one engine each.

`python flows_by_hand.py ENGINE OUT FILE FILE ...`: the Parquet files of consecutive years (for sqlite: one database
with a table per year). OUT gets a CSV: year, swv, side, from, to, age, cohort, number. It is run as a process of its
own, so that time and memory are those of the engine.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

COLUMNS = ["jaar", "swv", "kant", "van", "naar", "leeftijd", "cohort", "aantal"]
KEYS = COLUMNS[:-1]
SQL = """
WITH p AS (
    SELECT v.swv AS sv, n.swv AS sn, coalesce(v.soort, 'uit') AS van, coalesce(n.soort, 'uit') AS naar,
           coalesce(v.cohort, n.cohort) AS cohort,
           CASE WHEN n.soort = 'sbo' AND (v.soort IS NULL OR v.soort <> 'sbo') THEN n.leeftijd END AS leeftijd,
           count(*) AS c
    FROM {before} v FULL JOIN {now} n ON v.leerling = n.leerling
    GROUP BY 1, 2, 3, 4, 5, 6
), s AS (
    SELECT sv AS swv, 'vertrek' AS kant, van, naar, NULL AS leeftijd, cohort, c FROM p WHERE sv <> ''
    UNION ALL SELECT sn, 'aankomst', van, naar, leeftijd, cohort, c FROM p WHERE sn <> ''
)
SELECT {year}, swv, kant, van, naar, leeftijd, '' AS cohort, sum(c) FROM s GROUP BY 1, 2, 3, 4, 5, 6, 7
UNION ALL
SELECT {year}, swv, kant, van, naar, leeftijd, cohort, sum(c) FROM s WHERE cohort <> '' GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


def by_duckdb(files: list[Path], out: Path) -> None:
    import duckdb

    con = duckdb.connect()
    parts = []
    for number, (before, now) in enumerate(pairwise(files)):
        con.execute(
            f"CREATE TABLE j{number} AS "
            + SQL.format(before=f"read_parquet('{before}')", now=f"read_parquet('{now}')", year=number)
        )
        parts.append(f"SELECT * FROM j{number}")
    con.execute(" UNION ALL ".join(parts)).df().set_axis(COLUMNS, axis=1).to_csv(out, index=False)


def by_sqlite(files: list[Path], out: Path) -> None:
    import csv
    import sqlite3

    con = sqlite3.connect(files[0])
    con.execute("PRAGMA cache_size = -2000000")
    tables = sorted(name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
    with out.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number, (before, now) in enumerate(pairwise(tables)):
            writer.writerows(con.execute(SQL.format(before=before, now=now, year=number)))


def by_pandas(files: list[Path], out: Path) -> None:
    import pandas as pd

    wanted = ["leerling", "swv", "soort", "leeftijd", "cohort"]
    parts = []
    texts = dict.fromkeys(("swv", "soort", "cohort"), "str")
    before = pd.read_parquet(files[0], columns=wanted).astype(texts)
    for number, path in enumerate(files[1:]):
        now = pd.read_parquet(path, columns=wanted).astype(texts)
        p = before.merge(now, on="leerling", how="outer", suffixes=("_v", "_n"))
        p["van"], p["naar"] = p["soort_v"].fillna("uit"), p["soort_n"].fillna("uit")
        p["cohort"] = p["cohort_v"].fillna(p["cohort_n"])
        p["leeftijd"] = p["leeftijd_n"].where((p["naar"] == "sbo") & (p["van"] != "sbo"))
        sides = [
            p[["swv_v", "van", "naar", "cohort"]].rename(columns={"swv_v": "swv"}).assign(kant="vertrek"),
            p[["swv_n", "van", "naar", "cohort", "leeftijd"]].rename(columns={"swv_n": "swv"}).assign(kant="aankomst"),
        ]
        for side in sides:
            kept = side[side["swv"].fillna("") != ""].assign(jaar=number)
            kept = kept if "leeftijd" in kept else kept.assign(leeftijd=float("nan"))
            both = (kept.assign(cohort=""), kept[kept["cohort"] != ""])
            parts += [rows.groupby(KEYS, dropna=False).size().rename("aantal").reset_index() for rows in both]
        before = now
    pd.concat(parts)[COLUMNS].to_csv(out, index=False)


def by_polars(files: list[Path], out: Path) -> None:
    import polars as pl

    wanted = ["leerling", "swv", "soort", "leeftijd", "cohort"]
    parts = []
    for number, (before, now) in enumerate(pairwise(files)):
        texts = pl.col("swv", "soort", "cohort").cast(pl.String)
        v, n = (pl.scan_parquet(path).select(wanted).with_columns(texts) for path in (before, now))
        van, naar = pl.col("soort").fill_null("uit"), pl.col("soort_n").fill_null("uit")
        p = (
            v.join(n, on="leerling", how="full", suffix="_n")
            .select(
                pl.col("swv").alias("sv"),
                pl.col("swv_n").alias("sn"),
                van.alias("van"),
                naar.alias("naar"),
                pl.coalesce("cohort", "cohort_n").alias("cohort"),
                pl.when((naar == "sbo") & (van != "sbo")).then(pl.col("leeftijd_n")).alias("leeftijd"),
            )
            .group_by(pl.all())
            .len("c")
            .collect(engine="streaming")
        )
        left = p.filter(pl.col("sv").fill_null("") != "").with_columns(
            swv="sv", kant=pl.lit("vertrek"), leeftijd=pl.lit(None, pl.Int8)
        )
        right = p.filter(pl.col("sn").fill_null("") != "").with_columns(swv="sn", kant=pl.lit("aankomst"))
        s = pl.concat([left, right]).with_columns(jaar=pl.lit(number))
        both = (s.with_columns(cohort=pl.lit("")), s.filter(pl.col("cohort") != ""))
        parts += [rows.select([*KEYS, "c"]).group_by(KEYS).agg(aantal=pl.col("c").sum()) for rows in both]
    pl.concat(parts).select(COLUMNS).write_csv(out)


if __name__ == "__main__":
    engine, target, *names = sys.argv[1:]
    globals()[f"by_{engine}"]([Path(name) for name in names], Path(target))
