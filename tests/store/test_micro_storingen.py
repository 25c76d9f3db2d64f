"""What can go wrong with enrolments: each is named in one line, leaves nothing half, and goes on when it is mended."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from click.testing import CliRunner
from micro_data import ROWS, telling
from micro_process import ENDLESS, GEHEUGEN, SPILLS

from swvmon.cli.micro import cmd
from swvmon.errors import ContractViolation, MissingData, PluginFault, StoreError, UsageError
from swvmon.perioden import Schooljaar
from swvmon.run.load import load_paths
from swvmon.run.micro import count_enrolments
from swvmon.store.micro.werkmap import werkmap

SCRIPT = Path(__file__).with_name("micro_process.py")


def process(mode: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The process of `micro_process.py`, to its end."""
    command = [sys.executable, str(SCRIPT), mode, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


def counted(micro) -> int:
    """Leveringen that are counts."""
    return int(micro.store.leveringen()["dataset"].str.startswith("micro_").sum())


def flip(path: Path, column: str, *, checksums: bool) -> None:
    """Turn bytes in the middle of the page of a column."""
    pq.write_table(pq.read_table(path), path, use_dictionary=False, write_page_checksum=checksums)
    group = pq.read_metadata(path).row_group(0)
    page = next(group.column(n) for n in range(group.num_columns) if group.column(n).path_in_schema == column)
    content = bytearray(path.read_bytes())
    middle = page.data_page_offset + page.total_compressed_size // 2
    content[middle : middle + 4] = bytes(byte ^ 0x5A for byte in content[middle : middle + 4])
    path.write_bytes(content)


class SmallDisk:
    """A connection of DuckDB that finds one megabyte of room on the disk."""

    def __init__(self, connection) -> None:
        self.close = connection.close
        self.connection = connection

    def execute(self, sql: str):
        found = self.connection.execute(sql)
        if sql.startswith("SET temp_directory"):
            self.connection.execute("SET max_temp_directory_size = '1MB'")
        return found


# --- while a file is loaded


@pytest.mark.parametrize("cut", [8, 500])
def test_a_file_that_ends_too_soon(micro, cut) -> None:
    """A Parquet file without its end."""
    path = micro.write(2018)
    path.write_bytes(path.read_bytes()[:-cut])

    (result,) = load_paths(micro.store, [], [path])

    assert (2, []) == (result.exit_code, micro.files())
    assert "2018.parquet: is no whole Parquet file" in result.melding


@pytest.mark.parametrize(("column", "checksums"), [("leeftijd", True), ("swv", False)])
def test_a_page_that_was_damaged_before_it_is_loaded(micro, column, checksums) -> None:
    """An age that could be right is seen by the checksum of its page, a page of text also without; others load."""
    bad, good = micro.write(2017), micro.write(2018)
    flip(bad, column, checksums=checksums)

    refused, loaded = load_paths(micro.store, [], [bad, good])

    assert (2, "fault", "loaded") == (refused.exit_code, refused.status, loaded.status)
    assert f"{bad}: a page is damaged (" in refused.melding
    assert "nothing was loaded; fetch or make the file again" in refused.melding
    assert [2018] == [file.peildatum.year for file in micro.store.enrolments()]
    assert 1 == len(micro.files())


def test_a_disk_that_is_full(micro, monkeypatch) -> None:
    """The disk fills up while the copy is synced: no file, no levering; later it loads."""

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        (result,) = micro.load(2018)

    assert (2, []) == (result.exit_code, micro.files())
    assert f"{micro.map}: cannot be written (No space left on device)" in result.melding
    assert [] == micro.store.enrolments()
    assert "loaded" == micro.load(2018)[0].status


def test_a_folder_that_cannot_be_written(micro) -> None:
    """There is a file in the place of the folder: named, and later it loads."""
    micro.map.write_text("van een ander")

    (result,) = micro.load(2018)

    assert 2 == result.exit_code
    assert f"{micro.map}: cannot be written (File exists); nothing was written" in result.melding
    assert [] == micro.store.enrolments()
    micro.map.unlink()
    assert "loaded" == micro.load(2018)[0].status


def test_a_loader_that_is_killed(micro) -> None:
    """The copy that was not in its place yet is no file with enrolments; the next load removes it."""
    assert -9 == process("laden", micro.bron).returncode
    assert ([], True) == (micro.store.enrolments(), len(micro.files()) == 1 and micro.files()[0].startswith("."))

    assert "loaded" == micro.load(2018)[0].status

    assert [file.pad.name for file in micro.store.enrolments()] == micro.files()


# --- while is counted


def test_a_missing_year(micro) -> None:
    """A gap between loaded years, and a year that is asked for and has none before it."""
    micro.load(2015, 2017)

    with pytest.raises(MissingData, match="the enrolments of 1 October 2016 are not loaded"):
        count_enrolments(micro.store, telling())
    micro.load(2016)
    with pytest.raises(MissingData, match=r"proef at 2015-10-01 needs the enrolments of 2014-10-01, .* not loaded"):
        count_enrolments(micro.store, telling(), [Schooljaar(2015)])


def test_a_changed_page(micro) -> None:
    """Bytes of the last year differ: the years before it are counted, that one is named; mended, it goes on."""
    micro.load(2016, 2017, 2018)
    broken = micro.store.enrolments()[-1].pad
    whole = broken.read_bytes()
    flip(broken, "soort", checksums=True)

    with pytest.raises(StoreError, match="enrolments of 2018-10-01 are not what was loaded"):
        count_enrolments(micro.store, telling())
    assert 1 == counted(micro)
    broken.write_bytes(whole)

    assert [True, False] == [d.bestond for d in count_enrolments(micro.store, telling())]


def test_a_file_that_is_gone(micro) -> None:
    """Named with the year before anything is counted from it, by `micro check` too; loaded again, it goes on."""
    micro.load(2017, 2018)
    gone = micro.store.enrolments()[-1].pad
    gone.unlink()

    told = f"{gone}: cannot be read (No such file or directory); load the file of that year again"
    with pytest.raises(StoreError) as caught:
        count_enrolments(micro.store, telling())
    assert told == str(caught.value)
    assert 0 == counted(micro)
    checked = CliRunner().invoke(cmd, ["check", "--db", f"sqlite:///{micro.bron / 'swvmon.db'}"], standalone_mode=False)
    assert (2, f"swvmon: {told}\n") == (checked.return_value, checked.stderr)
    assert "present" == micro.load(2018)[0].status

    assert [False] == [d.bestond for d in count_enrolments(micro.store, telling())]


def test_the_limit_of_memory(micro) -> None:
    """One text of four million numbers does not fit, and cannot be written to disk in parts."""
    micro.load(2017, 2018)
    heavy = "SELECT string_agg(a.range::VARCHAR, '') AS swv FROM range(4000000) a"

    with pytest.raises(StoreError, match="the memory limit of 1MB is reached; raise SWVMON_GEHEUGEN or --geheugen"):
        count_enrolments(micro.store, telling(heavy), geheugen="1MB")
    with pytest.raises(UsageError, match="memory limit 'veel': write it like 700MB"):
        count_enrolments(micro.store, telling(), geheugen="veel")
    assert (2, 0) == (len(micro.files()), counted(micro))


def test_a_disk_without_room_for_what_does_not_fit(micro, monkeypatch) -> None:
    """DuckDB finds that the disk has no room for what it writes: the folder is named, and later it counts."""
    import duckdb

    micro.load(2017, 2018)
    with monkeypatch.context() as patched:
        patched.setattr(duckdb, "connect", lambda _where, real=duckdb.connect: SmallDisk(real(":memory:")))
        with pytest.raises(StoreError) as caught:
            count_enrolments(micro.store, telling(SPILLS), geheugen=GEHEUGEN)

    assert (
        f"{micro.map}: the disk is full or may not be written, and 60MB of memory is not enough; free space there or "
        "raise SWVMON_GEHEUGEN; nothing was written"
    ) == str(caught.value)
    assert (2, 0) == (len(micro.files()), counted(micro))
    assert [1] == [d.rijen for d in count_enrolments(micro.store, telling(SPILLS), geheugen=GEHEUGEN)]
    assert 2 == len(micro.files())


def test_a_file_that_may_not_grow(micro) -> None:
    """The system refuses what DuckDB writes: the same line, nothing left, and without the limit it counts."""
    micro.load(2017, 2018)

    done = process("vol", micro.bron)

    assert (0, "") == (done.returncode, done.stderr)
    assert f"{micro.map}: the disk is full or may not be written, and 60MB of memory is not enough" in done.stdout
    assert (2, 0) == (len(micro.files()), counted(micro))
    assert [False] == [d.bestond for d in count_enrolments(micro.store, telling(SPILLS), geheugen=GEHEUGEN)]


def test_a_count_that_is_killed_goes_on(micro) -> None:
    """Killed in the second count: the first is not counted again, and what the second left is removed."""
    micro.load(2017, 2018)

    assert -9 == process("tellen", micro.bron).returncode
    assert (1, 3) == (counted(micro), len(micro.files()))
    done = count_enrolments(micro.store, telling() + telling(naam="eindeloos"))

    assert [True, False] == [d.bestond for d in done]
    assert (2, 2) == (counted(micro), len(micro.files()))
    assert [] == micro.store.faults()


def test_a_count_that_is_broken_off(micro) -> None:
    """Ctrl-C while an endless count is at work: it ends at once, the count before it stays, and nothing is left."""
    micro.load(2017, 2018)

    def stop(number: int, _total: int, _what: str) -> None:
        if number == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        count_enrolments(micro.store, telling() + telling(ENDLESS, naam="eindeloos"), on_progress=stop)

    assert (1, 2) == (counted(micro), len(micro.files()))
    assert [] == micro.store.faults()


def test_a_table_that_does_not_exist(micro) -> None:
    """It is told of the plugin, and nothing is kept."""
    micro.load(2017, 2018)
    (known,) = telling()
    other = evolve(known, value=evolve(known.value, levert="nergens"))

    with pytest.raises(PluginFault, match=r"^plugin proef: microtelling proef fills nergens, which is no table$"):
        count_enrolments(micro.store, [other])

    assert (0, 2) == (counted(micro), len(micro.files()))


def test_who_is_at_work_keeps_its_folder(tmp_path) -> None:
    """Two at the same time do not clean up after each other; afterwards there is nothing."""
    with werkmap(tmp_path) as first, werkmap(tmp_path) as second:
        assert (True, True) == (first.is_dir(), second.is_dir())
    assert [] == list(tmp_path.iterdir())


def test_a_fault_of_the_sql_is_no_fault_of_the_file(micro) -> None:
    """A value that cannot be turned into a number is told of the microtelling."""
    micro.load(2017, 2018, rows=ROWS.assign(vestiging=pd.Series(["20AB00"] * len(ROWS))))

    with pytest.raises(ContractViolation, match="microtelling proef: Conversion Error"):
        count_enrolments(micro.store, telling("SELECT swv, vestiging::INTEGER AS aantal_min FROM nu"))
