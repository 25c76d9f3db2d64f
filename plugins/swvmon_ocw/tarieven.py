"""Compare the amounts that plugins ship with the text of the regulation that each of them names as its source."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import SwvmonError, read_parameters
from swvmon_ocw.regelingtekst import Artikel, articles, decode

if TYPE_CHECKING:
    from pathlib import Path

    from swvmon import Parameter, Waarde

EURO = re.compile(r"€\s?(-?[0-9]{1,3}(?:\.[0-9]{3})+|-?[0-9]+)(?:,([0-9]{1,2}))?(?![0-9])")
PROCENT = re.compile(r"(-?[0-9]+)(?:,([0-9]+))?%")
BRON = re.compile(r"(BWBR[0-9]{7}) art\. ([0-9]+[a-z]?)(?: lid ([0-9]+))?")
GELIJK, ANDERS = "gelijk", "anders"


@frozen
class Vergelijking:
    """One value of a parameter beside the text.

    Attributes:
        parameter: id.
        geldig: the days of the value.
        waarde: as it is shipped.
        tekst: as the text has it; None where it is not found.
        artikel: regulation and article, as the source of the value names it.
        waarom: why the text gives no amount; empty where it does.
    """

    parameter: str
    geldig: str
    waarde: Decimal
    tekst: Decimal | None
    artikel: str
    waarom: str = ""

    @property
    def uitkomst(self) -> str:
        """Gelijk, or anders, also where the text has no such amount."""
        return GELIJK if self.tekst == self.waarde else ANDERS


@cache
def _about() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "regelingen.toml").read_text("utf-8"))


@cache
def places() -> dict[str, tuple[str, str]]:
    """Row and column of each parameter that shares its article with others, by id; an empty column: the last one."""
    known = {naam: (place["rij"], place.get("kolom", "")) for naam, place in _about()["plaatsen"].items()}
    for naam, group in _about()["groepen"].items():
        for (rij, row), (kolom, column) in product(group["rij"].items(), group["kolom"].items()):
            known[f"{naam}.{group['lid'].format(rij=rij, kolom=kolom)}"] = (row, column)
    return known


def read_text(path: Path) -> tuple[str, dict[str, Artikel]]:
    """The regulation of which a file is the text, and its articles.

    Raises:
        SwvmonError: the file cannot be read, or is the text of another regulation.
    """
    try:
        lines = decode(path, path.read_bytes())
    except OSError as error:
        raise SwvmonError(f"{path}: cannot be read ({error.strerror})") from None
    title = " ".join(line for line in lines[:10] if line.startswith("##"))
    codes = [code for code, words in _about()["titels"].items() if words in title]
    if len(codes) != 1:
        known = ", ".join(_about()["titels"])
        raise SwvmonError(f"{path}: is not the text of a regulation that is known here ({known})")
    return codes[0], articles(lines)


def shipped() -> list[Parameter]:
    """The parameters of all installed plugins, sorted by id."""
    packages = sorted({point.value for point in entry_points(group="swvmon")})
    return sorted((p for package in packages for p in read_parameters(package)), key=lambda p: p.id)


def compare(parameters: list[Parameter], texts: dict[str, dict[str, Artikel]]) -> list[Vergelijking]:
    """Each value whose source is an article of one of the texts, beside what stands there.

    Args:
        parameters: what plugins ship.
        texts: articles by number, by regulation.
    """
    return [
        _compare(parameter, waarde, match[0], texts[match[1]].get(match[2]), match[3])
        for parameter in parameters
        for waarde in parameter.waarden
        if (match := BRON.search(waarde.bron)) and match[1] in texts
    ]


def _compare(
    parameter: Parameter, waarde: Waarde, source: str, artikel: Artikel | None, lid: str | None
) -> Vergelijking:
    def outcome(tekst: Decimal | None, waarom: str = "") -> Vergelijking:
        return Vergelijking(parameter.id, str(waarde.geldig), waarde.waarde, tekst, source, waarom)

    if artikel is None:
        return outcome(None, "het artikel staat niet in de tekst")
    part = artikel.lid(lid) if lid else artikel
    sign = PROCENT if parameter.eenheid.startswith("procent") else EURO
    if parameter.id in places():
        return outcome(*_in_table(part, sign, *places()[parameter.id]))
    found = [_number(match) for line in part.regels for match in sign.finditer(line)]
    if len(found) == 1:
        return outcome(found[0])
    return outcome(None, f"het artikel heeft {len(found)} bedragen; regelingen.toml zegt niet welk het is")


def _in_table(artikel: Artikel, sign: re.Pattern[str], rij: str, kolom: str) -> tuple[Decimal | None, str]:
    """The amount in a cell of the one table that has the row and the column."""
    cells = []
    for tabel in artikel.tabellen:
        rows = _named(rij, [row.cellen[0] for row in tabel.rijen])
        columns = _named(kolom, list(tabel.kop)) if kolom else [len(tabel.kop) - 1]
        cells += [tabel.rijen[r].cellen[c] for r in rows for c in columns if c < len(tabel.rijen[r].cellen)]
    if len(cells) != 1:
        return None, f"{len(cells)} cellen in rij {rij!r}" + (f", kolom {kolom!r}" if kolom else "")
    match = sign.search(cells[0])
    return (_number(match), "") if match else (None, f"de cel is {cells[0]!r}")


def _named(words: str, names: list[str]) -> list[int]:
    """Places of the names that are these words, else of those that start with them."""
    lower = [naam.casefold() for naam in names]
    exact = [i for i, naam in enumerate(lower) if naam == words.casefold()]
    return exact or [i for i, naam in enumerate(lower) if naam.startswith(words.casefold())]


def _number(match: re.Match[str]) -> Decimal:
    return Decimal(f"{match[1].replace('.', '')}.{match[2] or '0'}")
