"""An edition as the database has it: read once in an act, and passed on to whatever settles, shows or checks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from domain import compile as compiling
from domain.audit import AuditEntry, last_change
from domain.calendar import local_day
from domain.compile import compile_edition, item_key, without_held
from domain.delivery import Delivery
from domain.document import Document
from domain.edition import Approval, Approvals, Edition, EditionState, approvals, in_channel
from domain.facts import Past
from domain.mentions import Names, named, names_in
from domain.news import NewsItem
from domain.ports import UnitOfWork
from domain.progress import Progress, progress
from domain.project import Project
from domain.unit import Unit
from domain.update import NothingToReport, Objection, Update, contents
from domain.welcome import welcome_of
from services.common.mentions import names_of

WORKED_OUT = {"whole", "assembled", "content_hash"}


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One edition with everything that its document, its card and its approvals depend on. ``earlier`` editions and
    the ``log`` are oldest first; ``kept`` is its document as published, ``names`` are those of what is mentioned;
    ``shown`` is the hash of what its draft said when last shown, and ``found`` how many findings of each weight it had;
    ``posts`` are its messages while it is being published, none of them wanted while that is called off. What follows
    is worked out when it is asked for, once."""

    unit: Unit
    editors: frozenset[str]
    edition: Edition
    earlier: Sequence[Edition]
    projects: Sequence[Project]
    updates: Sequence[Update]
    nothing_to_report: Sequence[NothingToReport]
    news: Sequence[NewsItem]
    approvals: Sequence[Approval]
    objections: Sequence[Objection]
    log: Sequence[AuditEntry]
    past: Past
    kept: Document | None
    names: Names
    posts: Sequence[Delivery]
    shown: str
    found: Mapping[str, int]
    today: date

    def after(self, *entries: AuditEntry, **changes: Any) -> Snapshot:
        """The edition with other parts, after what the ``entries`` of the log say. Where it says the same, what was
        worked out stays so."""
        changed = replace(self, log=(*self.log, *entries), **changes)
        if changed.made_of == self.made_of:
            vars(changed).update({name: vars(self)[name] for name in WORKED_OUT & vars(self).keys()})
        return changed

    def with_update(self, update: Update, *entries: AuditEntry) -> Snapshot:
        """The edition after an update was stored; one that is withdrawn is none of it any more."""
        others = [one for one in self.updates if one.id != update.id]
        return self.after(*entries, updates=others if update.withdrawn else [*others, update])

    @property
    def made_of(self) -> tuple[object, ...]:
        """What the document is made of; lists that are the same object are not read through."""
        edition, unit, published = self.edition, self.unit, self.edition.is_decided
        words = (edition.number, edition.starts, edition.ends, edition.intro, edition.closing, edition.arrangement)
        parts = (self.projects, self.updates, self.news, self.past, self.today, self.kept)
        return unit.name, unit.template, published, words, parts

    @cached_property
    def whole(self) -> Document:
        """The edition as its parts stand, with what editors hold back. A published one does not change with the day;
        it may come from an archive, so nobody is introduced and no welcome is drafted."""
        published = self.edition.is_decided
        whole = compile_edition(
            self.unit,
            self.edition,
            self.projects,
            contents(self.updates),
            self.news,
            None if published else self.today,
            past=None if published else self.past,
        )
        return named(whole, self.names)

    @cached_property
    def assembled(self) -> Document:
        """The edition as its parts stand, for its readers."""
        return without_held(self.whole, self.edition.arrangement)

    @property
    def reviewed(self) -> Document:
        """What the draft says to editors: ``document``, with what they hold back while it is not published."""
        return self.kept or self.whole

    @property
    def document(self) -> Document:
        """What the edition says: as it was published, or until then as its parts stand."""
        return self.kept or self.assembled

    @cached_property
    def content_hash(self) -> str:
        """What approvals are tied to."""
        return compiling.content_hash(self.document)

    @cached_property
    def progress(self) -> Progress:
        """Who is in, who has nothing to report and who is missing."""
        told = {update.project_id for update in self.updates}
        return progress(self.projects, told, self.nothing_to_report)

    @property
    def stand(self) -> Approvals:
        """How what the edition says is approved."""
        return self.stand_of(self.content_hash)

    def stand_of(self, content_hash: str) -> Approvals:
        """How the content with this hash is approved."""
        changed = None if self.unit.lone_approval else last_change(self.log)
        needed, by = self.unit.approvals_needed, changed.actor if changed else ""
        return approvals(self.approvals, content_hash, self.editors, needed, last_editor=by)

    def project_of(self, key: str) -> Project | None:
        """The project that the item with this key is about; None for news."""
        return next((project for project in self.projects if item_key(project) == key), None)


def snapshot(work: UnitOfWork, edition: Edition) -> Snapshot:
    """Reads everything about an edition; in a writing unit of work the edition is to be held before."""
    _read_ahead(work, edition)
    unit, projects = work.units.get() or Unit(name=""), work.projects.all()
    earlier = [one for one in work.editions.all() if one.number < edition.number]
    shown, found = work.editions.shown(edition.id)
    updates, news = work.updates.of_edition(edition.id), work.news.of_edition(edition.id)
    kept = work.editions.document(edition.id) if edition.is_decided else None
    said = [welcome_of(edition, unit.template), *contents(updates).values(), *news, *([kept] if kept else [])]
    names = _names(work, said)
    return Snapshot(
        unit=unit,
        editors=work.units.editors(),
        edition=edition,
        earlier=earlier,
        projects=projects,
        updates=updates,
        nothing_to_report=work.nothing_to_report.of_edition(edition.id),
        news=news,
        approvals=work.editions.approvals(edition.id),
        objections=work.objections.of_edition(edition.id),
        log=work.audit.of_edition(edition.id),
        past=_past(work, edition, earlier, projects),
        kept=named(kept, names) if kept else None,
        names=names,
        posts=work.posts.in_group(in_channel(edition.id)) if edition.state is EditionState.PUBLISHING else (),
        shown=shown,
        found=found,
        today=local_day(work.now(), unit.cadence.timezone),
    )


def _read_ahead(work: UnitOfWork, edition: Edition) -> None:
    """Asks at once what is asked about an edition in any case."""
    about = (
        work.updates.of_edition,
        work.nothing_to_report.of_edition,
        work.news.of_edition,
        work.editions.approvals,
        work.objections.of_edition,
        work.audit.of_edition,
        work.editions.shown,
        *([work.editions.document] if edition.is_decided else []),
    )
    asks: list[Callable[[], object]] = [partial(read, edition.id) for read in about]
    if edition.state is EditionState.PUBLISHING:
        asks.append(partial(work.posts.in_group, in_channel(edition.id)))
    work.read_ahead(work.units.get, work.units.editors, work.projects.all, work.editions.all, *asks)


def compiled_to_publish(now: Snapshot, without: Project | None = None) -> Document:
    """A published edition as it would be compiled if it were still in review, ``without`` a project of which nothing is
    to be said, not even that it is missing."""
    projects = [one for one in now.projects if one != without]
    updates = contents(now.updates)
    whole = compile_edition(now.unit, now.edition, projects, updates, now.news, now.today, past=now.past)
    return named(whole, now.names)


def _names(work: UnitOfWork, things: Iterable[object]) -> Names:
    """What everything is called that is mentioned in these; nothing is read where nothing is."""
    mentioned = {one for thing in things for one in names_in(thing)}
    return names_of(work, mentioned) if mentioned else {}


def _past(work: UnitOfWork, edition: Edition, earlier: Sequence[Edition], projects: Sequence[Project]) -> Past:
    """What readers had been told before: all that earlier editions say, and do not hold back."""
    keys = {item_key(project): project.id for project in projects}
    held = [(keys[key], one.id) for one in earlier for key in one.arrangement.held if key in keys]
    return Past(work.updates.phases_before(edition.number, held))


def progress_of(work: UnitOfWork, edition: Edition) -> Progress:
    """How far an edition has come, where nothing else of it is of interest."""
    answers = work.nothing_to_report.of_edition(edition.id)
    return progress(work.projects.all(), work.updates.told(edition.id), answers)
