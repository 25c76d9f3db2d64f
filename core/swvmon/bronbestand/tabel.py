"""From a file to a frame: columns found by their spelling, values read by their kind, faulty rows with a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.bronbestand.kolomlezen import Kolomlezer
from swvmon.bronbestand.lezen import Cellen, read_cells
from swvmon.contract.databron import AFKEURING_KOLOMMEN
from swvmon.errors import FileFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from swvmon.bronbestand.bestand import Bestand
    from swvmon.bronbestand.kolom import Kolom
    from swvmon.bronbestand.kop import Kop


@frozen(eq=False)
class Tabel:
    """The rows of a file.

    Attributes:
        rijen: accepted rows: `regel` (int64, line in the file), then the columns asked for: an ``aantal`` as
            ``<naam>_min`` and ``<naam>_max`` (int64, 0 where it is missing and `gevuld` is off), the other kinds as
            text, an empty ``tekst`` as "" and what else is empty as missing.
        afkeuringen: rejected rows, one line each: the first fault in the order of the columns asked for.
        rijen_gelezen: accepted and rejected rows. A line without any value is no row.
    """

    rijen: pd.DataFrame
    afkeuringen: pd.DataFrame
    rijen_gelezen: int


def read_table(
    bestand: Bestand, kolommen: Sequence[Kolom], *, kopregel: int = 1, open_slot: bool = False, gesloten: bool = False
) -> Tabel:
    """Read the columns that a dataset wants; nothing of a value is guessed.

    Args:
        bestand: the file.
        kolommen: the columns; a ``vestiging`` stands after the ``brin`` that it is completed with.
        kopregel: number of the header line, where lines about the file come first.
        open_slot: the publisher writes no line end after the last row: a last row of the right width then counts.
            Without it such a row is rejected (`afgebroken`): nobody can see whether its last value is whole.
        gesloten: the columns are all that the file may have: another one refuses it before a row is read, and a value
            outside amounts and identities that can be a citizen number rejects its row (`burgerservicenummer`).

    Raises:
        FileFault: the file is no table, lacks a column, has one twice or one too many, has no (acceptable) rows, is in
            two encodings, or holds in most rows something else than a column should (columns that changed places).
    """
    kop = bestand.kop if kopregel == 1 else bestand.kop.at(kopregel)
    if gesloten:
        refuse_unknown(bestand, kop, kolommen)
    places = _places(bestand, kop, kolommen)
    # a count that may be a citizen number is looked at as text
    counts = {places[k.naam] for k in kolommen if k.soort == "aantal" and k.naam in places and not gesloten}
    cellen = read_cells(bestand, kop, counts)
    if len(cellen.regel) + len(cellen.vreemd) == 0:
        raise FileFault(f"{bestand.waar}: has a header and no rows; fetch it again")
    if gesloten:
        _refuse_nameless(bestand, kop, cellen)
    lezer = Kolomlezer(bestand, cellen, gesloten)
    for kolom in kolommen:
        if kolom.naam in places:
            lezer.read(kolom, kop.koppen[places[kolom.naam]], places[kolom.naam])
        else:
            lezer.skip(kolom)
    return _assemble(bestand, kop, lezer, open_slot=open_slot)


def _places(bestand: Bestand, kop: Kop, kolommen: Sequence[Kolom]) -> dict[str, int]:
    """Position of each column by name."""
    if not kop.codering:
        raise FileFault(f"{bestand.waar}: is not text; expected a table with ; , or tabs between the columns")
    if not kop.kolommen:
        raise FileFault(f"{bestand.waar}: line {kop.kopregel} is no header with ; , or tabs between the columns")
    found = ", ".join(kop.koppen[:40])
    twice = sorted({k for k in kop.kolommen if k and kop.kolommen.count(k) > 1})
    if twice:
        raise FileFault(f"{bestand.waar}: the header has {', '.join(twice)} more than once; found {found}")
    missing = kop.lacks(kolommen)
    if missing:
        names = "; ".join(f"column {kolom}" for kolom in missing)
        raise FileFault(f"{bestand.waar}: lacks {names}; found {found}")
    places: dict[str, int] = {}
    for kolom in kolommen:
        spellings = [s for s in kolom.bronnen if s in kop.kolommen]
        if len(spellings) > 1:
            raise FileFault(f"{bestand.waar}: has {' and '.join(spellings)}, spellings of one column")
        if spellings:
            places[kolom.naam] = kop.kolommen.index(spellings[0])
    return places


def refuse_unknown(bestand: Bestand, kop: Kop, kolommen: Sequence[Kolom]) -> None:
    """Refuse a file with a column that is not asked for; one with many digits may be no name, and is not shown.

    Raises:
        FileFault: names the columns.
    """
    known = {spelling for kolom in kolommen for spelling in kolom.bronnen}
    unknown = [
        f"{len(header)} characters" if len(re.findall("[0-9]", header)) > 4 else repr(header[:40])
        for header in kop.koppen
        if header and header.upper() not in known
    ]
    if unknown:
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        raise FileFault(
            f"{bestand.waar}: has columns that do not belong in it: {', '.join(unknown[:5])}{more}; take them out. "
            "Nothing of the file was read"
        )


def _refuse_nameless(bestand: Bestand, kop: Kop, cellen: Cellen) -> None:
    for place, header in enumerate(kop.koppen):
        if (
            not header
            and cellen.kolommen
            and any(value.strip() for value in cellen.kolommen[place].dictionary.to_pylist())
        ):
            raise FileFault(f"{bestand.waar}: column {place + 1} has values and no name; take it out")


def _assemble(bestand: Bestand, kop: Kop, lezer: Kolomlezer, *, open_slot: bool) -> Tabel:
    import pandas as pd

    cellen = lezer.cellen
    if cut := [found for line, found, _ in cellen.vreemd if line == cellen.laatste_los]:
        raise FileFault(
            f"{bestand.waar}: is cut off: its last line, {cellen.laatste_los}, has {cut[0]} of "
            f"{len(kop.kolommen)} cells and no line end; fetch the file again"
        )
    los = 0 if open_slot else cellen.laatste_los
    rejected = _rejected_whole(kop, cellen, los) + [row for row in lezer.afgekeurd if row[0] != los]
    good = ~lezer.slecht & (cellen.regel != los)
    frame = pd.DataFrame(lezer.kolommen)
    if not good.all():
        frame = frame[good].reset_index(drop=True)
    if frame.empty:
        line, column, code, found, expected = min(rejected)
        raise FileFault(
            f"{bestand.waar}: none of its {len(rejected)} rows can be read; line {line}, column {column!r}: "
            f"found {found!r}, expected {expected} ({code})"
        )
    afkeuringen = pd.DataFrame(sorted(rejected), columns=list(AFKEURING_KOLOMMEN)).astype(
        {name: "int64" if name == "regel" else "str" for name in AFKEURING_KOLOMMEN}
    )
    return Tabel(frame, afkeuringen, len(frame) + len(afkeuringen))


def _rejected_whole(kop: Kop, cellen: Cellen, los: int) -> list[tuple[int, str, str, str, str]]:
    """Rows of another width, and a whole last row without line end where the others have one."""
    width = len(kop.kolommen)
    rejected = [
        (line, kop.koppen[min(found, width) - 1], "aantal_kolommen", f"{found} cells", f"{width} cells")
        for line, found, _ in cellen.vreemd
    ]
    if los:
        rejected.append((los, kop.koppen[-1], "afgebroken", "no line end", "a line end, as the other lines have"))
    return rejected
