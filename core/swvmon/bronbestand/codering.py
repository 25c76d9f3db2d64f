"""Which encoding a file has: a BOM, else strict UTF-8, else cp1252. Bytes that none of these knows are no text."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from swvmon.errors import FileFault

if TYPE_CHECKING:
    from swvmon.bronbestand.bestand import Bestand

UNDEFINED = (0x00, 0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""NUL, and what cp1252 leaves undefined: a file with one of these is not text in any encoding that publishers use."""


def sniff(begin: bytes, *, volledig: bool) -> str:
    """The encoding of a head: ``utf-8-sig``, ``utf-8``, ``cp1252``, or empty for what is not text.

    A character of several bytes that is cut off at the end of a head does not count against UTF-8.
    """
    if 0 in begin:
        return ""
    if _is_utf8(begin, final=volledig):
        return "utf-8-sig" if begin.startswith(codecs.BOM_UTF8) else "utf-8"
    return "" if any(byte in begin for byte in UNDEFINED) else "cp1252"


def settle(bestand: Bestand) -> str:
    """The encoding of a whole file, read in blocks; cp1252 is allowed where all before was plain ASCII.

    Raises:
        FileFault: bytes after the head prove that it is not text, or another encoding than what came before; names
            the line.
    """
    head = bestand.kop.codering
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8 = head.startswith("utf-8")
    plain = True
    position = 0
    for block in bestand.blocks():
        if utf8:
            pending = len(decoder.getstate()[0])
            try:
                plain = decoder.decode(block).isascii() and plain
            except UnicodeDecodeError as error:
                offset = max(0, error.start - pending)
                if not (plain and block[:offset].isascii()):
                    raise FileFault(
                        f"{bestand.pad}: line {_line(bestand, position + offset)} is not UTF-8, as the lines before "
                        "it are; the file was put together from two encodings. Fetch it again"
                    ) from None
                utf8 = False
        for byte in UNDEFINED[:1] if utf8 else UNDEFINED:
            offset = block.find(byte)
            if offset >= 0:
                line = _line(bestand, position + offset)
                raise FileFault(f"{bestand.pad}: line {line} holds byte 0x{byte:02X}, which is no text; fetch it again")
        position += len(block)
    if utf8 and decoder.getstate()[0]:
        if not plain:
            raise FileFault(f"{bestand.pad}: ends in the middle of a character; the file is cut off, fetch it again")
        utf8 = False
    return head if utf8 else "cp1252"


def _is_utf8(data: bytes, *, final: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final)
    except UnicodeDecodeError:
        return False
    return True


def _line(bestand: Bestand, position: int) -> int:
    """Number of the line in which a byte stands."""
    lines = 1
    for block in bestand.blocks():
        part = block[:position]
        lines += part.count(b"\n") or part.count(b"\r")
        position -= len(part)
        if position == 0:
            break
    return lines
