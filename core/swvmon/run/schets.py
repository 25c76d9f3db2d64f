"""Draft a `leveringen.toml` from the names of files, for a person to confirm line by line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from swvmon.bronbestand import Bestand
from swvmon.errors import SwvmonError, UsageError
from swvmon.run.bestanden import find_files, propose, toml_value
from swvmon.run.herkomst import NAAM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from swvmon.contract.databron import Databron, Dataset
    from swvmon.hooks.registry import Registered


def draft_leveringen(databronnen: Sequence[Registered[Databron]], folder: Path) -> str:
    """The text of a `leveringen.toml` for a folder: what names suggest, with a comment to judge it by.

    Files whose content tells their period, and files that nobody recognises, stand in comments only.

    Raises:
        UsageError: it is not a folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: is not a folder; `swvmon leveringen schets` takes the folder with the files")
    lines = [
        f"# Drafted from names by `swvmon leveringen schets`. Check every line, then save it as {NAAM} in the folder.",
        "# status: definitief | voorlopig | onbekend; the publisher's page tells it.",
    ]
    datasets = [dataset for bron in databronnen for dataset in bron.value.datasets]
    for candidate in find_files([folder]):
        key = json.dumps(candidate.pad.relative_to(folder).as_posix(), ensure_ascii=False)
        lines += ["", *_entry(key, candidate.pad, datasets)]
    return "\n".join(lines) + "\n"


def _entry(key: str, pad: Path, datasets: Sequence[Dataset]) -> list[str]:
    try:
        kop = Bestand.open(pad).kop
        found = [d for d in datasets if d.herken(kop)]
        told = found[0].periode(kop) if len(found) == 1 else None
    except SwvmonError as error:
        return [f"# {key}: {' '.join(str(error).split())}"]
    except Exception as error:  # a plugin that fails on a file is named by `swvmon load`; a draft only leaves it out
        return [f"# {key}: no plugin could look at it ({type(error).__name__})"]
    if len(found) != 1:
        why = "not recognised" if not found else f"claimed by {' and '.join(d.naam for d in found)}"
        return [f"# {key}: {why}"]
    dataset = found[0]
    if told is not None:
        return [f"# {key}: {dataset.naam}, its content tells {told.soort} {told.dagen.van}"]
    guess = propose(pad, dataset.periode_soort)
    if guess is None:
        return [f"# {dataset.naam}; the name tells no {dataset.periode_soort}: fill it in", f"# [{key}]"]
    return [
        f"[{key}]",
        f"{guess.soort} = {toml_value(guess)}  # {dataset.naam}; from the name",
        *([] if guess.exact else ["exact = false"]),
        'status = "onbekend"',
    ]
