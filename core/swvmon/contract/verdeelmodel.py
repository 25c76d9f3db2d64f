"""Verdeelmodel: a rule that moves money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen, validators

from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.perioden import SECTORS, Periode

if TYPE_CHECKING:
    from swvmon.contract.grootboek import Grootboek
    from swvmon.contract.uitkomst import Uitkomst

Verdeel = Callable[["Momentopname", "Grootboek", Any], "Uitkomst"]
Leeslijst = tuple[Leest, ...] | Callable[[Any, str], tuple[Leest, ...]]
"""Tables that a rule reads, or a function from (keuzes, sector) to these."""

WETTEN = (
    "behoud",
    "herhaalbaar",
    "invoer_ongewijzigd",
    "meer_leerlingen",
    "nulbudget",
    "samenvoegen",
    "schaal",
    "volgorde",
)
"""Laws that every model keeps, unless its registration says why not (docs/wetten.md)."""


@frozen
class Regime:
    """The function that holds for a sector over a period of law.

    Attributes:
        sector: po or vo.
        geldig: the days for which the rule holds.
        verdeel: the rule.
        leest: tables that this rule reads, beside those of the model; or a function from (keuzes, sector) to these.
    """

    sector: str = field(validator=validators.in_(SECTORS))
    geldig: Periode
    verdeel: Verdeel
    leest: Leeslijst = ()


@frozen(kw_only=True)
class Voorbeeld:
    """Choices with which a model runs on the fictional region of `swvmon.testing`, for the laws and for readers.

    Attributes:
        sector: po or vo.
        keuzes: as a region plan gives them.
        schooljaar: a school year for which the model knows its numbers.
        opening_euro: opening balances per account, whole euros.
        mag_rood: accounts that may go below zero.
        parameters: values that the example supplies for parameters of the model by id, for all days.
    """

    sector: str = field(validator=validators.in_(SECTORS))
    keuzes: Mapping[str, Any] = field(factory=dict)
    schooljaar: str = "2015/16"
    opening_euro: Mapping[str, int] = field(factory=dict)
    mag_rood: tuple[str, ...] = ()
    parameters: Mapping[str, Decimal] = field(factory=dict)


_STEPS = "swvmon.steps"


def step_names(default: Any = (), **kwargs: Any) -> Any:
    """A field of a model's Keuzes class that names steps of the keten; a name that no step has is a plan error.

    Args:
        default: ``()`` for a ``tuple[str, ...]``, ``""`` for the name of one step.
        kwargs: what `attrs.field` takes.
    """
    return field(default=default, metadata={_STEPS: True}, **kwargs)


def names_steps(attribute: attrs.Attribute[Any]) -> bool:
    """Whether a field was declared with `step_names`."""
    return bool(attribute.metadata.get(_STEPS))


@frozen
class GeenKeuzes:
    """For a model without choices."""


def _are_laws(model: Verdeelmodel, _: object, exempt: Mapping[str, str]) -> None:
    for law, reason in exempt.items():
        if law not in WETTEN:
            raise ValueError(f"{model.naam}: {law!r} is not a law; laws: {', '.join(WETTEN)}")
        if len(reason) < 10:
            raise ValueError(f"{model.naam}: say in a sentence why law {law!r} does not hold, not {reason!r}")


def _is_attrs_class(model: Verdeelmodel, _: object, keuzes: type) -> None:
    if not attrs.has(keuzes):
        raise ValueError(f"{model.naam}: keuzes must be an attrs class, not {keuzes!r}")


@frozen
class Verdeelmodel:
    """A rule that moves money, as a plugin registers it.

    The rule is called as ``verdeel(momentopname, grootboek, keuzes)`` and hands back an `Uitkomst`. It is pure: no
    files, network, clock or random numbers; the same input gives the same lines.

    Attributes:
        naam: name in region plans, unique over all installed plugins.
        titel: name for boards, in Dutch.
        bron: where the rule is written: report and line, law and article.
        sectoren: sectors for which it works.
        keuzes: attrs class of what a plan chooses; field names carry units. Unknown keys in a plan are errors.
        verdeel: the rule, where one holds for all periods.
        regimes: the rules per sector and period, where the law changed; the engine splits a year at a border.
        leest: tables that it reads, or a function from (keuzes, sector) to these.
        levert: tables that it hands to later steps, by name, or by name and telmoment; or a function from (keuzes,
            sector) to these, where a choice decides.
        heel_gebied: its rule is about the SWV as a whole: refused in a sub-chain that names schools, where placements
            without a referrer and pupils of other schools would fall out.
        samen: whether one call may do for many SWV's, or a function of the choices that says so (docs/hooks.md): what
            it books for an SWV and its schools follows from rows and lines about these.
        verdeelt: names of the choices that are the money it divides: without that money it divides nothing, and with
            twice the money and twice the pupils every amount is twice as high.
        uitzonderingen: laws that do not hold for it, with the reason.
        voorbeelden: choices with which it runs.
    """

    naam: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    titel: str = field(validator=validators.min_len(3))
    bron: str = field(validator=validators.min_len(2))
    sectoren: tuple[str, ...] = field(validator=validators.deep_iterable(validators.in_(SECTORS)))
    keuzes: type = field(default=GeenKeuzes, validator=_is_attrs_class)
    verdeel: Verdeel | None = None
    regimes: tuple[Regime, ...] = ()
    leest: Leeslijst = ()
    levert: tuple[str, ...] | Callable[[Any, str], tuple[str, ...]] = ()
    heel_gebied: bool = False
    samen: bool | Callable[[Any], bool] = False
    verdeelt: tuple[str, ...] = ()
    uitzonderingen: Mapping[str, str] = field(factory=dict, validator=_are_laws)
    voorbeelden: tuple[Voorbeeld, ...] = ()

    def __attrs_post_init__(self) -> None:
        if (self.verdeel is None) == (not self.regimes):
            raise ValueError(f"{self.naam}: give either verdeel or regimes")
        if self.samen and self.levert:
            raise ValueError(f"{self.naam}: samen hands over no tables, so that levert must be empty")

    def tables(self, keuzes: Any, sector: str, periode: Periode) -> tuple[Leest, ...]:
        """The tables that it reads with these choices over a period, each once."""
        lists = [self.leest, *(r.leest for r in self.regimes if r.sector == sector and r.geldig.overlaps(periode))]
        tables = [table for part in lists for table in (part(keuzes, sector) if callable(part) else part)]
        return tuple(dict.fromkeys(tables))

    def joins(self, keuzes: Any) -> bool:
        """Whether one call may do for many SWV's with these choices."""
        return self.samen(keuzes) if callable(self.samen) else self.samen

    def delivers(self, tabel: Leest, keuzes: Any, sector: str) -> bool:
        """Whether with these choices it hands over a table at this telmoment."""
        names = self.levert(keuzes, sector) if callable(self.levert) else self.levert
        return tabel.tabel in names or f"{tabel.tabel} {tabel.moment}".strip() in names

    def parts(self, sector: str, periode: Periode) -> list[tuple[Periode, Verdeel]]:
        """The parts of a period with the rule of each, in order of time.

        Raises:
            ValueError: no rule for some days (a gap), or two (an overlap); says which.
        """
        if self.verdeel is not None:
            return [(periode, self.verdeel)]
        rules = [(r.geldig.intersect(periode), r.verdeel) for r in self.regimes if r.sector == sector]
        parts = sorted(((shared, rule) for shared, rule in rules if shared), key=lambda part: part[0])
        day = periode.van
        for part, _ in parts:
            if part.van != day:
                kind = "a gap before" if part.van > day else "two rules on"
                raise ValueError(f"model {self.naam} has {kind} {part.van} for sector {sector}")
            day = part.tot + timedelta(days=1)
        if not parts or parts[-1][0].tot != periode.tot:
            raise ValueError(f"model {self.naam} has no rule for sector {sector} up to {periode.tot}")
        return parts
