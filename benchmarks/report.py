"""The machine and the figures, as Markdown and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from benchmarks.data import Data
from benchmarks.measuring import Figure

PACKAGES = ("numpy", "openfisca-core", "pandas", "pandera", "pyarrow", "pydantic", "sqlalchemy", "sqlmodel", "swvmon")


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "packages": {name: _version(name) for name in PACKAGES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def markdown(figures: Sequence[Figure], told: dict[str, Any], data: Data, rounds: int) -> str:
    """A table of the figures, with what they were measured on below it."""
    rows = [
        "| what | against | ratio (quartiles) | in processor time | aim | medians |",
        "|---|---|---|---|---|---|",
        *(_row(figure) for figure in figures),
    ]
    packages = ", ".join(f"{name} {number}" for name, number in told["packages"].items())
    cores = f"{told['system']}, {told['cores']} cores, load {told['load']:.1f} at the start"
    return "\n".join([*rows, "", f"{rounds} rounds; {data.told}.", f"{cores}; Python {told['python']}; {packages}."])


def document(figures: Sequence[Figure], told: dict[str, Any], data: Data, rounds: int) -> dict[str, Any]:
    """The same for programs, with every pair."""
    return {
        "machine": told,
        "data": data.told,
        "rounds": rounds,
        "figures": [
            {
                "subject": figure.subject,
                "reference": figure.reference,
                "unit": figure.unit,
                "ratio": figure.ratio,
                "quartiles": figure.quartiles,
                "processor_ratio": figure.processor_ratio,
                "aim": figure.aim,
                "pairs": figure.pairs,
            }
            for figure in figures
        ],
    }


def _row(figure: Figure) -> str:
    low, high = figure.quartiles
    spread = f"{low:.2f} to {high:.2f}" if len(figure.pairs) > 1 else "one pair"
    subject, reference = figure.medians
    processor = "" if figure.processor_ratio is None else f"{figure.processor_ratio:.2f}"
    aim = "" if figure.aim is None else f"≤ {figure.aim:g}, {'met' if figure.ratio <= figure.aim else '**not met**'}"
    return (
        f"| {figure.subject} | {figure.reference} | **{figure.ratio:.2f}** ({spread}) | {processor} "
        f"| {aim} | {subject:.0f} / {reference:.0f} {figure.unit} |"
    )
