"""From TOML values to attrs classes: strict, exact, and with every problem told at once."""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cattrs import Converter

T = TypeVar("T")
Path = tuple[str | int, ...]
Problem = tuple[Path, str]
_FIELD = re.compile(r"'?([a-z][a-z0-9_]*)'?(?::| must | \()")
"""How validators begin: ``naam: text`` (ours), ``'naam' must be`` (those of attrs)."""

LARGEST = 10**12
"""No amount, share or count of an SWV comes near; a larger number is a slip of the pen."""


class StructureError(Exception):
    """Values do not fit a class.

    Attributes:
        problems: path of the value and what is wrong with it, in order.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{'.'.join(map(str, path))}: {text}" for path, text in problems))


def structure(values: dict[str, Any], kind: type[T]) -> T:
    """Make an attrs object from parsed TOML.

    Numbers are exact (`Decimal`), a text is never taken for a number, unknown keys are problems with a suggestion.

    Raises:
        StructureError: with all problems.
    """
    from cattrs.errors import BaseValidationError

    try:
        return _converter().structure(values, kind)
    except BaseValidationError as error:
        first = list(_problems(error, ()))
    raise StructureError(list(dict.fromkeys([*first, *_invalid(values, kind)])))


def _invalid(values: dict[str, Any], kind: type) -> list[Problem]:
    """What the validators say, field by field: an attrs class stops at the first, a person wants to know them all."""
    from cattrs.errors import BaseValidationError

    try:
        with attrs.validators.disabled():
            made: object = _converter().structure(values, kind)
    except (
        BaseValidationError,
        ValueError,
        TypeError,
    ):  # told already: not only the limits of single fields are broken
        return []
    return list(_walk(made, ()))


def _walk(value: object, path: Path) -> Iterator[Problem]:
    if attrs.has(type(value)):
        for attribute in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            inner = getattr(value, attribute.name)
            try:
                if attribute.validator is not None:
                    attribute.validator(value, attribute, inner)
            except (ValueError, TypeError) as error:
                yield (*path, attribute.name), str(error.args[0])
            else:
                yield from _walk(inner, (*path, attribute.name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _walk(item, (*path, index))


def hint(key: str, known: Iterable[str]) -> str:
    """What a person may have meant: the nearest known name, else all of them."""
    names = sorted(known)
    close = get_close_matches(key, names, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names) or 'none'}"


@cache
def _converter() -> Converter:
    from datetime import date

    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn

    from swvmon.contract.parameter import Parameter

    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(Decimal, _decimal)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(bool, _boolean)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(date, _date)
    converter.register_structure_hook(Parameter, lambda value, _: value)
    converter.register_structure_hook_factory(
        attrs.has,
        lambda kind: make_dict_structure_fn(
            kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
        ),
    )
    return converter


def _decimal(value: object, _: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise TypeError(f"expected a number, found {value!r}")
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError(f"expected a number below 10^12, found {value}")
    return number


def _whole(value: object, _: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"expected a whole number, found {value!r}")
    return value


def _text(value: object, _: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text between quotes, found {value!r}")
    return value


def _boolean(value: object, _: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"expected true or false, found {value!r}")
    return value


def _date(value: object, _: object) -> object:
    from datetime import date

    if type(value) is not date:
        raise TypeError(f"expected a date like 2019-10-01, found {value!r}")
    return value


def _field_named(error: BaseException, cls: type) -> tuple[str, ...]:
    """The field that a validator's message begins with, so that the problem is told at its line."""
    named = _FIELD.match(str(error.args[0]) if error.args else "")
    return (named[1],) if named and named[1] in {a.name for a in attrs.fields(cls)} else ()


def _problems(error: BaseException, path: Path) -> Iterator[Problem]:
    from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

    if isinstance(error, ClassValidationError):
        noted, bare = error.group_exceptions()
        for inner, note in noted:
            yield from _problems(inner, (*path, note.name))
        for other in bare:
            yield from _problems(other, (*path, *_field_named(other, error.cl)))
    elif isinstance(error, IterableValidationError):
        members, bare_members = error.group_exceptions()
        for inner, place in members:
            yield from _problems(inner, (*path, place.index))
        for other in bare_members:
            yield from _problems(other, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        names = [a.name for a in attrs.fields(error.cl)]
        for key in sorted(error.extra_fields):
            yield (*path, key), f"unknown key; {hint(key, names)}"
    elif isinstance(error, KeyError):
        name = str(error.args[0])
        yield (path if path[-1:] == (name,) else (*path, name)), "is missing"
    else:
        yield path, str(error.args[0]) if error.args else type(error).__name__
