"""PostgreSQL as shared server: who load, run and read at the same time, and what a reader and a writer may."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from swvmon.cli import swvmon as cli
from swvmon.demo import REGIO, SCHOOLJAAR, write_demo
from swvmon.errors import SwvmonError
from swvmon.store import Store

FILES, ROWS = 4, 300
PAGE = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists()) / "docs" / "postgresql.md"


def swvmon(url: str, *args: str) -> subprocess.Popen[str]:
    """Start a command, as a user of the database."""
    environment = os.environ | {"SWVMON_DB": url}
    command = [sys.executable, "-m", "swvmon.cli", *args]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(started: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = started.communicate(timeout=240)
    return started.returncode, out + err


def begroting(path: Path, swv: str, number: int) -> None:
    """A file that fills `begroting`: `ROWS` posts."""
    path.parent.mkdir(exist_ok=True)
    lines = [f"{swv};{2001 + number};post {row};{row}" for row in range(ROWS)]
    path.write_text("\n".join(["swv;kalenderjaar;post;begroot_euro", *lines, ""]), "utf-8")


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    write_demo(tmp_path)
    return tmp_path


@pytest.fixture
def server(new_postgres: Callable[[str | None], str], postgres_template: str) -> str:
    """URL of a database on the server, with tables and no rows."""
    return new_postgres(postgres_template)


def outcome(store: Store) -> list[tuple[str, str, int]]:
    """Scenario, hash and number of lines of each region-year of the runs."""
    found = []
    for run_id in store.runs()["run_id"]:
        lines = store.result(run_id, "boeking")
        for row in store.regiojaren(run_id).to_dict("records"):
            mine = lines[lines["scenario"] == row["scenario"]]
            found.append((row["scenario"], row["resultaat_sha256"], len(mine)))
    return sorted(found)


def test_two_loaders_two_runs_and_readers_lose_nothing(server: str, demo: Path) -> None:
    """Every file is one levering with all its rows, both runs are those of a quiet database, and readers see wholes."""
    runs = [("plan",), ("zware-populatie",)]
    for side, swv in (("left", "VO9902"), ("right", "VO9903")):
        for number in range(FILES):
            begroting(demo / side / f"{number}.csv", swv, number)
        begroting(demo / side / "both.csv", "VO9904", 90)
    quiet = f"sqlite:///{demo / 'quiet.db'}"
    for url in (quiet, server):
        assert 0 == ended(swvmon(url, "load", str(demo / "data")))[0]
    run = ["run", REGIO, "--schooljaar", SCHOOLJAAR, "--plan", str(demo / f"{REGIO}.toml")]
    for (name,) in runs:
        assert 0 == ended(swvmon(quiet, *run, "--scenario", name))[0]

    busy = [swvmon(server, "load", str(demo / side)) for side in ("left", "right")]
    busy += [swvmon(server, *run, "--scenario", name) for (name,) in runs]
    looks = 0
    with Store.open(server) as store:
        before = len(store.leveringen())
        while any(p.poll() is None for p in busy):
            assert [] == store.faults()
            looks += 1
            time.sleep(0.2)  # a reader among others, not the only one
    told = [ended(p) for p in busy]

    assert looks > 5
    assert [0, 0, 0, 0] == [code for code, _ in told], told
    with Store.open(server) as store, Store.open(quiet) as alone:
        counts = store.row_counts()
        assert [] == store.faults()
        assert (before + 2 * FILES + 1, (2 * FILES + 1) * ROWS) == (counts["levering"], counts["begroting"])
        assert outcome(alone) == outcome(store)
        assert {"klaar"} == set(store.runs()["status"])
        lines = [lines for _, _, lines in outcome(store)]
        assert (3, counts["boeking"]) == (len(lines), sum(lines))  # the run of a scenario has the plan itself too


def test_two_upgrades_at_the_same_time(new_postgres: Callable[[str | None], str]) -> None:
    """One waits for the other; both end well."""
    url = new_postgres(None)
    both = [swvmon(url, "db", "upgrade") for _ in range(2)]
    assert [0, 0] == [code for code, _ in map(ended, both)]
    with Store.open(url) as store:
        assert [] == store.faults()


@pytest.fixture(scope="module")
def roles(new_postgres: Callable[[str | None], str], postgres_template: str) -> Iterator[dict[str, str]]:
    """The roles of the page, made on the server, with a person in each; gives their URLs."""
    url = sa.make_url(new_postgres(postgres_template))
    make, grant = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(make)
        connection.exec_driver_sql(grant)
        connection.exec_driver_sql(grant)  # again, as after an upgrade
        for person, role in (("anna", "swvmon_lezer"), ("bram", "swvmon_schrijver")):
            connection.exec_driver_sql(f"CREATE ROLE {person} LOGIN; GRANT {role} TO {person}")
    yield {
        person: url.set(username=person, password=None).render_as_string(hide_password=False)
        for person in ("anna", "bram")
    }
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP OWNED BY swvmon_lezer, swvmon_schrijver")
        connection.exec_driver_sql("DROP ROLE anna, bram, swvmon_lezer, swvmon_schrijver")
    engine.dispose()


def call(url: str, *args: str) -> tuple[int, str]:
    """A command in this process: exit code, and what it printed or why it was refused."""
    result = CliRunner().invoke(cli, list(args), env={"SWVMON_DB": url}, standalone_mode=False)
    if isinstance(result.exception, SwvmonError):
        return result.exception.exit_code, str(result.exception)
    if result.exception:
        raise result.exception
    return result.return_value or 0, result.output


def test_what_a_writer_and_a_reader_may(roles: dict[str, str], demo: Path) -> None:
    """The writer loads, runs and withdraws; the reader looks, explains and exports; the rest is refused in one line."""
    anna, bram = roles["anna"], roles["bram"]
    load = ("load", str(demo / "data"))
    run = ("run", REGIO, "--schooljaar", SCHOOLJAAR, "--plan", str(demo / f"{REGIO}.toml"))
    withdraw = ("leveringen", "intrekken", "1")
    for command in (load, run, withdraw, (*withdraw, "--terug")):
        assert 0 == call(bram, *command)[0]
    assert f"{1:>4}  duo_vo_vestigingen" in call(anna, "leveringen")[1]
    assert "90AA00" in call(anna, "explain", "laatste", "90AA00")[1]
    assert 0 == call(anna, "export", "laatste", str(demo / "out"))[0]
    begroting(demo / "new.csv", "VO9902", 1)
    for command in (withdraw, run, ("db", "check"), ("load", str(demo / "new.csv"))):
        code, out = call(anna, *command)
        assert (2, True) == (code, "this user has no right to do that" in out), out
    with Store.open(roles["bram"]) as store:
        assert (1, 0) == (len(store.runs()), store.row_counts()["begroting"])
        assert [] == store.faults()


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        ("anna", "SELECT count(*) FROM tlv"),
        ("anna", "INSERT INTO run (run_id) VALUES ('x')"),
        ("bram", "DELETE FROM levering"),
        ("bram", "UPDATE begroting SET bedrag_cent = 0"),
        ("bram", "DELETE FROM boeking"),
        ("bram", "UPDATE alembic_version SET version_num = 'x'"),
        ("bram", "DROP TABLE begroting"),
        ("bram", "CREATE TABLE public.mine (a int)"),
    ],
)
def test_what_the_server_refuses_them(roles: dict[str, str], who: str, statement: str) -> None:
    """Not by way of swvmon either."""
    engine = sa.create_engine(roles[who], poolclass=sa.pool.NullPool)
    with (
        engine.connect() as connection,
        pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be owner"),
    ):
        connection.execute(sa.text(statement))
