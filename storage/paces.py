"""Until when Slack is to be left alone: with a method, in a channel, or by all of a workspace."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection
from sqlalchemy.dialects import postgresql, sqlite

from storage.tables import paces

APP = "app"  # the pace of everything in a workspace, while Slack refuses the app


def set_pace(
    connection: Connection, workspace: str, name: str, free_at: datetime, *, where: ColumnElement[bool]
) -> bool:
    """Sets when something may go on; False where the moment that stands does not allow it."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(paces).values(workspace=workspace, name=name, free_at=free_at)
    upsert = statement.on_conflict_do_update(
        index_elements=[paces.c.workspace, paces.c.name], set_={"free_at": free_at}, where=where
    )
    return connection.execute(upsert.execution_options(preserve_rowcount=True)).rowcount == 1


def hold(connection: Connection, workspace: str, name: str, free_at: datetime) -> None:
    """Leaves it alone until then at least."""
    set_pace(connection, workspace, name, free_at, where=paces.c.free_at < free_at)
