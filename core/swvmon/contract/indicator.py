"""Indicator: a definition that measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import Factory, field, frozen, validators

from swvmon.contract.meting import AGGREGATIES, SOORTEN
from swvmon.contract.momentopname import Leest
from swvmon.perioden import SECTORS

if TYPE_CHECKING:
    import pandas as pd

Bereken = Callable[..., "pd.DataFrame"]

REGIOJAAR, SCENARIO, REGIOS = "regiojaar", "scenario", "regios"
OVER = (REGIOJAAR, SCENARIO, REGIOS)
HOGER = ("bestuur", "gemeente", "swv", "landelijk")
"""Levels to which the core adds up."""


@frozen
class Indicator:
    """A definition that measures, as a plugin registers it.

    Computed after all chains, by `over`:

    - ``regiojaar``: called as ``bereken(momentopname, grootboek)`` with the closed ledger of one region and year;
    - ``scenario``: called as ``bereken(momentopname, grootboek, van)`` for every scenario but the plan itself, with the
      ledger of the scenario and ``van``, the ledger of the plan in the same year;
    - ``regios``: called as ``bereken(metingen, schooljaar)`` once for a sector in a run of many regions, with the
      metingen (columns `swvmon.contract.meting.KOLOMMEN`) of the indicators in `uit`, of this year and those before it
      in the run; its own are those of the sector, not of one region.

    Hands back a frame made by `swvmon.metingen`. Pure, like a verdeelmodel. A failing indicator does not touch the
    others. What it measures on its lowest level the core adds up to the levels in `hoger`, by `aggregatie`.

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
        hoger: levels to which the core adds up: bestuur, gemeente (of the school), swv, landelijk.
        per_klasse: indicators of soort klasse that put SWV's in classes; in a run of all SWV's the core adds up to
            each of their classes too.
        over: one of `OVER`.
        uit: the indicators that it reads, for ``regios``.
        begrip: the notion of which it is one definition; its own name where it is the only one.
        samen: whether one call may do for many SWV's (docs/indicatoren.md): it says of a school or an SWV what follows
            from the rows of that one alone.
        verschil: what differs from other definitions of the notion, in Dutch; required where `begrip` is given.
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
    hoger: tuple[str, ...] = field(default=(), validator=validators.deep_iterable(validators.in_(HOGER)))
    per_klasse: tuple[str, ...] = ()
    over: str = field(default=REGIOJAAR, validator=validators.in_(OVER))
    uit: tuple[str, ...] = ()
    begrip: str = field(default=Factory(lambda self: self.naam, takes_self=True))
    verschil: str = ""
    samen: bool = False

    def __attrs_post_init__(self) -> None:
        if self.hoger and self.aggregatie == "geen":
            raise ValueError(f"indicator {self.naam}: hoger needs an aggregatie that adds up, found geen")
        if self.per_klasse and (self.aggregatie == "geen" or self.over != REGIOJAAR):
            raise ValueError(
                f"indicator {self.naam}: per_klasse needs an aggregatie that adds up, and over = {REGIOJAAR!r}"
            )
        if bool(self.uit) != (self.over == REGIOS):
            raise ValueError(f"indicator {self.naam}: uit and over = {REGIOS!r} need each other")
        if self.over == REGIOS and self.leest:
            raise ValueError(f"indicator {self.naam}: over = {REGIOS!r} reads metingen, no tables")
        if self.samen and self.over != REGIOJAAR:
            raise ValueError(f"indicator {self.naam}: samen needs over = {REGIOJAAR!r}")
        if (self.begrip != self.naam) != bool(self.verschil):
            raise ValueError(f"indicator {self.naam}: begrip and verschil need each other")
