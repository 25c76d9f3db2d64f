"""A process that writes, and one that kills it: run as ``python store_writer.py write|kill URL ...``.

What is written carries its number, so that a reader can tell whether each unit is there whole.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys

from store_data import RUN, kenmerken, levering, none, regiojaar, uitkomst, vestigingen

from swvmon.store import Store

ROWS = 1500
LINES = 400


def write_unit(store: Store, kind: str, name: str) -> None:
    if kind == "levering":
        tabellen = {"kenmerk": kenmerken(ROWS), "vestiging_in_telling": vestigingen(ROWS)}
        store.add_levering(levering(name), tabellen, none())
    else:
        store.add_regiojaar(regiojaar(name), uitkomst(LINES))


def write(url: str, prefix: str, count: int) -> None:
    """Write leveringen and region-years in turn."""
    with Store.open(url) as store:
        store.start_run(RUN, "{}")
        for number in range(count):
            write_unit(store, "levering", f"{prefix} {number}")
            write_unit(store, "regiojaar", f"{prefix} {number}")


def kill(url: str, kind: str, times: int, seed: int) -> None:
    """Fork a writer, let it write, kill it at a random moment; print what it said was committed, and when it died."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    with Store.open(url) as store:
        store.start_run(RUN, "{}")
    for attempt in range(times):
        ears, mouth = os.pipe()
        child = os.fork()
        if child == 0:
            _write_and_tell(url, kind, attempt, mouth)
        os.close(mouth)
        told = os.read(ears, 1)  # it is writing
        select.select([], [], [], chance.uniform(0, 0.15))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(ears, 4096):
            told += more
        os.close(ears)
        print(attempt, told.count(b"a"), "middle" if told.endswith(b"b") else "between")  # noqa: T201 - the test reads it


def _write_and_tell(url: str, kind: str, attempt: int, mouth: int) -> None:
    with Store.open(url) as store:
        for number in range(10_000):
            os.write(mouth, b"b")
            write_unit(store, kind, f"{attempt} {number}")
            os.write(mouth, b"a")
    os._exit(1)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        kill(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
