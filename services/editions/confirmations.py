"""What people are told after an update was saved or withdrawn.

Every save is a new message to whoever saved, so that it is noticed; what they and others were told before
about the same update is changed in place, so that no message says what is not so and only the newest has
buttons. A withdrawal changes the message on which it was pressed.

Leads are not kept waiting for that; see ``services.editions.follow_ups``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from domain.delivery import Message
from domain.edition import Edition, EditionState
from domain.ports import UnitOfWork
from domain.project import Project, by_id
from domain.update import DueVersion, Revision, Update, Version
from domain.wall_clock import WallClock, clock_of
from rendering.slack.editions import confirmations as say
from rendering.slack.editions.confirmations import About
from rendering.slack.kit.blocks import is_person
from services.common import access


def tell(work: UnitOfWork, edition: Edition, due: Sequence[DueVersion]) -> bool:
    """Tells those who saved what is ``due`` in an edition; False where somebody else has done all of that."""
    mine = [one for one in due if work.updates.take(one)]
    for one in mine:
        update, project = access.update(work, one.update_id)
        _tell(work, About(project, edition, update), one.version)
    return bool(mine)


def _tell(work: UnitOfWork, about: About, number: int) -> None:
    """Whoever saved this version hears it, or by whom it is overtaken by now; of several that they saved the last."""
    own, *later = _versions(work, about.update)[number - 1 :]
    if not later:
        saved(work, about.project, about.edition, about.update)
    elif own.by not in {version.by for version in later}:
        message = say.overtaken(about, number, by=later[-1].by)
        work.posts.post(_key(own), message, channel=own.by)


def saved(
    work: UnitOfWork, project: Project, edition: Edition, update: Update, found: Mapping[str, int] | None = None
) -> None:
    """Whoever saved the newest version of ``update`` hears it; an editor also how much the checks ``found`` in it."""
    *before, newest = _versions(work, update)
    about = About(project, edition, update)
    _outdate(work, about, before, by=newest.by)
    work.posts.post(_key(newest), _saved(work, about, before, newest.by, found), channel=newest.by)


def renew(work: UnitOfWork, edition: Edition) -> None:
    """The number or the dates of an edition have moved: what was said about its updates says so."""
    work.posts.change_all(renewed(work, edition))


def renewed(work: UnitOfWork, edition: Edition) -> dict[str, Message]:
    """What was said about all updates of an edition as it is so now, withdrawn ones included, by the messages' keys."""
    projects = by_id(work.projects.all())
    live = {update.id: update for update in work.updates.of_edition(edition.id)}
    said: dict[str, Message] = {}
    versions = work.updates.revisions_in(edition.id)
    there = work.posts.among([_key(one) for revisions in versions.values() for one in revisions])
    for update_id, revisions in versions.items():
        update = live.get(update_id) or work.updates.with_id(update_id)
        if update and (update.withdrawn or edition.state is not EditionState.SKIPPED):
            about = About(projects[update.project_id], edition, update)
            said |= _renewed(work, about, revisions, there)
    return said


def _renewed(
    work: UnitOfWork, about: About, revisions: Sequence[Revision], there: Collection[str]
) -> dict[str, Message]:
    """The newest message that each person has about one update."""
    *before, newest = revisions
    said: dict[str, Message] = {}
    for person, version in {one.by: one for one in revisions}.items():
        if about.update.withdrawn:
            message = say.withdrawn(about, by=newest.by, reader=person)
        elif person == newest.by:
            afresh = not before or before[-1].withdrawn
            message = say.saved(about, clock=_clock(work, person), afresh=afresh)
        else:
            message = say.overtaken(about, version.version, by=newest.by)
        own = [key for one in reversed(revisions) if one.by == person and (key := _key(one)) in there]
        said |= dict.fromkeys(own[:1], message)
    writer = about.update.submitted_by
    if about.update.withdrawn and writer != newest.by:
        said[f"withdrawn {newest.id} {writer}"] = say.withdrawn(about, by=newest.by, reader=writer)
    return said


def _saved(
    work: UnitOfWork, about: About, before: list[Version], by: str, found: Mapping[str, int] | None = None
) -> Message:
    afresh = not before or before[-1].withdrawn
    return say.saved(about, clock=_clock(work, by), afresh=afresh, found=found)


def instead(work: UnitOfWork, old: Update, now: Update, message: Message) -> None:
    """The edition of ``old`` is skipped: its writer gets ``message``, which is about ``now``, and what was said about
    ``old`` says the same."""
    versions = _versions(work, old)
    for version in _newest_of_each(versions):
        _change(work, versions, version.by, replace(message, blocks=message.blocks[:1]))
    if is_person(old.submitted_by):
        *_, newest = _versions(work, now)
        work.posts.show(_key(newest), message, channel=old.submitted_by)


def reworded(work: UnitOfWork, project: Project, edition: Edition, update: Update) -> None:
    """What was said about earlier versions stays true. Whoever had some words changed has seen it happen."""
    *before, newest = _versions(work, update)
    about = About(project, edition, update)
    _outdate(work, about, [version for version in before if version.by != newest.by], by=newest.by)
    _change(work, before, newest.by, say.saved(about, clock=_clock(work, newest.by), afresh=False))


def outdate(work: UnitOfWork, project: Project, edition: Edition, update: Update) -> None:
    """What was said about earlier versions stays true; nobody hears of the newest, which came from a file."""
    *before, _ = _versions(work, update)
    _outdate(work, About(project, edition, update), before, by="")


def withdrawn(work: UnitOfWork, project: Project, edition: Edition, update: Update) -> None:
    """Whoever withdrew ``update`` and whoever wrote it hear it."""
    *before, newest = _versions(work, update)
    about = About(project, edition, update)

    def told(reader: str) -> Message:
        return say.withdrawn(about, by=newest.by, reader=reader)

    reached = {version.by for version in _newest_of_each(before) if _change(work, before, version.by, told(version.by))}
    if newest.by not in reached:
        work.posts.show(_key(newest), told(newest.by), channel=newest.by)
    writer = update.submitted_by
    if writer in reached and writer != newest.by:  # a change in place goes unnoticed
        work.posts.show(f"withdrawn {newest.id} {writer}", told(writer), channel=writer)


def _versions(work: UnitOfWork, update: Update) -> list[Version]:
    return work.updates.versions(update.project_id, update.edition_id)


def _outdate(work: UnitOfWork, about: About, before: list[Version], *, by: str) -> None:
    for version in _newest_of_each(before):
        if version.by == by:
            message = say.replaced(about, version.number)
        else:
            message = say.overtaken(about, version.number, by=by)
        _change(work, before, version.by, message)


def _newest_of_each(versions: list[Version]) -> list[Version]:
    """The last version that each person wrote."""
    return list({version.by: version for version in versions}.values())


def _change(work: UnitOfWork, versions: list[Version], person: str, message: Message) -> bool:
    """Changes the newest message about the update that a person has; False where they have none."""
    own = [version for version in reversed(versions) if version.by == person]
    return any(work.posts.change(_key(version), message) for version in own)


def _clock(work: UnitOfWork, reader: str) -> WallClock:
    unit = work.units.get()
    return clock_of(work.people.get(reader), unit) if unit else WallClock("UTC", "UTC")


def _key(version: Version | Revision) -> str:
    return f"confirmation {version.id}"
