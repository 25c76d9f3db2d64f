"""Identities: what published numbers must be to each other, so that a slip of the pen in one of them shows.

A plugin writes them in its parameter files under the reserved key ``[[identiteit]]``. They are exact: no tolerance but
the rounding to the cent that the publisher did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, validators

from swvmon.contract.parameter import IDENTITEIT, parameter_files
from swvmon.errors import PluginFault
from swvmon.perioden import Periode

if TYPE_CHECKING:
    from swvmon.contract.parameter import Parameter

KEYS = {"titel", "bron", "som", "gelijk_aan", "factoren"}
HALF_A_CENT = Fraction(1, 200)


@frozen
class Toets:
    """An identity over the days on which none of its numbers changes.

    Attributes:
        geldig: these days.
        klopt: whether it holds.
        tekst: the numbers.
    """

    geldig: Periode
    klopt: bool
    tekst: str


@frozen
class Identiteit:
    """What some parameters must be to each other on every day on which all have a value.

    Attributes:
        plugin: the plugin that ships it.
        titel: what it is, in Dutch.
        bron: why it must hold.
        som: ids that add up, with those that end in a member of a group written out; relative to the plugin.
        gelijk_aan: id of their sum.
        factoren: formation factor by id: each amount is one mean personnel cost x its factor, rounded half up to the
            cent, whatever that cost is.
    """

    plugin: str
    titel: str = field(validator=validators.matches_re(r"(?s).{3,}"))
    bron: str = field(validator=validators.matches_re(r"(?s).{3,}"))
    som: tuple[str, ...] = ()
    gelijk_aan: str = ""
    factoren: Mapping[str, Decimal] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if bool(self.som) == bool(self.factoren) or bool(self.som) != bool(self.gelijk_aan):
            raise ValueError("give `som` with `gelijk_aan`, or `factoren`")
        if len(self.som or self.factoren) < 2:
            raise ValueError("needs two parameters or more: one alone always holds")
        if bad := [name for name, factor in self.factoren.items() if factor <= 0]:
            raise ValueError(f"factoren: {bad[0]} must be above zero")

    def ids(self) -> tuple[str, ...]:
        """The parameters that it is about, as they are written."""
        return (*self.som, self.gelijk_aan) if self.som else tuple(self.factoren)

    def check(self, parameters: Mapping[str, Parameter]) -> list[Toets]:
        """Try it on every day on which all parameters have a value.

        Args:
            parameters: known parameters by id.

        Raises:
            PluginFault: it names a parameter that is not there, or there is no such day: it would never fail.
        """
        series = {name: self._known(name, parameters) for name in self.ids()}
        tests = [self._test(days, values) for days, values in _together(series)]
        if not tests:
            raise PluginFault(f"{self}: there is no day on which {', '.join(self.ids())} all have a value")
        return tests

    def __str__(self) -> str:
        return f"identiteit {self.titel!r} of {self.plugin}"

    def _known(self, name: str, parameters: Mapping[str, Parameter]) -> Parameter:
        for identifier in (f"{self.plugin}.{name}", name):
            if identifier in parameters:
                return parameters[identifier]
        raise PluginFault(f"{self}: there is no parameter {name!r}")

    def _test(self, days: Periode, values: Mapping[str, Decimal]) -> Toets:
        return self._sum(days, values) if self.som else self._one_cost(days, values)

    def _sum(self, days: Periode, values: Mapping[str, Decimal]) -> Toets:
        total = sum((Fraction(values[name]) for name in self.som), Fraction(0))
        told = values[self.gelijk_aan]
        holds = total == told
        parts = " + ".join(f"{values[name]:f}" for name in self.som)
        return Toets(days, holds, f"{parts} {'=' if holds else '≠'} {told:f}")

    def _one_cost(self, days: Periode, values: Mapping[str, Decimal]) -> Toets:
        lows = {n: (Fraction(values[n]) - HALF_A_CENT) / Fraction(f) for n, f in self.factoren.items()}
        highs = {n: (Fraction(values[n]) + HALF_A_CENT) / Fraction(f) for n, f in self.factoren.items()}
        low, high = max(lows, key=lows.__getitem__), min(highs, key=highs.__getitem__)
        if lows[low] < highs[high]:  # a cost at the upper end would have been rounded to the next cent
            return Toets(days, True, f"one mean cost from {_told(lows[low])} to {_told(highs[high])}")
        text = (
            f"{values[low]:f} / {self.factoren[low]:f} ({low}) is a mean cost of at least {_told(lows[low])}, "
            f"{values[high]:f} / {self.factoren[high]:f} ({high}) one below {_told(highs[high])}"
        )
        return Toets(days, False, text)


def read_identities(package: str, path: str = "parameters") -> list[Identiteit]:
    """Read the identities that a plugin ships, from the ``[[identiteit]]`` tables of its parameter files.

    Args:
        package: name of the plugin's package.
        path: folder inside the package.

    Raises:
        PluginFault: a key is missing or unknown; names the file.
    """
    plugin = package.removeprefix("swvmon_")
    found = []
    for name, document in parameter_files(package, path):
        rows = document.get(IDENTITEIT, [])
        try:
            if not isinstance(rows, list):
                raise TypeError("write [[identiteit]], with two brackets")  # noqa: TRY301 - told with the file
            found += [_read(plugin, row) for row in rows]
        except (ValueError, TypeError) as error:
            text = str(error.args[0] if error.args else error)
            raise PluginFault(f"{package}/{path}/{name}: identiteit: {text}") from error
    return found


def gaps(parameter: Parameter) -> list[Periode]:
    """Days between the first and the last value of a parameter on which it has none."""
    ordered = sorted(w.geldig for w in parameter.waarden)
    pairs = [Periode(former.van, latter.tot).without(former) for former, latter in pairwise(ordered)]
    rests = zip(pairs, ordered[1:], strict=True)
    return [gap for parts, latter in rests for part in parts for gap in part.without(latter)]


def _read(plugin: str, row: Any) -> Identiteit:
    if not isinstance(row, dict):
        raise TypeError("expected a table with titel, bron and som or factoren")
    if unknown := set(row) - KEYS:
        raise ValueError(f"unknown key {min(unknown)!r}; known: {', '.join(sorted(KEYS))}")
    if missing := {"titel", "bron"} - set(row):
        raise ValueError(f"lacks {', '.join(sorted(missing))}")
    som = row.get("som", [])
    if not isinstance(som, list) or not all(isinstance(name, str) for name in som):
        raise TypeError("som is a list of ids")
    factors = dict(_factors(row.get("factoren", {}), ""))
    return Identiteit(plugin, row["titel"], row["bron"], tuple(som), row.get("gelijk_aan", ""), factors)


def _factors(value: object, name: str) -> Iterator[tuple[str, Decimal]]:
    """Factors by id; an id with points is read as tables in tables."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _factors(inner, f"{name}.{key}".removeprefix("."))
    elif isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise TypeError(f"factoren: {name or value} is not a number")
    else:
        yield name, Decimal(value)


def _together(series: Mapping[str, Parameter]) -> Iterator[tuple[Periode, dict[str, Decimal]]]:
    """The periods in which all parameters have one value each, with these values, in order of time."""
    parts: list[tuple[Periode | None, dict[str, Decimal]]] = [(None, {})]
    for name, parameter in series.items():
        parts = [
            (shared, {**values, name: w.waarde})
            for days, values in parts
            for w in parameter.waarden
            if (shared := w.geldig if days is None else days.intersect(w.geldig)) is not None
        ]
    yield from sorted(((days, values) for days, values in parts if days), key=lambda part: part[0])


def _told(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.4f}"
