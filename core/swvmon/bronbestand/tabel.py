"""From a file to a frame: columns found by their spelling, values read by their kind, faulty rows with a reason."""

from __future__ import annotations

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


def read_table(bestand: Bestand, kolommen: Sequence[Kolom], *, kopregel: int = 1) -> Tabel:
    """Read the columns that a dataset wants; nothing of a value is guessed.

    Args:
        bestand: the file.
        kolommen: the columns; a ``vestiging`` stands after the ``brin`` that it is completed with.
        kopregel: number of the header line, where lines about the file come first.

    Raises:
        FileFault: the file is no table, lacks a column, has one twice, has no (acceptable) rows, is in two encodings,
            or holds in most rows something else than a column should (columns that changed places).
    """
    kop = bestand.kop if kopregel == 1 else bestand.kop.at(kopregel)
    places = _places(bestand, kop, kolommen)
    counts = {places[k.naam] for k in kolommen if k.soort == "aantal" and k.naam in places}
    cellen = read_cells(bestand, kop, counts)
    if len(cellen.regel) + len(cellen.vreemd) == 0:
        raise FileFault(f"{bestand.pad}: has a header and no rows; fetch it again")
    lezer = Kolomlezer(bestand, cellen)
    for kolom in kolommen:
        if kolom.naam in places:
            lezer.read(kolom, kop.koppen[places[kolom.naam]], places[kolom.naam])
        else:
            lezer.skip(kolom)
    return _assemble(bestand, kop, lezer)


def _places(bestand: Bestand, kop: Kop, kolommen: Sequence[Kolom]) -> dict[str, int]:
    """Position of each column by name."""
    if not kop.codering:
        raise FileFault(f"{bestand.pad}: is not text; expected a table with ; , or tabs between the columns")
    if not kop.kolommen:
        raise FileFault(f"{bestand.pad}: line {kop.kopregel} is no header with ; , or tabs between the columns")
    found = ", ".join(kop.koppen[:40])
    twice = sorted({k for k in kop.kolommen if k and kop.kolommen.count(k) > 1})
    if twice:
        raise FileFault(f"{bestand.pad}: the header has {', '.join(twice)} more than once; found {found}")
    missing = kop.lacks(kolommen)
    if missing:
        names = "; ".join(f"column {kolom}" for kolom in missing)
        raise FileFault(f"{bestand.pad}: lacks {names}; found {found}")
    places: dict[str, int] = {}
    for kolom in kolommen:
        spellings = [s for s in kolom.bronnen if s in kop.kolommen]
        if len(spellings) > 1:
            raise FileFault(f"{bestand.pad}: has {' and '.join(spellings)}, spellings of one column")
        if spellings:
            places[kolom.naam] = kop.kolommen.index(spellings[0])
    return places


def _assemble(bestand: Bestand, kop: Kop, lezer: Kolomlezer) -> Tabel:
    import pandas as pd

    cellen = lezer.cellen
    if cut := [found for line, found, _ in cellen.vreemd if line == cellen.laatste_los]:
        raise FileFault(
            f"{bestand.pad}: is cut off: its last line, {cellen.laatste_los}, has {cut[0]} of "
            f"{len(kop.kolommen)} cells and no line end; fetch the file again"
        )
    rejected = _rejected_whole(kop, cellen) + [row for row in lezer.afgekeurd if row[0] != cellen.laatste_los]
    good = ~lezer.slecht & (cellen.regel != cellen.laatste_los)
    frame = pd.DataFrame(lezer.kolommen)
    if not good.all():
        frame = frame[good].reset_index(drop=True)
    if frame.empty:
        line, column, code, found, expected = min(rejected)
        raise FileFault(
            f"{bestand.pad}: none of its {len(rejected)} rows can be read; line {line}, column {column!r}: "
            f"found {found!r}, expected {expected} ({code})"
        )
    afkeuringen = pd.DataFrame(sorted(rejected), columns=list(AFKEURING_KOLOMMEN)).astype(
        {name: "int64" if name == "regel" else "str" for name in AFKEURING_KOLOMMEN}
    )
    return Tabel(frame, afkeuringen, len(frame) + len(afkeuringen))


def _rejected_whole(kop: Kop, cellen: Cellen) -> list[tuple[int, str, str, str, str]]:
    """Rows of another width, and a whole last row without line end where the others have one."""
    width = len(kop.kolommen)
    rejected = [
        (line, kop.koppen[min(found, width) - 1], "aantal_kolommen", f"{found} cells", f"{width} cells")
        for line, found, _ in cellen.vreemd
    ]
    if cellen.laatste_los:
        line = cellen.laatste_los
        rejected.append((line, kop.koppen[-1], "afgebroken", "no line end", "a line end, as the other lines have"))
    return rejected
