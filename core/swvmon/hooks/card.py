"""The static card of a plugin: who it is and what it offers, readable without importing it.

Plain tuples and the standard library only: `swvmon --help` reads cards.
"""

from __future__ import annotations

from typing import Any, NamedTuple

_REQUIRED = {"naam": str, "versie": str, "hook_api": int, "titel": str, "beschrijving": str, "licentie": str}
_LISTS = (
    "soorten",
    "sectoren",
    "regios",
    "verdeelmodellen",
    "indicatoren",
    "databronnen",
    "datasets",
    "levert",
)
_OPTIONAL = {"schooljaren": str, "commando": list}
SOORTEN = ("verdeelmodel", "indicator", "databron", "rapport", "commando")


class Commando(NamedTuple):
    """A command that a plugin adds to the command line.

    Attributes:
        naam: name on the command line.
        help: one line for ``swvmon --help``.
        import_path: ``package.module:attribute``, imported when the command is invoked.
    """

    naam: str
    help: str
    import_path: str


class Card(NamedTuple):
    """What ``swvmon.toml`` (or the comment block of a single file) says.

    Attributes:
        naam: the plugin's name, the same as its entry point.
        versie: version of the plugin's rules.
        hook_api: hook API level it was written for.
        titel: Dutch title.
        beschrijving: one Dutch sentence.
        licentie: licence of the code.
        soorten: what kinds of things it adds.
        sectoren: po, vo or both.
        regios: SWV codes for which it is meant, or ``*``.
        schooljaren: school years for which it is meant, such as ``2015/16..``, or ``*``.
        verdeelmodellen: names of its models.
        indicatoren: names of its indicators.
        databronnen: names of its sources.
        datasets: names of the kinds of file it reads.
        levert: tables that it derives.
        commandos: commands that it adds.
    """

    naam: str
    versie: str
    hook_api: int
    titel: str
    beschrijving: str
    licentie: str
    soorten: tuple[str, ...] = ()
    sectoren: tuple[str, ...] = ()
    regios: tuple[str, ...] = ("*",)
    schooljaren: str = "*"
    verdeelmodellen: tuple[str, ...] = ()
    indicatoren: tuple[str, ...] = ()
    databronnen: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    levert: tuple[str, ...] = ()
    commandos: tuple[Commando, ...] = ()


def parse_card(text: str) -> Card:
    """Read the TOML of a card.

    Raises:
        ValueError: not TOML, a key missing, unknown or of the wrong kind; says which.
    """
    import tomllib

    content: dict[str, Any] = tomllib.loads(text)
    known = {*_REQUIRED, *_LISTS, *_OPTIONAL}
    for key in content:
        if key not in known:
            from difflib import get_close_matches

            close = get_close_matches(key, known, n=1)
            raise ValueError(f"unknown key {key!r}" + (f"; did you mean {close[0]!r}?" if close else ""))
    for key, kind in _REQUIRED.items():
        if not isinstance(content.get(key), kind) or isinstance(content[key], bool):
            expected = "a whole number" if kind is int else "text"
            raise ValueError(f"key {key!r} is missing or is not {expected}")  # noqa: TRY004 - one error for a bad card
    for key, kind in _OPTIONAL.items():
        if not isinstance(content.get(key, kind()), kind):
            raise ValueError(f"key {key!r} is not {'text' if kind is str else 'a list of tables'}")  # noqa: TRY004
    for key in _LISTS:
        value = content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(f"key {key!r} is not a list of texts")
    if wrong := set(content.get("soorten", [])) - set(SOORTEN):
        raise ValueError(f"unknown soort {', '.join(sorted(wrong))}; one of {', '.join(SOORTEN)}")
    fields: dict[str, Any] = {key: content[key] for key in (*_REQUIRED, "schooljaren") if key in content}
    fields |= {key: tuple(content[key]) for key in _LISTS if key in content}
    return Card(**fields, commandos=tuple(_commando(row) for row in content.get("commando", [])))


def parse_comment_card(source: str) -> Card:
    """Read the card of a single-file plugin: comment lines between ``# /// swvmon`` and ``# ///``.

    Raises:
        ValueError: no such block, or a card that cannot be read.
    """
    lines = source.splitlines()
    try:
        start = lines.index("# /// swvmon")
        end = lines.index("# ///", start)
    except ValueError:
        raise ValueError("no card: expected comment lines between '# /// swvmon' and '# ///'") from None
    return parse_card("\n".join(line.removeprefix("#").removeprefix(" ") for line in lines[start + 1 : end]))


def _commando(row: object) -> Commando:
    if not isinstance(row, dict) or set(row) != {"naam", "help", "import"}:
        raise ValueError("a [[commando]] has naam, help and import")
    module, _, attribute = str(row["import"]).partition(":")
    if not module or not attribute.isidentifier():
        raise ValueError(f"command {row['naam']!r}: import {row['import']!r} is not like package.module:name")
    return Commando(str(row["naam"]), str(row["help"]), str(row["import"]))
