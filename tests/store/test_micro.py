"""Enrolments beside the database: accepted whole or not at all, joined, limited, verified, never shown."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from swvmon.contract.microtelling import Microtelling
from swvmon.errors import ContractViolation, MissingData, StoreError, SwvmonError, UsageError
from swvmon.hooks.registry import Registered
from swvmon.perioden import Schooljaar
from swvmon.run.load import load_paths
from swvmon.run.micro import count_enrolments
from swvmon.store import Store
from swvmon.testing import write_enrolments

ROWS = pd.DataFrame({"leerling": range(40), "swv": "PO8001", "soort": ["so"] * 30 + ["sbo"] * 10})
SQL = """SELECT nu.swv, nu.soort, 1 AS inschrijvingen, count(*) AS aantal_min, count(*) AS aantal_max
         FROM vorig JOIN nu USING (leerling) GROUP BY ALL"""


def telling(sql: str = SQL, leest: tuple[str, ...] = ("vorig", "nu")) -> list[Registered[Microtelling]]:
    return [Registered(Microtelling("proef", "Proef", "verblijf_telling", leest, sql), "proef", "swvmon-proef", "1.0")]


@pytest.fixture
def micro(tmp_path, monkeypatch, sqlite_template):
    """A database with its folder, and a way to load enrolments of a year."""
    monkeypatch.delenv("SWVMON_MICRO", raising=False)
    shutil.copy(sqlite_template, tmp_path / "swvmon.db")
    with Store.open(f"sqlite:///{tmp_path / 'swvmon.db'}") as store:

        class Micro:
            map = tmp_path / "swvmon.micro"

            def __init__(self) -> None:
                self.store = store

            def write(self, year: int, rows: pd.DataFrame = ROWS):
                path = tmp_path / f"{year}.parquet"
                write_enrolments(path, date(year, 10, 1), rows)
                return path

            def load(self, *years: int, rows: pd.DataFrame = ROWS):
                return load_paths(store, [], [self.write(year, rows) for year in years])

            def files(self) -> list[str]:
                return sorted(p.name for p in self.map.iterdir()) if self.map.exists() else []

        yield Micro()


def test_a_year_is_loaded_once_and_kept_as_it_was(micro) -> None:
    """The same bytes stand in the folder under their fingerprint; the database has the levering and no pupil."""
    (first,), (again,) = micro.load(2018), micro.load(2018)

    (file,) = micro.store.enrolments()
    assert ("loaded", "present", 40) == (first.status, again.status, file.rijen)
    assert micro.write(2018).read_bytes() == file.pad.read_bytes()
    filled = {name for name, rows in micro.store.row_counts().items() if rows}
    assert {"levering"} == filled
    assert [] == micro.store.faults()


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("leerling", -(10**15) + 123456782, "column leerling: 1 row(s) are not pseudonyms of 64 bits"),
        ("swv", "XX0001", "column swv: 1 row(s) are not the code of an SWV, or nothing"),
        ("soort", "havo", "column soort: 1 row(s) are not a type of education"),
        ("leeftijd", 121, "column leeftijd: 1 row(s) are not 0 to 120"),
        ("categorie", 4, "column categorie: 1 row(s) are not 0 (no TLV with a category) to 3"),
        ("cohort", None, "column cohort: 1 row(s) are not the name of a cohort, or nothing"),
        ("leerling", 1, "column leerling: 1 row(s) repeat a pupil"),
        ("sleutel_vingerafdruk", "1" * 16, "pseudonyms of more than one key"),
    ],
)
def test_one_bad_row_refuses_the_file_and_shows_no_value(micro, column, value, told) -> None:
    """Nothing is written, and the message has the column and the number of rows only."""
    filled = {"leeftijd": 10, "categorie": 0, "cohort": "", "sleutel_vingerafdruk": "0" * 16}
    rows = ROWS.assign(**{k: v for k, v in filled.items() if k not in ROWS}).astype({column: "object"})
    rows.loc[0, column] = value
    if column == "leerling":
        rows = rows.astype({"leerling": "int64"})

    (result,) = micro.load(2018, rows=rows)

    assert (2, "fault") == (result.exit_code, result.status)
    assert told in result.melding
    assert "123456782" not in result.melding
    assert ([], []) == (micro.files(), micro.store.enrolments())


def test_an_unknown_column_is_refused(micro) -> None:
    """A column that the form does not have may tell who a pupil is."""
    path = micro.write(2018)
    pq.write_table(pq.read_table(path).append_column("naam", pa.array(["Jan"] * 40)), path)

    (result,) = load_paths(micro.store, [], [path])

    assert (2, []) == (result.exit_code, micro.files())
    assert "column 'naam' is not known" in result.melding
    assert "Jan" not in result.melding


@pytest.mark.parametrize("cut", [8, 500])
def test_a_file_that_ends_too_soon_is_named(micro, cut) -> None:
    """A Parquet file without its end."""
    path = micro.write(2018)
    path.write_bytes(path.read_bytes()[:-cut])

    (result,) = load_paths(micro.store, [], [path])

    assert (2, []) == (result.exit_code, micro.files())
    assert "2018.parquet: is no whole Parquet file" in result.melding


def test_a_full_disk_leaves_nothing(micro, monkeypatch) -> None:
    """The disk fills up while the copy is synced: no file, no levering; later it loads."""

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        (result,) = micro.load(2018)

    assert (2, []) == (result.exit_code, micro.files())
    assert "No space left on device" in result.melding
    assert [] == micro.store.enrolments()
    assert "loaded" == micro.load(2018)[0].status


def test_pairs_are_counted_and_not_twice(micro) -> None:
    """Worked by hand: 40 pupils in two years, 10 of them gone in the third; the first year has none before it."""
    micro.load(2016, 2017)
    micro.load(2018, rows=ROWS[:30])

    done = count_enrolments(micro.store, telling())
    again = count_enrolments(micro.store, telling())

    assert [(date(2017, 10, 1), 2, False), (date(2018, 10, 1), 1, False)] == [
        (d.peildatum, d.rijen, d.bestond) for d in done
    ]
    assert [True, True] == [d.bestond for d in again]
    assert [d.levering for d in done] == [d.levering for d in again]
    (chosen,) = micro.store.choose("verblijf_telling", date(2018, 10, 1), date(2018, 10, 1))
    assert [30] == micro.store.read("verblijf_telling", [chosen.id])["aantal_min"].tolist()


def test_a_missing_year_is_named(micro) -> None:
    """A gap between loaded years, and a year that is asked for and has none before it."""
    micro.load(2015, 2017)

    with pytest.raises(MissingData, match="the enrolments of 1 October 2016 are not loaded"):
        count_enrolments(micro.store, telling())
    micro.load(2016)
    with pytest.raises(MissingData, match=r"proef at 2015-10-01 needs the enrolments of 2014-10-01, .* not loaded"):
        count_enrolments(micro.store, telling(), [Schooljaar(2015)])


def test_a_changed_page_is_named_and_the_rest_goes_on_later(micro) -> None:
    """One byte of the last year differs: the years before it are counted, that one is named; mended, it goes on."""
    micro.load(2016, 2017, 2018)
    broken = micro.store.enrolments()[-1].pad
    whole = broken.read_bytes()
    broken.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])

    with pytest.raises(StoreError, match="enrolments of 2018-10-01 are not what was loaded"):
        count_enrolments(micro.store, telling())
    broken.write_bytes(whole)

    assert [True, False] == [d.bestond for d in count_enrolments(micro.store, telling())]


def test_the_limit_of_memory_is_a_setting_and_is_named(micro) -> None:
    """A join of a million rows does not fit in one megabyte."""
    micro.load(2017, 2018)
    heavy = "SELECT string_agg(a.range::VARCHAR, '') AS swv FROM range(4000000) a"

    with pytest.raises(StoreError, match="the memory limit of 1MB is reached; nothing was written"):
        count_enrolments(micro.store, telling(heavy), geheugen="1MB")
    with pytest.raises(UsageError, match="memory limit 'veel': write it like 700MB"):
        count_enrolments(micro.store, telling(), geheugen="veel")
    assert [] == [n for n in micro.files() if "duckdb" in n]


def test_two_keys_cannot_be_joined(micro) -> None:
    """Pseudonyms of another key would make everybody new."""
    micro.load(2017)
    micro.load(2018, rows=ROWS.assign(sleutel_vingerafdruk="1" * 16))

    with pytest.raises(MissingData, match="pseudonyms of different keys"):
        count_enrolments(micro.store, telling())


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM nergens",
        "SELECT swv FROM nu WHERE",
        "SELECT leerling, swv FROM nu",
        "SELECT 1) ; COPY (SELECT 1) TO 'weg.csv'; SELECT * FROM (SELECT 1",
    ],
)
def test_sql_reaches_nothing_else(micro, tmp_path, monkeypatch, sql) -> None:
    """A microtelling reads its relations: no file, no other table, no statement besides, and hands back no pupil."""
    monkeypatch.chdir(tmp_path)
    micro.load(2017, 2018)

    with pytest.raises(SwvmonError) as caught:
        count_enrolments(micro.store, telling(sql))

    assert isinstance(caught.value, ContractViolation)
    assert not (tmp_path / "weg.csv").exists()


def test_a_server_needs_a_named_folder(monkeypatch, tmp_path) -> None:
    """With PostgreSQL the folder is named, for all machines must see it."""
    from sqlalchemy.engine import make_url

    from swvmon.store.micro.bestanden import folder_of

    monkeypatch.delenv("SWVMON_MICRO", raising=False)
    with pytest.raises(StoreError, match="SWVMON_MICRO=DIR"):
        folder_of(make_url("postgresql+psycopg://iemand@server/swvmon"))
    monkeypatch.setenv("SWVMON_MICRO", str(tmp_path))
    assert tmp_path == folder_of(make_url("postgresql+psycopg://iemand@server/swvmon"))
