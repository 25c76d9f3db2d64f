"""A region plan of plain values as TOML text, which the engine reads, checks and keeps."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def as_toml(values: Mapping[str, Any]) -> str:
    """The text of a document: one key per line, what is in it as inline tables and lists.

    Raises:
        TypeError: a value is of no kind that a plan has; names its key. A float is none: money is exact.
    """
    return "".join(f"{_key(key)} = {_value(value, key)}\n" for key, value in values.items())


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def _value(value: object, path: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, Decimal)):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_value(item, f'{path}.{key}')}" for key, item in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(item, f'{path}.{n}') for n, item in enumerate(value))}]"
    hint = "; write Decimal('0.5')" if isinstance(value, float) else ""
    raise TypeError(f"{path}: a plan has no {type(value).__name__}: {value!r}{hint}")
