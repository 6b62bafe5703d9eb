"""The workspace's things as rows. Every statement carries the workspace of its unit of work."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, bindparam, cast, delete, func, or_, select
from structlog.contextvars import bind_contextvars

from domain.arrangement import Arrangement
from domain.audit import AuditEntry
from domain.calendar import Cadence
from domain.codec import as_json, as_json_unless_usual, from_json
from domain.document import Document
from domain.edition import Approval, Edition, EditionState
from domain.errors import Conflict
from domain.project import Phase, Project, ProjectState
from domain.remembered import remembered
from domain.text import rich_text_json
from domain.unit import ReminderRules, Template, Unit
from domain.welcome import own_welcome
from storage import tables
from storage.rows import Rows, fields, made, mine

KEPT = 8  # documents
EDITORS = select(tables.editors).where(mine(tables.editors)).order_by(tables.editors.c.person)
HELD_EDITORS = EDITORS.with_for_update()
PROJECTS = select(tables.projects).where(mine(tables.projects)).order_by(tables.projects.c.key)
HELD_PROJECTS = PROJECTS.with_for_update(key_share=True)  # updates about them may still be stored
LATEST = select(tables.audit).where(mine(tables.audit)).order_by(tables.audit.c.id.desc())
PUBLISHED = tables.editions.c.state == EditionState.PUBLISHED
DONE_WITH = tables.editions.c.state.in_((EditionState.PUBLISHED, EditionState.SKIPPED))
IN_OPEN_WINDOW = (
    select(tables.editions)
    .where(mine(tables.editions, "id"), tables.editions.c.state == EditionState.OPEN, ~tables.editions.c.reopened)
    .with_for_update(read=True)
)
IN_HAND = (
    select(tables.editions)
    .where(
        mine(tables.editions),
        or_(
            ~DONE_WITH,
            tables.editions.c.number
            == select(func.max(tables.editions.c.number)).where(mine(tables.editions), PUBLISHED).scalar_subquery(),
        ),
    )
    .order_by(tables.editions.c.number)
)

DOCUMENT = select(cast(tables.documents.c.document, Text).label("text")).where(mine(tables.documents, "edition_id"))
FALLEN = delete(tables.approvals).where(
    mine(tables.approvals, "edition_id"), tables.approvals.c.content_hash != bindparam("is_content_hash")
)


class SqlUnits(Rows):
    """The unit and its editors, each read once in a unit of work, for everything asks for them."""

    _unit: Unit | None = None
    _editors: frozenset[str] | None = None

    def get(self) -> Unit | None:
        if self._unit is None:
            row = self._one(tables.units)
            self._unit = _unit(row) if row else None
        return self._unit

    def held(self) -> Unit | None:
        row = self._held(tables.units)
        return _unit(row) if row else None

    def save(self, unit: Unit) -> None:
        self._unit = None
        values = fields(unit) | asdict(unit.cadence)
        values["reminders"] = as_json(unit.reminders)
        values["template"] = as_json_unless_usual(unit.template)
        values["checks_off"] = sorted(unit.checks_off) or None
        del values["cadence"]
        self._put(tables.units, values)

    def editors(self) -> frozenset[str]:
        if self._editors is None:
            self._editors = frozenset(row.person for row in self._rows(EDITORS))
        return self._editors

    def held_editors(self) -> frozenset[str]:
        self._editors = frozenset(row.person for row in self._rows(HELD_EDITORS))
        return self._editors

    def add_editor(self, person: str) -> None:
        self._editors = None
        self._add(tables.editors, {"person": person})

    def remove_editor(self, person: str) -> None:
        self._editors = None
        self._drop(tables.editors, person=person)


class SqlProjects(Rows):
    """Projects, unique by key."""

    def all(self) -> list[Project]:
        """Every project, in the order of their keys."""
        return [_project(row) for row in self._rows(PROJECTS)]

    def get(self, project_id: str) -> Project | None:
        """The project with this id."""
        row = self._one(tables.projects, id=project_id)
        return _project(row) if row else None

    def held(self) -> list[Project]:
        """Every project, held so that nobody else changes one; updates about them may still be stored."""
        return [_project(row) for row in self._rows(HELD_PROJECTS)]

    def save(self, project: Project) -> None:
        """Adds a project, or changes the one with its id; raises ``Conflict`` where another has its key."""
        values = fields(project) | {
            "aliases": list(project.aliases),
            "partners": list(project.partners),
            "leads": list(project.leads),
            "phase": project.phase or "",
        }
        if not self._add(tables.projects, values) and not self._change(tables.projects, values, id=project.id):
            raise Conflict(f"Somebody has just added another project with the key “{project.key}”.")


class SqlEditions(Rows):
    """Editions, unique by number, and their approvals."""

    def all(self) -> list[Edition]:
        """Every edition, oldest first."""
        return [_edition(row) for row in self._all(tables.editions, tables.editions.c.number)]

    def get(self, edition_id: str) -> Edition | None:
        """The edition with this id; in a writing unit of work nobody else can change it meanwhile."""
        bind_contextvars(edition=edition_id)  # what is logged from here on is about it
        row = self._held(tables.editions, id=edition_id)
        return _edition(row) if row else None

    def in_open_window(self, edition_id: str) -> Edition | None:
        bind_contextvars(edition=edition_id)
        row = self._row(IN_OPEN_WINDOW, id=edition_id)
        return _edition(row) if row else None

    def add(self, edition: Edition) -> bool:
        """Adds an edition; False when there is one with this number."""
        return self._add(tables.editions, _edition_values(edition))

    def save(self, edition: Edition, *, expected: EditionState) -> bool:
        """Stores an edition as its next version; False when it has changed since it was read."""
        changes = _edition_values(edition) | {"version": edition.version + 1}
        return self._change(tables.editions, changes, id=edition.id, state=expected, version=edition.version)

    def approvals(self, edition_id: str) -> list[Approval]:
        """The approvals of an edition that have not fallen, in the order in which they were given."""
        rows = self._all(tables.approvals, tables.approvals.c.at, edition_id=edition_id)
        return [Approval(row.person, row.content_hash) for row in rows]

    def approve(self, edition_id: str, approval: Approval, at: datetime) -> None:
        """Writes an approval down; the same one twice is one."""
        values = {"person": approval.by, "content_hash": approval.content_hash}
        self._add(tables.approvals, {"edition_id": edition_id, "at": at, **values})

    def drop_approvals(self, edition_id: str) -> None:
        """Takes all approvals of an edition away."""
        self._drop(tables.approvals, edition_id=edition_id)

    def in_hand(self) -> list[Edition]:
        """Those that are neither published nor skipped, and the last one that is published; oldest first."""
        return [_edition(row) for row in self._rows(IN_HAND)]

    def shown(self, edition_id: str) -> tuple[str, Mapping[str, int]]:
        """The hash of what the draft of an edition said when it was last shown, and how many findings of each weight
        there were then; an empty hash where it never was."""
        row = self._one(tables.editions, id=edition_id)
        return (row.content or "", dict(row.found or {})) if row else ("", {})

    def keep_content(self, edition_id: str, content_hash: str, found: Mapping[str, int]) -> None:
        """Keeps the hash of what the draft of an edition says now, and how much the checks found in it.

        Approvals of anything else fall.
        """
        self._change(tables.editions, {"content": content_hash, "found": dict(found)}, id=edition_id)
        self._write(FALLEN, self._given({"edition_id": edition_id, "content_hash": content_hash}))

    def document(self, edition_id: str) -> Document | None:
        """The edition as it was published, with what was corrected since."""
        rows = self._rows(DOCUMENT, edition_id=edition_id)
        return _document_of(rows[0].text) if rows else None

    def keep_document(self, edition_id: str, document: Document) -> None:
        """Keeps the edition as its readers have it from now on."""
        values = {"edition_id": edition_id, "document": as_json(document)}
        self._put(tables.documents, values)


class SqlAudit(Rows):
    """Who did what."""

    def add(
        self,
        action: str,
        subject: str,
        detail: Mapping[str, Any] | None = None,
        *,
        edition_id: str = "",
        item: str = "",
        actor: str = "",
    ) -> AuditEntry:
        """Adds a row; none is ever changed."""
        by, detail = actor or self._transaction.person, dict(detail or {})
        entry = AuditEntry(self._new_id(), self._now(), by, action, subject, detail, edition_id, item)
        self._write_down(tables.audit, fields(entry))
        return entry

    def of_edition(self, edition_id: str) -> list[AuditEntry]:
        """What was done about an edition, oldest first."""
        return [_audit_entry(row) for row in self._all(tables.audit, tables.audit.c.id, edition_id=edition_id)]

    def latest(self, limit: int, before: str = "") -> list[AuditEntry]:
        """The last entries, newest first; ``before`` is the id of one, for the next page."""
        earlier = LATEST.where(tables.audit.c.id < before) if before else LATEST
        return [_audit_entry(row) for row in self._rows(earlier.limit(limit))]


class SqlOccasions(Rows):
    """Things that happen once."""

    def claim(self, edition_id: str, kind: str, person: str) -> bool:
        """True for whoever comes first."""
        values = {"edition_id": edition_id, "kind": kind, "person": person, "at": self._now()}
        return self._add(tables.occasions, values)

    def drop(self, edition_id: str, kind: str, person: str) -> bool:
        """True for whoever takes it away: it may happen again."""
        return self._drop(tables.occasions, edition_id=edition_id, kind=kind, person=person)

    def of_edition(self, edition_id: str) -> set[tuple[str, str]]:
        """``(kind, person)`` of all that has happened."""
        return {(row.kind, row.person) for row in self._all(tables.occasions, edition_id=edition_id)}

    def editions(self, kind: str) -> set[str]:
        """The ids of the editions in which something of this kind has happened."""
        return {row.edition_id for row in self._all(tables.occasions, kind=kind)}


@remembered(KEPT)
def _document_of(text: str) -> Document:
    """The document in a column's own text: mostly that of the last edition, which checks are held against."""
    return from_json(Document, json.loads(text))


def _unit(row: Row[Any]) -> Unit:
    return made(
        Unit,
        row,
        cadence=made(Cadence, row),
        reminders=from_json(ReminderRules, row.reminders),
        template=from_json(Template, row.template),
        checks_off=frozenset(row.checks_off or ()),
    )


def _project(row: Row[Any]) -> Project:
    listed = {name: tuple(getattr(row, name)) for name in ("aliases", "partners", "leads")}
    phase = Phase(row.phase) if row.phase else None
    return made(Project, row, phase=phase, state=ProjectState(row.state), **listed)


def _edition(row: Row[Any]) -> Edition:
    return made(
        Edition,
        row,
        state=EditionState(row.state),
        intro=rich_text_json.from_json(row.intro),
        closing=rich_text_json.from_json(row.closing),
        arrangement=from_json(Arrangement, row.arrangement),
    )


def _edition_values(edition: Edition) -> dict[str, Any]:
    words = as_json(own_welcome(edition))
    return fields(edition) | words | {"arrangement": as_json_unless_usual(edition.arrangement)}


def _audit_entry(row: Row[Any]) -> AuditEntry:
    return made(AuditEntry, row)
