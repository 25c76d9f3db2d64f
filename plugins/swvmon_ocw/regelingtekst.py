"""The text of a regulation as markdown: its tables and articles, with the line on which each stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import SwvmonError

if TYPE_CHECKING:
    from swvmon import Kop

LIJN = re.compile(r"\|[ :|-]+\|?\s*")
ARTIKEL = re.compile(r"#{2,4}\s*Artikel\s+([0-9]+[a-z]?)\s*")
KOP = re.compile(r"#{1,4}")


@frozen
class Rij:
    """A row of a table: its line in the file and its cells."""

    regel: int
    cellen: tuple[str, ...]


@frozen
class Tabel:
    """A table: its header and its rows."""

    kop: tuple[str, ...]
    rijen: tuple[Rij, ...]


@frozen
class Artikel:
    """An article: its number, its lines of text, and its tables."""

    nummer: str
    regels: tuple[str, ...]
    tabellen: tuple[Tabel, ...]

    def lid(self, nummer: str) -> Artikel:
        """One paragraph of it, up to the next; without text where there is none."""
        starts = [i for i, line in enumerate(self.regels) if re.match(r"[0-9]+\.\s", line)]
        here = [i for i in starts if self.regels[i].startswith(f"{nummer}. ")]
        if not here:
            return Artikel(self.nummer, (), ())
        end = min((i for i in starts if i > here[0]), default=len(self.regels))
        part = self.regels[here[0] : end]
        return Artikel(self.nummer, part, tables(part))


def head_text(kop: Kop) -> str:
    """The text of a head, as far as it is text."""
    return kop.begin.decode("utf-8", errors="ignore")


def decode(waar: object, content: bytes) -> list[str]:
    """The lines of a file.

    Raises:
        SwvmonError: it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise SwvmonError(f"{waar}: is not UTF-8; fetch the text of the regulation again") from None


def tables(lines: list[str] | tuple[str, ...], first: int = 1) -> tuple[Tabel, ...]:
    """The tables in lines of which the first has this number; one starts where a line is ruled off below its header."""
    found: list[Tabel] = []
    rows: list[Rij] = []
    header: tuple[str, ...] = ()
    for place, line in enumerate(lines):
        ruled = place + 1 < len(lines) and LIJN.fullmatch(lines[place + 1]) and ":" in lines[place + 1]
        if line.startswith("|") and ruled:
            header, rows = _cells(line), []
        elif not line.startswith("|"):
            if header:
                found.append(Tabel(header, tuple(rows)))
            header = ()
        elif header and not (LIJN.fullmatch(line) and ":" in line):
            rows.append(Rij(first + place, _cells(line)))
    return tuple(found) + ((Tabel(header, tuple(rows)),) if header else ())


def articles(lines: list[str]) -> dict[str, Artikel]:
    """The articles by number; an annex ends the last one."""
    found: dict[str, Artikel] = {}
    starts = [i for i, line in enumerate(lines) if KOP.match(line) and not line.startswith("####")]
    for i, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        match = ARTIKEL.fullmatch(lines[i].strip())
        if match:
            body = tuple(lines[i + 1 : end])
            found[match[1]] = Artikel(match[1], body, tables(body))
    return found


def _cells(line: str) -> tuple[str, ...]:
    return tuple(" ".join(cell.replace("*", "").split()) for cell in line.strip().strip("|").split("|"))
