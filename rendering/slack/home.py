"""The Home tab: open tasks first, then how things stand, then how to start. Pure: the same view looks the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain import english
from domain.edition import Edition
from domain.errors import NO_PROJECTS
from domain.names import in_reading_order
from domain.project import Project
from domain.sentence import Command, Sentence, Where, people
from rendering.slack import home_editing, home_tasks
from rendering.slack.home_editing import Editing, WindowStands
from rendering.slack.home_tasks import Tasks
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action

SET_UP = "Set up Sprint Notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What a Home shows. ``tasks`` are for those who have projects, ``editing`` is for editors."""

    timezone: str
    publish_channel: str
    tasks: Tasks | None
    editing: Editing | None
    window: WindowStands | None
    latest: Edition | None
    projects: Sequence[Project]
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
        yield from home_editing.drafts(view.editing, timezone=view.timezone)
    if view.tasks:
        yield from home_tasks.tasks(view.tasks, timezone=view.timezone, days_left=left)
    if view.editing and view.editing.stands and view.window:
        yield from home_editing.window(view.window, view.editing.stands, timezone=view.timezone)
    if view.editing:
        yield from home_editing.coming(view.editing, view.window, timezone=view.timezone)
    yield blocks.header("The latest edition")
    yield _latest(view)
    yield from _ask(view)
    if view.editors and not view.tasks and not view.editing:
        alone = "You do not lead a project. If you should, an editor can add you as a lead: "
        yield blocks.words((alone, people(view.editors), "."))
    yield from _how_it_works(view.publish_channel, may_set_up=view.editing is not None)


def _latest(view: HomeView) -> blocks.Block:
    """What is out, and for those who are told nowhere else, what comes next."""
    title, coming = "", ""
    told: Sentence = "No edition has been published yet."
    if edition := view.latest:
        title, covering = edition.title, english.period(edition.starts, edition.ends)
        told = f", covering {covering}. It is published in ", Where(view.publish_channel), "."
    if view.window and not view.editing:
        closes = english.moment(view.window.edition.closes_at, view.timezone)
        coming = f"\n{view.window.edition.title} comes next: updates close at {closes}, {view.window.left}."
    return blocks.paragraph(*blocks.inlines(title, bold=True), *blocks.inlines((told, coming)))


def _ask(view: HomeView) -> Iterator[blocks.Block]:
    yield blocks.header("Ask how a project stands")
    if not view.projects:
        yield blocks.words(NO_PROJECTS)
        return
    options = [blocks.option(project.name, project.id) for project in in_reading_order(view.projects)]
    yield blocks.words("Pick a project. Only you see the answer.")
    yield blocks.actions(blocks.select(Action.ASK_STATUS, options, placeholder="Pick a project"))


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
