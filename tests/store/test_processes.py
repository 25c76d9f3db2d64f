"""Processes that are killed while they write, and processes that write at the same time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from store_data import RUN, kenmerken, levering, none, regiojaar, uitkomst
from store_writer import LINES, ROWS

from swvmon.store import Store

HERE = Path(__file__).parent
KILLS = 15


def process(*args: str) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": path.rstrip(os.pathsep)}
    command = [sys.executable, str(HERE / "store_writer.py"), *args]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def finished(started: subprocess.Popen[str]) -> list[str]:
    output, _ = started.communicate(timeout=240)
    assert started.returncode == 0, output
    return output.splitlines()


@pytest.mark.parametrize("kind", ["levering", "regiojaar"])
def test_a_killed_writer_leaves_whole_units(db_url: str, kind: str) -> None:
    """Fifteen kills at random moments: what was reported is there, all that is there is whole, and it works on."""
    lines = [line.split() for line in finished(process("kill", db_url, kind, str(KILLS), "20191001"))]
    assert len(lines) == KILLS
    assert any(moment == "middle" for _, _, moment in lines)  # else the test tests nothing
    reported = {f"{attempt} {number}" for attempt, count, _ in lines for number in range(int(count))}

    with Store.open(db_url) as store:
        assert store.faults() == []
        counts = store.row_counts()
        if kind == "levering":
            there = {name.removesuffix(".csv") for name in store.leveringen()["bestandsnaam"]}
            assert counts["kenmerk"] == counts["vestiging_in_telling"] == ROWS * len(there)
            assert counts["levering_tabel"] == 2 * len(there)
        else:
            there = set(store.regiojaren(RUN)["regio"])
            per_part = store.result(RUN, "boeking").groupby("regio").size()
            assert set(per_part) <= {LINES}
            assert (counts["boeking"], counts["meting"]) == (LINES * len(there), 2 * len(there))
            assert counts["parametergebruik"] == counts["pluginstatus"] == len(there)
        assert reported <= there
        assert len(there - reported) <= KILLS  # committed, and killed before it could say so

        assert not store.add_levering(levering("after"), {"kenmerk": kenmerken()}, none()).existing
        assert store.add_regiojaar(regiojaar("after"), uitkomst())
        assert store.faults() == []


def test_two_writers_at_the_same_time_lose_nothing(db_url: str) -> None:
    """Each waits for the other; all that both wrote is there."""
    writers = [process("write", db_url, name, "5") for name in ("left", "right")]
    for writer in writers:
        finished(writer)
    with Store.open(db_url) as store:
        counts = store.row_counts()
        assert store.faults() == []
    assert (counts["levering"], counts["kenmerk"], counts["boeking"]) == (10, 10 * ROWS, 10 * LINES)
    assert counts["regiojaar"] == 10


def test_the_same_file_from_two_processes_is_one_levering(db_url: str) -> None:
    """The fingerprint is unique, also when both look before either has written."""
    writers = [process("write", db_url, "same", "4") for _ in range(2)]
    for writer in writers:
        finished(writer)
    with Store.open(db_url) as store:
        counts = store.row_counts()
    assert (counts["levering"], counts["regiojaar"], counts["kenmerk"]) == (4, 4, 4 * ROWS)


def test_opening_imports_neither_alembic_nor_pandera(db_url: str) -> None:
    """A database of the right revision is opened and read without them."""
    code = (
        "import sys; from swvmon.store import Store\n"
        f"with Store.open({db_url!r}) as store: store.leveringen(); store.read('kenmerk', [])\n"
        "print([m for m in ('alembic', 'pandera', 'pandas') if m in sys.modules])"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.strip() == "['pandas']"


def test_naming_the_store_imports_nothing_heavy() -> None:
    """The package can be named where only a class is annotated."""
    code = "import sys, swvmon.store; print([m for m in ('sqlalchemy', 'pandas') if m in sys.modules])"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.strip() == "[]"
