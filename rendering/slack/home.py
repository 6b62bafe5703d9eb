"""The Home tab: open tasks first, then how things stand, then how to start. Pure: the same view looks the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain import english
from domain.edition import Edition, EditionState
from domain.errors import NO_PROJECTS
from domain.home import TASKS_A_PAGE, Stand, Task, TaskPage
from domain.sentence import Command, Sentence, Where, joined, people
from domain.update import Brief
from domain.wall_clock import WallClock
from rendering.slack import home_editing
from rendering.slack.home_editing import Editing, WindowStands
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Field
from rendering.slack.kit.pages import turning
from rendering.slack.kit.values import InEdition

SET_UP = "Set up Sprint Notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """A page of somebody's projects in ``edition``, the one that takes updates, and the last update on each
    of them, by project id."""

    edition: Edition | None
    page: TaskPage
    latest: Mapping[str, Brief]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What a Home shows. ``tasks`` are for those who have projects, ``editing`` is for editors."""

    clock: WallClock
    publish_channel: str
    tasks: Tasks | None
    editing: Editing | None
    window: WindowStands | None
    latest: Edition | None
    has_projects: bool
    editors: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSetUpHome:
    """The Home of a workspace in which nobody has set the notes up yet."""

    may_set_up: bool
    editors: Sequence[str]


def home(view: HomeView | NotSetUpHome) -> blocks.Block:
    """The view that Slack shows in the Home tab."""
    shown = _not_set_up(view) if isinstance(view, NotSetUpHome) else _set_up(view)
    return {"type": "home", "blocks": list(shown)}


def _not_set_up(view: NotSetUpHome) -> Iterator[blocks.Block]:
    yield blocks.header("Sprint Notes is not set up yet")
    if view.may_set_up:
        first = " You become the first editor." if not view.editors else ""
        yield blocks.words(
            "Say which channels drafts and editions go to, and when updates close; the first edition opens then."
            f"{first}"
        )
        yield blocks.actions(blocks.button(SET_UP, Action.SET_UP, "home", style="primary"))
    else:
        yield blocks.words(("An editor can set it up: ", people(view.editors), "."))
    yield from _how_it_works(publish_channel="")


def _set_up(view: HomeView) -> Iterator[blocks.Block]:
    left = view.window.left if view.window else ""
    if view.editing:
        yield from home_editing.drafts(view.editing, clock=view.clock)
    if view.tasks:
        yield from _tasks(view.tasks, view.clock, left)
    if view.editing and view.editing.stands and view.window:
        yield from home_editing.window(view.window, view.editing.stands, clock=view.clock)
    if view.editing:
        yield from home_editing.coming(view.editing, view.window, clock=view.clock)
    yield blocks.header("The latest edition")
    yield _latest(view)
    yield from _ask(view)
    if view.editors and not view.tasks and not view.editing:
        alone = "You do not lead a project. If you should, an editor can add you as a lead: "
        yield blocks.words((alone, people(view.editors), "."))
    yield from _how_it_works(view.publish_channel, may_set_up=view.editing is not None)


def _tasks(view: Tasks, clock: WallClock, days_left: str) -> Iterator[blocks.Block]:
    """The projects of one page, with what is due and the buttons for it. ``days_left`` is in words."""
    yield blocks.header("Your projects")
    yield blocks.words(_summary(view, clock, days_left))
    for task in view.page.tasks:
        yield _task(view, task, clock)
        if view.edition:
            yield _buttons(view.edition, task)
    page = view.page
    first = page.page * TASKS_A_PAGE + 1
    where = f"Projects {first} to {first + len(page.tasks) - 1} of {page.all}; what is due comes first."
    yield from turning(Action.HOME_PAGE, page.page, page.pages, what="projects", where=where)


def _summary(view: Tasks, clock: WallClock, days_left: str) -> str:
    edition, due = view.edition, view.page.due
    if edition is None:
        return "The next edition opens within a minute."
    drafted = edition.state is not EditionState.OPEN
    closes = clock.moment(edition.closes_at)
    if due:
        missing = f"{english.count(due, 'update')} {'is' if due == 1 else 'are'} due for {edition.title}."
        if drafted:
            return f"{missing} It has closed, but is not approved yet: an update still gets in, marked as late."
        return f"{missing} Updates close at {closes}, {days_left}."
    nothing = f"Nothing is due for {edition.title}."
    if drafted:
        return f"{nothing} The editors have its draft; a change still gets in until they approve it."
    return f"{nothing} You can change your updates until {closes}, {days_left}."


def _task(view: Tasks, task: Task, clock: WallClock) -> blocks.Block:
    latest, begun = view.latest.get(task.project.id), ""
    if task.begun_at:
        begun = f"You began to write at {clock.moment(task.begun_at)} and have not posted it."
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


def _latest(view: HomeView) -> blocks.Block:
    """What is out, and for those who are told nowhere else, what comes next."""
    title, coming = "", ""
    told: Sentence = "No edition has been published yet."
    if edition := view.latest:
        title, covering = edition.title, english.period(edition.starts, edition.ends)
        told = f", covering {covering}. It is published in ", Where(view.publish_channel), "."
    if view.window and not view.editing:
        closes = view.clock.moment(view.window.edition.closes_at)
        coming = f"\n{view.window.edition.title} comes next: updates close at {closes}, {view.window.left}."
    return blocks.paragraph(*blocks.inlines(title, bold=True), *blocks.inlines((told, coming)))


def _ask(view: HomeView) -> Iterator[blocks.Block]:
    yield blocks.header("Ask how a project stands")
    if not view.has_projects:
        yield blocks.words(NO_PROJECTS)
        return
    yield blocks.words("Pick a project, or type some of its name. Only you see the answer.")
    yield blocks.actions(blocks.typed_select(Action.ASK_STATUS, at_least=0, placeholder="Pick a project"))
    yield blocks.asked_at_once("Or ask in your own words", Field.ASKED, Action.ASK_WORDS, "What’s at risk?")


def _how_it_works(publish_channel: str, *, may_set_up: bool = False) -> Iterator[blocks.Block]:
    where = (" in ", Where(publish_channel)) if publish_channel else ""
    here = ", or here. Reminders come before it is too late."
    yield blocks.header("How it works")
    yield blocks.bullets(
        "",
        [
            ("Leads post an update on each project with ", Command("/sprint-update"), here),
            "When the window closes, the editors get a draft. They read it, change it and approve it.",
            ("The edition is published", where, ", and anybody can ask how a project stands."),
        ],
    )
    change = [blocks.button("Change the set-up", Action.SET_UP, "home")] if may_set_up else []
    yield blocks.actions(blocks.button("See all commands", Action.SHOW_HELP, "home"), *change)
