"""glossary: the unit's abbreviations, and what editors have decided about findings."""

import sqlalchemy as sa
from alembic import op

from storage.moments import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "glossary",
        _workspace("glossary"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "name", name=op.f("pk_glossary")),
    )
    op.create_table(
        "decided_findings",
        _workspace("decided_findings"),
        sa.Column("check", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("applied", sa.Integer(), nullable=False),
        sa.Column("ignored", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "check", "word", name=op.f("pk_decided_findings")),
    )


def _workspace(table: str) -> sa.Column[str]:
    key = sa.ForeignKey("workspaces.id", name=op.f(f"fk_{table}_workspace_workspaces"), onupdate="CASCADE")
    return sa.Column("workspace", sa.String(), key, nullable=False)
