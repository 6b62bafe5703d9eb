"""What all tables are made of: the workspace that each row belongs to, and columns of common kinds."""

from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, MetaData, String, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def workspace_column(*, primary_key: bool = False) -> Column[str]:
    """The workspace of a row; renaming a workspace carries its rows along."""
    target = ForeignKey("workspaces.id", onupdate="CASCADE")
    return Column("workspace", String, target, primary_key=primary_key, nullable=False)


def text_column(name: str) -> Column[str]:
    """Words, which may be none."""
    return Column(name, Text, nullable=False, default="")


def json_column(name: str) -> Column[Any]:
    """A value of several parts."""
    return Column(name, JSON, nullable=False)
