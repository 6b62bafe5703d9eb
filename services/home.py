"""Somebody's Home tab: when it is shown, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from domain import schedule
from domain.edition import Edition, EditionState, takes_updates
from domain.home import days_left, reminder_days, task_page, tasks
from domain.ports import Store, UnitOfWork
from domain.progress import Progress
from domain.project import Project, ProjectState
from domain.unit import Unit
from rendering.slack.home import HomeView, NotSetUp
from rendering.slack.home_editing import DraftStands, Editing, Next, Window
from rendering.slack.home_tasks import Tasks
from services import drafts
from services.drafts import IN_REVIEW, progress_of


def opened(store: Store, workspace: str, person: str, page: int = 0) -> None:
    """Somebody has opened their Home, or turned to a page of it: it comes next, see ``delivery.homes``."""
    with store.writing(workspace) as work:
        work.homes.opened(person, page)
        work.commit()


def view(store: Store, workspace: str, person: str) -> HomeView | NotSetUp:
    """The Home of a person as it stands now."""
    with store.reading(workspace) as work:
        unit, editors = work.units.get(), work.units.editors()
        if unit is None or not unit.is_set_up:
            return NotSetUp(may_set_up=not editors or person in editors, editors=sorted(editors))
        projects, editions = work.projects.all(), work.editions.in_hand()
        published = [edition for edition in editions if edition.state is EditionState.PUBLISHED]
        window = _window(work, unit, editions)
        return HomeView(
            timezone=unit.cadence.timezone,
            publish_channel=unit.publish_channel,
            tasks=_tasks(work, person, projects, editions, window),
            editing=_editing(work, unit, editions, window) if person in editors else None,
            window=window,
            latest=published[-1] if published else None,
            projects=[project for project in projects if project.state is not ProjectState.CLOSED],
            editors=sorted(editors),
        )


def _window(work: UnitOfWork, unit: Unit, editions: Sequence[Edition]) -> Window | None:
    """The edition that is open, and who is in."""
    opened_ones = [edition for edition in editions if edition.state is EditionState.OPEN]
    if not opened_ones:
        return None
    edition = opened_ones[-1]
    left = days_left(edition, unit.cadence.timezone, work.now())
    return Window(edition=edition, days_left=left, stands=progress_of(work, edition))


def _tasks(
    work: UnitOfWork, person: str, projects: Sequence[Project], editions: Sequence[Edition], window: Window | None
) -> Tasks | None:
    """The person's own projects in the edition that takes updates; None for somebody without any."""
    edition = takes_updates(editions)
    begun = [draft for draft in work.drafts.of_person(person) if edition and draft.edition_id == edition.id]
    wishes = work.wishes.of_edition(edition.id) if edition else []
    asked = {wish.project_id for wish in wishes if wish.deputy == person}
    stands = _stands(work, edition, window)
    found = tasks(person, projects, stands, begun, asked, work.units.editors())
    if not found:
        return None
    page = task_page(found, work.homes.page(person))
    latest = work.updates.latest([task.project.id for task in page.tasks])
    return Tasks(edition=edition, page=page, latest={brief.project_id: brief for brief in latest})


def _stands(work: UnitOfWork, edition: Edition | None, window: Window | None) -> Progress | None:
    if edition is None:
        return None
    return window.stands if window and window.edition.id == edition.id else progress_of(work, edition)


def _editing(work: UnitOfWork, unit: Unit, editions: Sequence[Edition], window: Window | None) -> Editing:
    """What editors have before them: the drafts, and what comes next."""
    return Editing(
        review_channel=unit.review_channel,
        drafts=[
            DraftStands(edition, drafts.approvers(work, edition), unit.approvals_needed)
            for edition in reversed(editions)
            if edition.state in IN_REVIEW
        ],
        coming=Next(
            reminders=reminder_days(unit, window.edition, work.now()) if window else (),
            at=unit.reminders.at,
            opening=schedule.opening(unit, editions, work.now()),
        ),
    )
