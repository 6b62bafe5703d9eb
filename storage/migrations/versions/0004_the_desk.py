"""the desk: arranged items, news with forms, nominations, ignored findings, templates, editions as published."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBERED = sa.text("state <> 'skipped'")


def upgrade() -> None:
    """Applies the change."""
    _new_columns()
    _news_items()
    _new_tables()


def _new_columns() -> None:
    with op.batch_alter_table("units") as units:
        units.add_column(sa.Column("lone_approval", sa.Boolean(), nullable=False, server_default=sa.true()))
        units.add_column(sa.Column("template", sa.JSON(), nullable=True))
        units.add_column(sa.Column("checks_off", sa.JSON(), nullable=True))
    with op.batch_alter_table("projects") as projects:
        projects.add_column(sa.Column("aims", sa.Text(), nullable=False, server_default=sa.text("''")))
        projects.add_column(sa.Column("added", sa.Date(), nullable=True))
    with op.batch_alter_table("editions") as editions:
        editions.add_column(sa.Column("arrangement", sa.JSON(), nullable=True))
        editions.add_column(sa.Column("publish_at", MOMENT, nullable=True))
        editions.add_column(sa.Column("scheduled_by", sa.Text(), nullable=False, server_default=sa.text("''")))
        editions.add_column(sa.Column("reopened", sa.Boolean(), nullable=False, server_default=sa.false()))
        editions.drop_constraint("uq_editions_workspace_number", type_="unique")
        editions.create_index(
            "ix_editions_number",
            ["workspace", "number"],
            unique=True,
            sqlite_where=NUMBERED,
            postgresql_where=NUMBERED,
        )
    with op.batch_alter_table("audit") as audit:
        audit.add_column(sa.Column("edition_id", sa.Text(), nullable=False, server_default=sa.text("''")))
        audit.add_column(sa.Column("item", sa.Text(), nullable=False, server_default=sa.text("''")))
        audit.create_index("ix_audit_workspace_edition_id", ["workspace", "edition_id"])


def _news_items() -> None:
    """News gets ids of its own: an item that is carried to the next edition stays the same."""
    op.create_table(
        "news_items",
        _workspace("news_items"),
        sa.Column(
            "edition_id",
            sa.String(),
            sa.ForeignKey("editions.id", name=op.f("fk_news_items_edition_id")),
            nullable=False,
        ),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead_in", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("images", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("edition_id", "id", name=op.f("pk_news_items")),
    )
    op.execute(
        "INSERT INTO news_items (workspace, edition_id, id, place, kind, title, lead_in, body, images, links) "
        "SELECT workspace, edition_id, CAST(place AS VARCHAR), place, kind, title, lead_in, body, images, links "
        "FROM news"
    )
    op.drop_table("news")


def _new_tables() -> None:
    op.create_table(
        "documents",
        _workspace("documents"),
        _key("documents", "edition_id", "editions.id"),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_documents")),
    )
    op.create_table(
        "objections",
        _workspace("objections"),
        _key("objections", "edition_id", "editions.id"),
        _key("objections", "project_id", "projects.id"),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "project_id", "person", name=op.f("pk_objections")),
    )
    op.create_table(
        "nominations",
        sa.Column("id", sa.String(), nullable=False),
        _workspace("nominations"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
    )
    op.create_table(
        "ignored_findings",
        _workspace("ignored_findings"),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("check", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "digest", name=op.f("pk_ignored_findings")),
    )


def _workspace(table: str) -> sa.Column[str]:
    key = sa.ForeignKey("workspaces.id", name=op.f(f"fk_{table}_workspace"), onupdate="CASCADE")
    return sa.Column("workspace", sa.String(), key, nullable=False)


def _key(table: str, name: str, target: str) -> sa.Column[str]:
    key = sa.ForeignKey(target, name=op.f(f"fk_{table}_{name}"))
    return sa.Column(name, sa.String(), key, nullable=False)
