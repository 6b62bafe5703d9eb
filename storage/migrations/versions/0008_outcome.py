"""outcome: a message remembers the pictures that Slack does not show in it, and waits for what it tells of."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("left_out", sa.JSON(), nullable=True))
        deliveries.add_column(sa.Column("follows", sa.Text(), nullable=False, server_default=sa.text("''")))
