"""The schools of a region as a run saw them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_PART = ("run_id", "scenario", "regio", "schooljaar")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "school",
        *(sa.Column(name, sa.String(), nullable=False) for name in (*_PART, "vestiging")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("naam", "bestuur", "gemeente", "gemeentenaam")),
        sa.ForeignKeyConstraint(
            list(_PART),
            [f"regiojaar.{name}" for name in _PART],
            name=op.f("fk_school_run_id_scenario_regio_schooljaar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*_PART, "vestiging", name=op.f("pk_school")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("school")
