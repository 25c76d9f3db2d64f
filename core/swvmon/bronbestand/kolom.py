"""A column that a dataset wants, with every spelling that publishers gave its header."""

from __future__ import annotations

from attrs import Factory, field, frozen, validators

from swvmon.bronbestand.soorten import SOORTEN


def _upper(spellings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(spelling.strip().upper() for spelling in spellings)


@frozen
class Kolom:
    """One column of a dataset.

    Attributes:
        naam: name in the frame; an ``aantal`` gives ``<naam>_min`` and ``<naam>_max``.
        bronnen: spellings of the header through the generations of the file; case and outer spaces do not matter.
        soort: kind of the values, a key of `SOORTEN`.
        verplicht: the column must be there; otherwise it is empty in the frame.
        gevuld: a row without a value is rejected (`ontbreekt`); by default for every kind but ``tekst``.
        bij: for a ``vestiging`` the name of the ``brin`` column of the row.
        keuzes: for a ``keuze`` what may be there, in lower case.
        gevoelig: messages and afkeuringen show the length of what was found, never the value itself.
    """

    naam: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    bronnen: tuple[str, ...] = field(converter=_upper, validator=validators.min_len(1))
    soort: str = field(default="tekst", validator=validators.in_(SOORTEN))
    verplicht: bool = True
    gevuld: bool = Factory(lambda self: self.soort != "tekst", takes_self=True)
    bij: str = "brin"
    keuzes: tuple[str, ...] = ()
    gevoelig: bool = False

    @property
    def verwacht(self) -> str:
        """What is expected, for messages."""
        return f"one of {', '.join(self.keuzes)}" if self.keuzes else SOORTEN[self.soort].verwacht

    def __str__(self) -> str:
        return " or ".join(repr(spelling) for spelling in self.bronnen)
