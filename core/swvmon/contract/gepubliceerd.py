"""A published figure, and how our rules come to it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from attrs import field, frozen, validators

from swvmon.geld import half_up

LABELS = ("gepubliceerd", "herberekend", "gereconstrueerd")
"""How our figure came about: taken over as it is printed, computed from printed inputs, or computed from other data."""


@frozen
class Gepubliceerd:
    """A figure as it is printed somewhere, with our own beside it.

    Attributes:
        id: plugin and name, such as ``swvzhw.schoolbudget_totaal``.
        titel: what it is, in Dutch.
        waarde: the printed number.
        eenheid: its unit.
        periode: the school year or moment to which it belongs, as printed.
        bron: report and line.
        precisie: how it is printed: exact, or rounded ("ongeveer").
        label: how our figure comes about, one of `LABELS`.
        bereken: our figure, from a rule of the plugin and inputs that the plugin carries with their source; None where
            it can only come from loaded data or cannot be had, which `uitleg` then tells.
        afronding: decimals to which our figure is rounded half up before it is compared; None compares it as it is.
        fout: the printed figure is wrong by the source's own numbers; `uitleg` shows it, and our figure must differ.
        uitleg: why ours differs, or why there is none, in Dutch; required where that is so.
    """

    id: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+"))
    titel: str = field(validator=validators.min_len(3))
    waarde: Decimal
    eenheid: str = field(validator=validators.min_len(2))
    periode: str
    bron: str = field(validator=validators.min_len(3))
    precisie: str = field(validator=validators.in_(("exact", "afgerond")))
    label: str = field(default="gepubliceerd", validator=validators.in_(LABELS))
    bereken: Callable[[], Decimal] | None = field(default=None, eq=False, repr=False)
    afronding: int | None = None
    fout: bool = False
    uitleg: str = ""

    def rounded(self, onze: Decimal) -> Decimal:
        """Our figure, rounded half up as the printed one is."""
        return onze if self.afronding is None else half_up(onze, self.afronding)
