"""What editors do with the dates of editions: an open one is stretched or skipped, one in review opens once more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from domain import english, schedule, window
from domain.arrangement import Arrangement
from domain.audit import CHANGE
from domain.calendar import first_day_with
from domain.delivery import Message
from domain.edition import Edition, EditionMove, EditionState
from domain.errors import Conflict
from domain.offers import MessageKind
from domain.ports import UnitOfWork
from domain.project import by_id
from domain.sentence import Who
from domain.update import Update
from rendering.slack.editions import confirmations as say_to_lead
from rendering.slack.editions.confirmations import About
from rendering.slack.review import windows as say
from rendering.slack.review.windows import WindowForm
from services.common import access, revisions
from services.common.actor import Actor
from services.common.snapshot import snapshot
from services.common.unit import channel_clock, reader_clock, unit_of
from services.editions import confirmations, drafts, follow_ups
from services.editions.editions import become, call_off_publishing, open_next
from services.editions.waiting_reminders import stop_reminders
from services.reminders.reminders import follow_closing
from services.updates import nothing_to_report
from services.updates.withdrawals import store_withdrawn

STRETCH, SKIP, REOPEN = "change dates", "skip", "reopen"  # in the audit log


def dates_form(actor: Actor, edition_id: str) -> WindowForm:
    """The form in which an editor moves the end of an open edition."""
    with actor.reading_as_editor("change the dates of an edition") as work:
        form = _form(work, edition_id)
        form.edition.must_allow(EditionMove.MOVE_DATES)
        return form


def skip_form(actor: Actor, edition_id: str) -> WindowForm:
    """The form in which an editor skips an open edition."""
    with actor.reading_as_editor("skip an edition") as work:
        form = _form(work, edition_id)
        window.may_skip(form.edition, work.editions.all())
        return form


def reopen_form(actor: Actor, edition_id: str) -> WindowForm:
    """The form in which an editor opens the window of an edition in review once more."""
    with actor.reading_as_editor("reopen an edition") as work:
        form = _form(work, edition_id)
        form.edition.must_allow(EditionMove.REOPEN)
        return form


def _form(work: UnitOfWork, edition_id: str) -> WindowForm:
    unit, edition = unit_of(work), access.edition(work, edition_id)
    return WindowForm(
        edition=edition,
        timezone=unit.cadence.timezone,
        first_day=first_day_with(unit.cadence.closing, unit.cadence.timezone, work.now()),
        closing=unit.cadence.closing,
        updates=len(work.updates.told(edition.id)),
    )


def change_dates(actor: Actor, edition_id: str, seen: datetime, last_day: date, at: time) -> None:
    """Moves the end of an open edition; raises ``Conflict`` where it has moved since the editor has ``seen`` it."""
    with actor.writing_as_editor("change the dates of an edition") as work:
        unit, before = unit_of(work), access.edition(work, edition_id)
        timezone = unit.cadence.timezone
        moved = window.stretched(before, last_day, at, timezone, work.now())
        if before.closes_at != seen:
            closes = reader_clock(work).moment(before.closes_at)
            raise Conflict(f"Somebody else has moved the dates of {before.title}: it closes at {closes} now.")
        edition = become(work, before, moved)
        if edition.ends != before.ends:
            early = window.followers(edition, work.editions.all())
            _move(work, early, list(window.in_periods(early, unit.cadence, work.now(), after=edition.ends)))
        _closes_then(work, before, edition)
        _log(work, STRETCH, edition)
        _tell_editors(work, edition, say.dates_changed(edition, by=work.person, clock=channel_clock(work)))
        work.commit(homes=True)


def reopen(actor: Actor, edition_id: str, day: date, at: time) -> None:
    """Opens the window of an edition in review once more; its approvals fall."""
    with actor.writing_as_editor("reopen an edition") as work:
        before = access.edition(work, edition_id)
        again = window.reopened(before, day, at, unit_of(work).cadence.timezone, work.now())
        work.editions.drop_approvals(before.id)
        call_off_publishing(work, before, (Who(work.person), " has reopened it"))
        edition = become(work, before, again)
        _closes_then(work, before, edition)
        _log(work, REOPEN, edition)
        work.commit(homes=True)


def _closes_then(work: UnitOfWork, before: Edition, edition: Edition) -> None:
    """Everybody whom it concerns is told when the window closes now."""
    follow_ups.catch_up(work, edition)
    if drafts.has_draft(edition):
        drafts.refresh_card(work, snapshot(work, edition))
    confirmations.renew(work, edition)
    follow_closing(work, before, edition)


def skip(actor: Actor, edition_id: str, reason: str) -> None:
    """Skips an open edition. What is in goes into the next one, which takes its number; the leads are told."""
    with actor.writing_as_editor("skip an edition") as work:
        before = access.edition(work, edition_id)
        window.may_skip(before, work.editions.all())
        follow_ups.catch_up(work, before)
        edition = become(work, before, replace(before, state=EditionState.SKIPPED))
        confirmations.renew(work, edition)  # of what was withdrawn before
        following = _following(work, edition)
        for update in work.updates.of_edition(edition.id):
            _carry(work, update, edition, following, reason)
        _carry_rest(work, edition, following)
        stop_reminders(work, edition)
        _log(work, SKIP, edition, reason=reason)
        told = {"because": f"skipping the edition that covers {english.period(edition.starts, edition.ends)}"}
        work.audit.add(CHANGE, following.title, told, edition_id=following.id)
        message = say.skipped(edition, following, by=work.person, reason=reason, clock=channel_clock(work))
        _tell_editors(work, edition, message)
        work.commit(homes=True)


def _following(work: UnitOfWork, skipped: Edition) -> Edition:
    """The edition after a skipped one, with its number: opened early already, or opened now."""
    early = window.followers(skipped, work.editions.all())
    _move(work, early, [replace(one, number=number) for number, one in enumerate(early, skipped.number)])
    if not early:
        open_next(work, schedule.opening(unit_of(work), work.editions.all(), work.now()))
    return window.followers(skipped, work.editions.all())[0]


def _move(work: UnitOfWork, editions: Sequence[Edition], moved: Sequence[Edition]) -> None:
    """Stores editions with new numbers or dates, and what was said about their updates says so."""
    for before, after in zip(editions, moved, strict=True):
        follow_ups.catch_up(work, before)
        confirmations.renew(work, become(work, before, after))


def _carry(work: UnitOfWork, update: Update, skipped: Edition, following: Edition, reason: str) -> None:
    """An update for a skipped edition joins the next one, unless that has one on the project already."""
    project = by_id(work.projects.all())[update.project_id]
    gone = store_withdrawn(work, update)
    there = work.updates.get(update.project_id, following.id)
    if there and not there.withdrawn:
        message = say_to_lead.left_out(About(project, skipped, gone), skipped, reason=reason)
        confirmations.instead(work, update, gone, message)
        return
    joined = replace(
        update,
        id=there.id if there else work.new_id(),
        edition_id=following.id,
        version=there.version + 1 if there else 1,
    )
    revisions.store(work, joined, by=joined.submitted_by)
    nothing_to_report.superseded(work, project, following)
    clock = reader_clock(work, update.submitted_by)
    message = say_to_lead.carried(About(project, following, joined), skipped, reason=reason, clock=clock)
    confirmations.instead(work, update, joined, message)


def _carry_rest(work: UnitOfWork, skipped: Edition, following: Edition) -> None:
    """News of a skipped edition comes after that of the next one, which may have been carried there already. What
    editors have written and arranged for it holds where they have not done so for the next."""
    theirs = work.news.of_edition(following.id)
    known = {item.id for item in theirs}
    moved = [item for item in work.news.of_edition(skipped.id) if not (item.carried and item.id in known)]
    fresh = [replace(item, id=work.new_id()) if item.id in known else item for item in moved]
    work.news.replace(skipped.id, [])
    work.news.replace(following.id, [*theirs, *fresh])
    arranged = following.arrangement != Arrangement()
    taken_over = replace(
        following,
        intro=following.intro or skipped.intro,
        closing=following.closing or skipped.closing,
        arrangement=following.arrangement if arranged else skipped.arrangement,
    )
    become(work, following, taken_over)


def _log(work: UnitOfWork, entry: str, edition: Edition, **detail: str) -> None:
    day = channel_clock(work).moment_and_zone(edition.closes_at)  # kept as it is said, for readers anywhere
    work.audit.add(entry, edition.title, {"day": day, **detail}, edition_id=edition.id)


def _tell_editors(work: UnitOfWork, edition: Edition, message: Message) -> None:
    work.posts.show(
        f"{MessageKind.WINDOW} {edition.id} {edition.version:06}", message, channel=unit_of(work).review_channel
    )
