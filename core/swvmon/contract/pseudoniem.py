"""Pseudonyms: what stands in a table instead of a person, made with a key that stays outside it.

A pseudonym is HMAC-SHA256 of what it is a number of and the number. Who has the key can make the same pseudonym of
the same number, and so follow a pupil from one levering to the next; who does not have it cannot try numbers until one
fits.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from pathlib import Path

from attrs import field, frozen

from swvmon.contract.persoonsnummer import passes_elfproef
from swvmon.errors import UsageError

OMGEVING = "SWVMON_SLEUTEL"
"""The environment variable that names the file with the key."""
KORTSTE, LANGSTE = 32, 4096
"""Bytes of a key."""

_HINT = (
    'make one with `python -c "import secrets; print(secrets.token_hex(32))" > FILE`, keep it apart from the database, '
    f"and set {OMGEVING}=FILE"
)


@frozen
class Sleutel:
    """The key of an SWV.

    Attributes:
        vingerafdruk: 16 hexadecimal digits that tell keys apart and nothing about them; rows carry it.
    """

    _geheim: bytes = field(repr=False)
    vingerafdruk: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "vingerafdruk", self._digest("vingerafdruk")[:16])

    def pseudoniem(self, waarvan: str, identificatie: str) -> str:
        """The pseudonym, 64 hexadecimal digits.

        Args:
            waarvan: what it is a number of, such as ``leerling``; the same number of something else gets another.
            identificatie: the number or code. A citizen number that lost its zero in a spreadsheet is the same one.
        """
        return self._digest(f"{waarvan}:{_whole(identificatie)}")

    def _digest(self, text: str) -> str:
        return hmac.new(self._geheim, text.encode(), hashlib.sha256).hexdigest()


def read_sleutel() -> Sleutel:
    """The key in the file that SWVMON_SLEUTEL names; white space around it does not count.

    Raises:
        UsageError: it names no file, or no file with a key in it; says what to do.
    """
    name = os.environ.get(OMGEVING, "")
    if not name:
        raise UsageError(f"this file is about persons, and there is no key to make pseudonyms with: {_HINT}")
    try:
        with Path(name).open("rb") as stream:
            geheim = stream.read(LANGSTE + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file name"
        raise UsageError(f"{OMGEVING} names {name!r}, which cannot be read ({why}); {_HINT}") from None
    geheim = geheim.strip()
    if not KORTSTE <= len(geheim) <= LANGSTE:
        raise UsageError(f"{OMGEVING} names {name!r}, which holds no key of {KORTSTE} to {LANGSTE} bytes; {_HINT}")
    return Sleutel(geheim)


def _whole(identificatie: str) -> str:
    """One spelling per person: stripped, and a citizen number in nine digits."""
    text = identificatie.strip()
    if re.fullmatch("[0-9]{8}", text) and passes_elfproef(text.zfill(9)):
        return text.zfill(9)
    return text
