"""Somebody's Home tab: when it is shown, and what it shows."""

from collections.abc import Collection

from domain import schedule
from domain.calendar import Period
from domain.edition import Edition, EditionState, takes_updates
from domain.home import days_left, reminder_days, task_page, tasks
from domain.person import Person
from domain.ports import UnitOfWork
from domain.progress import Progress
from domain.project import ProjectState
from domain.unit import Unit
from domain.wall_clock import clock_of
from rendering.slack.editions.deciding import DraftStands
from rendering.slack.home import HomeView, NotSetUpHome, Tasks
from rendering.slack.home_editing import Editing, WindowStands
from services.common.actor import Actor
from services.common.snapshot import progress_of
from services.editions.drafts import UNDER_WAY
from services.editions.stands import draft_stands
from services.reminders.reminder_choices import asked_for


def opened(actor: Actor, page: int = 0) -> None:
    """Somebody has opened their Home, or turned to a page of it: it comes next, see ``delivery.homes``. Of whom nothing
    is known, Slack is asked, so that moments are on their own clock."""
    with actor.writing() as work:
        work.homes.opened(work.person, page)
        if work.people.get(work.person) is None:
            work.people.save(Person(id=work.person))
        work.commit()


def view(actor: Actor) -> HomeView | NotSetUpHome:
    """The Home of a person as it stands now."""
    with actor.reading() as work:
        unit, editors = work.units.get(), work.units.editors()
        if unit is None or not unit.is_set_up:
            return NotSetUpHome(may_set_up=not editors or work.person in editors, editors=sorted(editors))
        return _Drawing(work, unit, work.person, editors).view()


class _Drawing:
    """One Home in the making. What several parts of it need is read once, and only what is shown is read."""

    def __init__(self, work: UnitOfWork, unit: Unit, person: str, editors: Collection[str]) -> None:
        self._work, self._unit, self._person, self._editors = work, unit, person, editors
        self._projects = work.projects.all()
        self._editions = work.editions.in_hand()
        self._open_ones = [edition for edition in self._editions if edition.state is EditionState.OPEN]
        self._clock = clock_of(work.people.get(person), unit)
        self._stands: dict[str, Progress] = {}

    def view(self) -> HomeView:
        window = self._window()
        published = [edition for edition in self._editions if edition.state is EditionState.PUBLISHED]
        return HomeView(
            clock=self._clock,
            publish_channel=self._unit.publish_channel,
            tasks=self._tasks(),
            editing=self._editing(window) if self._person in self._editors else None,
            window=window,
            latest=published[-1] if published else None,
            has_projects=any(project.state is not ProjectState.CLOSED for project in self._projects),
            editors=sorted(self._editors),
        )

    def _window(self) -> WindowStands | None:
        """The edition that is open; one that was opened early comes after it."""
        zone, now = self._clock.timezone, self._work.now()
        stands = (WindowStands(edition=one, days_left=days_left(one, zone, now)) for one in self._open_ones)
        return next(stands, None)

    def _following(self) -> schedule.Opening:
        """The edition after the open one: opened early already, or as it will be."""
        for early in self._open_ones[1:]:
            return schedule.Opening(early.number, Period(early.starts, early.ends, early.closes_at))
        return schedule.opening(self._unit, self._editions, self._work.now())

    def _tasks(self) -> Tasks | None:
        """The person's own projects in the edition that takes updates; None for somebody without any."""
        work, edition = self._work, takes_updates(self._editions)
        begun = [
            draft for draft in work.unsent_forms.of_person(self._person) if edition and draft.edition_id == edition.id
        ]
        asked = asked_for(work, edition) if edition else frozenset()
        if not begun and not asked and not any(self._person in project.leads for project in self._projects):
            return None
        stands = self._progress(edition) if edition else None
        found = tasks(self._person, self._projects, stands, begun, asked, self._editors)
        if not found:
            return None
        page = task_page(found, work.homes.page(self._person))
        latest = work.updates.latest([task.project.id for task in page.tasks])
        return Tasks(edition=edition, page=page, latest={brief.project_id: brief for brief in latest})

    def _editing(self, window: WindowStands | None) -> Editing:
        """What editors have before them: who is in, the drafts, and what comes next."""
        work, unit = self._work, self._unit
        return Editing(
            stands=self._progress(window.edition) if window else None,
            review_channel=unit.review_channel,
            drafts=[self._draft(edition) for edition in reversed(self._editions) if edition.state in UNDER_WAY],
            reminders=reminder_days(unit, window.edition, work.now()) if window else (),
            reminded_at=unit.reminders.at,
            opening=self._following(),
        )

    def _draft(self, edition: Edition) -> DraftStands:
        return draft_stands(self._work, self._unit, self._editors, edition)

    def _progress(self, edition: Edition) -> Progress:
        if edition.id not in self._stands:
            self._stands[edition.id] = progress_of(self._work, edition)
        return self._stands[edition.id]
