"""stories: items that hold up no other, and where each is to be read; units that post all in the channel."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("story", sa.Text(), nullable=False, server_default=sa.text("''")))
        deliveries.add_column(sa.Column("permalink", sa.Text(), nullable=False, server_default=sa.text("''")))
    with op.batch_alter_table("units") as units:
        units.add_column(sa.Column("all_in_channel", sa.Boolean(), nullable=False, server_default=sa.false()))
