"""Counts of pupils who go from one type of education to another, and of how long they stay."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _source_table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        *columns,
        sa.Column("aantal_min", sa.Integer(), nullable=False),
        sa.Column("aantal_max", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f(f"fk_{name}_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", name=op.f(f"pk_{name}")),
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    """Create the tables."""
    _source_table(
        "stroom_telling",
        _text("swv"),
        _text("kant"),
        sa.Column("vanaf", sa.Date(), nullable=False),
        *(_text(name) for name in ("van", "naar", "school")),
        sa.Column("leeftijd", sa.Integer(), nullable=True),
        _text("cohort"),
    )
    _source_table(
        "verblijf_telling",
        _text("swv"),
        _text("soort"),
        sa.Column("inschrijvingen", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("verblijf_telling", "stroom_telling"):
        op.drop_table(name)
