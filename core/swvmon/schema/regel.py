"""What all tables share: one metadata with named constraints, and the key of a row that a levering brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sqlmodel import Field, SQLModel

if TYPE_CHECKING:
    from sqlalchemy import MetaData

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata

DECIMAAL = r"-?[0-9]+(\.[0-9]{1,6})?"
"""Exact decimals are stored as text: SQLite has no exact decimal type (docs/schema.md)."""


class Bronregel(SQLModel):
    """A row that a levering brought; older leveringen stay readable beside newer ones.

    Where one line of a file becomes several rows (a column per year), the column that tells them apart is a further
    primary key of the table.

    Attributes:
        levering_id: the levering.
        regel: line of the file, the header being line 1 (row of a sheet for workbooks).
    """

    sleutel: ClassVar[tuple[str, ...]] = ()
    """Columns that are unique within one levering; a second row with the same key is rejected."""

    levering_id: int = Field(primary_key=True, foreign_key="levering.id", ondelete="CASCADE")
    regel: int = Field(primary_key=True, ge=1)
