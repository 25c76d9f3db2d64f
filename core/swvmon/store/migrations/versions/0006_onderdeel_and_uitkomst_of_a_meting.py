"""The part of a whole that a meting is about, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEY = ("run_id", "scenario", "regio", "schooljaar", "indicator", "niveau", "sleutel")


def upgrade() -> None:
    """Add both columns; what was stored is about wholes, and its outcome shows from its numbers."""
    with op.batch_alter_table("meting") as table:
        table.add_column(sa.Column("onderdeel", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("uitkomst", sa.String(), nullable=False, server_default="berekend"))
        table.drop_constraint(op.f("pk_meting"), type_="primary")
        table.create_primary_key(op.f("pk_meting"), [*_KEY, "onderdeel", "peildatum"])
    meting = sa.table("meting", *(sa.column(name) for name in ("soort", "waarde", "noemer_max", "uitkomst")))
    ratio = (meting.c.soort == "verhouding") & meting.c.waarde.is_(None)
    op.execute(meting.update().where(ratio & (meting.c.noemer_max == "0")).values(uitkomst="noemer_nul"))
    op.execute(meting.update().where(ratio & (meting.c.noemer_max != "0")).values(uitkomst="gemaskeerd"))
    with op.batch_alter_table("meting") as table:
        table.alter_column("onderdeel", server_default=None)
        table.alter_column("uitkomst", server_default=None)


def downgrade() -> None:
    """Leave both columns out; a database with metingen of parts cannot go back."""
    with op.batch_alter_table("meting") as table:
        table.drop_constraint(op.f("pk_meting"), type_="primary")
        table.create_primary_key(op.f("pk_meting"), [*_KEY, "peildatum"])
        table.drop_column("uitkomst")
        table.drop_column("onderdeel")
