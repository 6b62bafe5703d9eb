"""once: what people did that Slack may bring again, and whether the database is a copy put back."""

import sqlalchemy as sa
from alembic import op

from storage.moments import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "acts",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name=op.f("fk_acts_workspace_workspaces"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "person", "token", name=op.f("pk_acts")),
    )
    op.create_index("ix_acts_workspace_at", "acts", ["workspace", "at"])
    op.create_table(
        "whereabouts",
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_whereabouts")),
    )
    op.create_table(
        "restored",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("copied_at", Moment(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restored")),
    )
