"""How long a user waits for `swvmon --help`."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measuring import Figure, in_turn, process, python, swvmon, timed

AIM = 7.0


def measure(work: Path, rounds: int) -> list[Figure]:
    """`swvmon --help` against a Python that does nothing."""
    pairs = in_turn(
        rounds,
        lambda _: process(swvmon("--help"), work),
        lambda _: process(python("pass"), work),
        lambda: work,
    )
    return [timed("`swvmon --help`, process", "`python -c pass`", pairs, AIM)]
