"""What a lead has to do, at the top of their Home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain import english
from domain.edition import Edition, EditionState
from domain.home import TASKS_A_PAGE, Stand, Task, TaskPage
from domain.sentence import joined
from domain.update import Brief
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.kit.pages import turning
from rendering.slack.kit.values import InEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """A page of somebody's projects in ``edition``, the one that takes updates, and the last update on each
    of them, by project id."""

    edition: Edition | None
    page: TaskPage
    latest: Mapping[str, Brief]


def tasks(view: Tasks, *, timezone: str, days_left: str) -> Iterator[blocks.Block]:
    """The projects of one page, with what is due and the buttons for it. ``days_left`` is in words."""
    yield blocks.header("Your projects")
    yield blocks.words(_summary(view, timezone, days_left))
    for task in view.page.tasks:
        yield _task(view, task, timezone)
        if view.edition:
            yield _buttons(view.edition, task)
    yield from _turning(view.page)


def _summary(view: Tasks, timezone: str, days_left: str) -> str:
    edition, due = view.edition, view.page.due
    if edition is None:
        return "The next edition opens within a minute."
    drafted = edition.state is not EditionState.OPEN
    closes = english.moment(edition.closes_at, timezone)
    if due:
        missing = f"{english.count(due, 'update')} {'is' if due == 1 else 'are'} due for {edition.title}."
        if drafted:
            return f"{missing} It has closed, but is not approved yet: an update still gets in, marked as late."
        return f"{missing} Updates close at {closes}, {days_left}."
    nothing = f"Nothing is due for {edition.title}."
    if drafted:
        return f"{nothing} The editors have its draft; a change still gets in until they approve it."
    return f"{nothing} You can change your updates until {closes}, {days_left}."


def _task(view: Tasks, task: Task, timezone: str) -> blocks.Block:
    latest, begun = view.latest.get(task.project.id), ""
    if task.begun_at:
        begun = f"You began to write at {english.moment(task.begun_at, timezone)} and have not posted it."
    return blocks.titled(task.project.name, joined((_stands(view, task, latest), begun, _last(view, latest)), "\n"))


def _stands(view: Tasks, task: Task, latest: Brief | None) -> str:
    edition = view.edition
    if edition is None:
        return ""
    match task.stand:
        case Stand.DUE:
            return f"No update for {edition.title} yet."
        case Stand.NOTHING:
            return f"You have nothing to report for {edition.title}."
        case Stand.IN:
            late = ", marked as late" if latest and latest.late else ""
            return f"In {edition.title}, not published yet{late}{_headline(latest)}"
        case Stand.NOT_EXPECTED:
            return f"The project is {task.project.state}: no update is expected."


def _last(view: Tasks, latest: Brief | None) -> str:
    """The last update, unless it is the one that was just told of."""
    if latest is None or (view.edition and latest.edition_id == view.edition.id):
        return ""
    where = f"{latest.edition}, {'published' if latest.published else 'not published yet'}"
    return f"Last update: {where}{_headline(latest)}"


def _headline(brief: Brief | None) -> str:
    return f": “{brief.headline}”" if brief and brief.headline else "."


def _buttons(edition: Edition, task: Task) -> blocks.Block:
    project = task.project
    label = f"{'Edit' if task.stand is Stand.IN else 'Post'} update on {project.name}"
    label = f"Go on with {project.name}" if task.begun_at else label
    style = "primary" if task.is_open else ""
    post = blocks.button(blocks.shortened(label, blocks.LABEL_LENGTH), Action.POST_UPDATE, project.id, style=style)
    if task.stand is not Stand.DUE:
        return blocks.actions(post)
    label = blocks.shortened(f"Nothing to report on {project.name}", blocks.LABEL_LENGTH)
    return blocks.actions(post, blocks.button(label, Action.NOTHING_TO_REPORT, InEdition(project.id, edition.id)))


def _turning(page: TaskPage) -> list[blocks.Block]:
    first = page.page * TASKS_A_PAGE + 1
    where = f"Projects {first} to {first + len(page.tasks) - 1} of {page.all}; what is due comes first."
    return turning(Action.HOME_PAGE, page.page, page.pages, what="projects", where=where)
