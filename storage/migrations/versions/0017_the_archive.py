"""the archive: what is public of each unit, in copies of its own."""

import sqlalchemy as sa
from alembic import op

from storage.moments import Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change. The copies are made when the bot starts: see ``services.common.copies``."""
    _makes_sites()
    _makes_editions()
    _makes_items()
    _makes_organisations()


def _makes_sites() -> None:
    op.create_table(
        "archive_sites",
        _workspace("archive_sites"),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("first_edition", sa.Integer(), nullable=False),
        sa.Column("people", sa.Boolean(), nullable=False),
        sa.Column("was_alone", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_archive_sites")),
        sa.UniqueConstraint("slug", name=op.f("uq_archive_sites_slug")),
    )


def _makes_editions() -> None:
    of_edition = sa.ForeignKey("editions.id", name=op.f("fk_archive_editions_id_editions"))
    op.create_table(
        "archive_editions",
        _workspace("archive_editions"),
        sa.Column("id", sa.String(), of_edition, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("corrections", "gone", "terms", "document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_editions")),
    )
    op.create_index("ix_archive_editions_workspace_number", "archive_editions", ["workspace", "number"])


def _makes_items() -> None:
    op.create_table(
        "archive_items",
        _workspace("archive_items"),
        _edition("archive_items"),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("item", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("event", sa.JSON(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "ref", name=op.f("pk_archive_items")),
    )
    op.create_index("ix_archive_items_workspace_project_id", "archive_items", ["workspace", "project_id", "number"])


def _makes_organisations() -> None:
    op.create_table(
        "archive_organisations",
        _workspace("archive_organisations"),
        _edition("archive_organisations"),
        sa.Column("project_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "project_id", "name", name=op.f("pk_archive_organisations")),
    )


def _workspace(table: str) -> sa.Column[str]:
    key = sa.ForeignKey("workspaces.id", name=op.f(f"fk_{table}_workspace_workspaces"), onupdate="CASCADE")
    return sa.Column("workspace", sa.String(), key, nullable=False)


def _edition(table: str) -> sa.Column[str]:
    key = sa.ForeignKey("archive_editions.id", name=op.f(f"fk_{table}_edition_id_archive_editions"))
    return sa.Column("edition_id", sa.String(), key, nullable=False)
