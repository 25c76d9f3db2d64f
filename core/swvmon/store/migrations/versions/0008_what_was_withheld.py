"""What was withheld of a run when it was published, so that a later export withholds the same."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_WHERE = (
    *("scenario", "regio", "schooljaar", "indicator", "niveau", "sleutel", "onderdeel", "peildatum"),
    "veld",
)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "openbaarmaking",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("per_indicator", sa.String(), nullable=False),
        sa.Column("nul_gevoelig", sa.Integer(), nullable=False),
        sa.Column("motor", sa.String(), nullable=False),
        sa.Column("versie", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name=op.f("fk_openbaarmaking_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "volgnummer", name=op.f("pk_openbaarmaking")),
    )
    op.create_table(
        "onderdrukking",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _WHERE),
        sa.Column("reden", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id", "volgnummer"],
            ["openbaarmaking.run_id", "openbaarmaking.volgnummer"],
            name=op.f("fk_onderdrukking_run_id_volgnummer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run_id", "volgnummer", *_WHERE, name=op.f("pk_onderdrukking")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("onderdrukking", "openbaarmaking"):
        op.drop_table(name)
