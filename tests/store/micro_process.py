"""A process that counts or loads until it is stopped: ``python micro_process.py MODE FOLDER``.

- ``tellen``: counts a little, and is killed while DuckDB is at the second count.
- ``laden``: is killed when a file is copied and not yet in its place.
- ``vol``: no file may grow above 200 kB, so that DuckDB cannot write what does not fit in memory; tells why it stopped.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
from pathlib import Path

from micro_data import Micro, telling

from swvmon.errors import SwvmonError
from swvmon.run.micro import count_enrolments
from swvmon.store import Store

ENDLESS = "SELECT swv, 'so' AS soort, count(*) FROM nu CROSS JOIN range(1000000000000) GROUP BY swv"
SPILLS = """
SELECT 'PO8001' AS swv, 'so' AS soort, 1 AS inschrijvingen, max(aantal) AS aantal_min, max(length(tekst)) AS aantal_max
FROM (SELECT hash(range) AS h, count(*) AS aantal, max(range::VARCHAR) AS tekst FROM range(3000000) GROUP BY h)
"""
GEHEUGEN = "60MB"
"""In which three million groups do not fit: DuckDB writes some of them to disk."""
GROWS_TO = 200_000


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def count(micro: Micro) -> None:
    def when_at_work(number: int, _total: int, _what: str) -> None:
        if number == 1:
            threading.Thread(target=die_in_the_middle, daemon=True).start()

    def die_in_the_middle() -> None:
        while not any(name.startswith(".") for name in micro.files()):
            pass
        die()

    count_enrolments(micro.store, telling() + telling(ENDLESS, naam="eindeloos"), on_progress=when_at_work)


def load(micro: Micro) -> None:
    os.fsync = lambda _handle: die()
    micro.load(2018)


def full(micro: Micro) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (GROWS_TO, GROWS_TO))
    try:
        count_enrolments(micro.store, telling(SPILLS), geheugen=GEHEUGEN)
    except SwvmonError as error:
        print(error)  # noqa: T201 - read by the test


if __name__ == "__main__":
    mode, folder = sys.argv[1:]
    with Store.open(f"sqlite:///{folder}/swvmon.db") as store:
        {"tellen": count, "laden": load, "vol": full}[mode](Micro(store, Path(folder)))
