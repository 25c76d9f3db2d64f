"""The verdict on a published figure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from swvmon import Gepubliceerd

GELIJK = "gelijk"
VERKLAARD = "verschil verklaard"
PUBLICATIEFOUT = "gepubliceerde fout"
NIET_TE_BEREKENEN = "niet te berekenen"
ONVERKLAARD = "verschil niet verklaard"
MISLUKT = "berekening mislukt"

OORDELEN = (GELIJK, VERKLAARD, PUBLICATIEFOUT, NIET_TE_BEREKENEN, ONVERKLAARD, MISLUKT)


@frozen
class Vergelijking:
    """A published figure beside ours.

    Attributes:
        figuur: the figure.
        plugin: the plugin that registered it.
        onze: our number, not rounded; None where there is none.
        oordeel: one of `OORDELEN`.
        melding: why the computation failed.
    """

    figuur: Gepubliceerd
    plugin: str
    onze: Decimal | None
    oordeel: str
    melding: str = ""


def beoordeel(figuur: Gepubliceerd, onze: Decimal | None) -> str:
    """The verdict on a figure.

    Ours is rounded half up to `afronding` decimals first. A figure that is registered as an error must differ. Where it
    is equal, it is as unexplained as a difference without `uitleg`, and as a figure without ours and without `uitleg`.

    Args:
        figuur: the figure.
        onze: our number; None where it cannot be had.
    """
    if onze is None:
        return NIET_TE_BEREKENEN if figuur.uitleg and not figuur.fout else ONVERKLAARD
    rounded = figuur.rounded(onze)
    if figuur.fout:
        return PUBLICATIEFOUT if rounded != figuur.waarde and figuur.uitleg else ONVERKLAARD
    if rounded == figuur.waarde:
        return GELIJK
    return VERKLAARD if figuur.uitleg else ONVERKLAARD


def vergelijk(figuur: Gepubliceerd, plugin: str) -> Vergelijking:
    """Compute our figure and judge; what the computation raises is told, and harms no other figure."""
    try:
        onze = None if figuur.bereken is None else _number(figuur.bereken())
        return Vergelijking(figuur, plugin, onze, beoordeel(figuur, onze))
    except Exception as error:  # whatever a plugin raises is its own fault, and named
        text = " ".join(f"{type(error).__name__}: {error}".split())
        return Vergelijking(figuur, plugin, None, MISLUKT, text)


def tel(vergelijkingen: Iterable[Vergelijking]) -> dict[str, int]:
    """How many figures have each verdict, in the order of `OORDELEN`; those that none has are left out."""
    found = [v.oordeel for v in vergelijkingen]
    return {oordeel: found.count(oordeel) for oordeel in OORDELEN if oordeel in found}


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"bereken gave {value!r}, expected a Decimal")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"bereken gave {value!r}, expected a finite number")
    return number
