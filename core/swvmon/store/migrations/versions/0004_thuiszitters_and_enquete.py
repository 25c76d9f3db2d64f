"""Pupils who do not go to school, and answers to surveys; both under a pseudonym."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
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


def upgrade() -> None:
    """Create the tables."""
    _source_table(
        "enquete_antwoord",
        *(_text(name) for name in ("pseudoniem", "sleutel_vingerafdruk", "enquete", "sector")),
        _text("swv", nullable=True),
        _text("vraag"),
        _text("antwoord"),
    )
    _source_table(
        "thuiszitter",
        *(_text(name) for name in ("pseudoniem", "sleutel_vingerafdruk", "swv", "soort")),
        _text("vestiging", nullable=True),
        sa.Column("begin", sa.Date(), nullable=False),
        sa.Column("einde", sa.Date(), nullable=True),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("thuiszitter", "enquete_antwoord"):
        op.drop_table(name)
