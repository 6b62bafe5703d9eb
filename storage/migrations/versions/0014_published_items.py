"""published items: copies of what was published, and the search in their words."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SQLITE = (
    """CREATE VIRTUAL TABLE published_words USING fts5(
        lemmas, content='published_items', content_rowid='id', tokenize='ascii', detail='none')""",
    """CREATE TRIGGER published_words_added AFTER INSERT ON published_items BEGIN
        INSERT INTO published_words(rowid, lemmas) VALUES (new.id, new.lemmas); END""",
    """CREATE TRIGGER published_words_gone AFTER DELETE ON published_items BEGIN
        INSERT INTO published_words(published_words, rowid, lemmas) VALUES ('delete', old.id, old.lemmas); END""",
    """CREATE TRIGGER published_words_changed AFTER UPDATE OF lemmas ON published_items BEGIN
        INSERT INTO published_words(published_words, rowid, lemmas) VALUES ('delete', old.id, old.lemmas);
        INSERT INTO published_words(rowid, lemmas) VALUES (new.id, new.lemmas); END""",
)
POSTGRESQL = (
    """CREATE INDEX published_words ON published_items
        USING gin (array_to_tsvector(string_to_array(lemmas, ' '))) WITH (fastupdate = off)""",
)


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "published_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("lemmas", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_published_items_edition_id_editions")),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name=op.f("fk_published_items_workspace_workspaces"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_items")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_published_items_edition_id_key")),
    )
    op.create_index("ix_published_items_project", "published_items", ["workspace", "project_id", "number"])
    op.create_index("ix_published_items_number", "published_items", ["workspace", "number"])
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)
