"""checks: how much the editorial checks found in a draft."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("editions") as editions:
        editions.add_column(sa.Column("found", sa.JSON(), nullable=True))
