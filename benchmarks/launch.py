"""Run one command and tell what it took; a program of its own, because a child never shows less memory than its parent.

`python -I -S launch.py FILE COMMAND...` writes wall seconds, processor seconds, peak memory and exit code to FILE as
JSON. It imports next to nothing, so that it is smaller than any Python that it starts.
"""

import json
import os
import sys
import time


def main() -> None:
    target, *command = sys.argv[1:]
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    kib = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss // 1024
    figures = {
        "seconds": seconds,
        "processor_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mib": kib / 1024,
        "exit_code": os.waitstatus_to_exitcode(status),
    }
    with open(target, "w", encoding="utf-8") as stream:  # noqa: PTH123 - pathlib would weigh more than all the rest
        json.dump(figures, stream)


if __name__ == "__main__":
    main()
