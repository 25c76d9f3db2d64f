"""A published figure that a rule should give again."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen, validators


@frozen
class Gepubliceerd:
    """A figure as it is printed somewhere.

    Attributes:
        id: plugin and name, such as ``swvzhw.schoolbudget_totaal``.
        titel: what it is, in Dutch.
        waarde: the printed number.
        eenheid: its unit.
        periode: the school year or moment to which it belongs, as printed.
        bron: report and line.
        precisie: how it is printed: exact, or rounded ("ongeveer").
    """

    id: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+"))
    titel: str = field(validator=validators.min_len(3))
    waarde: Decimal
    eenheid: str = field(validator=validators.min_len(2))
    periode: str
    bron: str = field(validator=validators.min_len(3))
    precisie: str = field(validator=validators.in_(("exact", "afgerond")))
