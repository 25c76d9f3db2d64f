"""Enrolments beside the database: accepted whole or not at all, joined, never shown."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from micro_data import ROWS, telling

from swvmon.errors import ContractViolation, MissingData, StoreError, SwvmonError
from swvmon.run.load import load_paths
from swvmon.run.micro import count_enrolments
from swvmon.store.micro.motor import Motor, open_motor


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


def test_a_count_sees_its_own_files_alone(micro) -> None:
    """Of the files for which a motor is open; also where the question before it failed."""
    micro.load(2017, 2018)
    first, second = (file.pad for file in micro.store.enrolments())

    def fail_over_both(motor: Motor) -> None:
        with motor.looking_at([first, second]) as sees:
            assert [("bestand_0",), ("bestand_1",)] == sees.execute("SHOW TABLES").fetchall()
            raise ZeroDivisionError

    with open_motor([first, second], "100MB", micro.store.micro_folder) as motor:
        with pytest.raises(ZeroDivisionError):
            fail_over_both(motor)
        with motor.looking_at([second]) as sees:
            assert [("bestand_0",)] == sees.execute("SHOW TABLES").fetchall()
            assert [(2018,)] == sees.execute("SELECT DISTINCT year(peildatum) FROM bestand_0").fetchall()


def test_a_server_needs_a_named_folder(monkeypatch, tmp_path) -> None:
    """With PostgreSQL the folder is named, for all machines must see it."""
    from sqlalchemy.engine import make_url

    from swvmon.store.micro.bestanden import folder_of

    monkeypatch.delenv("SWVMON_MICRO", raising=False)
    with pytest.raises(StoreError, match="SWVMON_MICRO=DIR"):
        folder_of(make_url("postgresql+psycopg://iemand@server/swvmon"))
    monkeypatch.setenv("SWVMON_MICRO", str(tmp_path))
    assert tmp_path == folder_of(make_url("postgresql+psycopg://iemand@server/swvmon"))
