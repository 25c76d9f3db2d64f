"""The days on which the request of a TLV was received and complete."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

DAYS = ("ontvangen_op", "compleet_op")


def upgrade() -> None:
    """Add the columns; of what is loaded already nothing tells these days."""
    with op.batch_alter_table("tlv") as table:
        for name in DAYS:
            table.add_column(sa.Column(name, sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    with op.batch_alter_table("tlv") as table:
        for name in DAYS:
            table.drop_column(name)
