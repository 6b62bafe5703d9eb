"""What leads have said: updates, “nothing to report”, and what they have typed and not submitted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, select, update

from domain.edition import EditionState, title
from domain.ports import Revision, Version
from domain.update import Brief, Draft, NothingToReport, Update
from storage import tables
from storage.rows import Rows, fields
from storage.values import content_as_json, content_from_json


class SqlUpdates(Rows):
    """Updates and every version that they ever had."""

    def get(self, project_id: str, edition_id: str) -> Update | None:
        """The project's update for an edition, a withdrawn one too."""
        here = (tables.updates.c.project_id == project_id, tables.updates.c.edition_id == edition_id)
        row = self._held(self._select().where(*here))
        return _update(row) if row else None

    def with_id(self, update_id: str) -> Update | None:
        """The update with this id, a withdrawn one too."""
        row = self._row(self._select().where(tables.updates.c.id == update_id))
        return _update(row) if row else None

    def of_edition(self, edition_id: str) -> list[Update]:
        """All updates of an edition that have not been withdrawn."""
        of_edition = self._select().where(tables.updates.c.edition_id == edition_id, ~tables.updates.c.withdrawn)
        return [_update(row) for row in self._rows(of_edition.order_by(tables.updates.c.id))]

    def of_project(self, project_id: str) -> list[Update]:
        """All updates of a project that have not been withdrawn, those of newer editions first."""
        statement = (
            self._select()
            .join(tables.editions, tables.editions.c.id == tables.updates.c.edition_id)
            .where(tables.updates.c.project_id == project_id, ~tables.updates.c.withdrawn)
            .order_by(tables.editions.c.number.desc())
        )
        return [_update(row) for row in self._rows(statement)]

    def told(self, edition_id: str) -> frozenset[str]:
        """The ids of the projects with an update for an edition, withdrawn ones left out."""
        here = (self._mine(tables.updates, edition_id=edition_id), ~tables.updates.c.withdrawn)
        return frozenset(self._connection.scalars(select(tables.updates.c.project_id).where(*here)))

    def latest(self, project_ids: Collection[str]) -> list[Brief]:
        """The update of the newest edition that each of these projects has one for."""
        updates, editions = tables.updates, tables.editions
        newest = (
            select(updates.c.project_id, func.max(editions.c.number).label("number"))
            .join(editions, editions.c.id == updates.c.edition_id)
            .where(self._mine(updates), updates.c.project_id.in_(project_ids), ~updates.c.withdrawn)
            .group_by(updates.c.project_id)
            .subquery()
        )
        same = and_(newest.c.project_id == updates.c.project_id, newest.c.number == editions.c.number)
        return [_brief(row) for row in self._rows(self._briefs().join(newest, same).order_by(updates.c.id))]

    def save(self, new: Update, revision: Revision) -> None:
        """Stores an update as it is now, and the revision that made it so.

        Two people who write the first version at once collide on the unique key: an ``IntegrityError``.
        """
        content = content_as_json(new.content)
        values = fields(new) | {"content": content, "workspace": self._workspace}
        if new.version == 1:
            self._connection.execute(insert(tables.updates).values(**values))
        else:
            self._connection.execute(
                update(tables.updates)
                .where(tables.updates.c.workspace == self._workspace, tables.updates.c.id == new.id)
                .values(**values)
            )
        written = fields(revision) | {"content": content, "workspace": self._workspace}
        self._connection.execute(insert(tables.revisions).values(**written))

    def last_token(self, update_id: str) -> str:
        """The token of the form that wrote the update's latest version."""
        of_update = (
            tables.revisions.c.workspace == self._workspace,
            tables.revisions.c.update_id == update_id,
        )
        newest = select(func.max(tables.revisions.c.version)).where(*of_update).scalar_subquery()
        row = self._row(select(tables.revisions.c.token).where(*of_update, tables.revisions.c.version == newest))
        return row.token if row else ""

    def revisions(self, update_id: str) -> list[Revision]:
        """Every version of an update, oldest first."""
        of_update = select(tables.revisions).where(self._mine(tables.revisions, update_id=update_id))
        return [_revision(row) for row in self._rows(of_update.order_by(tables.revisions.c.version))]

    def versions(self, update_id: str) -> list[Version]:
        """The same without the words: who wrote which, and who withdrew the update."""
        columns = tables.revisions.c
        of_update = select(columns.id, columns.version, columns.by, columns.withdrawn)
        mine = of_update.where(self._mine(tables.revisions, update_id=update_id)).order_by(columns.version)
        return [Version(row.id, row.version, row.by, row.withdrawn) for row in self._rows(mine)]

    def _select(self) -> Select[Any]:
        return select(tables.updates).where(tables.updates.c.workspace == self._workspace)

    def _briefs(self) -> Select[Any]:
        """What is not withdrawn; the database takes the headline out of the words."""
        updates, editions = tables.updates, tables.editions
        headline = updates.c.content["headline"].as_string().label("headline")
        return (
            select(
                updates.c.project_id,
                updates.c.edition_id,
                updates.c.late,
                headline,
                editions.c.number,
                editions.c.state,
            )
            .join(editions, editions.c.id == updates.c.edition_id)
            .where(self._mine(updates), ~updates.c.withdrawn)
        )


class SqlAnswers(Rows):
    """The projects whose leads have said that there is nothing to report."""

    def of_edition(self, edition_id: str) -> list[NothingToReport]:
        """The answers for an edition, oldest first."""
        of_edition = select(tables.answers).where(self._mine(tables.answers, edition_id=edition_id))
        return [
            NothingToReport(edition_id=row.edition_id, project_id=row.project_id, by=row.by, at=row.at)
            for row in self._rows(of_edition.order_by(tables.answers.c.at, tables.answers.c.project_id))
        ]

    def add(self, answer: NothingToReport) -> bool:
        """Writes an answer down; False where there is one already."""
        return self._add(tables.answers, fields(answer))

    def drop(self, project_id: str, edition_id: str) -> bool:
        """Forgets an answer; False where there was none."""
        here = self._mine(tables.answers, project_id=project_id, edition_id=edition_id)
        return self._connection.execute(delete(tables.answers).where(here)).rowcount == 1


class SqlDrafts(Rows):
    """What people have typed and not submitted."""

    def get(self, person: str, project_id: str, edition_id: str) -> Draft | None:
        """What somebody has typed about a project for an edition."""
        here = self._mine(tables.drafts, person=person, project_id=project_id, edition_id=edition_id)
        row = self._row(select(tables.drafts).where(here))
        return _draft(row) if row else None

    def of_person(self, person: str) -> list[Draft]:
        """All that somebody has typed and not submitted, the newest first."""
        theirs = select(tables.drafts).where(self._mine(tables.drafts, person=person))
        return [_draft(row) for row in self._rows(theirs.order_by(tables.drafts.c.saved_at.desc()))]

    def save(self, draft: Draft) -> None:
        """Keeps what somebody has typed, in place of what they had typed before."""
        self._put(tables.drafts, fields(draft) | {"typed": dict(draft.typed)})

    def drop(self, person: str, project_id: str, edition_id: str) -> None:
        """Forgets what somebody has typed."""
        here = self._mine(tables.drafts, person=person, project_id=project_id, edition_id=edition_id)
        self._connection.execute(delete(tables.drafts).where(here))


def _update(row: Row[Any]) -> Update:
    return Update(
        id=row.id,
        project_id=row.project_id,
        edition_id=row.edition_id,
        content=content_from_json(row.content),
        submitted_by=row.submitted_by,
        submitted_at=row.submitted_at,
        late=row.late,
        on_behalf=row.on_behalf,
        withdrawn=row.withdrawn,
        version=row.version,
    )


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
    return Revision(
        id=row.id,
        update_id=row.update_id,
        version=row.version,
        content=content_from_json(row.content),
        by=row.by,
        token=row.token,
        at=row.at,
        withdrawn=row.withdrawn,
    )


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        person=row.person,
        project_id=row.project_id,
        edition_id=row.edition_id,
        typed=row.typed,
        saved_at=row.saved_at,
    )
