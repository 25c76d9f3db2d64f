"""Counts of pupils in primary and special education, of lwoo, and of TLV's."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

AGES = ("jonger", *(str(age) for age in range(4, 25)), "ouder")


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


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _interval() -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in ("aantal_min", "aantal_max")]


def upgrade() -> None:
    """Create the tables."""
    ages = [sa.Column(f"leeftijd_{age}", sa.Integer(), nullable=True) for age in AGES]
    _source_table("leerlingen_po", *_texts("vestiging", "soort", "cluster"), *ages, *_interval())
    _source_table("leerlingen_lwoo", *_texts("vestiging"), *_interval())
    texts = _texts("swv", "soort", "leeftijdsgroep", "categorie", "verwijzer", "school", "grond")
    _source_table("tlv_telling", *texts, *_interval())


def downgrade() -> None:
    """Drop the tables."""
    for name in ("tlv_telling", "leerlingen_lwoo", "leerlingen_po"):
        op.drop_table(name)
