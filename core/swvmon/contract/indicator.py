"""Indicator: a definition that measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon.contract.meting import AGGREGATIES, SOORTEN
from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.perioden import SECTORS

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.contract.grootboek import Grootboek

Bereken = Callable[["Momentopname", "Grootboek"], "pd.DataFrame"]


@frozen
class Indicator:
    """A definition that measures, as a plugin registers it.

    Called as ``bereken(momentopname, grootboek)`` after all chains, with the closed ledger; hands back a frame made
    by `swvmon.metingen`. Pure, like a verdeelmodel. A failing indicator does not touch the others.

    Attributes:
        naam: unique name; definitions of one notion by different publishers each have their own.
        titel: name for boards, in Dutch.
        definitie: what is counted over what, in Dutch.
        bron: publisher of the definition.
        soort: kind of its metingen.
        aggregatie: how values of a lower level are added up.
        sectoren: sectors for which it is defined.
        bereken: the computation.
        leest: tables that it reads.
    """

    naam: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    titel: str = field(validator=validators.min_len(3))
    definitie: str = field(validator=validators.min_len(10))
    bron: str = field(validator=validators.min_len(2))
    soort: str = field(validator=validators.in_(SOORTEN))
    aggregatie: str = field(validator=validators.in_(AGGREGATIES))
    sectoren: tuple[str, ...] = field(validator=validators.deep_iterable(validators.in_(SECTORS)))
    bereken: Bereken
    leest: tuple[Leest, ...] = ()
