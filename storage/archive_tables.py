"""The tables of what is public: copies of what readers were told. Nothing else is read for the web."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from storage.columns import json_column, metadata, text_column, workspace_column
from storage.moments import Moment

sites = Table(
    "archive_sites",
    metadata,
    workspace_column(primary_key=True),
    Column("slug", String, nullable=False, unique=True),
    Column("is_on", Boolean, nullable=False),
    Column("first_edition", Integer, nullable=False),
    Column("people", Boolean, nullable=False),
    Column("was_alone", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

editions = Table(
    "archive_editions",
    metadata,
    workspace_column(),
    Column("id", ForeignKey("editions.id"), primary_key=True),
    Column("number", Integer, nullable=False),
    text_column("title"),
    text_column("unit"),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    json_column("corrections"),
    json_column("gone"),
    json_column("terms"),
    json_column("document"),
    Index("ix_archive_editions_workspace_number", "workspace", "number"),
)

items = Table(
    "archive_items",
    metadata,
    workspace_column(),
    Column("edition_id", ForeignKey("archive_editions.id"), primary_key=True),
    Column("ref", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("project_id", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
    json_column("item"),
    json_column("said"),
    Column("event", JSON(none_as_null=True)),
    text_column("words"),
    Index("ix_archive_items_workspace_project_id", "workspace", "project_id", "number"),
)

organisations = Table(
    "archive_organisations",
    metadata,
    workspace_column(),
    Column("edition_id", ForeignKey("archive_editions.id"), primary_key=True),
    Column("project_id", String, primary_key=True),
    Column("name", String, primary_key=True),
)
