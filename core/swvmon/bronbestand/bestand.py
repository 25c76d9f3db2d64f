"""A file that the core opened: its head, its fingerprint and its bytes."""

from __future__ import annotations

import errno
import hashlib
import re
import stat
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from swvmon.bronbestand.kop import Kop
from swvmon.bronbestand.werkblad import GROOTSTE as GROOTSTE_WERKBOEK
from swvmon.bronbestand.werkblad import MERK, Werkblad, Werkboek, read_werkboek
from swvmon.errors import FileFault

if TYPE_CHECKING:
    from collections.abc import Iterator

KOPGROOTTE = 64 * 1024
"""Bytes of the head: what `herken` may look at."""
BLOK = 1024 * 1024
PARQUET = b"PAR1"
"""How a Parquet file begins."""
GROOTSTE = 1024**3
"""No publisher's table comes near 1 GiB; a larger file is a mistake, and is not taken into memory."""

_WHY = {
    errno.ENOENT: "is not there",
    errno.EACCES: "may not be read by you",
    errno.EPERM: "may not be read by you",
    errno.ELOOP: "is a link that leads back to itself",
    errno.ENOTDIR: "is not there: a part of its path is no folder",
    errno.ENAMETOOLONG: "has a name that is too long",
}


@frozen(eq=False)
class Bestand:
    """A readable, regular file that is not empty.

    Attributes:
        pad: the path as the user gave it, or as it was found in a folder.
        naam: the file name only, with escapes for what cannot be printed; what is kept in the database.
        grootte: size in bytes.
        begin: the first 64 KiB.
        blad: sheet of a workbook that is read; empty: the first one.
        voetnoot: how the line below the table starts, where a sheet has one; it and what follows are no rows.
    """

    pad: Path
    naam: str
    grootte: int
    begin: bytes = field(repr=False)
    blad: str = ""
    voetnoot: str = ""
    _boek: Werkboek | None = field(default=None, repr=False)

    @classmethod
    def open(cls, pad: Path | str) -> Bestand:
        """Open a file for reading and take its head.

        Raises:
            FileFault: not there, not a regular file, unreadable or empty; one line that says which.
        """
        pad = Path(pad)
        try:
            status = pad.stat()
            if stat.S_ISDIR(status.st_mode):
                raise FileFault(f"{pad}: is a folder, expected a file")
            if not stat.S_ISREG(status.st_mode):
                raise FileFault(f"{pad}: is not a regular file (a pipe, socket or device)")
            with pad.open("rb") as stream:
                begin = stream.read(KOPGROOTTE)
        except (OSError, ValueError) as error:
            raise _fault(pad, error) from error
        if not begin:
            raise FileFault(f"{pad}: is empty; fetch it again")
        return cls(pad, printable(pad.name), status.st_size, begin)

    @cached_property
    def kop(self) -> Kop:
        """What the head tells: encoding, separator, columns and the first rows.

        Raises:
            FileFault: a workbook or a Parquet file that cannot be read.
        """
        if self.begin.startswith(PARQUET):
            return _parquet_head(self.pad, self.begin)
        if self.werkblad is None or self.werkboek is None:
            return Kop.of(self.begin, volledig=self.grootte <= len(self.begin))
        others = [naam for naam in self.werkboek.readable() if naam != self.werkblad.naam]
        return evolve(
            _head(self.werkblad.tekst), bladen={naam: _head(self.werkboek.read(naam).tekst) for naam in others}
        )

    @cached_property
    def werkboek(self) -> Werkboek | None:
        """The workbook, where the file is one by its content.

        Raises:
            FileFault: a workbook that cannot be read.
        """
        maybe = self.begin.startswith(MERK) and self.grootte <= GROOTSTE_WERKBOEK
        return self._boek or (read_werkboek(self.pad, self._read_raw()) if maybe else None)

    @cached_property
    def werkblad(self) -> Werkblad | None:
        """The sheet, where the file is an XLSX workbook by its content; what is read is then the text of it.

        Raises:
            FileFault: a workbook that cannot be read, or that lacks the sheet.
        """
        if self.werkboek is None:
            return None
        sheet = self.werkboek.read(self.blad)
        note = re.search(rb'\n"?' + re.escape(self.voetnoot.encode()), sheet.tekst) if self.voetnoot else None
        return sheet if note is None else evolve(sheet, tekst=sheet.tekst[: note.start() + 1])

    def on_sheet(self, blad: str, *, voetnoot: str = "") -> Bestand:
        """The same workbook, read from another sheet.

        Args:
            blad: name of the sheet; `Kop.bladen` of the first one tells which there are.
            voetnoot: how the line below the table starts (``Bron:``); it and what follows are no rows.

        Raises:
            FileFault: the file is no workbook.
        """
        if self.werkboek is None:
            raise FileFault(f"{self.pad}: is no workbook; expected one with a sheet {blad!r}")
        return evolve(self, blad=blad, voetnoot=voetnoot, boek=self.werkboek)

    @property
    def waar(self) -> str:
        """The path, with the sheet where there is one; how messages start."""
        return str(self.pad) if self.werkblad is None else f"{self.pad}, sheet {self.werkblad.naam!r}"

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the content, 64 hexadecimal digits; read in blocks.

        Raises:
            FileFault: the file cannot be read any more.
        """
        digest = hashlib.sha256()
        for block in self._raw_blocks():
            digest.update(block)
        return digest.hexdigest()

    def blocks(self) -> Iterator[bytes]:
        """The text of the table in blocks of at most 1 MiB: the content of the file, or its sheet.

        Raises:
            FileFault: the file cannot be read any more.
        """
        if self.werkblad is None:
            yield from self._raw_blocks()
        else:
            tekst = self.werkblad.tekst
            yield from (tekst[i : i + BLOK] for i in range(0, len(tekst), BLOK))

    def read_bytes(self) -> bytes:
        """The whole text of the table.

        Raises:
            FileFault: too large for a table, changed since it was opened, or unreadable.
        """
        return self._read_raw() if self.werkblad is None else self.werkblad.tekst

    def _raw_blocks(self) -> Iterator[bytes]:
        try:
            with self.pad.open("rb") as stream:
                while block := stream.read(BLOK):
                    yield block
        except OSError as error:
            raise _fault(self.pad, error) from error

    def _read_raw(self) -> bytes:
        if self.grootte > GROOTSTE:
            raise FileFault(f"{self.pad}: is {self.grootte} bytes; a table of a publisher is at most {GROOTSTE}")
        content = b"".join(self._raw_blocks())
        if len(content) != self.grootte:
            raise FileFault(f"{self.pad}: changed while it was read; load it again")
        return content


def _head(tekst: bytes) -> Kop:
    return Kop.of(tekst[:KOPGROOTTE], volledig=len(tekst) <= KOPGROOTTE)


def _parquet_head(pad: Path, begin: bytes) -> Kop:
    """The columns of a Parquet file, which stand at its end."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = tuple(pq.read_schema(pad).names)
    except (OSError, pa.ArrowException) as error:
        raise FileFault(f"{pad}: is no whole Parquet file ({' '.join(str(error).split())[:120]})") from None
    return Kop(begin, volledig=False, codering="parquet", koppen=names)


def printable(text: str) -> str:
    """A name of a file as text that any screen, database and JSON can take: bytes that are no text become escapes."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _fault(pad: Path, error: Exception) -> FileFault:
    why = _WHY.get(getattr(error, "errno", None) or 0, f"cannot be read ({error})")
    return FileFault(f"{pad}: {why}")
