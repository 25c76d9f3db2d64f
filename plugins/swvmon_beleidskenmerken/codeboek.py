"""The codebook: which features there are, and which codes each may have."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from attrs import frozen

ONBEKENDE_CODE = "onbekende_code"
"""Class of an SWV with a code that is not in the codebook: visible, and in no other class."""


@frozen
class Kenmerk:
    """A feature of an SWV.

    Attributes:
        naam: its name in the table `kenmerk`, and of the indicator.
        titel: Dutch title.
        definitie: what it tells, in Dutch.
        bron: who defined its codes.
        codes: the codes, in the order of the source.
    """

    naam: str
    titel: str
    definitie: str
    bron: str
    codes: tuple[str, ...]


def _read() -> tuple[Kenmerk, ...]:
    table = tomllib.loads((files(__package__) / "codeboek.toml").read_text("utf-8"))
    return tuple(
        Kenmerk(naam, told["titel"], told["definitie"], told["bron"], tuple(told["codes"]))
        for naam, told in table.items()
    )


KENMERKEN = _read()
