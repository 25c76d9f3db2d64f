"""YAML as it is written: no value is taken for something else, no key counts twice, and each has its line.

YAML makes False of `no` and 1000 of 1e3. Here only what looks like a whole or decimal number, a day, true or false is
one; anything else is text. Anchors, aliases and tags are refused.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon.errors import FileFault

if TYPE_CHECKING:
    from collections.abc import Collection

    from swvmon.regioplan.structuur import Path as KeyPath

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*(_[0-9]{3})*)(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STR = "tag:yaml.org,2002:str"
_TAGS = {_STR, "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}


@frozen
class Woord:
    """A value as it is written.

    Attributes:
        tekst: the text.
        aangehaald: whether it stands between quotes, so that it is text whatever it looks like.
    """

    tekst: str
    aangehaald: bool

    def value(self) -> object:
        """What it means: a number (int or Decimal), a day, true or false, or text.

        Raises:
            ValueError: a day that does not exist.
        """
        if self.aangehaald:
            return self.tekst
        if self.tekst in {"true", "false"}:
            return self.tekst == "true"
        if _NUMBER.fullmatch(self.tekst):
            number = self.tekst.replace("_", "")
            return Decimal(number) if "." in number else int(number)
        return date.fromisoformat(self.tekst) if _DAY.fullmatch(self.tekst) else self.tekst


@frozen
class Document:
    """A YAML file.

    Attributes:
        naam: what to call it in messages.
        inhoud: its keys; values are dicts, lists and `Woord`.
        regels: the line of each key path.
    """

    naam: str
    inhoud: dict[str, Any]
    regels: dict[KeyPath, int]

    def tell(self, path: KeyPath, text: str) -> str:
        """A problem with the file, the line and the key."""
        place = path
        while place and place not in self.regels:
            place = place[:-1]
        return f"{self.naam}:{self.regels.get(place, 1)}: {'.'.join(map(str, path)) or 'case'}: {text}"


class YamlFault(FileFault):
    """A YAML file cannot be used; the message has a line for each problem."""


def read_yaml(text: str, naam: str) -> Document:
    """Read a YAML file whose top is a mapping.

    Raises:
        YamlFault: it is no YAML, or has what is refused here; tells file and line.
    """
    import yaml

    try:
        top = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = " ".join(str(getattr(error, "problem", None) or error).split())
        raise YamlFault(f"{naam}:{mark.line + 1 if mark else 1}: not YAML: {what}") from None
    if not isinstance(top, yaml.MappingNode):
        raise YamlFault(f"{naam}:1: expected keys with values, such as `sector: vo`")
    found = Document(naam, {}, {})
    problems: list[str] = []
    seen: set[int] = set()

    def visit(node: yaml.Node, path: KeyPath) -> Any:
        found.regels.setdefault(path, node.start_mark.line + 1)
        if id(node) in seen:
            problems.append(found.tell(path, "an alias (*); write the value out"))
            return None
        seen.add(id(node))
        if node.tag not in _TAGS:
            problems.append(found.tell(path, f"a tag ({node.tag}); leave it out, and put quotes around what is text"))
        if isinstance(node, yaml.ScalarNode):
            if not node.value and node.style is None:
                problems.append(found.tell(path, "has no value; write one, or leave the key out"))
            return Woord(node.value, node.style is not None)
        if isinstance(node, yaml.SequenceNode):
            return [visit(item, (*path, number)) for number, item in enumerate(node.value)]
        made: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            here = (*path, name)
            if name in made:
                text = f"stands here a second time; the first is on line {found.regels[here]}"
                problems.append(f"{naam}:{key.start_mark.line + 1}: {'.'.join(map(str, here))}: {text}")
                continue
            found.regels[here] = key.start_mark.line + 1
            made[name] = visit(value, here)
        return made

    found.inhoud.update(visit(top, ()))
    if problems:
        raise YamlFault("\n".join(problems))
    return found


def plain(value: Any, als_tekst: Collection[str] = ()) -> Any:
    """Values in place of words; those of some keys stay the text that was written.

    Args:
        value: what `read_yaml` gave.
        als_tekst: keys whose values are text, also where they look like a number: a board is 12345.

    Raises:
        ValueError: a day that does not exist.
    """
    if isinstance(value, dict):
        return {
            key: item.tekst if key in als_tekst and isinstance(item, Woord) else plain(item, als_tekst)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [plain(item, als_tekst) for item in value]
    return value.value() if isinstance(value, Woord) else value
