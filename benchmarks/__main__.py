"""`python -m benchmarks [--rounds N] [--only SUBJECT] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    bulk,
    discovery,
    dividing,
    effects,
    everywhere,
    flows,
    indicators,
    loading,
    rapport,
    running,
    startup,
)
from benchmarks.data import find_data
from benchmarks.measuring import LEAST_ROUNDS, Figure
from benchmarks.report import document, machine, markdown

SUBJECTS = (
    "startup",
    "discovery",
    "loading",
    "bulk",
    "running",
    "dividing",
    "measuring",
    "effects",
    "rapport",
    "flows",
    "everywhere",
)


def main() -> None:
    """Measure everything in one run and print a table; nothing passes or fails by its time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="What swvmon costs, as ratios.")
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help=f"pairs per figure, at least {LEAST_ROUNDS}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    parser.add_argument("--only", action="append", choices=SUBJECTS, help="leave the others out; may be repeated")
    options = parser.parse_args()
    if options.rounds < LEAST_ROUNDS:
        parser.error(f"--rounds must be at least {LEAST_ROUNDS}")
    told = machine()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="swvmon-benchmarks-") as name:
        work = Path(name)
        data = find_data(work)
        subjects: dict[str, Callable[[], list[Figure]]] = {
            "startup": lambda: startup.measure(work, options.rounds),
            "discovery": lambda: discovery.measure(work, options.rounds),
            "loading": lambda: loading.measure(work, options.rounds, data),
            "bulk": lambda: bulk.measure(work, options.rounds),
            "running": lambda: running.measure(work, options.rounds, data),
            "dividing": lambda: dividing.measure(options.rounds),
            "measuring": lambda: indicators.measure(work, options.rounds),
            "effects": lambda: effects.measure(options.rounds),
            "rapport": lambda: rapport.measure(options.rounds),
            "flows": lambda: flows.measure(work, options.rounds),
            "everywhere": lambda: everywhere.measure(work),
        }
        for subject in options.only or subjects:
            figures += subjects[subject]()
            print(f"measured: {len(figures)}", file=sys.stderr)
    print(markdown(figures, told, data, options.rounds))
    if options.json:
        content = document(figures, told, data, options.rounds)
        options.json.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
