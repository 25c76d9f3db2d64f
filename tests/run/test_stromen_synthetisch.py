"""Files of the synthetic country through load and count: what stands in the database is what the pupils say."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pandas as pd
import pytest
from click.testing import CliRunner

from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.run.load import load_paths
from swvmon.run.micro import count_enrolments
from swvmon.store import Store
from swvmon_synthetisch.cli import cmd as synth

DAY = "2016-10-01"
FLOWS = """
SELECT ifnull(v.soort, 'uit'), ifnull(n.soort, 'uit'), count(*) FROM enrolment v LEFT JOIN enrolment n
ON n.leerling = v.leerling AND n.peildatum = '2016-10-01' WHERE v.peildatum = '2015-10-01' AND v.swv > '' GROUP BY 1, 2
"""
CATEGORIES = """
SELECT v.soort, ifnull(n.soort, 'uit'), replace(v.categorie, '0', ''), count(*) FROM enrolment v LEFT JOIN enrolment n
ON n.leerling = v.leerling AND n.peildatum = '2016-10-01'
WHERE v.peildatum = '2015-10-01' AND v.soort IN ('so', 'vso') GROUP BY 1, 2, 3
"""
STAYS = """
SELECT n.soort, (SELECT count(*) FROM enrolment h WHERE h.leerling = n.leerling AND h.soort = n.soort), count(*)
FROM enrolment n WHERE n.peildatum = '2016-10-01' AND n.soort IN ('so', 'sbo', 'vso', 'pro') GROUP BY 1, 2
"""
DIPLOMAS = """
SELECT leeftijd, count(*), sum(
    CASE leeftijd
        WHEN 15 THEN diploma = 'vmbo' OR niveau || leerjaar IN ('havo4', 'havo5', 'vwo4', 'vwo5', 'vwo6')
        WHEN 16 THEN diploma = 'havo' OR niveau || leerjaar IN ('vwo5', 'vwo6')
        ELSE diploma = 'vwo'
    END
) FROM enrolment WHERE peildatum = '2016-10-01' AND soort IN ('vo', 'pro', 'vso') AND leeftijd BETWEEN 15 AND 17
GROUP BY 1
"""


@pytest.fixture(scope="module")
def land(tmp_path_factory, sqlite_template):
    """A country of 5.000 pupils in three years: what is counted on the last 1 October, per table, and its pupils."""
    folder = tmp_path_factory.mktemp("stromen")
    made = CliRunner().invoke(
        synth, ["--leerlingen", "5000", "--jaren", "3", str(folder / "land")], obj=PluginChoice(), standalone_mode=False
    )
    assert 0 == made.return_value
    files = sorted((folder / "land").glob("*/inschrijving.parquet"))
    shutil.copy(sqlite_template, folder / "swvmon.db")
    tellingen = PluginRegistry(discover(PluginChoice())).register("microtellingen")
    with Store.open(f"sqlite:///{folder / 'swvmon.db'}") as store:
        loaded = load_paths(store, [], files)
        assert ["loaded"] * 3 == [result.status for result in loaded]
        done = {(d.microtelling, str(d.peildatum)): d.levering for d in count_enrolments(store, tellingen)}
        tables = {t.value.levert: store.read(t.value.levert, [done[t.value.naam, DAY]]) for t in tellingen}
    with closing(sqlite3.connect(folder / "enrolment.db")) as con:
        for path in files:
            rows = pd.read_parquet(path)
            rows.assign(peildatum=rows["peildatum"].astype("str")).to_sql("enrolment", con, if_exists="append")
        con.execute("CREATE INDEX pupil ON enrolment (leerling, peildatum)")
        yield tables, con


def country(rows, keys, *numbers):
    """Sums over the SWV's; groups of nobody are left out."""
    sums = rows.groupby(keys)[list(numbers)].sum()
    return {tuple(row) for row in sums[sums[numbers[0]] > 0].reset_index().to_numpy().tolist()}


def departures(rows):
    return rows[rows["kant"] == "vertrek"]


def test_flows(land) -> None:
    """Every pair of types, from 2015 to 2016, against SQL by hand."""
    tables, con = land
    rows = departures(tables["stroom_telling"])

    assert set(con.execute(FLOWS)) == country(rows[rows["cohort"] == ""], ["van", "naar"], "aantal_min")


def test_arrivals_are_all_pupils_of_the_day(land) -> None:
    """Per SWV: the arrivals of all types are its pupils on the second day."""
    tables, con = land
    rows = tables["stroom_telling"]
    mine = rows[(rows["kant"] == "aankomst") & (rows["cohort"] == "")].groupby("swv")["aantal_min"].sum()

    wanted = con.execute(
        "SELECT swv, count(*) FROM enrolment WHERE peildatum = '2016-10-01' AND swv > '' GROUP BY 1"
    ).fetchall()
    assert dict(wanted) == mine.to_dict()


def test_categories(land) -> None:
    """Out of so and vso by category, against SQL by hand."""
    tables, con = land
    rows = departures(tables["stroom_categorie_telling"])

    assert set(con.execute(CATEGORIES)) == country(rows, ["van", "naar", "categorie"], "aantal_min")


def test_stays(land) -> None:
    """By type and number of enrolments, against SQL by hand."""
    tables, con = land

    assert set(con.execute(STAYS)) == country(tables["verblijf_telling"], ["soort", "inschrijvingen"], "aantal_min")


def test_diplomas(land) -> None:
    """By age, against SQL by hand."""
    tables, con = land
    numbers = ("leerlingen_min", "diploma_of_hoger_min")

    assert set(con.execute(DIPLOMAS)) == country(tables["diploma_telling"], ["leeftijd"], *numbers)
