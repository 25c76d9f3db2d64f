"""A run of every SWV on a dask.distributed cluster with PostgreSQL: the same bytes as in one process."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import dask
import distributed
import proefland
import pytest
from attrs import evolve, frozen
from click.testing import CliRunner
from distributed import Client, LocalCluster

from swvmon.cli import swvmon as cli
from swvmon.demo import REGIO, SCHOOLJAAR
from swvmon.errors import PlanError, StoreError, SwvmonError, UsageError
from swvmon.hooks.discovery import PluginChoice
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run import cluster
from swvmon.run.jobs import resume
from swvmon.run.werkers import Berekening, Opdracht
from swvmon.store import Store

HINT = r"go on with `swvmon run --hervat [0-9a-f]{16} --cluster tcp://[0-9.]+:[0-9]+`$"
NOWHERE = "tcp://127.0.0.1:1"
SERVER = "postgresql://anna:geheim@localhost/swvmon"


ALL = ("--all", "--schooljaar", SCHOOLJAAR)


@frozen
class Country:
    """The three regions of the packaged data.

    Attributes:
        serial: what a run in one process tells and stores.
        template: a database of the server with the data.
        choice: the plugin.
        stops: the folder of `proefland.stop_at`.
        work: a folder for what processes write.
    """

    serial: tuple[object, object]
    template: str
    choice: PluginChoice
    stops: Path
    work: Path


@pytest.fixture(scope="module")
def country(tmp_path_factory, loaded_demo, new_postgres) -> Country:
    work = tmp_path_factory.mktemp("country")
    choice = proefland.write_plugin(work / "plugins")
    (work / "stops").mkdir()
    alone = work / "alone.db"
    alone.write_bytes(loaded_demo.read_bytes())
    template = new_postgres(None)
    load_demo(template, loaded_demo.parent / "data")
    told = proefland.told(proefland.run(f"sqlite:///{alone}", choice))
    return Country((told, proefland.dump(f"sqlite:///{alone}")), template, choice, work / "stops", work)


def load_demo(url: str, folder: Path) -> None:
    from swvmon.hooks.discovery import discover
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.run.load import load_paths

    with Store.open(url, create=True) as store:
        load_paths(store, PluginRegistry(discover()).register("databronnen"), [folder])


@pytest.fixture
def url(country, new_postgres) -> str:
    """A database of one's own on the server, with the data."""
    return new_postgres(country.template)


@pytest.fixture
def one_process(tmp_path):
    """Start a scheduler in this process with so many workers of two threads, and give its address."""
    with ExitStack() as stack:
        stack.enter_context(dask.config.set({"temporary-directory": str(tmp_path)}))

        def started(workers: int) -> str:
            local = LocalCluster(
                n_workers=workers,
                threads_per_worker=2,
                processes=False,
                protocol="tcp",
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
            return stack.enter_context(local).scheduler_address

        yield started


@pytest.fixture
def start(country):
    """Start programs of dask; they are stopped afterwards."""
    running = []

    def program(name: str, *args: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--no-dashboard", *args]
        variables = os.environ | {proefland.STOPS: str(country.stops)} | environment
        running.append(
            subprocess.Popen(
                command, cwd=country.work, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
        return running[-1]

    yield program
    for process in running:
        process.kill()
        process.wait()


def worker(start, address: str, **environment: str) -> subprocess.Popen[bytes]:
    """Start a worker of one process that nobody replaces."""
    return start("worker", address, "--no-nanny", "--nthreads", "1", **environment)


def same(country: Country, url: str, result) -> None:
    """See that a run came to what a run in one process comes to, in all bytes that it tells and stores."""
    assert country.serial == (proefland.told(result), proefland.dump(url))


def progress(texts: list[str]) -> list[str]:
    """What was told of the work of workers, without how long it will take."""
    return [text.partition(", about")[0] for text in texts if "werkers" in text]


def unfinished(url: str) -> set[str]:
    """The regions that the one run of a database has, which did not end; nothing of it is half there."""
    with Store.open(url) as store:
        runs = store.runs()
        assert (["lopend"], []) == (list(runs["status"]), store.faults())
        return set(store.regiojaren(runs["run_id"][0])["regio"])


def test_the_same_bytes_also_where_a_worker_is_killed(country, new_postgres, one_process, start) -> None:
    """Two worker processes, of which one is killed in the middle of the second run; the other computes its work."""
    address = one_process(0)
    for _ in range(2):
        worker(start, address)
    with cluster.connect(address, SERVER, country.choice) as one, Client(address) as client:
        client.wait_for_workers(2)
        for stops in ((), (0,)):
            url, texts = new_postgres(country.template), []
            proefland.stop_at(country.stops, "VO9902", *stops)

            result = proefland.run(url, country.choice, evolve(one, aantal=2, db=url), texts.append)

            same(country, url, result)
            assert [f"VO, 2 werkers, {number} of 6" for number in (2, 4, 6)] == progress(texts)
            assert ([], 2 - len(stops)) == (list(country.stops.iterdir()), len(client.nthreads()))


def test_the_client_of_the_run_waits_for_its_tasks(country, url, one_process, monkeypatch) -> None:
    """Another client of the process, made later, is dask's default: a task that is lost would be bound to its loop."""
    address, waited, waiting = one_process(1), [], distributed.wait

    def told(tasks, **how):
        waited.append(distributed.default_client())
        return waiting(tasks, **how)

    monkeypatch.setattr(distributed, "wait", told)
    with cluster.connect(address, SERVER, country.choice) as one, Client(address):
        result = proefland.run(url, country.choice, evolve(one, db=url))

    same(country, url, result)
    assert {one.client} == set(waited)


def test_work_that_kills_every_worker(country, url, one_process, start, monkeypatch) -> None:
    """It is given up and named, and nothing is half there; the run ends the same."""
    monkeypatch.setattr(cluster, "PARTS_PER_WORKER", 1)  # another part may wait at the same worker, and be named
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        address = one_process(0)
    worker(start, address)
    proefland.stop_at(country.stops, "VO9902", 0)

    with (
        cluster.connect(address, url, country.choice) as pool,
        pytest.raises(StoreError, match=rf"every worker that had VO0001, VO9901, VO9902 to do was stopped, .*{HINT}"),
    ):
        proefland.run(url, country.choice, pool)
    assert set() == unfinished(url)
    same(country, url, proefland.run(url, country.choice, go_on=True))


def test_no_worker_is_left(country, url, one_process, start, monkeypatch) -> None:
    """The last one is killed in the middle: it is told after a while, and nothing is half there."""
    address = one_process(0)
    worker(start, address)
    proefland.stop_at(country.stops, "VO9901", 0)

    with cluster.connect(address, url, country.choice) as pool:
        monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.1)
        monkeypatch.setattr(cluster, "WORKER_SECONDS", 0.5)
        with pytest.raises(StoreError, match=rf"^cluster {address}: there was no worker for 0.5 seconds; {HINT}"):
            proefland.run(url, country.choice, pool)
    assert "VO9901" not in unfinished(url)


def test_the_scheduler_is_killed(country, url, one_process, start) -> None:
    """The command tells it in one line and dask nothing; another cluster ends the run."""
    found = country.work / "scheduler.json"
    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(found))
    while not (found.exists() and found.read_text()):
        assert scheduler.poll() is None
        time.sleep(0.05)  # until it listens
    address = json.loads(found.read_text())["address"]
    worker(start, address)
    proefland.stop_at(country.stops, "VO9902", scheduler.pid)
    (country.work / "VO.toml").write_text(proefland.PLAN)
    (folder,) = country.choice.dirs
    run = ["run", *ALL, "--plan", "VO.toml", "--scenario", "ruim", "--cluster", address, "--db", url]

    done = subprocess.run(
        [sys.executable, "-m", "swvmon.cli", "--plugins-dir", folder, *run],
        cwd=country.work,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (2, "") == (done.returncode, done.stdout)
    assert re.fullmatch(rf"swvmon: cluster {address}: the scheduler was stopped; {HINT}\n", done.stderr), done.stderr
    assert -signal.SIGKILL == scheduler.wait()
    unfinished(url)
    with cluster.connect(one_process(1), url, country.choice) as pool:
        result = proefland.run(url, country.choice, pool, go_on=True)

    same(country, url, result)


def test_a_worker_with_threads_and_its_own_database_url(country, url, one_process, monkeypatch) -> None:
    """It takes one part at a time; the URL of the command need not work there."""
    monkeypatch.setenv(cluster.OMGEVING_DB, url)
    with cluster.connect(one_process(1), SERVER, country.choice) as pool:
        result = proefland.run(url, country.choice, pool)

    same(country, url, result)


def test_a_worker_with_something_else_is_refused_by_name(country, url, one_process, tmp_path, monkeypatch) -> None:
    """Another plugin, none, another database, or code that is older than what is installed: one line, its own class."""
    other, none = proefland.write_plugin(tmp_path / "other"), PluginChoice(dirs=(str(tmp_path / "none"),))
    (tmp_path / "other" / "proef.py").write_text(proefland.PLUGIN + "# another\n", "utf-8")
    address = one_process(1)

    def refused(**changes: object) -> tuple[type, str]:
        with (
            cluster.connect(address, url, country.choice) as pool,
            pytest.raises(SwvmonError, match=r"^worker tcp://127\.0\.0\.1:[0-9]+: ") as found,
        ):
            proefland.run(url, country.choice, evolve(pool, **changes))
        return found.type, str(found.value).split(": ", 1)[1]

    kind, text = refused(choice=other)
    assert UsageError is kind
    assert re.search(r"began with other data, plugins or versions: plugins\[[0-9]\]\.inhoud_sha256: ", text), text
    kind, text = refused(choice=none)
    assert (PlanError, True) == (kind, text.startswith("proefplan: 2 problems\n"))
    kind, text = refused(db=country.template)
    assert (StoreError, True) == (kind, "it is not the database that the run is in" in text)
    monkeypatch.setitem(cluster._LOADED, "swvmon", "what was there when the worker started")
    kind, text = refused()
    assert (UsageError, True) == (kind, text.startswith("swvmon was installed anew"))
    assert set() == unfinished(url)


def test_a_machine_with_another_version_is_refused_before_the_run(url, one_process, start, tmp_path) -> None:
    """It is named with both versions."""
    (tmp_path / "swvmon-9.9.dist-info").mkdir()
    (tmp_path / "swvmon-9.9.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: swvmon\nVersion: 9.9\n")
    address = one_process(0)
    worker(start, address, PYTHONPATH=str(tmp_path))

    with pytest.raises(UsageError, match=r"^worker tcp://[0-9.:]+ has swvmon 9\.9 and this machine [0-9.]+; install"):
        cluster.connect(address, url, PluginChoice()).__enter__()


def test_no_worker_joins(url, one_process, monkeypatch) -> None:
    """It is told with the command that starts one."""
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 0.1)
    address = one_process(0)

    with pytest.raises(
        UsageError, match=f"^no worker joined {address} within 0.1 seconds; start one with: dask worker"
    ):
        cluster.connect(address, url, PluginChoice()).__enter__()


def test_no_scheduler_answers(monkeypatch) -> None:
    """Nothing listens, or something that says nothing, as the port of a dashboard does."""
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        for address in (NOWHERE, f"tcp://127.0.0.1:{mute.getsockname()[1]}"):
            with pytest.raises(UsageError, match=f"^no scheduler answers at {address}; start one there with: dask"):
                cluster.connect(address, SERVER, PluginChoice()).__enter__()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("VO9901", "--schooljaar", SCHOOLJAAR, "--cluster", NOWHERE), "--cluster goes with --all"),
        (("VO9901", "--schooljaar", SCHOOLJAAR, "--werkers", "2"), "--werkers goes with --all"),
        (("--demo", "--cluster", NOWHERE), "--cluster goes with --all"),
        (("--from", "manifest.json", "--cluster", NOWHERE), "--cluster goes with --all"),
        ((*ALL, "--cluster", NOWHERE, "--werkers", "2"), "--cluster has workers of its own: leave out --werkers"),
        ((*ALL, "--cluster", ""), "'' is not the address of a scheduler; write it like tcp://HOST:8786"),
        ((*ALL, "--cluster", "host:8786"), "'host:8786' is not the address"),
        ((*ALL, "--cluster", "http://host:8786"), "'http://host:8786' is not the address"),
        ((*ALL, "--cluster", "tcp://host"), "'tcp://host' is not the address"),
        ((*ALL, "--cluster", "tcp://host:port"), "'tcp://host:port' is not the address"),
        ((*ALL, "--cluster", "tcp://host:1/path"), "'tcp://host:1/path' is not the address"),
        ((*ALL, "--cluster", NOWHERE, "--db", "sqlite:///een.db"), "sqlite:///een.db is a file of this machine"),
        ((*ALL, "--cluster", "tls://127.0.0.1:1"), "tls://127.0.0.1:1 needs a certificate"),
    ],
)
def test_usage(arguments, told) -> None:
    """What cannot be is one line, before anything is connected; no password is in it."""
    result = CliRunner().invoke(cli, ["run", *arguments], env={"SWVMON_DB": SERVER}, standalone_mode=False)

    assert (UsageError, True) == (type(result.exception), told in str(result.exception)), result.exception
    assert "geheim" not in str(result.exception)


def test_a_run_of_one_region_goes_on_without_a_cluster(runner, new_postgres, country) -> None:
    """`--hervat` of it with --cluster is refused."""
    runner.url = new_postgres(country.template)
    run_id = runner.run().run_id

    with pytest.raises(UsageError, match=f"run {run_id} is of {REGIO} alone: go on with it without --cluster"):
        resume(runner.url, PluginChoice(), run_id, lambda _text: None, cluster=NOWHERE)


def test_distributed_is_not_installed(monkeypatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(UsageError, match=r"^--cluster needs dask.distributed; install it with: pip install 'swvmon\["):
        cluster.connect(NOWHERE, SERVER, PluginChoice()).__enter__()


def test_no_password_is_shown() -> None:
    """What a worker gets may come into logs and dashboards, without the URL of the database."""
    plan, years = read_plan(proefland.PLAN, "proefplan"), (Schooljaar.parse(SCHOOLJAAR),)
    berekening = Berekening(SERVER, PluginChoice(), plan, years, ("plan",))
    opdracht = Opdracht("0123", berekening, years, ("VO9901",))
    pool = cluster.Cluster(2, SERVER, PluginChoice(), NOWHERE, None)

    assert "geheim" not in f"{opdracht!r} {opdracht} {pool!r}"
    assert "VO9901" in repr(opdracht)
