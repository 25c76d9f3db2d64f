"""Counts of diplomas by age, and of flows by the category of a TLV."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _source_table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        _number("levering_id"),
        _number("regel"),
        *columns,
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f(f"fk_{name}_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f(f"pk_{name}")),
    )


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    """Create the tables."""
    _source_table(
        "diploma_telling",
        _text("swv"),
        _number("leeftijd"),
        *(_number(f"{name}_{end}") for name in ("leerlingen", "diploma_of_hoger") for end in ("min", "max")),
    )
    _source_table(
        "stroom_categorie_telling",
        _text("swv"),
        _text("kant"),
        sa.Column("vanaf", sa.Date(), nullable=False),
        *(_text(name) for name in ("van", "naar", "categorie")),
        *(_number(f"aantal_{end}") for end in ("min", "max")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("stroom_categorie_telling", "diploma_telling"):
        op.drop_table(name)
