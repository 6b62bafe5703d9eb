"""names: what the channels and user groups are called that texts mention."""

import sqlalchemy as sa
from alembic import op

from storage.moments import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "called",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name=op.f("fk_called_workspace_workspaces"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "kind", "id", name=op.f("pk_called")),
    )
