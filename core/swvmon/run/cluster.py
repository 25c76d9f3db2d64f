"""A run of every SWV on a dask.distributed cluster: its workers compute, this process writes.

Which worker computes what, and what becomes of the work of one that stops, is up to the scheduler of the cluster.
"""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import warnings
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from attrs import evolve, field, frozen

from swvmon.errors import StoreError, SwvmonError, UsageError
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.run.manifest import PACKAGES, content_hash, package_hash
from swvmon.run.werkers import Opdracht, Werkers, by_region, compute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client, Future

    from swvmon.run.regiojaar import Regiojaar

OMGEVING_DB = "SWVMON_DB"
"""The environment variable with which a worker says how it reaches the database."""
ANSWER_SECONDS = 10
"""How long a scheduler may take to answer."""
WORKER_SECONDS = 60
"""How long a cluster may be without workers: one that was stopped may be started again."""
PARTS_PER_WORKER = 2
"""A worker hands over all school years of a part at once; a run that stops loses at most one part of each."""
LOOK_SECONDS = 5
"""After how long without an outcome is looked whether there still are workers."""

_ONE_AT_A_TIME = Lock()
_LOADED: dict[str, str] = {}
_CHATTER = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application", "asyncio")


@frozen
class Cluster(Werkers):
    """The workers of a cluster: `aantal` when the run began; more may join.

    Attributes:
        adres: where the scheduler is.
        client: the connection with it.
    """

    adres: str
    client: Client = field(repr=False)

    def share(self, opdracht: Opdracht) -> list[Opdracht]:
        """An opdracht in parts by region, more than there are workers: one that is ready early takes another."""
        return by_region(opdracht, self.aantal * PARTS_PER_WORKER)

    def compute(self, opdrachten: list[Opdracht]) -> Iterator[list[Regiojaar]]:
        """The region-years of each opdracht of one run, as soon as a worker has them; in no order.

        Raises:
            StoreError: workers or scheduler stopped; what was handed over until then can be kept.
            SwvmonError: what a worker refused, with its address.
        """
        run_id = opdrachten[0].run_id
        with self._reachable(run_id):
            tasks = {self.client.submit(compute_part, opdracht, pure=False): opdracht for opdracht in opdrachten}
        while tasks:
            with self._reachable(run_id):
                ready = self._ready(list(tasks))
            for task in ready:
                if task.status == "error":
                    raise self._fault(task.exception(), tasks[task]) from None
                with self._reachable(run_id):
                    found = task.result(timeout=WORKER_SECONDS)
                task.release()  # the worker need not keep it
                del tasks[task]
                yield found

    def _ready(self, tasks: list[Future]) -> list[Future]:
        """Tasks that came to an end; none where it takes long and there are workers yet."""
        from distributed import wait

        try:
            with self.client.as_current():  # else the client that was made last would wait, in a loop of its own
                done = wait(tasks, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            self.client.wait_for_workers(1, timeout=WORKER_SECONDS)
            return []
        return [task for task in done if task.status in {"finished", "error"}]

    @contextmanager
    def _reachable(self, run_id: str) -> Iterator[None]:
        """Tell in one line that the cluster is gone, and how to go on."""
        try:
            yield
        except TimeoutError:
            told = f"there was no worker for {WORKER_SECONDS} seconds"
        except (CancelledError, OSError):
            told = "the scheduler was stopped"
        else:
            return
        raise StoreError(f"cluster {self.adres}: {told}; {self._go_on(run_id)}") from None

    def _fault(self, error: BaseException, opdracht: Opdracht) -> BaseException:
        """What became of a task as an error of ours; a bug as it is."""
        from distributed import KilledWorker

        if not isinstance(error, KilledWorker):
            return error
        regions = ", ".join(opdracht.regios)
        return StoreError(
            f"cluster {self.adres}: every worker that had {regions} to do was stopped, such as by its limit of memory; "
            f"mend that, then {self._go_on(opdracht.run_id)}"
        )

    def _go_on(self, run_id: str) -> str:
        return f"go on with `swvmon run --hervat {run_id} --cluster {self.adres}`"


def compute_part(opdracht: Opdracht) -> list[Regiojaar]:
    """What a worker does: all region-years of some regions.

    The worker reaches the database by its own `SWVMON_DB` where it has one. It takes one opdracht at a time, however
    many threads it has: a plugin need not be safe for threads.

    Raises:
        SwvmonError: as `swvmon.run.werkers.compute`; the message begins with the address of the worker.
    """
    from distributed import get_worker

    try:
        with _ONE_AT_A_TIME:
            _refuse_old_code(opdracht.berekening.choice)
            asked = opdracht.berekening
            here = evolve(asked, db=os.environ.get(OMGEVING_DB) or asked.db)
            years = compute(evolve(opdracht, berekening=here))
            return [deel for together in years for deel in together]
    except SwvmonError as error:
        error.args = (f"worker {get_worker().address}: {error}",)
        raise


def _refuse_old_code(choice: PluginChoice) -> None:
    """A worker goes on for days: what it imported must still be what is installed, which is what the manifest tells."""
    installed = {name: version(name) for name in PACKAGES} | {"swvmon": package_hash("swvmon")}
    installed |= {p.module: content_hash(p) for p in discover(choice).plugins if not p.bestand}
    for name, now in installed.items():
        if _LOADED.setdefault(name, now) != now:
            raise UsageError(f"{name} was installed anew after the worker began to use it; start the worker again")


def surroundings() -> dict[str, str]:
    """What must be the same on all machines, for the same bytes and to understand each other."""
    versions = {name: version(name) for name in ("swvmon", "dask", "distributed", *PACKAGES)}
    return {"python": platform.python_version(), **versions, "swvmon's code": package_hash("swvmon")[:16]}


@contextmanager
def connect(adres: str, db: str, choice: PluginChoice) -> Iterator[Cluster]:
    """A cluster, while a run uses it.

    Args:
        adres: of the scheduler, such as ``tcp://HOST:8786``; with ``tls://`` by the certificates of dask's settings.
        db: URL of the database.
        choice: the plugins; their folders are there on every machine.

    Raises:
        UsageError: the address is spelled otherwise, the database is a file, distributed is not installed, no scheduler
            answers, no worker joins, or a machine has other versions.
    """
    _check(adres, db)
    try:
        from distributed import Client
        from distributed.versions import VersionMismatchWarning
    except ModuleNotFoundError:
        raise UsageError("--cluster needs dask.distributed; install it with: pip install 'swvmon[cluster]'") from None
    dirs = tuple(str(Path(folder).resolve()) for folder in choice.dirs)
    with _quiet(), warnings.catch_warnings():
        warnings.simplefilter("ignore", VersionMismatchWarning)  # refused below, by name
        _greet(adres)
        with Client(adres, timeout=ANSWER_SECONDS, name="swvmon") as client:
            yield Cluster(_join(client, adres), db, choice._replace(dirs=dirs), adres, client)


def _check(adres: str, db: str) -> None:
    from swvmon.store.url import parse, shown

    try:
        parts = urlsplit(adres)
        whole = parts.scheme in {"tcp", "tls"} and parts.hostname and parts.port
    except ValueError:
        whole = False
    if not whole or adres != f"{parts.scheme}://{parts.netloc}":
        raise UsageError(f"--cluster {adres!r} is not the address of a scheduler; write it like tcp://HOST:8786")
    url = parse(db)
    if url.get_backend_name() == "sqlite":
        raise UsageError(
            f"--cluster needs a database that its workers can reach, and {shown(url)} is a file of this machine: "
            "use --db postgresql://USER@HOST/NAME"
        )


def _greet(adres: str) -> None:
    """See that a scheduler answers; the client itself would wait for ever for a port of something else."""
    from distributed import rpc
    from distributed.security import Security

    keys = Security().get_connection_args("client")
    if adres.startswith("tls:") and keys["ssl_context"] is None:
        raise UsageError(f"{adres} needs a certificate, and dask's settings have none under distributed.comm.tls")

    async def ask() -> str:
        async with rpc(adres, connection_args=keys) as there:
            return str((await there.identity(n_workers=0))["type"])

    try:
        found = asyncio.run(asyncio.wait_for(ask(), ANSWER_SECONDS))
    except Exception:
        found = ""
    if found != "Scheduler":
        raise UsageError(f"no scheduler answers at {adres}; start one there with: dask scheduler")


def _join(client: Client, adres: str) -> int:
    """How many workers there are; scheduler and workers have the versions of this machine."""
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        text = f"no worker joined {adres} within {WORKER_SECONDS} seconds; start one with: dask worker {adres}"
        raise UsageError(text) from None
    answers = {f"worker {name}": told for name, told in client.run(surroundings, on_error="return").items()}
    try:
        answers[f"scheduler {adres}"] = client.run_on_scheduler(surroundings)
    except Exception as error:
        answers[f"scheduler {adres}"] = error
    for name, told in sorted(answers.items()):
        if isinstance(told, Exception):
            raise UsageError(f"{name} cannot use swvmon ({told}); install there what is installed here")
        for what, here in surroundings().items():
            if told.get(what) != here:
                raise UsageError(
                    f"{name} has {what} {told.get(what)} and this machine {here}; install the same everywhere"
                )
    return len(answers) - 1


@contextmanager
def _quiet() -> Iterator[None]:
    """What dask logs about its connections is told by our own errors."""
    loggers = {logging.getLogger(name): logging.getLogger(name).level for name in _CHATTER}
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in loggers.items():
            logger.setLevel(level)
