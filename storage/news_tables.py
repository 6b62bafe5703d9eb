"""The tables of what editors write and decide beside the updates: news, nominations, and what they make of findings."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table

from storage.columns import json_column, metadata, text_column, workspace_column
from storage.moments import Moment

news = Table(
    "news_items",
    metadata,
    workspace_column(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("place", Integer, nullable=False),
    text_column("kind"),
    text_column("title"),
    json_column("lead_in"),
    json_column("body"),
    json_column("images"),
    json_column("links"),
    Column("details", JSON(none_as_null=True)),
)

nominations = Table(
    "nominations",
    metadata,
    Column("id", String, primary_key=True),
    workspace_column(),
    Column("at", Moment, nullable=False),
    text_column("by"),
    text_column("kind"),
    text_column("state"),
    json_column("details"),
)

ignored = Table(
    "ignored_findings",
    metadata,
    workspace_column(primary_key=True),
    Column("digest", String, primary_key=True),
    text_column("check"),
    text_column("found"),
    text_column("by"),
    Column("at", Moment, nullable=False),
)

glossary = Table(
    "glossary",
    metadata,
    workspace_column(primary_key=True),
    Column("name", String, primary_key=True),
    text_column("meaning"),
    text_column("by"),
    Column("at", Moment, nullable=False),
)

decided = Table(
    "decided_findings",
    metadata,
    workspace_column(primary_key=True),
    Column("check", String, primary_key=True),
    Column("word", String, primary_key=True),
    Column("applied", Integer, nullable=False),
    Column("ignored", Integer, nullable=False),
    Column("running", Integer, nullable=False),
    Column("is_off", Boolean, nullable=False),
)
