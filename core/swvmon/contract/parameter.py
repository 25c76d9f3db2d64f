"""Parameters: numbers of a rule with a unit, a period and a source.

A plugin ships them as TOML and registers them; a region plan overrides them by name. A number without
unit, period, source, status and retrieval date is refused when it is read.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

import attrs
from attrs import field, frozen, validators

from swvmon.errors import MissingParameter, PluginFault
from swvmon.perioden import SECTORS, Periode, Schooljaar

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

STATUSSEN = ("vastgesteld", "voorlopig", "aanname")
_ALWAYS = date(2999, 12, 31)
_DATED = "swvmon.dated"
IDENTITEIT = "identiteit"
"""Key of a parameter file that is no parameter."""


@frozen
class Waarde:
    """One value of a parameter over a period.

    Attributes:
        waarde: the number, in the unit of its parameter.
        geldig: the days for which it holds.
        bron: law and article, or report and line or page.
        status: vastgesteld, voorlopig or aanname (a fact that we do not know).
        opgehaald: the day on which the source was read.
    """

    waarde: Decimal = field(validator=validators.instance_of(Decimal))
    geldig: Periode
    bron: str = field(validator=validators.min_len(3))
    status: str = field(validator=validators.in_(STATUSSEN))
    opgehaald: date


def line_status(*getallen: Waarde | str) -> str:
    """The status of a ledger line, from the numbers that it rests on: the least certain of them decides.

    Args:
        getallen: values, or statuses of values (vastgesteld, voorlopig, aanname) or of lines (definitief, ...).

    Returns:
        definitief, voorlopig or aanname; definitief where all are vastgesteld or there are none.

    Raises:
        ValueError: another status.
    """
    found = {getal if isinstance(getal, str) else getal.status for getal in getallen}
    if unknown := sorted(found - {*STATUSSEN, "definitief"}):
        raise ValueError(f"{unknown[0]!r} is no status; use {', '.join(STATUSSEN)} or definitief")
    return next((status for status in ("aanname", "voorlopig") if status in found), "definitief")


def _no_overlap(parameter: Parameter, _: object, waarden: tuple[Waarde, ...]) -> None:
    ordered = sorted(waarden, key=lambda w: w.geldig)
    for former, latter in pairwise(ordered):
        if former.geldig.overlaps(latter.geldig):
            raise ValueError(f"{parameter.id}: two values hold on {latter.geldig.van}")


@frozen
class Parameter:
    """A named number with its values through time.

    Attributes:
        id: plugin and name, such as ``rijksbekostiging.zwaar_vo_personeel``; a further part names a member
            of a group (``swvzhw.percentage_minimum.gymnasium``).
        titel: what it is, in Dutch.
        eenheid: unit, such as ``euro per leerling per schooljaar``.
        per: schooljaar or kalenderjaar: the kind of year in which a value is set.
        waarden: values that do not overlap.
    """

    id: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+"))
    titel: str = field(validator=validators.min_len(3))
    eenheid: str = field(validator=validators.min_len(2))
    per: str = field(validator=validators.in_(("schooljaar", "kalenderjaar")))
    waarden: tuple[Waarde, ...] = field(validator=_no_overlap)

    def at(self, periode: Periode) -> Waarde:
        """The value that holds during the whole period.

        Raises:
            MissingParameter: none does; names the parameter, what is known and how to supply a value.
        """
        for waarde in self.waarden:
            if waarde.geldig.contains(periode):
                return waarde
        known = "; ".join(f"{w.geldig}" for w in self.waarden) or "no period"
        raise MissingParameter(
            f"parameter {self.id} ({self.eenheid}) has no value for {periode}; known for {known}. "
            f'Supply it in the region plan: [[parameter]] id = "{self.id}", waarde = ..., van = {periode.van}, '
            f'tot = {periode.tot}, bron = "...", status = "aanname"'
        )


@frozen
class Dated:
    """When a dated field of a model's Keuzes needs a value.

    Attributes:
        unless: a choice that makes the number needless, such as ``budget_euro``.
        sector: the only sector that needs it; empty: both.
        geldig: the days for which the rule uses it.
        only_with: a choice without which the number is not used; empty: always used.
    """

    unless: str = ""
    sector: str = field(default="", validator=validators.in_(("", *SECTORS)))
    geldig: Periode = Periode(date.min, _ALWAYS)
    only_with: str = ""

    def needed(self, sector: str, periode: Periode, given: Container[str]) -> Periode | None:
        """The days of a period on which a sector needs a value, where these choices are given; None: on no day."""
        if (self.unless and self.unless in given) or (self.sector and self.sector != sector):
            return None
        if self.only_with and self.only_with not in given:
            return None
        return self.geldig.intersect(periode)


def dated(
    *, unless: str = "", sector: str = "", geldig: Periode | None = None, only_with: str = "", **kwargs: Any
) -> Any:
    """A field of a model's Keuzes class that is filled from the registered parameters unless the plan says otherwise.

    The name of the field is the last part of the parameter's id. By its annotation the field gets:
    ``Decimal``, the value that holds over the period; ``dict[str, Decimal]``, the group with that name by member;
    ``Parameter``, the whole series, for rules that need a value per part of the year; ``dict[str, Parameter]``, a group
    of series. Of a series every day must have a value, on the days and in the sector for which it is asked.

    Args:
        unless: a choice that makes the number needless, such as ``budget_euro``; for series.
        sector: the only sector that needs the number; for series.
        geldig: the days for which the rule uses it, such as those of a regime; for series.
        only_with: a choice without which the number is not used, such as the one that switches its rule on; for series.
        kwargs: what `attrs.field` takes.
    """
    when = Dated(unless, sector, geldig or Periode(date.min, _ALWAYS), only_with)
    return attrs.field(metadata={_DATED: when}, kw_only=True, **kwargs)


def is_dated(attribute: attrs.Attribute[Any]) -> bool:
    """Whether a field was declared with `dated`."""
    return _DATED in attribute.metadata


def when_dated(attribute: attrs.Attribute[Any]) -> Dated:
    """When a field that was declared with `dated` needs a value."""
    when: Dated = attribute.metadata[_DATED]
    return when


def read_parameters(package: str, path: str = "parameters") -> list[Parameter]:
    """Read the parameters that a plugin ships: every ``*.toml`` in a folder of its package.

    A table ``[naam]`` (or ``[groep.lid]``) has ``titel``, ``eenheid``, ``per`` and a list ``waarden``; each value has
    ``waarde``, ``van`` ("2015/16", a kalenderjaar or a date), ``tot`` (the same; left out: one year; "open": no end
    known), ``bron``, ``status`` and ``opgehaald``. ``waarden = []`` is a number of which no value is known: a plan
    supplies it.

    Args:
        package: name of the plugin's package; what follows ``swvmon_`` starts the ids.
        path: folder inside the package.

    Raises:
        PluginFault: a value without one of these, an unknown key, or an impossible value; names file and parameter.
    """
    prefix = package.removeprefix("swvmon_")
    parameters: list[Parameter] = []
    for name, document in parameter_files(package, path):
        numbers = {key: table for key, table in document.items() if key != IDENTITEIT}
        try:
            parameters += _tables(prefix, numbers)
        except (ValueError, TypeError, KeyError) as error:
            raise PluginFault(f"{package}/{path}/{name}: {error}") from error
    return parameters


def parameter_files(package: str, path: str = "parameters") -> Iterator[tuple[str, dict[str, Any]]]:
    """The parameter files that a plugin ships: name and content, sorted by name.

    Raises:
        PluginFault: a file is not TOML; names it.
    """
    import tomllib

    for file in sorted(_folder(package, path).glob("*.toml")):
        try:
            document = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
        except ValueError as error:
            raise PluginFault(f"{package}/{path}/{file.name}: {error}") from error
        yield file.name, document


def _folder(package: str, path: str) -> Path:
    """The folder beside the package's code, found without importing it."""
    from importlib.util import find_spec

    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise PluginFault(f"package {package!r} is not there, or is a single file; parameters need a package")
    return Path(next(iter(spec.submodule_search_locations)), path)


def _tables(prefix: str, table: dict[str, Any]) -> Iterator[Parameter]:
    for name, content in table.items():
        identifier = f"{prefix}.{name}"
        if not isinstance(content, dict):
            raise ValueError(f"{identifier}: expected a table with titel, eenheid, per and waarden")  # noqa: TRY004
        if "waarden" not in content:
            yield from _tables(identifier, content)
            continue
        if unknown := set(content) - {"titel", "eenheid", "per", "waarden"}:
            raise ValueError(f"{identifier}: unknown key {', '.join(sorted(unknown))}")
        if missing := {"titel", "eenheid", "per"} - set(content):
            raise ValueError(f"{identifier}: lacks {', '.join(sorted(missing))}")
        per = content["per"]
        values = tuple(read_value(identifier, per, row) for row in content["waarden"])
        with _naming(identifier):
            parameter = Parameter(identifier, content["titel"], content["eenheid"], per, values)
        yield parameter


def read_value(identifier: str, per: str, row: dict[str, Any]) -> Waarde:
    """Read one value row of a parameter file or of a plan's ``[[parameter]]``.

    Raises:
        ValueError: a key is missing or unknown, or a value is impossible; names the parameter.
    """
    if unknown := set(row) - {"waarde", "van", "tot", "bron", "status", "opgehaald"}:
        raise ValueError(f"{identifier}: unknown key {', '.join(sorted(unknown))}")
    if missing := {"waarde", "van", "bron", "status", "opgehaald"} - set(row):
        raise ValueError(f"{identifier}: a value lacks {', '.join(sorted(missing))}")
    number = row["waarde"]
    if isinstance(number, bool) or not isinstance(number, (int, Decimal)) or not Decimal(number).is_finite():
        raise ValueError(f"{identifier}: waarde {row['waarde']!r} is not a number")
    first = _year(identifier, per, row["van"])
    last = _year(identifier, per, row["tot"]) if "tot" in row and row["tot"] != "open" else first
    end = _ALWAYS if row.get("tot") == "open" else last.tot
    if not _is_day(row["opgehaald"]):
        raise ValueError(f"{identifier}: opgehaald {row['opgehaald']!r} is not a date like 2026-11-22")
    with _naming(identifier):
        return Waarde(Decimal(number), Periode(first.van, end), row["bron"], row["status"], row["opgehaald"])


@contextmanager
def _naming(identifier: str) -> Iterator[None]:
    """Put the parameter's id before what a validator says."""
    try:
        yield
    except (ValueError, TypeError) as error:
        text = str(error.args[0] if error.args else error)
        raise ValueError(text if text.startswith(f"{identifier}:") else f"{identifier}: {text}") from error


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _year(identifier: str, per: str, value: object) -> Periode:
    if _is_day(value):
        return Periode(value, value)
    if per == "schooljaar" and isinstance(value, str):
        with _naming(identifier):
            return Schooljaar.parse(value).periode
    if per == "kalenderjaar" and isinstance(value, int):
        return Periode(date(value, 1, 1), date(value, 12, 31))
    raise ValueError(f"{identifier}: {value!r} is not a {per} or a date")
