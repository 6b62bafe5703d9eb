"""table kinds: how tables are shown in a workspace that refuses better ones."""

import sqlalchemy as sa
from alembic import op

from storage.moments import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "table_kinds",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("surface", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name=op.f("fk_table_kinds_workspace_workspaces"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "surface", name=op.f("pk_table_kinds")),
    )
