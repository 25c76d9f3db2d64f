"""`leveringen.toml`: what files do not tell themselves, written beside them by a person.

Keys are paths relative to the file; a key that ends in / holds for a folder. The longest key that fits a file holds.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon.contract.databron import PERIODE_SOORTEN, Leverperiode
from swvmon.errors import FileFault
from swvmon.perioden import Periode, Schooljaar

if TYPE_CHECKING:
    from pathlib import Path

NAAM = "leveringen.toml"
STATUSSEN = ("definitief", "voorlopig", "onbekend")
_KEYS = (*PERIODE_SOORTEN, "exact", "status", "uitgever", "licentie")


@frozen
class Herkomst:
    """What is written about a file.

    Attributes:
        periode: to which days it belongs, where that is written.
        status: definitief, voorlopig or onbekend.
        uitgever: publisher, where it is another than the databron's.
        licentie: licence, likewise.
    """

    periode: Leverperiode | None = None
    status: str = "onbekend"
    uitgever: str = ""
    licentie: str = ""


NIETS = Herkomst()


def find_herkomst(pad: Path, top: Path) -> Herkomst:
    """What is written about a file in the nearest `leveringen.toml`: in its folder, or in one above it up to `top`.

    Raises:
        FileFault: a `leveringen.toml` on the way is faulty; names file, key and line.
    """
    folder = pad.parent
    while True:
        entries = read_herkomst(folder / NAAM)
        relative = pad.relative_to(folder).as_posix()
        fits = [k for k in entries if k == relative or (k.endswith("/") and relative.startswith(k))]
        if fits:
            return entries[max(fits, key=len)]
        if folder in (top, folder.parent):
            return NIETS
        folder = folder.parent


def read_herkomst(path: Path) -> dict[str, Herkomst]:
    """The entries of a `leveringen.toml` by key; none where there is no such file.

    Raises:
        FileFault: not TOML, an unknown or impossible field; names file, key and line.
    """
    import tomllib

    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise FileFault(f"{path}: cannot be read ({error})") from error
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileFault(f"{path}: {error}") from error
    entries = {}
    for key, row in document.items():
        try:
            entries[key] = _entry(key, row)
        except ValueError as error:
            raise FileFault(f"{path}: line {_line(text, key)}, {key!r}: {error}") from error
    return entries


def leverperiode(soort: str, value: object, *, exact: bool = True) -> Leverperiode:
    """The days of a peildatum or stand (a date), a kalenderjaar (2015) or a schooljaar ("2015/16").

    Raises:
        ValueError: the value is not of that kind.
    """
    if soort in ("peildatum", "stand") and type(value) is date:
        return Leverperiode(soort, Periode(value, value), exact)
    if soort == "kalenderjaar" and type(value) is int and 1900 <= value <= 2999:
        return Leverperiode(soort, Periode(date(value, 1, 1), date(value, 12, 31)), exact)
    if soort == "schooljaar" and isinstance(value, str):
        return Leverperiode(soort, Schooljaar.parse(value).periode, exact)
    example = {"kalenderjaar": "2015", "schooljaar": '"2015/16"'}.get(soort, "2015-10-01")
    raise ValueError(f"{soort} = {value!r} is not a {soort}; write it like {soort} = {example}")


def _entry(key: str, row: Any) -> Herkomst:
    if not isinstance(row, dict):
        raise ValueError('expected a table: ["path/of/file.csv"] with lines under it')  # noqa: TRY004 - one error
    if not key or key.startswith("/") or "\\" in key or ".." in key.split("/"):
        raise ValueError("a key is a path below this file, written with /")
    for name in row:
        if name not in _KEYS:
            from difflib import get_close_matches

            close = get_close_matches(name, _KEYS, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(_KEYS)}"
            raise ValueError(f"unknown field {name!r}; {hint}")
    periods = [name for name in PERIODE_SOORTEN if name in row]
    if len(periods) > 1:
        raise ValueError(f"{' and '.join(periods)}: a file belongs to one period")
    if not isinstance(row.get("exact", True), bool):
        raise ValueError("exact is true or false")  # noqa: TRY004 - one error
    if row.get("status", "onbekend") not in STATUSSEN:
        raise ValueError(f"status {row['status']!r} is not one of {', '.join(STATUSSEN)}")
    for name in ("uitgever", "licentie"):
        if not isinstance(row.get(name, ""), str):
            raise ValueError(f"{name} is not text")  # noqa: TRY004 - one error
    return Herkomst(
        periode=leverperiode(periods[0], row[periods[0]], exact=row.get("exact", True)) if periods else None,
        status=row.get("status", "onbekend"),
        uitgever=row.get("uitgever", ""),
        licentie=row.get("licentie", ""),
    )


def _line(text: str, key: str) -> int:
    """Line of a key; 1 where the key is spelled in a way that cannot be found back."""
    return next((n for n, line in enumerate(text.splitlines(), 1) if key in line.partition("#")[0]), 1)
