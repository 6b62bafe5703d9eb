"""what follows: versions of updates whose writers have not been told yet, and that drafts do not show yet."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("revisions") as revisions:
        revisions.add_column(sa.Column("due", sa.Boolean(), nullable=False, server_default=sa.false()))
        revisions.create_index(
            "ix_revisions_due", ["workspace"], sqlite_where=sa.text("due = 1"), postgresql_where=sa.text("due")
        )
