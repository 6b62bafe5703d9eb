"""Every table. Each row belongs to a workspace; renaming a workspace carries its rows along."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
    true,
)

from storage.columns import json_column, metadata, text_column, workspace_column
from storage.moments import Moment

NUMBERED = text("state <> 'skipped'")  # an edition that is skipped leaves its number to the next

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", String, primary_key=True),
    text_column("name"),
    text_column("bot_id"),
    text_column("bot_user_id"),
)

units = Table(
    "units",
    metadata,
    workspace_column(primary_key=True),
    text_column("name"),
    text_column("short_name"),
    text_column("review_channel"),
    text_column("publish_channel"),
    Column("next_number", Integer, nullable=False),
    Column("anchor", Date, nullable=False),
    Column("days", Integer, nullable=False),
    Column("closing", Time, nullable=False),
    text_column("timezone"),
    Column("approvals_needed", Integer, nullable=False),
    Column("reminders", JSON(none_as_null=True)),
    Column("lone_approval", Boolean, nullable=False, server_default=true()),
    Column("all_in_channel", Boolean, nullable=False, server_default=false()),
    Column("template", JSON(none_as_null=True)),
    Column("checks_off", JSON(none_as_null=True)),
)

editors = Table("editors", metadata, workspace_column(primary_key=True), Column("person", String, primary_key=True))

projects = Table(
    "projects",
    metadata,
    Column("id", String, primary_key=True),
    workspace_column(),
    text_column("key"),
    text_column("name"),
    json_column("aliases"),
    text_column("lead_organisation"),
    json_column("partners"),
    text_column("phase"),
    text_column("round"),
    text_column("contact"),
    text_column("channel"),
    json_column("leads"),
    text_column("state"),
    Column("featured", Boolean, nullable=False),
    Column("aims", Text, nullable=False, server_default=text("''")),
    Column("added", Date),
    UniqueConstraint("workspace", "key"),
)

editions = Table(
    "editions",
    metadata,
    Column("id", String, primary_key=True),
    workspace_column(),
    Column("number", Integer, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("closes_at", Moment, nullable=False),
    text_column("state"),
    json_column("intro"),
    json_column("closing"),
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
    workspace_column(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    json_column("document"),
)

approvals = Table(
    "approvals",
    metadata,
    workspace_column(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("content_hash", String, primary_key=True),
    Column("at", Moment, nullable=False),
)

updates = Table(
    "updates",
    metadata,
    Column("id", String, primary_key=True),
    workspace_column(),
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    Column("edition_id", ForeignKey("editions.id"), nullable=False, index=True),
    json_column("content"),
    text_column("submitted_by"),
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
    workspace_column(),
    Column("update_id", ForeignKey("updates.id"), nullable=False),
    Column("version", Integer, nullable=False),
    json_column("content"),
    text_column("by"),
    text_column("token"),
    Column("at", Moment, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Column("due", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("update_id", "version"),
    Index("ix_revisions_due", "workspace", sqlite_where=text("due = 1"), postgresql_where=text("due")),
)

nothing_to_report = Table(
    "nothing_to_report",
    metadata,
    workspace_column(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    text_column("by"),
    Column("at", Moment, nullable=False),
)

objections = Table(
    "objections",
    metadata,
    workspace_column(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

unsent_forms = Table(
    "unsent_forms",
    metadata,
    workspace_column(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    Column("person", String, primary_key=True),
    json_column("typed"),
    Column("saved_at", Moment, nullable=False),
)

people = Table(
    "people",
    metadata,
    workspace_column(primary_key=True),
    Column("id", String, primary_key=True),
    text_column("name"),
    text_column("timezone"),
    text_column("belonging"),
    Column("active", Boolean, nullable=False),
    Column("quiet_until", Moment),
    Column("away_until", Date),
    Column("asked_at", Moment),
)

called = Table(
    "called",
    metadata,
    workspace_column(primary_key=True),
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    text_column("name"),
    Column("private", Boolean, nullable=False),
    Column("asked_at", Moment),
)

reminder_choices = Table(
    "reminder_choices",
    metadata,
    workspace_column(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("snoozed_until", Moment),
    Column("skipped", Boolean, nullable=False),
    text_column("deputy"),
)

homes = Table(
    "homes",
    metadata,
    workspace_column(primary_key=True),
    Column("person", String, primary_key=True),
    Column("page", Integer, nullable=False),
    Column("opened_at", Moment, nullable=False, index=True),
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    text_column("drawn"),
    Column("tries", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String, primary_key=True),
    workspace_column(),
    text_column("key"),
    Column("group", Text, nullable=False, default=""),
    Column("place", Integer, nullable=False),
    text_column("act"),
    text_column("channel"),
    json_column("payload"),
    text_column("target"),
    text_column("thread"),
    text_column("ts"),
    text_column("sent_to"),
    text_column("state"),
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
    text_column("error"),
    Column("left_out", JSON(none_as_null=True)),
    Column("follows", Text, nullable=False, server_default=text("''")),
    Column("story", Text, nullable=False, server_default=text("''")),
    Column("permalink", Text, nullable=False, server_default=text("''")),
    UniqueConstraint("workspace", "key"),
    Index("ix_deliveries_state_not_before", "state", "not_before"),
    Index("ix_deliveries_workspace_group", "workspace", "group", "place"),
    Index("ix_deliveries_sweep_at", "sweep_at"),
    Index("ix_deliveries_workspace_target", "workspace", "target"),
)

app_refusals = Table(
    "app_refusals",
    metadata,
    workspace_column(primary_key=True),
    text_column("error"),
    Column("since", Moment, nullable=False),
    Column("times", Integer, nullable=False),
    Column("accepted_at", Moment),
    json_column("late"),
)

paces = Table(
    "paces",
    metadata,
    workspace_column(primary_key=True),
    Column("name", String, primary_key=True),
    Column("free_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", String, primary_key=True),
    workspace_column(),
    Column("at", Moment, nullable=False),
    text_column("actor"),
    text_column("action"),
    text_column("subject"),
    json_column("detail"),
    Column("edition_id", Text, nullable=False, server_default=text("''")),
    Column("item", Text, nullable=False, server_default=text("''")),
    Index("ix_audit_workspace_edition_id", "workspace", "edition_id"),
)

acts = Table(  # of people, as Slack has brought them
    "acts",
    metadata,
    workspace_column(primary_key=True),
    Column("person", String, primary_key=True),
    Column("token", String, primary_key=True),
    text_column("taken"),
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
    workspace_column(),
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("at", Moment, nullable=False),
)
