"""Track and phase of a class, from `richtingen.toml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, validators

from swvmon import Bevinding

if TYPE_CHECKING:
    import pandas as pd

ONBEKEND = "onbekend"


@frozen
class Onderwijstype:
    """One section of the table; see its head for what the fields mean."""

    fase: str = field(validator=validators.in_(("brugjaar", "bovenbouw", "vavo")))
    richting: str = ""
    elementcode: dict[str, str] = field(factory=dict)
    anders: str = ""

    def richting_of(self, code: str) -> tuple[str, str]:
        """Track of an elementcode, and which field told it: richting, elementcode, anders or onbekend."""
        if self.richting:
            return self.richting, "richting"
        for pattern, richting in self.elementcode.items():
            if len(pattern) == len(code) and all(p in ("x", c) for p, c in zip(pattern, code, strict=True)):
                return richting, "elementcode"
        return (self.anders, "anders") if self.anders else (ONBEKEND, ONBEKEND)


@cache
def onderwijstypen() -> dict[str, Onderwijstype]:
    """The table by the publisher's name of the type of education."""
    import tomllib
    from importlib.resources import files

    table = tomllib.loads((files(__package__) / "richtingen.toml").read_text("utf-8"))
    return {naam: Onderwijstype(**section) for naam, section in table.items()}


def add_richting(rijen: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame | None, tuple[Bevinding, ...]]:
    """Add `richting` and `fase` (both text) to rows with `regel`, `onderwijstype` and `elementcode`.

    Returns:
        The rows of a known type of education; the rejected others (columns of afkeuringen, code
        ``onbekend_onderwijstype``), None where there are none; a finding per elementcode that the table does not list.
    """
    import numpy as np
    import pandas as pd

    type_codes, types = pd.factorize(rijen["onderwijstype"])
    element_codes, elements = pd.factorize(rijen["elementcode"])
    pair, first = np.unique(type_codes * len(elements) + element_codes, return_inverse=True)
    named, coded = types.tolist(), elements.tolist()
    outcome = [_judge(named[p // len(coded)], coded[p % len(coded)]) for p in pair.tolist()]
    per_row: dict[str, Any] = {
        "richting": pd.array([richting for richting, _, _ in outcome], "str").take(first),
        "fase": pd.array([fase for _, fase, _ in outcome], "str").take(first),
    }
    bevindingen = tuple(bevinding for _, _, bevinding in outcome if bevinding is not None)
    rijen = rijen.assign(**per_row)
    if all(fase for _, fase, _ in outcome):
        return rijen, None, bevindingen
    known = rijen["fase"] != ""
    return rijen[known].reset_index(drop=True), _rejected(rijen[~known]), bevindingen


def _rejected(rijen: pd.DataFrame) -> pd.DataFrame:
    rejected = rijen[["regel"]].assign(
        kolom="ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR",
        code="onbekend_onderwijstype",
        gevonden=rijen["onderwijstype"].str[:40],
        verwacht="a type of education of richtingen.toml",
    )
    return rejected.reset_index(drop=True)


def _judge(onderwijstype: str, code: str) -> tuple[str, str, Bevinding | None]:
    """Track, phase and finding of one combination; an unknown type of education has no phase."""
    known = onderwijstypen().get(onderwijstype)
    if known is None:
        return "", "", None
    richting, told_by = known.richting_of(code)
    if told_by in ("richting", "elementcode"):
        return richting, known.fase, None
    where = f"Elementcode {code} bij {onderwijstype!r} staat niet in de tabel van richtingen"
    if told_by == "anders":
        bevinding = Bevinding("elementcode_nieuw", "info", code, f"{where}; de richting is {richting}.")
    else:
        bevinding = Bevinding("richting_onbekend", "waarschuwing", code, f"{where}; de richting is onbekend.")
    return richting, known.fase, bevinding
