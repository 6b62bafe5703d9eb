"""One tick of the clock: does what is due in a workspace, each thing once, whoever ticks."""

from contextlib import suppress
from datetime import timedelta

from domain import schedule
from domain.audit import CLOCK
from domain.calendar import local_day
from domain.delivery_ports import Directory, Permalinks
from domain.errors import Conflict
from domain.failpoints import reached
from domain.ports import Store, UnitOfWork
from services.answers.follows import tell_followers
from services.common import access
from services.editions.drafts import has_draft
from services.editions.editions import close, open_next, publish_on_time, review_again
from services.editor_notices import tell_what_failed, tell_what_was_late
from services.reminders.directory import learn_names
from services.reminders.reminders import remind
from services.retelling import retell
from services.review.thanks import thank

REPEATED_WITHIN = timedelta(days=7)  # Slack gives up after an hour; whoever puts a queue between may take days


def tick(store: Store, directory: Directory, permalinks: Permalinks, workspace: str) -> None:
    """Does what the schedule says, thanks leads, and tells editors what could not be posted, or came late."""
    with store.reading(workspace) as work:
        unit = work.units.get()
        due = list(schedule.due(unit, work.editions.all(), work.now())) if unit else []
        failed = bool(work.posts.failed())
        refusal = work.app_refusals.get()
        stale = bool(_drafts_of_another_day(work))
        forgotten = work.now() - REPEATED_WITHIN
        forgets = work.acts.any_before(forgotten)
    for thing in due:
        _do(store, workspace, thing)
    retell(store, workspace)
    remind(store, directory, workspace)
    learn_names(store, directory, workspace)
    if stale:
        _show_today(store, workspace)
    thank(store, permalinks, workspace)
    tell_followers(store, workspace)
    if refusal and refusal.accepted_at:
        tell_what_was_late(store, workspace)
    if failed:
        _tell_editors(store, workspace)
    if forgets:
        with store.writing(workspace, CLOCK) as work:
            work.acts.forget(forgotten)
            work.commit()


def _do(store: Store, workspace: str, thing: schedule.Due) -> None:
    with store.writing(workspace, CLOCK) as work, suppress(Conflict):  # another replica was faster
        _do_if_still_due(work, thing)
        reached("tick.before_commit")
        work.commit(homes=True)
        reached("tick.after_commit")


def _do_if_still_due(work: UnitOfWork, thing: schedule.Due) -> None:
    match thing:
        case schedule.Opening():
            open_next(work, thing)
        case schedule.Publishing(edition):
            current = access.edition(work, edition.id)
            if schedule.is_to_publish(current, work.now()):
                publish_on_time(work, current)
        case schedule.Closing(edition):
            current = access.edition(work, edition.id)
            if schedule.is_to_close(current, work.now()):
                close(work, current)


def _drafts_of_another_day(work: UnitOfWork) -> list[tuple[str, str]]:
    """``(edition id, occasion)`` of each draft that has not been looked at today: what is to come may be over."""
    unit = work.units.get()
    if unit is None:
        return []
    today = f"day {local_day(work.now(), unit.cadence.timezone)}"
    drafts = [edition.id for edition in work.editions.in_hand() if has_draft(edition)]
    return [(draft, today) for draft in drafts if (today, "") not in work.occasions.of_edition(draft)]


def _show_today(store: Store, workspace: str) -> None:
    """Drafts say what is so today; approvals fall where that is something else."""
    with store.writing(workspace, CLOCK) as work:
        mine = [work.occasions.claim(draft, today, "") for draft, today in _drafts_of_another_day(work)]
        if any(mine):
            review_again(work)
            work.commit(homes=True)


def _tell_editors(store: Store, workspace: str) -> None:
    with store.writing(workspace, CLOCK) as work:
        tell_what_failed(work)
        work.commit()
