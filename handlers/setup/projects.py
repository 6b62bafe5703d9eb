"""``/sprint-notes projects``: the list, and the form for a project."""

import re
from typing import Any

from domain.inputs import value_of
from domain.merging import touched
from domain.project import Project, ProjectState
from domain.text.inline import clean
from handlers.call import Call
from handlers.inputs import read
from handlers.setup.people import learn
from handlers.state import Values, needed, opened_with
from rendering.slack.kit.ids import Action, Field
from rendering.slack.kit.values import ProjectAct, ProjectOpened, ProjectsListed, one
from rendering.slack.setup.projects import INPUTS, SEVERAL, STATE, form, project_list, with_limits
from services.setup import projects
from services.setup.projects import SubmittedProject

_BETWEEN = re.compile(r"[\n,]")


def command(call: Call) -> None:
    """``/sprint-notes projects [words]`` shows them; editors can change them there."""
    call.open(_list(call, sought=call.typed.partition(" ")[2]))


def show(call: Call) -> None:
    """“Projects” in an editor's Home."""
    call.open(_list(call))


def find(call: Call) -> None:
    """“Find projects” in the list."""
    call.go_on(_list(call, sought=call.given.line(Field.SOUGHT)))


def turn_page(call: Call) -> None:
    """“Show next page”, or back to the list from a form; they carry the page."""
    call.change(_list(call, sought=ProjectsListed.read(call.metadata).sought, page=one(int, call.pressed)))


def add(call: Call) -> None:
    """“Add a project”."""
    call.change(form(projects.open_form(call.actor, token=call.token)))


def edit(call: Call) -> None:
    """“Edit …” in a direct message, or a project picked among the people; both carry the project's id."""
    call.show(form(projects.open_form(call.actor, call.pressed, token=call.token)))


def change(call: Call) -> None:
    """“Edit”, “Pause”, “Close” and the like from a project's menu in the list, whose options carry a ``ProjectAct``."""
    wanted = ProjectAct.read(call.picked)
    if wanted.act == "edit":
        call.change(form(projects.open_form(call.actor, wanted.project, token=call.token)))
        return
    said = projects.set_state(call.actor, wanted.project, one(ProjectState, wanted.act))
    listed = ProjectsListed.read(call.metadata)
    call.change(_list(call, sought=listed.sought, page=listed.page, notice=said))


def pick_leads(call: Call) -> None:
    """Somebody was picked as a lead: what they cannot do in Slack is said at once."""
    picked = call.picked_people
    learn(call, picked, projects.ACT)
    call.change(with_limits(call.view, projects.limits(call.services.store, call.workspace, picked)))


def submit(call: Call) -> None:
    """The form was submitted: stored first, then the list is shown."""
    submitted = _submitted(call)
    saved = projects.save(call.actor, submitted)
    call.go_on(_list(call, notice=f"{saved.name} is {'saved' if submitted.project_id else 'added'}."))


def _list(call: Call, *, sought: str = "", page: int = 0, notice: str = "") -> dict[str, Any]:
    return project_list(projects.listing(call.actor, sought=sought, page=page, notice=notice))


def _submitted(call: Call) -> SubmittedProject:
    about, given = ProjectOpened.read(call.metadata), call.given
    needed(given.option(Field.STATE), Field.STATE, "Pick a state: active, paused or closed.")
    opened, wanted = _project(opened_with(call.view)), _project(given)
    return SubmittedProject(
        project_id=about.project,
        base=about.base,
        token=about.id,
        opened=opened,
        wanted=wanted,
        changed=touched(opened, wanted) | set(about.changed),
    )


def _project(given: Values) -> Project:
    typed = {one.name: value_of(one, read(given, one)) for one in INPUTS}
    several = {name: _lines(given.text(name)) for name in SEVERAL}
    return Project(
        id="",
        **typed | several,
        channel=given.text(Field.CHANNEL),
        leads=given.users(Action.PICK_LEADS),
        state=value_of(STATE, read(given, STATE)) or ProjectState.ACTIVE,
        featured=given.ticked(Field.FEATURED),
    )


def _lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in _BETWEEN.split(clean(text)))
    return tuple(dict.fromkeys(filter(None, lines)))
