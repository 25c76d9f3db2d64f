"""What a table declares about its columns, read from its SQLModel class: the one place where that is looked up."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from sqlmodel import SQLModel

GETAL, TEKST, DATUM = "int", "str", "date"
"""The kinds of column that frames carry; dtypes int64 or Int64, str, and object with `datetime.date`."""


@frozen
class Column:
    """One column of a table, as its class declares it.

    Attributes:
        naam: name.
        kind: one of `GETAL`, `TEKST`, `DATUM`.
        nullable: whether it may be empty.
        default: filled in where a frame lacks the column; only where `optional`.
        optional: whether a frame may lack it.
        lowest: smallest number, included.
        highest: largest number, included; the width of the column where nothing else is declared.
        pattern: what the whole text must match, or None.
    """

    naam: str
    kind: str
    nullable: bool
    default: Any
    optional: bool
    lowest: int
    highest: int
    pattern: str | None


@frozen
class Table:
    """A table that frames are written to.

    Attributes:
        naam: name.
        columns: what a frame brings, in the order of the schema; without `levering_id`.
        sleutel: columns that no two rows may share.
        plaats: columns that tell a row of a levering apart: its line, and for a table in which one line of a file
            becomes several rows what tells those apart.
        case_rows: whether its rows are about one pupil each; messages then show no values.
    """

    naam: str
    columns: tuple[Column, ...]
    sleutel: tuple[str, ...]
    plaats: tuple[str, ...]
    case_rows: bool

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return [c.naam for c in self.columns]


def known(naam: str) -> bool:
    """Whether a table of this name is filled by leveringen or by runs."""
    from swvmon.schema import BRONTABELLEN, UITKOMSTTABELLEN

    return naam in BRONTABELLEN or naam in UITKOMSTTABELLEN


@cache
def table(naam: str) -> Table:
    """The declaration of a table.

    Raises:
        KeyError: there is no such table.
    """
    from swvmon.schema import BRONTABELLEN, UITKOMSTTABELLEN, Bronregel

    model: type[SQLModel] = BRONTABELLEN[naam] if naam in BRONTABELLEN else UITKOMSTTABELLEN[naam]
    stored: Any = model.__table__  # type: ignore[attr-defined]
    columns = tuple(_column(model, c) for c in stored.columns if c.name != "levering_id")
    primary = tuple(c.name for c in stored.primary_key)
    sleutel = model.sleutel if issubclass(model, Bronregel) else primary
    plaats = tuple(name for name in primary if name != "levering_id")
    return Table(naam, columns, sleutel, plaats, any(c.naam == "pseudoniem" for c in columns))


def _column(model: type[SQLModel], stored: Any) -> Column:
    from sqlalchemy import BigInteger, Date, Integer

    info = model.model_fields[stored.name]
    kind = GETAL if isinstance(stored.type, Integer) else DATUM if isinstance(stored.type, Date) else TEKST
    bits = 63 if isinstance(stored.type, BigInteger) else 31
    bounds = {
        name: value
        for m in info.metadata
        for name in ("ge", "gt", "le", "lt")
        if (value := getattr(m, name, None)) is not None
    }
    return Column(
        naam=stored.name,
        kind=kind,
        nullable=bool(stored.nullable),
        default=None if info.is_required() else info.default,
        optional=not info.is_required(),
        lowest=max(bounds.get("ge", -(2**bits)), bounds.get("gt", -(2**bits) - 1) + 1),
        highest=min(bounds.get("le", 2**bits - 1), bounds.get("lt", 2**bits) - 1),
        # SQLModel keeps `regex` where pydantic does not look, which is why its classes do not check it
        pattern=info._attributes_set.get("regex"),
    )
