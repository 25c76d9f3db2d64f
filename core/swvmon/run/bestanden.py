"""Which files are meant by the paths on the command line, and what their names suggest about their period."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.contract.databron import Leverperiode
from swvmon.perioden import Schooljaar
from swvmon.run.herkomst import NAAM, leverperiode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@frozen
class Kandidaat:
    """A file to load.

    Attributes:
        pad: where it is, as the user spells it.
        top: the folder that was named, or the folder of the named file; a `leveringen.toml` above it does not count.
        genoemd: whether the file itself was named.
        fout: why it is not opened, or empty.
    """

    pad: Path
    top: Path
    genoemd: bool
    fout: str = ""


def find_files(paths: Iterable[str | Path]) -> list[Kandidaat]:
    """The files that are meant: a named file itself, of a folder all files below it, sorted by path.

    Links that lead out of a named folder are refused, folders whose name starts with a dot are not entered, and a
    `leveringen.toml` is no file to load.
    """
    found: list[Kandidaat] = []
    for path in map(Path, paths):
        if os.path.isdir(path):  # noqa: PTH112 - False, not an error, for a path that cannot be looked at
            found += _walk(path, path)
        else:
            found.append(Kandidaat(path, path.parent, genoemd=True))
    return found


def _walk(folder: Path, top: Path) -> Iterator[Kandidaat]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Kandidaat(folder, top, genoemd=False, fout=f"{folder}: the folder may not be read ({error.strerror})")
        return
    for path in entries:
        if path.is_symlink() and not _inside(path, top):
            text = f"{path}: is a link that leads out of {top}; name the file itself if you mean it"
            yield Kandidaat(path, top, genoemd=False, fout=text)
        elif os.path.isdir(path):  # noqa: PTH112 - likewise
            if not path.is_symlink() and not path.name.startswith("."):
                yield from _walk(path, top)
        elif path.name != NAAM:
            yield Kandidaat(path, top, genoemd=False)


def _inside(path: Path, top: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(top.resolve())
    except (OSError, RuntimeError):  # a link to nothing or to itself leads nowhere inside
        return False


def propose(pad: Path, soort: str) -> Leverperiode | None:
    """The period that the name of a file, else of its folder, suggests; for a person to confirm, never used unasked.

    A bare year or school year means 1 October of it for a peildatum, the count of DUO.
    """
    for name in (pad.name, pad.parent.name):
        if (day := _day(name)) is not None:
            return of_day(soort, day)
        if match := re.search(r"(?<!\d)(20\d\d)[-_](20)?(\d\d)(?!\d)", name):
            first, second = int(match[1]), int(match[3])
            if second == (first + 1) % 100 and soort != "stand":
                return of_day(soort, date(first, 10, 1))
            if not match[2] and 1 <= second <= 12 and soort == "stand":
                return leverperiode("stand", date(first, second, 1), exact=False)
        if (match := re.search(r"(?<!\d)(20\d\d)(?!\d)", name)) and soort != "stand":
            return of_day(soort, date(int(match[1]), 10, 1))
    return None


def _day(name: str) -> date | None:
    match = re.search(r"(?<!\d)(20\d\d)([-_]?)([01]\d)\2([0-3]\d)(?!\d)", name)
    try:
        return date(int(match[1]), int(match[3]), int(match[4])) if match else None
    except ValueError:
        return None


def of_day(soort: str, day: date) -> Leverperiode:
    """What a date means for a dataset (`--peildatum`): the day itself, or the year or school year in which it falls."""
    if soort == "kalenderjaar":
        return leverperiode(soort, day.year)
    return leverperiode(soort, str(Schooljaar.of(day)) if soort == "schooljaar" else day)


def toml_value(periode: Leverperiode) -> str:
    """A period as `leveringen.toml` writes its value."""
    if periode.soort == "kalenderjaar":
        return str(periode.dagen.van.year)
    if periode.soort == "schooljaar":
        return f'"{Schooljaar.of(periode.dagen.van)}"'
    return periode.dagen.van.isoformat()
