"""A file that the core opened: its head, its fingerprint and its bytes."""

from __future__ import annotations

import errno
import hashlib
import stat
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon.bronbestand.kop import Kop
from swvmon.bronbestand.werkblad import GROOTSTE as GROOTSTE_WERKBOEK
from swvmon.bronbestand.werkblad import MERK, Werkblad, read_werkblad
from swvmon.errors import FileFault

if TYPE_CHECKING:
    from collections.abc import Iterator

KOPGROOTTE = 64 * 1024
"""Bytes of the head: what `herken` may look at."""
BLOK = 1024 * 1024
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
        naam: the file name only; what is kept in the database.
        grootte: size in bytes.
        begin: the first 64 KiB.
    """

    pad: Path
    naam: str
    grootte: int
    begin: bytes = field(repr=False)

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
        return cls(pad, pad.name, status.st_size, begin)

    @cached_property
    def kop(self) -> Kop:
        """What the head tells: encoding, separator, columns and the first rows.

        Raises:
            FileFault: a workbook that cannot be read.
        """
        if self.werkblad is not None:
            tekst = self.werkblad.tekst
            return Kop.of(tekst[:KOPGROOTTE], volledig=len(tekst) <= KOPGROOTTE)
        return Kop.of(self.begin, volledig=self.grootte <= len(self.begin))

    @cached_property
    def werkblad(self) -> Werkblad | None:
        """The first sheet, where the file is an XLSX workbook by its content; what is read is then the text of it.

        Raises:
            FileFault: a workbook that cannot be read.
        """
        maybe = self.begin.startswith(MERK) and self.grootte <= GROOTSTE_WERKBOEK
        return read_werkblad(self.pad, self._read_raw()) if maybe else None

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


def _fault(pad: Path, error: Exception) -> FileFault:
    why = _WHY.get(getattr(error, "errno", None) or 0, f"cannot be read ({error})")
    return FileFault(f"{pad}: {why}")
