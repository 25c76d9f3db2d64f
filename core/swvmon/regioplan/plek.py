"""Where in a TOML file a key stands, so that a problem can name its line."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(
    r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=(.*)$"""
)
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")


def line_numbers(text: str) -> dict[Path, int]:
    """Map every table and key of a TOML text to its line, counting from 1.

    Paths are as the parsed document has them: ``("keten", 1, "model")`` for the key of the second ``[[keten]]``.
    """
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if depth == 0 and (header := _HEADER.match(line)):
            table = _table(_parts(header[2]), counts, new=header[1] == "[[")
            for length in range(1, len(table) + 1):  # a table around it stands where its first part does
                lines.setdefault(table[:length], number)
            continue
        if depth == 0 and (key := _KEY.match(line)):
            lines.setdefault((*table, *_parts(key[1])), number)
            line = key[2]  # noqa: PLW2901 - the brackets of the value are counted, those of the key are not
        bare = re.sub(r""""(?:\\.|[^"\\])*"|'[^']*'|#.*""", "", line)
        depth = max(0, depth + sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}"))
    return lines


def nearest_line(lines: dict[Path, int], path: Path) -> int:
    """The line of a key, or of the nearest table around it; 1 where neither is written."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(double or single or bare for double, single, bare in _PART.findall(dotted))


def _table(parts: tuple[str, ...], counts: dict[Path, int], *, new: bool) -> Path:
    path: Path = ()
    for position, part in enumerate(parts):
        path = (*path, part)
        if new and position == len(parts) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path
