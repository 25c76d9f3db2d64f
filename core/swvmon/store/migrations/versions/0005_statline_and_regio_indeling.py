"""Figures of StatLine, municipalities of an SWV, and more than one feature on a line of a file."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _source_table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f(f"fk_{name}_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f(f"pk_{name}")),
    )


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _key_of_kenmerk(*columns: str) -> None:
    """The columns that tell the rows of `kenmerk` apart within a database."""
    with op.batch_alter_table("kenmerk") as table:
        table.drop_constraint(op.f("pk_kenmerk"), type_="primary")
        table.create_primary_key(op.f("pk_kenmerk"), list(columns))


def upgrade() -> None:
    """Create the tables; a line of a file may tell several features."""
    _key_of_kenmerk("levering_id", "regel", "kenmerk")
    _source_table("regio_indeling_gemeente", *(_text(name) for name in ("swv", "gemeentenaam", "omvang", "postcodes")))
    _source_table(
        "statline",
        *(_text(name) for name in ("tabel", "maat", "dimensies", "periode")),
        _text("waarde", nullable=True),
        _text("eenheid"),
        _text("status"),
    )


def downgrade() -> None:
    """Drop the tables; a database with several features on a line cannot go back."""
    for name in ("statline", "regio_indeling_gemeente"):
        op.drop_table(name)
    _key_of_kenmerk("levering_id", "regel")
