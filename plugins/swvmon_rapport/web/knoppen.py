"""The choices of a plan that can be moved on the page, found from the Keuzes classes of its models."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

import attrs
from attrs import field, frozen

from swvmon_rapport.web.getal import read_number, write_number

if TYPE_CHECKING:
    from swvmon import Rekenaar

UNITS = {"euro": "€", "aandeel": "aandeel (0 tot 1)", "percentage": "%", "cent": "cent"}
"""What the last or first part of a name says of its unit."""
FURTHEST = Decimal(10) ** 9
"""A number without a limit below this has none for the page."""
JA, NEE = "ja", "nee"


def _anything(_: Any) -> bool:
    return True


@frozen
class Knop:
    """One choice of one step.

    Attributes:
        id: its name on the page.
        stap: the step.
        sleutel: key of the choice, and the member of a table.
        titel: what it is, Dutch.
        eenheid: its unit, empty where its name tells none.
        soort: getal, heel (whole number), keus (one of `opties`) or aanuit.
        waarde: what the plan has, as a field shows it.
        opties: what can be chosen.
        minimum: smallest number that the model takes; None: no limit.
        maximum: largest.
        in_plan: whether the plan gives the choice itself; else it is a default or a dated parameter.
        neemt: whether the model takes a number.
        basis: the table that a member stands in, where the plan has none.
    """

    id: str
    stap: str
    sleutel: tuple[str, ...]
    titel: str
    eenheid: str
    soort: str
    waarde: str
    opties: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    in_plan: bool = True
    neemt: Callable[[Any], bool] = field(default=_anything, repr=False)
    basis: Any = field(default=None, repr=False)

    @property
    def schuif(self) -> tuple[Decimal, Decimal, Decimal]:
        """Begin, end and step of the slider; a field beside it takes any number within the limits."""
        value = read_number(self.waarde)
        first = self.minimum if self.minimum is not None else min(Decimal(0), 2 * value)
        last = self.maximum if self.maximum is not None else max(2 * value, first + 10)
        if self.soort == "heel":
            return first, last, Decimal(1)
        span = last - first
        return first, last, Decimal(10) ** (max(-4, (span / 100).adjusted()) if span else 0)

    def lees(self, tekst: str) -> Any:
        """The value that a text means.

        Raises:
            ValueError: it is none, or outside the limits; in Dutch.
        """
        if self.soort in {"keus", "aanuit"}:
            if tekst not in self.opties:
                raise ValueError(f"Kies een van: {', '.join(self.opties)}.")
            return tekst == JA if self.soort == "aanuit" else tekst
        number = read_number(tekst)
        if self.soort == "heel" and number != number.to_integral_value():
            raise ValueError(f"{write_number(number)} is geen heel getal.")
        low, high = self.minimum, self.maximum
        if (low is not None and number < low) or (high is not None and number > high):
            bounds = [f"minstens {write_number(low)}"] if low is not None else []
            bounds += [f"hoogstens {write_number(high)}"] if high is not None else []
            raise ValueError(f"{write_number(number)} kan niet: het is {' en '.join(bounds)}.")
        value = int(number) if self.soort == "heel" else number
        if not self.neemt(value):
            cents = ": schrijf hele centen" if self.eenheid == UNITS["euro"] else ""
            raise ValueError(f"{write_number(number)} kan niet bij deze keuze{cents}.")
        return value


def vind_knoppen(rekenaar: Rekenaar) -> list[Knop]:
    """The choices of all steps that can be moved, in the order of the plan.

    Left out are lists, rows (such as arrangementen), texts without a list of options, and choices that are not made.
    """
    found: list[Knop] = []
    for stap in rekenaar.plan.steps():
        keuzes = rekenaar.keuzes(stap)
        for attribute in attrs.fields(attrs.resolve_types(rekenaar.model(stap).keuzes)):
            value = getattr(keuzes, attribute.name)
            for knop in _of_field(attribute, value, keuzes, stap.stap, stap.keuzes.get(attribute.name)):
                found.append(attrs.evolve(knop, id=f"k{len(found)}"))
    return found


def overschrijf(rekenaar: Rekenaar, knoppen: list[Knop], waarden: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The choices of a scenario: those that differ from the plan, by step; of a table the whole table.

    Args:
        rekenaar: the plan.
        knoppen: what can be moved.
        waarden: value by id of the knop.
    """
    given = {stap.stap: stap.keuzes for stap in rekenaar.plan.steps()}
    changed: dict[str, dict[str, Any]] = {}
    for knop in knoppen:
        if knop.id not in waarden or waarden[knop.id] == knop.lees(knop.waarde):
            continue
        key, *member = knop.sleutel
        choices = changed.setdefault(knop.stap, {})
        if member:
            choices.setdefault(key, dict(given[knop.stap].get(key) or knop.basis))[member[0]] = waarden[knop.id]
        else:
            choices[key] = waarden[knop.id]
    return changed


def _of_field(attribute: attrs.Attribute[Any], value: Any, owner: Any, stap: str, given: Any) -> Iterator[Knop]:
    kind = _kind(attribute.type)
    title, unit = _name(attribute.name)
    if get_origin(kind) is dict and isinstance(value, dict):
        inner = _kind(get_args(kind)[1])
        for member, number in value.items():
            if inner in {Decimal, int} and _is_number(number):

                def takes(candidate: Any, member: str = member) -> bool:
                    return _takes(attribute, owner, {**value, member: candidate})

                low, high = limits(number, takes, whole=inner is int)
                yield Knop(
                    "",
                    stap,
                    (attribute.name, member),
                    f"{title}, {member}",
                    unit,
                    "heel" if inner is int else "getal",
                    write_number(Decimal(number)),
                    (),
                    low,
                    high,
                    isinstance(given, dict) and member in given,
                    takes,
                    {} if attribute.metadata else dict(value),
                )
        return
    chosen = given is not None
    if kind is bool and isinstance(value, bool):
        yield Knop("", stap, (attribute.name,), title, "", "aanuit", JA if value else NEE, (NEE, JA), in_plan=chosen)
    elif kind in {Decimal, int} and _is_number(value):

        def suits(candidate: Any) -> bool:
            return _takes(attribute, owner, candidate)

        low, high = limits(value, suits, whole=kind is int)
        sort = "heel" if kind is int else "getal"
        text = write_number(Decimal(value))
        yield Knop("", stap, (attribute.name,), title, unit, sort, text, (), low, high, chosen, suits)
    elif kind is str and value in (options := _options(attribute.validator)):
        yield Knop("", stap, (attribute.name,), title, "", "keus", value, options, in_plan=chosen)


def limits(value: Any, takes: Callable[[Any], bool], *, whole: bool) -> tuple[Decimal | None, Decimal | None]:
    """The smallest and largest number that a choice takes, found by asking its validator.

    Args:
        value: a number that it takes.
        takes: whether it takes a number.
        whole: whether it is a whole number; else limits are found to the hundredth.
    """
    grain = Decimal(1) if whole else Decimal("0.01")
    start = int((Decimal(value) / grain).to_integral_value(ROUND_FLOOR))

    def ok(place: int) -> bool:
        return takes(place if whole else place * grain)

    return tuple(_furthest(start, direction, ok, grain) for direction in (-1, 1))  # type: ignore[return-value]


def _furthest(start: int, direction: int, ok: Callable[[int], bool], grain: Decimal) -> Decimal | None:
    inside, outside = start, start + direction * int(FURTHEST / grain)
    if ok(outside) or not ok(inside):
        return None
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        if ok(middle):
            inside = middle
        else:
            outside = middle
    return inside * grain


def _takes(attribute: attrs.Attribute[Any], owner: Any, value: Any) -> bool:
    if attribute.validator is None:
        return True
    try:
        attribute.validator(owner, attribute, value)
    except (ValueError, TypeError):
        return False
    return True


def _kind(kind: Any) -> Any:
    """A type without its None."""
    if get_origin(kind) in {Union, types.UnionType}:
        inner = [part for part in get_args(kind) if part is not type(None)]
        return inner[0] if len(inner) == 1 else kind
    return kind


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _options(validator: Any) -> tuple[str, ...]:
    """The options of ``validators.in_``, also within ``optional``."""
    inner = getattr(validator, "validator", validator)
    options = getattr(inner, "options", ())
    return tuple(options) if all(isinstance(option, str) for option in options) else ()


def _name(name: str) -> tuple[str, str]:
    """Title and unit from the name of a choice."""
    parts = name.split("_")
    unit = next((unit for part, unit in UNITS.items() if part in {parts[-1], parts[0]}), "")
    if len(parts) > 1 and parts[-1] in UNITS:
        parts = parts[:-1]
    return " ".join(parts).capitalize(), unit
