"""Sweeps: a list of values for a choice makes a scenario for each of them, and for each combination of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from swvmon.geld import canonical

if TYPE_CHECKING:
    from swvmon.regioplan.structuur import Path, Problem

LARGEST_SWEEP = 200
"""Scenarios that one sweep may make; each runs the whole keten, so that a larger one is a slip of the pen."""

Scenario = dict[str, dict[str, Any]]
"""Choices by step."""


def expand(name: str, steps: Scenario, problems: list[Problem]) -> dict[str, Scenario]:
    """The scenarios of a sweep by name, the last list varying fastest.

    A scenario is called ``SWEEP/KEY=VALUE``, with a comma between keys: ``band/bandpositie.standaard=0.25``. The step
    stands before a key that is varied in several steps. A value that is a table or a list is told by its place, from 1.

    Args:
        name: name of the sweep.
        steps: choices by step, in which a list stands for values to run one by one.
        problems: where what is wrong is put, with its path in the plan.
    """
    lists = dict(_lists(steps, ()))
    where: Path = ("sweep", name)
    if not lists:
        problems.append((where, "varies nothing; give a choice a list of values, such as bandpositie = [0, 0.5]"))
        return {}
    for path, values in lists.items():
        said = [_label(value, place) for place, value in enumerate(values, start=1)]
        if not said or len(set(said)) != len(said):
            problems.append(((*where, *path), "has a value twice" if said else "has no value to run"))
            return {}
    if (count := prod(map(len, lists.values()))) > LARGEST_SWEEP:
        counts = " x ".join(str(len(values)) for values in lists.values())
        told = f"makes {count} scenarios ({counts}), at most {LARGEST_SWEEP}; name fewer values or make two sweeps"
        problems.append((where, told))
        return {}
    shared = Counter(path[1:] for path in lists)
    keys = [".".join(map(str, path if shared[path[1:]] > 1 else path[1:])) for path in lists]
    scenarios = {}
    for chosen in product(*(enumerate(values, start=1) for values in lists.values())):
        labels = (f"{key}={_label(value, place)}" for key, (place, value) in zip(keys, chosen, strict=True))
        picked = {path: value for path, (_, value) in zip(lists, chosen, strict=True)}
        scenarios[f"{name}/{','.join(labels)}"] = _filled(steps, picked, ())
    return scenarios


def _lists(value: Any, path: Path) -> Iterator[tuple[Path, list[Any]]]:
    """The lists of values with their places; of a list with a source each value gets that source."""
    if isinstance(value, list):
        yield path, value
    elif isinstance(value, dict) and isinstance(value.get("waarde"), list):
        yield path, [{**value, "waarde": item} for item in value["waarde"]]
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _lists(item, (*path, key))


def _filled(value: Any, chosen: dict[Path, Any], path: Path) -> Any:
    if path in chosen:
        return chosen[path]
    return (
        {key: _filled(item, chosen, (*path, key)) for key, item in value.items()} if isinstance(value, dict) else value
    )


def _label(value: Any, place: int) -> str:
    if isinstance(value, dict) and "waarde" in value:
        return _label(value["waarde"], place)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Decimal)):
        return canonical(Decimal(value))
    return value if isinstance(value, str) else str(place)
