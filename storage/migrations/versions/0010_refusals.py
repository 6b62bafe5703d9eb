"""refusals: where Slack accepts nothing of the app, how often it refused a message, and when one was posted anew."""

import sqlalchemy as sa
from alembic import op

from storage.moments import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("setbacks", sa.Integer(), nullable=False, server_default=sa.text("0")))
        for name in ("anew_at", "doubted_at", "sweep_at"):
            deliveries.add_column(sa.Column(name, Moment(), nullable=True))
        deliveries.create_index("ix_deliveries_sweep_at", ["sweep_at"])
    op.create_table(
        "app_refusals",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("late", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name=op.f("fk_app_refusals_workspace_workspaces"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_app_refusals")),
    )
