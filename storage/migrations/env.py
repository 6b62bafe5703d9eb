"""Alembic's entry: runs migrations on the connection that ``storage.migrate`` passes."""

from alembic import context

import storage.archive_tables
import storage.news_tables
import storage.published_tables
import storage.tables  # noqa: F401 - they are what the metadata is of
from storage.columns import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
