"""Every table. Each row belongs to a workspace; renaming a workspace carries its rows along."""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
    true,
)

from storage.moments import Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _workspace(*, primary_key: bool = False) -> Column[str]:
    target = ForeignKey("workspaces.id", onupdate="CASCADE")
    return Column("workspace", String, target, primary_key=primary_key, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="")


def _json(name: str) -> Column[Any]:
    return Column(name, JSON, nullable=False)


NUMBERED = text("state <> 'skipped'")  # an edition that is skipped leaves its number to the next

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", String, primary_key=True),
    _text("name"),
    _text("bot_id"),
    _text("bot_user_id"),
)

units = Table(
    "units",
    metadata,
    _workspace(primary_key=True),
    _text("name"),
    _text("short_name"),
    _text("review_channel"),
    _text("publish_channel"),
    Column("next_number", Integer, nullable=False),
    Column("anchor", Date, nullable=False),
    Column("days", Integer, nullable=False),
    Column("closing", Time, nullable=False),
    _text("timezone"),
    Column("approvals_needed", Integer, nullable=False),
    Column("reminders", JSON(none_as_null=True)),
    Column("lone_approval", Boolean, nullable=False, server_default=true()),
    Column("template", JSON(none_as_null=True)),
    Column("checks_off", JSON(none_as_null=True)),
)

editors = Table("editors", metadata, _workspace(primary_key=True), Column("person", String, primary_key=True))

projects = Table(
    "projects",
    metadata,
    Column("id", String, primary_key=True),
    _workspace(),
    _text("key"),
    _text("name"),
    _json("aliases"),
    _text("lead_organisation"),
    _json("partners"),
    _text("phase"),
    _text("round"),
    _text("contact"),
    _text("channel"),
    _json("leads"),
    _text("state"),
    Column("featured", Boolean, nullable=False),
    Column("aims", Text, nullable=False, server_default=text("''")),
    Column("added", Date),
    UniqueConstraint("workspace", "key"),
)

editions = Table(
    "editions",
    metadata,
    Column("id", String, primary_key=True),
    _workspace(),
    Column("number", Integer, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("closes_at", Moment, nullable=False),
    _text("state"),
    _json("intro"),
    _json("closing"),
    Column("version", Integer, nullable=False),
    Column("content", Text),
    Column("found", JSON),
    Column("arrangement", JSON(none_as_null=True)),
    Column("publish_at", Moment),
    Column("scheduled_by", Text, nullable=False, server_default=text("''")),
    Column("reopened", Boolean, nullable=False, server_default=false()),
    Index("ix_editions_number", "workspace", "number", unique=True, sqlite_where=NUMBERED, postgresql_where=NUMBERED),
)

documents = Table(  # beside the editions, for those are read often and these are long
    "documents",
    metadata,
    _workspace(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    _json("document"),
)

approvals = Table(
    "approvals",
    metadata,
    _workspace(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("content_hash", String, primary_key=True),
    Column("at", Moment, nullable=False),
)

updates = Table(
    "updates",
    metadata,
    Column("id", String, primary_key=True),
    _workspace(),
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    Column("edition_id", ForeignKey("editions.id"), nullable=False, index=True),
    _json("content"),
    _text("submitted_by"),
    Column("submitted_at", Moment),
    Column("late", Boolean, nullable=False),
    Column("on_behalf", Boolean, nullable=False, server_default=false()),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Column("version", Integer, nullable=False),
    UniqueConstraint("project_id", "edition_id"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", String, primary_key=True),
    _workspace(),
    Column("update_id", ForeignKey("updates.id"), nullable=False),
    Column("version", Integer, nullable=False),
    _json("content"),
    _text("by"),
    _text("token"),
    Column("at", Moment, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Column("due", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("update_id", "version"),
    Index("ix_revisions_due", "workspace", sqlite_where=text("due = 1"), postgresql_where=text("due")),
)

nothing_to_report = Table(
    "nothing_to_report",
    metadata,
    _workspace(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    _text("by"),
    Column("at", Moment, nullable=False),
)

objections = Table(
    "objections",
    metadata,
    _workspace(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

unsent_forms = Table(
    "unsent_forms",
    metadata,
    _workspace(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    Column("person", String, primary_key=True),
    _json("typed"),
    Column("saved_at", Moment, nullable=False),
)

people = Table(
    "people",
    metadata,
    _workspace(primary_key=True),
    Column("id", String, primary_key=True),
    _text("name"),
    _text("timezone"),
    _text("belonging"),
    Column("active", Boolean, nullable=False),
    Column("quiet_until", Moment),
    Column("away_until", Date),
    Column("asked_at", Moment),
)

called = Table(
    "called",
    metadata,
    _workspace(primary_key=True),
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    _text("name"),
    Column("private", Boolean, nullable=False),
    Column("asked_at", Moment),
)

reminder_choices = Table(
    "reminder_choices",
    metadata,
    _workspace(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("snoozed_until", Moment),
    Column("skipped", Boolean, nullable=False),
    _text("deputy"),
)

homes = Table(
    "homes",
    metadata,
    _workspace(primary_key=True),
    Column("person", String, primary_key=True),
    Column("page", Integer, nullable=False),
    Column("opened_at", Moment, nullable=False, index=True),
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    _text("drawn"),
    Column("tries", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
)

news = Table(
    "news_items",
    metadata,
    _workspace(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("place", Integer, nullable=False),
    _text("kind"),
    _text("title"),
    _json("lead_in"),
    _json("body"),
    _json("images"),
    _json("links"),
    Column("details", JSON(none_as_null=True)),
)

nominations = Table(
    "nominations",
    metadata,
    Column("id", String, primary_key=True),
    _workspace(),
    Column("at", Moment, nullable=False),
    _text("by"),
    _text("kind"),
    _text("state"),
    _json("details"),
)

ignored = Table(
    "ignored_findings",
    metadata,
    _workspace(primary_key=True),
    Column("digest", String, primary_key=True),
    _text("check"),
    _text("found"),
    _text("by"),
    Column("at", Moment, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String, primary_key=True),
    _workspace(),
    _text("key"),
    Column("group", Text, nullable=False, default=""),
    Column("place", Integer, nullable=False),
    _text("act"),
    _text("channel"),
    _json("payload"),
    _text("target"),
    _text("thread"),
    _text("ts"),
    _text("sent_to"),
    _text("state"),
    Column("wanted", Boolean, nullable=False, default=True),
    Column("attempt", Integer, nullable=False, default=0),
    Column("setbacks", Integer, nullable=False, server_default=text("0")),
    Column("attempted_at", Moment),
    Column("tried_at", Moment),
    Column("anew_at", Moment),
    Column("doubted_at", Moment),
    Column("sweep_at", Moment),
    Column("look_up", JSON(none_as_null=True)),
    Column("not_before", Moment, nullable=False),
    Column("not_after", Moment),
    Column("lease_until", Moment),
    _text("error"),
    Column("left_out", JSON(none_as_null=True)),
    Column("follows", Text, nullable=False, server_default=text("''")),
    UniqueConstraint("workspace", "key"),
    Index("ix_deliveries_state_not_before", "state", "not_before"),
    Index("ix_deliveries_workspace_group", "workspace", "group", "place"),
    Index("ix_deliveries_sweep_at", "sweep_at"),
    Index("ix_deliveries_workspace_target", "workspace", "target"),
)

app_refusals = Table(
    "app_refusals",
    metadata,
    _workspace(primary_key=True),
    _text("error"),
    Column("since", Moment, nullable=False),
    Column("times", Integer, nullable=False),
    Column("accepted_at", Moment),
    _json("late"),
)

paces = Table(
    "paces",
    metadata,
    _workspace(primary_key=True),
    Column("name", String, primary_key=True),
    Column("free_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", String, primary_key=True),
    _workspace(),
    Column("at", Moment, nullable=False),
    _text("actor"),
    _text("action"),
    _text("subject"),
    _json("detail"),
    Column("edition_id", Text, nullable=False, server_default=text("''")),
    Column("item", Text, nullable=False, server_default=text("''")),
    Index("ix_audit_workspace_edition_id", "workspace", "edition_id"),
)

acts = Table(  # of people, as Slack has brought them
    "acts",
    metadata,
    _workspace(primary_key=True),
    Column("person", String, primary_key=True),
    Column("token", String, primary_key=True),
    _text("taken"),
    Column("at", Moment, nullable=False),
    Index("ix_acts_workspace_at", "workspace", "at"),
)

whereabouts = Table("whereabouts", metadata, Column("place", Text, primary_key=True))  # of this database; one row

restored = Table(  # when a copy was found in place of this database
    "restored",
    metadata,
    Column("id", String, primary_key=True),
    Column("copied_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),
)

occasions = Table(
    "occasions",
    metadata,
    _workspace(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("at", Moment, nullable=False),
)
