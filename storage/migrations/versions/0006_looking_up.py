"""looking up: when a delivery was last tried, and how far its look-up has come."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
        deliveries.add_column(sa.Column("look_up", sa.JSON(), nullable=True))
    # what is on its way was last tried before its lease ends
    op.execute("UPDATE deliveries SET tried_at = lease_until WHERE state IN ('sending', 'unknown')")
