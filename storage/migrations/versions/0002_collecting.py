"""collecting: answers, what is typed and not submitted, people, wishes, Homes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Applies the change."""
    _new_columns()
    _answers()
    _drafts()
    _wishes()
    _people()
    _homes()


def _new_columns() -> None:
    with op.batch_alter_table("units") as units:
        units.add_column(sa.Column("reminders", sa.JSON(), nullable=True))
    with op.batch_alter_table("editions") as editions:
        editions.add_column(sa.Column("content", sa.Text(), nullable=True))
    with op.batch_alter_table("updates") as updates:
        updates.add_column(sa.Column("on_behalf", sa.Boolean(), nullable=False, server_default=sa.false()))
        updates.add_column(sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("revisions") as revisions:
        revisions.add_column(sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("not_after", MOMENT, nullable=True))


def _answers() -> None:
    op.create_table(
        "answers",
        _workspace("answers"),
        *_about("answers"),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "project_id", name=op.f("pk_answers")),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        _workspace("drafts"),
        *_about("drafts"),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "project_id", "person", name=op.f("pk_drafts")),
    )


def _wishes() -> None:
    op.create_table(
        "wishes",
        _workspace("wishes"),
        *_about("wishes"),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("snoozed_until", MOMENT, nullable=True),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("deputy", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "project_id", "person", name=op.f("pk_wishes")),
    )


def _people() -> None:
    op.create_table(
        "people",
        _workspace("people"),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("belonging", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("quiet_until", MOMENT, nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_people")),
    )


def _homes() -> None:
    op.create_table(
        "homes",
        _workspace("homes"),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_homes")),
    )
    op.create_index(op.f("ix_homes_opened_at"), "homes", ["opened_at"])


def _workspace(table: str) -> sa.Column[str]:
    name = op.f(f"fk_{table}_workspace")
    return sa.Column(
        "workspace", sa.String(), sa.ForeignKey("workspaces.id", name=name, onupdate="CASCADE"), nullable=False
    )


def _about(table: str) -> list[sa.Column[str]]:
    edition, project = op.f(f"fk_{table}_edition_id"), op.f(f"fk_{table}_project_id")
    return [
        sa.Column("edition_id", sa.String(), sa.ForeignKey("editions.id", name=edition), nullable=False),
        sa.Column("project_id", sa.String(), sa.ForeignKey("projects.id", name=project), nullable=False),
    ]
