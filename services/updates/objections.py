"""Leads see what editors have made of their words, and may object before it is published."""

from collections.abc import Callable
from dataclasses import replace

from domain import roles
from domain.delivery import Message
from domain.edition import Edition
from domain.errors import Conflict
from domain.objection import Run, last_run, may_object, still_open
from domain.ports import UnitOfWork
from domain.project import Project, by_id
from domain.reminders import responsible
from domain.sentence import Who
from domain.update import Objection, Update
from rendering.slack.editions.confirmations import About
from rendering.slack.kit.blocks import is_person
from rendering.slack.updates import objections as say
from services.common import access
from services.common.actor import Actor
from services.common.audit import log_about
from services.common.snapshot import snapshot
from services.editions import drafts
from services.editions.editions import fall

Say = Callable[[About, str, str], Message]


def tell(work: UnitOfWork, project: Project, edition: Edition, update: Update) -> None:
    """Leads, and who wrote the update, hear what an editor has made of it, in one message at one go."""
    if update.submitted_by not in work.units.editors():
        return
    about = About(project, edition, update)
    run = _run(work, about)
    if run is None:
        return
    readers = set(access.present_leads(work, project, but=run.last.by))
    writer = run.before.by if run.before else ""
    if is_person(writer) and writer not in access.gone(work):
        readers.add(writer)
    for reader in sorted(readers):
        _show(work, about, run, reader)


def object_to(actor: Actor, update_id: str, version: int) -> None:
    """A lead objects to what editors have made of the update: approvals fall, and the editors see it."""
    with actor.writing() as work:
        about, run = _objectionable(work, update_id, version)
        if _has_objected(work, about, work.person):
            raise Conflict("You have objected to this already: the editors see it on their card.")
        work.objections.save(
            Objection(
                edition_id=about.edition.id,
                project_id=about.project.id,
                person=work.person,
                version=version,
                at=work.now(),
            )
        )
        about = replace(about, edition=fall(work, about.edition, (Who(work.person), " objects to a change")))
        _settle(work, about, run, "object", say.objection)
        work.commit()


def take_back(actor: Actor, update_id: str, version: int) -> None:
    """A lead takes an objection back."""
    with actor.writing() as work:
        about, run = _objectionable(work, update_id, version)
        if not work.objections.drop(about.project.id, about.edition.id, work.person):
            raise Conflict("There is no objection of yours to take back.")
        _settle(work, about, run, "take back objection", say.taken_back)
        work.commit()


def _objectionable(work: UnitOfWork, update_id: str, version: int) -> tuple[About, Run]:
    """The update whose words are the person's own, and what editors have made of it."""
    update, project = access.update(work, update_id)
    roles.may_object(work.person, project, access.deputies(work, project, update.edition_id))
    edition = access.edition(work, update.edition_id)
    about = About(project, edition, work.updates.get(project.id, edition.id) or update)  # as it is now that it is held
    may_object(edition, about.update, version)
    return about, access.there(_run(work, about), Conflict("No editor has changed this version."))


def _run(work: UnitOfWork, about: About) -> Run | None:
    own = {*about.project.leads, *access.deputies(work, about.project, about.edition.id)}
    return last_run(work.updates.revisions(about.update.id), work.units.editors() - own)


def _settle(work: UnitOfWork, about: About, run: Run, action: str, said: Say) -> None:
    """Everybody whom it concerns sees how things stand now."""
    update, edition = about.update, about.edition
    _show(work, about, run, work.person)
    group = f"objection {update.id} {update.version} {work.person}"
    drafts.post_below(work, edition, group, [said(about, work.person, run.last.by)])
    if drafts.has_draft(edition):
        drafts.show(work, snapshot(work, edition))
    log_about(work, action, about.project, edition, version=update.version)
    work.homes.changed()


def _show(work: UnitOfWork, about: About, run: Run, reader: str) -> None:
    objects = _has_objected(work, about, reader)
    work.posts.show(_key(about, run, reader), _message(about, run, objects=objects), channel=reader)


def _message(about: About, run: Run, *, objects: bool) -> Message:
    if run.before is None:
        return say.written(about, run.last.by)
    return say.changed(about, run.before, run, objects=objects)


def _key(about: About, run: Run, reader: str) -> str:
    return f"changed {about.update.id} {run.first.version} {reader}"


def renewed(work: UnitOfWork, edition: Edition) -> dict[str, Message]:
    """What was said of editors' changes of an edition's updates, as that is so now, by the messages' keys."""
    projects, editors = by_id(work.projects.all()), work.units.editors()
    choices, revisions = work.reminder_choices.of_edition(edition.id), work.updates.revisions_in(edition.id)
    updates = work.updates.of_edition(edition.id)
    objecting = {(one.project_id, one.person) for one in still_open(work.objections.of_edition(edition.id), updates)}
    said: dict[str, Message] = {}
    for update in updates:
        about = About(projects[update.project_id], edition, update)
        own = set(responsible(about.project, choices))
        run = last_run(revisions[update.id], editors - own)
        if run is None:
            continue
        for reader in own | {one.by for one in revisions[update.id]}:
            objects = (update.project_id, reader) in objecting
            said[_key(about, run, reader)] = _message(about, run, objects=objects)
    return said


def _has_objected(work: UnitOfWork, about: About, person: str) -> bool:
    open_ones = still_open(work.objections.of_edition(about.edition.id), [about.update])
    return any(one.person == person for one in open_ones)
