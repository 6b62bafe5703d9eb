"""What was published, item by item, how its words are found on each database, and how answers may look.

SQLite keeps the tokens in a table of FTS5, which triggers fill; PostgreSQL has an index on what is made of them. Both
are made by the migration 0014, and neither is among the declared tables: each is there on one database only.
"""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from storage.columns import metadata, text_column, workspace_column
from storage.moments import Moment

WORDS = "published_words"  # how the names of all that belongs to the search begin
published_items = Table(
    "published_items",
    metadata,
    Column("id", Integer, primary_key=True),
    workspace_column(),
    Column("edition_id", ForeignKey("editions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    text_column("key"),
    text_column("project_id"),
    text_column("by"),
    text_column("heading"),
    text_column("text"),
    Column("content", JSON(none_as_null=True)),
    Column("lemmas", Text, nullable=False),
    text_column("digest"),
    UniqueConstraint("edition_id", "key"),
    Index("ix_published_items_project", "workspace", "project_id", "number"),
    Index("ix_published_items_number", "workspace", "number"),
)
table_kinds = Table(  # what a workspace takes that refused better ones
    "table_kinds",
    metadata,
    workspace_column(primary_key=True),
    Column("surface", String, primary_key=True),
    text_column("kind"),
    Column("at", Moment, nullable=False),
)
follows = Table(
    "follows",
    metadata,
    workspace_column(primary_key=True),
    Column("person", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("value", String, primary_key=True),
)


def is_declared(name: str | None) -> bool:
    """Whether a table or an index is among the declared ones, and not of the search."""
    return not (name or "").startswith(WORDS)
