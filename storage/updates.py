"""What leads have said: updates, “nothing to report”, and what they have typed and not submitted."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, and_, bindparam, cast, func, insert, select, tuple_

from domain.codec import as_json, from_json
from domain.edition import EditionState, title
from domain.errors import JustChanged
from domain.project import Phase
from domain.remembered import remembered
from domain.update import (
    Brief,
    DueVersion,
    NothingToReport,
    Objection,
    Revision,
    UnsentForm,
    Update,
    UpdateContent,
    Version,
)
from storage import tables
from storage.rows import Rows, fields, made, mine, updating
from storage.transaction import Transaction

KEPT = 256  # updates: two large editions, the one that is checked and the one before it
UPDATES, EDITIONS, REVISIONS = tables.updates, tables.editions, tables.revisions
OF_EDITION = (
    select(*(column for column in UPDATES.c if column.name != "content"), cast(UPDATES.c.content, Text).label("text"))
    .where(mine(UPDATES, "edition_id"), ~UPDATES.c.withdrawn)
    .order_by(UPDATES.c.id)
)
OF_PROJECT = (
    select(UPDATES)
    .join(EDITIONS, EDITIONS.c.id == UPDATES.c.edition_id)
    .where(mine(UPDATES, "project_id"), ~UPDATES.c.withdrawn)
    .order_by(EDITIONS.c.number.desc())
)
LAST_BEFORE = OF_PROJECT.where(EDITIONS.c.number < bindparam("is_number")).limit(1)
IS_PUBLISHED = EDITIONS.c.state == EditionState.PUBLISHED
NEWEST_OF_EACH = (
    select(
        UPDATES.c.id,
        func.row_number()
        .over(partition_by=(UPDATES.c.project_id, IS_PUBLISHED), order_by=EDITIONS.c.number.desc())
        .label("age"),
    )
    .join(EDITIONS, EDITIONS.c.id == UPDATES.c.edition_id)
    .where(mine(UPDATES), ~UPDATES.c.withdrawn)
    .subquery()
)
NEWEST_UPDATES = select(UPDATES).join(
    NEWEST_OF_EACH, and_(NEWEST_OF_EACH.c.id == UPDATES.c.id, NEWEST_OF_EACH.c.age == 1)
)
TOLD = select(UPDATES.c.project_id).where(mine(UPDATES, "edition_id"), ~UPDATES.c.withdrawn)
LAST_BY_OTHERS = (
    select(UPDATES.c.project_id, func.max(REVISIONS.c.at).label("at"))
    .join(REVISIONS, REVISIONS.c.update_id == UPDATES.c.id)
    .where(mine(UPDATES, "edition_id"), REVISIONS.c.by.not_in(bindparam("is_people", expanding=True)))
    .group_by(UPDATES.c.project_id)
)
NUMBER_OF_NEWEST = (
    select(UPDATES.c.project_id, func.max(EDITIONS.c.number).label("number"))
    .join(EDITIONS, EDITIONS.c.id == UPDATES.c.edition_id)
    .where(
        mine(UPDATES),
        UPDATES.c.project_id.in_(bindparam("is_project_ids", expanding=True)),
        ~UPDATES.c.withdrawn,
    )
    .group_by(UPDATES.c.project_id)
    .subquery()
)
LATEST = (
    select(
        UPDATES.c.project_id,
        UPDATES.c.edition_id,
        UPDATES.c.late,
        UPDATES.c.content["headline"].as_string().label("headline"),  # the database takes it out of the words
        EDITIONS.c.number,
        EDITIONS.c.state,
    )
    .join(EDITIONS, EDITIONS.c.id == UPDATES.c.edition_id)
    .join(
        NUMBER_OF_NEWEST,
        and_(NUMBER_OF_NEWEST.c.project_id == UPDATES.c.project_id, NUMBER_OF_NEWEST.c.number == EDITIONS.c.number),
    )
    .where(mine(UPDATES), ~UPDATES.c.withdrawn)
    .order_by(UPDATES.c.id)
)
NUMBER_BEFORE = (
    select(UPDATES.c.project_id, func.max(EDITIONS.c.number).label("number"))
    .join(EDITIONS, EDITIONS.c.id == UPDATES.c.edition_id)
    .where(
        mine(UPDATES),
        EDITIONS.c.number < bindparam("is_number"),
        ~UPDATES.c.withdrawn,
        tuple_(UPDATES.c.project_id, UPDATES.c.edition_id).not_in(bindparam("is_left_out", expanding=True)),
    )
    .group_by(UPDATES.c.project_id)
    .subquery()
)
PHASES_BEFORE = (
    select(UPDATES.c.project_id, UPDATES.c.content["phase"].as_string().label("phase"))
    .join(EDITIONS, EDITIONS.c.id == UPDATES.c.edition_id)
    .join(
        NUMBER_BEFORE,
        and_(NUMBER_BEFORE.c.project_id == UPDATES.c.project_id, NUMBER_BEFORE.c.number == EDITIONS.c.number),
    )
    .where(mine(UPDATES))
)
ADD_REVISION, CHANGE_UPDATE = insert(REVISIONS), updating(UPDATES, "id")
REVISIONS_IN = (
    select(REVISIONS)
    .join(UPDATES, UPDATES.c.id == REVISIONS.c.update_id)
    .where(mine(UPDATES, "edition_id"))
    .order_by(REVISIONS.c.version)
)
VERSIONS = (
    select(REVISIONS.c.id, REVISIONS.c.version, REVISIONS.c.by, REVISIONS.c.withdrawn, REVISIONS.c.token)
    .join(UPDATES, UPDATES.c.id == REVISIONS.c.update_id)
    .where(mine(UPDATES, "project_id", "edition_id"))
    .order_by(REVISIONS.c.version)
)
ALL_DUE = (
    select(REVISIONS.c.id, REVISIONS.c.version, REVISIONS.c.update_id, UPDATES.c.edition_id)
    .join(UPDATES, UPDATES.c.id == REVISIONS.c.update_id)
    .where(mine(REVISIONS), REVISIONS.c.due)
    .order_by(REVISIONS.c.id)
)
DUE, OLDEST_DUE = ALL_DUE.where(UPDATES.c.edition_id == bindparam("is_edition_id")), ALL_DUE.limit(1)
TAKE = updating(REVISIONS, "id").where(REVISIONS.c.due).values(due=False)
UNSENT_FORMS_OF_PERSON = (
    select(tables.unsent_forms)
    .where(mine(tables.unsent_forms, "person"))
    .order_by(tables.unsent_forms.c.saved_at.desc())
)


class SqlUpdates(Rows):
    """Updates and every version that they ever had; which there are is read once in a unit of work."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._versions: dict[tuple[str, str], list[Version]] = {}

    def get(self, project_id: str, edition_id: str) -> Update | None:
        """The project's update for an edition, a withdrawn one too."""
        row = self._held(UPDATES, project_id=project_id, edition_id=edition_id)
        return _update(row) if row else None

    def with_id(self, update_id: str) -> Update | None:
        """The update with this id, a withdrawn one too."""
        row = self._one(UPDATES, id=update_id)
        return _update(row) if row else None

    def of_edition(self, edition_id: str) -> list[Update]:
        """All updates of an edition that have not been withdrawn."""
        rows = self._rows(OF_EDITION, edition_id=edition_id)
        return [made(Update, row, content=_content_of(row.text)) for row in rows]

    def of_project(self, project_id: str) -> list[Update]:
        """All updates of a project that have not been withdrawn, those of newer editions first."""
        return [_update(row) for row in self._rows(OF_PROJECT, project_id=project_id)]

    def last_before(self, number: int, project_id: str) -> Update | None:
        row = self._row(LAST_BEFORE, number=number, project_id=project_id)
        return _update(row) if row else None

    def newest(self) -> list[Update]:
        """Of each project its update in the newest edition that is published, and in the newest that is not."""
        return [_update(row) for row in self._rows(NEWEST_UPDATES)]

    def told(self, edition_id: str) -> frozenset[str]:
        """The ids of the projects with an update for an edition, withdrawn ones left out."""
        return frozenset(row.project_id for row in self._rows(TOLD, edition_id=edition_id))

    def last_by_others(self, edition_id: str, people: Collection[str]) -> dict[str, datetime]:
        """When somebody other than these people last wrote about each project, by project id."""
        rows = self._rows(LAST_BY_OTHERS, edition_id=edition_id, people=list(people))
        return {row.project_id: row.at for row in rows}

    def latest(self, project_ids: Collection[str]) -> list[Brief]:
        """The update of the newest edition that each of these projects has one for."""
        return [_brief(row) for row in self._rows(LATEST, project_ids=list(project_ids))]

    def phases_before(self, number: int, left_out: Collection[tuple[str, str]] = ()) -> dict[str, Phase | None]:
        """The phase in the last update of each project that had one in an edition before this number.

        ``left_out`` are updates that nobody has read, as ids of project and edition.
        """
        rows = self._rows(PHASES_BEFORE, number=number, left_out=list(left_out))
        return {row.project_id: Phase(row.phase) if row.phase else None for row in rows}

    def save(self, new: Update, revision: Revision) -> None:
        stored = {"content": as_json(new.content), "workspace": self._transaction.workspace}
        if new.version > 1:
            self._write(CHANGE_UPDATE, self._given({"id": new.id}) | fields(new) | stored)
        elif not self._add(UPDATES, fields(new) | stored):
            raise JustChanged
        self._write(ADD_REVISION, fields(revision) | stored)
        self._transaction.wakes |= revision.due
        known = self._versions.get((new.project_id, new.edition_id))
        if known is not None:
            known.append(Version(revision.id, revision.version, revision.by, revision.withdrawn, revision.token))

    def revisions(self, update_id: str) -> list[Revision]:
        """Every version of an update, oldest first."""
        return [_revision(row) for row in self._all(REVISIONS, REVISIONS.c.version, update_id=update_id)]

    def revisions_in(self, edition_id: str) -> dict[str, list[Revision]]:
        found: dict[str, list[Revision]] = {}
        for row in self._rows(REVISIONS_IN, edition_id=edition_id):
            found.setdefault(row.update_id, []).append(_revision(row))
        return found

    def versions(self, project_id: str, edition_id: str) -> list[Version]:
        about = (project_id, edition_id)
        if about not in self._versions:
            rows = self._rows(VERSIONS, project_id=project_id, edition_id=edition_id)
            self._versions[about] = [Version(row.id, row.version, row.by, row.withdrawn, row.token) for row in rows]
        return list(self._versions[about])

    def due(self, edition_id: str) -> list[DueVersion]:
        return [made(DueVersion, row) for row in self._rows(DUE, edition_id=edition_id)]

    def edition_with_due(self) -> str:
        row = self._row(OLDEST_DUE)
        return row.edition_id if row else ""

    def take(self, due: DueVersion) -> bool:
        return self._count(TAKE, self._given({"id": due.id})) == 1


class SqlNothingToReport(Rows):
    """The projects whose leads have said that there is nothing to report."""

    def of_edition(self, edition_id: str) -> list[NothingToReport]:
        """The answers for an edition, oldest first."""
        order = (tables.nothing_to_report.c.at, tables.nothing_to_report.c.project_id)
        rows = self._all(tables.nothing_to_report, *order, edition_id=edition_id)
        return [made(NothingToReport, row) for row in rows]

    def add(self, answer: NothingToReport) -> bool:
        """Writes an answer down; False where there is one already."""
        return self._add(tables.nothing_to_report, fields(answer))

    def drop(self, project_id: str, edition_id: str) -> bool:
        """Forgets an answer; False where there was none."""
        return self._drop(tables.nothing_to_report, project_id=project_id, edition_id=edition_id)


class SqlObjections(Rows):
    """What leads have against editors' changes of their updates."""

    def of_edition(self, edition_id: str) -> list[Objection]:
        """The objections of an edition, oldest first; of each person the last for each update."""
        order = (tables.objections.c.at, tables.objections.c.project_id)
        return [made(Objection, row) for row in self._all(tables.objections, *order, edition_id=edition_id)]

    def save(self, objection: Objection) -> None:
        """Writes an objection down, in place of one to an earlier version."""
        self._put(tables.objections, fields(objection))

    def drop(self, project_id: str, edition_id: str, person: str) -> bool:
        """Forgets an objection; False where there was none."""
        return self._drop(tables.objections, project_id=project_id, edition_id=edition_id, person=person)


class SqlUnsentForms(Rows):
    """What people have typed and not submitted."""

    def get(self, person: str, project_id: str, edition_id: str) -> UnsentForm | None:
        """What somebody has typed about a project for an edition."""
        row = self._one(tables.unsent_forms, person=person, project_id=project_id, edition_id=edition_id)
        return made(UnsentForm, row) if row else None

    def of_person(self, person: str) -> list[UnsentForm]:
        """All that somebody has typed and not submitted, the newest first."""
        return [made(UnsentForm, row) for row in self._rows(UNSENT_FORMS_OF_PERSON, person=person)]

    def save(self, unsent: UnsentForm) -> None:
        """Keeps what somebody has typed, in place of what they had typed before."""
        self._put(tables.unsent_forms, fields(unsent) | {"typed": dict(unsent.typed)})

    def drop(self, person: str, project_id: str, edition_id: str) -> None:
        """Forgets what somebody has typed."""
        self._drop(tables.unsent_forms, person=person, project_id=project_id, edition_id=edition_id)


def _update(row: Row[Any]) -> Update:
    return made(Update, row, content=from_json(UpdateContent, row.content))


@remembered(KEPT)
def _content_of(text: str) -> UpdateContent:
    """The words in a column's own text, which mostly is one that was read a moment ago."""
    return from_json(UpdateContent, json.loads(text))


def _brief(row: Row[Any]) -> Brief:
    return Brief(
        project_id=row.project_id,
        edition_id=row.edition_id,
        edition=title(row.number),
        published=row.state == EditionState.PUBLISHED,
        headline=row.headline or "",
        late=row.late,
    )


def _revision(row: Row[Any]) -> Revision:
    return made(Revision, row, content=from_json(UpdateContent, row.content))
