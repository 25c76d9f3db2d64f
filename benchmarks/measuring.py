"""How things are measured: a subject and its reference in turn, A B A B, and the median of the ratio of each pair."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from attrs import field, frozen

LEAST_ROUNDS = 11
"""With fewer pairs one busy moment of the machine moves the median."""


@frozen
class Sample:
    """What one call or process took.

    Attributes:
        seconds: wall time.
        processor_seconds: time of all threads on the processor; other programs hardly touch it.
        peak_mib: peak resident memory of a process in MiB; 0 for a call.
    """

    seconds: float
    processor_seconds: float
    peak_mib: float = 0.0


@frozen
class Pair:
    """A subject and its reference, measured one after the other."""

    subject: Sample
    reference: Sample


@frozen
class Figure:
    """One row of the report.

    Attributes:
        subject: what is measured.
        reference: what it is compared with.
        unit: ms or MiB.
        pairs: value of the subject and of the reference, in `unit`, per round.
        aim: largest ratio that we want, or None where we only want to know.
        processor_ratio: the same ratio in processor time; None where that means nothing.
    """

    subject: str
    reference: str
    unit: str
    pairs: list[tuple[float, float]] = field(repr=False)
    aim: float | None = None
    processor_ratio: float | None = None

    @property
    def ratio(self) -> float:
        """Median of the ratios of the pairs."""
        return median(self._ratios)

    @property
    def quartiles(self) -> tuple[float, float]:
        """First and third quartile of the ratios; of one pair that ratio."""
        if len(self.pairs) == 1:
            return self.ratio, self.ratio
        low, _, high = quantiles(self._ratios, n=4, method="inclusive")
        return low, high

    @property
    def medians(self) -> tuple[float, float]:
        """Median of the subject and of the reference, in `unit`."""
        return median(s for s, _ in self.pairs), median(r for _, r in self.pairs)

    @property
    def _ratios(self) -> list[float]:
        return [subject / reference for subject, reference in self.pairs]


def in_turn(
    rounds: int,
    subject: Callable[[Path], Sample],
    reference: Callable[[Path], Sample],
    fresh: Callable[[], Path],
) -> list[Pair]:
    """Measure both, in turn, after one round that does not count.

    Args:
        rounds: how many pairs.
        subject: measures the subject once, on the path that it is given.
        reference: measures the reference once.
        fresh: makes what each measurement works on; its time is not measured.
    """
    pairs = [Pair(subject(fresh()), reference(fresh())) for _ in range(rounds + 1)]
    return pairs[1:]


def call(function: Callable[[], object]) -> Sample:
    """Time one call, with the garbage of what went before out of the way."""
    gc.collect()
    processor, wall = time.process_time(), time.perf_counter()
    function()
    return Sample(time.perf_counter() - wall, time.process_time() - processor)


def process(command: list[str], work: Path) -> Sample:
    """Run a command in a process of its own, with compiled modules at hand.

    Args:
        command: program and arguments.
        work: folder in which compiled modules are kept from call to call; the command runs there too.

    Raises:
        RuntimeError: the command failed.
    """
    target = work / "launched.json"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SWVMON_"))}
    environment |= {"PYTHONPYCACHEPREFIX": str(work / "pyc"), "PYTHONUTF8": "1"}
    launcher = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launch.py")), str(target)]
    subprocess.run([*launcher, *command], cwd=work, env=environment, check=True)
    told = json.loads(target.read_text("utf-8"))
    if told.pop("exit_code") != 0:
        raise RuntimeError(f"failed: {' '.join(command)}")
    return Sample(**told)


def python(code: str) -> list[str]:
    """The command that runs some Python."""
    return [sys.executable, "-c", code]


def swvmon(*arguments: str) -> list[str]:
    """The command that runs swvmon, as a user does: by its console script."""
    return [str(Path(sysconfig.get_path("scripts")) / "swvmon"), *arguments]


def timed(subject: str, reference: str, pairs: list[Pair], aim: float | None = None) -> Figure:
    """The figure of the wall time of pairs."""
    return Figure(
        subject,
        reference,
        "ms",
        [(p.subject.seconds * 1000, p.reference.seconds * 1000) for p in pairs],
        aim,
        median(p.subject.processor_seconds / p.reference.processor_seconds for p in pairs),
    )


def remembered(subject: str, reference: str, pairs: list[Pair]) -> Figure:
    """The figure of the peak memory of pairs of processes."""
    return Figure(subject, reference, "MiB", [(p.subject.peak_mib, p.reference.peak_mib) for p in pairs])
