"""What people were told about an edition is said anew, in its place, once the edition has moved on.

An act only notes that its edition has changed; the clock finds what was said about it and shows each message as it is
so now. What a message still offers is for ``domain.offers`` to say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.audit import CLOCK
from domain.delivery import Delivery, DeliveryState, Message
from domain.edition import Edition, EditionState, in_channel
from domain.failpoints import reached
from domain.offers import MessageKind, told_in
from domain.person import ReminderChoice
from domain.ports import Store, UnitOfWork
from domain.project import Project, by_id
from domain.reminders import by_person
from domain.unit import Unit
from domain.update import NothingToReport
from domain.wall_clock import WallClock, clock_of
from rendering.slack.editions.draft_items import again_below
from rendering.slack.kit.offers import STAND, told_again
from rendering.slack.reminders import reminders as say
from rendering.slack.review.questions import answering
from rendering.slack.review.windows import dates_changed_since
from rendering.slack.updates import nothing_to_report as say_of_nothing
from services.common import access
from services.common.snapshot import progress_of
from services.common.unit import unit_of
from services.editions import confirmations
from services.editions.editions import TO_BE_RETOLD
from services.updates import objections


def retell(store: Store, workspace: str) -> None:
    """Says anew what was said about each edition that has changed since."""
    with store.reading(workspace) as work:
        due = sorted(work.occasions.editions(TO_BE_RETOLD))
    for edition_id in due:
        with store.writing(workspace, CLOCK) as work:
            edition = access.edition(work, edition_id)
            if work.occasions.drop(edition_id, TO_BE_RETOLD, ""):
                retell_now(work, edition)
                reached("retell.before_commit")
                work.commit()
                reached("retell.after_commit")


def retell_now(work: UnitOfWork, edition: Edition) -> None:
    """Says anew what was said about an edition; nothing is posted, and nobody's telephone rings."""
    standing = Standing(work, edition)
    found = [(post, *told) for post in work.posts.about(edition.id) if (told := told_in(post.key, edition.id))]
    newest = {_about(kind, rest): post.key for post, kind, rest in found}
    messages = [Sent(post, kind, rest, newest[_about(kind, rest)] == post.key) for post, kind, rest in found]
    said = objections.renewed(work, edition)
    if edition.state is not EditionState.SKIPPED:  # whoever skips it has told what became of each update
        said |= confirmations.renewed(work, edition)
    for sent in messages:
        message = _SAID[sent.kind](standing, sent) if sent.kind in _SAID else None
        if message:
            said[sent.post.key] = message
    # what became of a published edition is so once readers see it
    follows = in_channel(edition.id) if edition.state is EditionState.PUBLISHED else ""
    work.posts.change_all(said, follows=follows)
    _silent(standing, {sent.rest[0] for sent in messages if sent.kind is MessageKind.SILENT})


@dataclass(frozen=True)
class Standing:
    """An edition, and what its messages depend on, read when it is asked for."""

    work: UnitOfWork
    edition: Edition

    @cached_property
    def unit(self) -> Unit:
        """The workspace's unit."""
        return unit_of(self.work)

    @cached_property
    def projects(self) -> Mapping[str, Project]:
        """All projects, by id."""
        return by_id(self.work.projects.all())

    @cached_property
    def missing(self) -> Sequence[Project]:
        """Those with neither an update nor an answer."""
        return progress_of(self.work, self.edition).missing

    @cached_property
    def choices(self) -> Sequence[ReminderChoice]:
        """What leads want of the reminders."""
        return self.work.reminder_choices.of_edition(self.edition.id)

    @cached_property
    def answers(self) -> Sequence[NothingToReport]:
        """Who has said that there is nothing to report."""
        return self.work.nothing_to_report.of_edition(self.edition.id)

    @cached_property
    def owed(self) -> Mapping[str, Sequence[Project]]:
        """Which of the missing are whose to write about."""
        return by_person(self.missing, self.choices)

    def clock(self, reader: str) -> WallClock:
        """The clock of a reader."""
        return clock_of(self.work.people.get(reader), self.unit)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message about an edition: its kind, the words of its key after the edition's id, and whether no newer one is
    about the same."""

    post: Delivery
    kind: MessageKind
    rest: Sequence[str]
    is_newest: bool = True


Said = Callable[[Standing, Sent], Message | None]


def _reminder(now: Standing, sent: Sent) -> Message | None:
    reader = sent.rest[0]
    if sent.post.state is DeliveryState.PENDING and now.edition.state is EditionState.OPEN:
        return None  # whoever moved the dates has seen to what waits
    return say.reminder(now.owed.get(reader, ()), now.edition, clock=now.clock(reader))


def _closing(now: Standing, sent: Sent) -> Message:
    reader = sent.rest[1]
    if not sent.is_newest:
        return say.closing_moved_again(now.edition)
    return say.closing_moved(now.owed.get(reader, ()), now.edition, clock=now.clock(reader))


def _covers(now: Standing, sent: Sent) -> Message:
    away, back, reader = sent.rest
    theirs = [one for one in now.owed.get(reader, ()) if one in now.owed.get(away, ())]
    return say.covers(away, date.fromisoformat(back), theirs, now.edition, clock=now.clock(reader))


def _nobody(now: Standing, sent: Sent) -> Message:
    away, back, _editor = sent.rest
    return say.nobody_there(away, date.fromisoformat(back), now.owed.get(away, ()), now.edition)


def _owed(now: Standing, sent: Sent) -> Message:
    project, clock = now.projects[sent.rest[0]], now.clock(sent.rest[1])
    below = say.owed_below(sent.kind, project, now.edition, missing=project in now.missing, clock=clock)
    return told_again(sent.post.payload["blocks"], below)


def _asked(now: Standing, sent: Sent) -> Message:
    project, reader = now.projects[sent.rest[0]], sent.rest[1]
    asked = any(one.deputy == reader and one.project_id == project.id for one in now.choices)
    missing = asked and project in now.missing
    below = say.asked_below(project, now.edition, missing=missing, clock=now.clock(reader))
    return told_again(sent.post.payload["blocks"], below)


def _question(now: Standing, sent: Sent) -> Message | None:
    shown = sent.post.payload["blocks"]
    if not any(block["type"] == "actions" or block.get("block_id") == STAND for block in shown):
        return None  # an earlier part of a long one
    return told_again(shown, answering(now.projects[sent.rest[0]], now.edition))


def _held(now: Standing, sent: Sent) -> Message | None:
    if not sent.is_newest:
        return None
    below = again_below(sent.kind, now.projects[sent.rest[0]], now.edition)
    return told_again(sent.post.payload["blocks"], below)


def _nothing(now: Standing, sent: Sent) -> Message | None:
    project, at = now.projects[sent.rest[0]], sent.rest[1]
    if any(one.project_id == project.id and one.at.isoformat() == at for one in now.answers):
        return say_of_nothing.noted(project, now.edition)
    return say_of_nothing.taken_back(project, now.edition) if project in now.missing else None


def _window(now: Standing, sent: Sent) -> Message | None:
    return None if sent.is_newest else dates_changed_since(now.edition)


def _silent(now: Standing, editors: set[str]) -> None:
    """The editors' list of whom nothing was heard is a row of messages, as long as it has to be."""
    messages = say.silent(now.missing, now.edition) or [say.nobody_silent(now.edition)]
    for editor in sorted(editors):
        now.work.posts.show_group(f"{MessageKind.SILENT} {now.edition.id} {editor}", messages, channel=editor)


def _about(kind: MessageKind, rest: Sequence[str]) -> tuple[str, ...]:
    """What a message is about, so that a newer one about the same makes it untrue; most are about themselves."""
    match kind:
        case MessageKind.CLOSING:
            return (kind, rest[1])
        case MessageKind.HELD | MessageKind.PUT_BACK:
            return (MessageKind.HELD, rest[0], rest[1])
        case MessageKind.WINDOW:
            return (kind,)
    return (kind, *rest)


_SAID: Mapping[MessageKind, Said] = {
    MessageKind.REMINDER: _reminder,
    MessageKind.CLOSING: _closing,
    MessageKind.COVERS: _covers,
    MessageKind.NOBODY: _nobody,
    MessageKind.NUDGE: _owed,
    MessageKind.DECLINED: _owed,
    MessageKind.ASKED: _asked,
    MessageKind.QUESTION: _question,
    MessageKind.HELD: _held,
    MessageKind.PUT_BACK: _held,
    MessageKind.NOTHING: _nothing,
    MessageKind.WINDOW: _window,
}
