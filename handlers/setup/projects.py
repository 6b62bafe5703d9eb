"""``/sprint-notes projects``: the list, and the form for a project."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from domain.errors import WrongInput
from domain.merging import touched
from domain.project import Phase, Project, ProjectState
from domain.text.inline import clean
from handlers.call import Call
from handlers.setup.people import learn
from handlers.state import Values, opened_with, values
from rendering.slack.kit.ids import Action, ProjectField
from rendering.slack.setup.projects import ProjectForm, form, project_list, with_limits
from services.setup import projects
from services.setup.projects import SubmittedProject

_BETWEEN = re.compile(r"[\n,]")


def command(call: Call) -> None:
    """``/sprint-notes projects [words]`` shows them; editors can change them there."""
    sought = call.typed.partition(" ")[2]
    call.open(project_list(projects.listing(call.actor, sought=sought)))
    call.ack()


def find(call: Call) -> None:
    """“Find projects” in the list."""
    sought = " ".join(values(call.body["view"]).text(ProjectField.SOUGHT).split())
    call.ack(response_action="update", view=_list(call, sought=sought))


def turn_page(call: Call) -> None:
    """“Show next page”, or back to the list from a form."""
    call.change(_list(call, sought=_about(call).get("sought", ""), page=int(call.payload["value"])))
    call.ack()


def add(call: Call) -> None:
    """“Add a project”."""
    call.change(form(projects.open_form(call.actor, token=call.services.new_id())))
    call.ack()


def edit(call: Call) -> None:
    """“Edit …” in a direct message."""
    call.open(form(_form(call, call.payload["value"])))
    call.ack()


def change(call: Call) -> None:
    """An act from a project's menu in the list: edit, pause, resume, close, reopen."""
    act, _, project_id = call.payload["selected_option"]["value"].partition(":")
    if act == "edit":
        call.change(form(_form(call, project_id)))
    else:
        said = projects.set_state(call.actor, project_id, ProjectState(act))
        about = _about(call)
        call.change(_list(call, sought=about["sought"], page=about["page"], notice=said))
    call.ack()


def pick_leads(call: Call) -> None:
    """Somebody was picked as a lead: what they cannot do in Slack is said at once."""
    picked = call.payload["selected_users"]
    learn(call, picked, projects.ACT)
    call.change(with_limits(call.body["view"], projects.limits(call.services.store, call.workspace, picked)))
    call.ack()


def submit(call: Call) -> None:
    """The form was submitted: stored first, then the list is shown."""
    submitted = _submitted(call.body["view"])
    saved = projects.save(call.actor, submitted)
    verb = "saved" if submitted.project_id else "added"
    call.ack(response_action="update", view=_list(call, notice=f"{saved.name} is {verb}."))


def _list(call: Call, *, sought: str = "", page: int = 0, notice: str = "") -> dict[str, Any]:
    view = projects.listing(call.actor, sought=sought, page=page, notice=notice)
    return project_list(view)


def _form(call: Call, project_id: str) -> ProjectForm:
    return projects.open_form(call.actor, project_id, token=call.services.new_id())


def _about(call: Call) -> dict[str, Any]:
    return dict(json.loads(call.body["view"]["private_metadata"] or "{}"))


def _submitted(view: dict[str, Any]) -> SubmittedProject:
    about = json.loads(view["private_metadata"])
    given = values(view)
    if not given.option(ProjectField.STATE):
        raise WrongInput(ProjectField.STATE, "Pick a state: active, paused or closed.")
    opened, wanted = _project(opened_with(view)), _project(given)
    return SubmittedProject(
        project_id=about["project"],
        base=about["base"],
        token=about["id"],
        opened=opened,
        wanted=wanted,
        changed=touched(opened, wanted) | set(about.get("changed", ())),
    )


def _project(given: Values) -> Project:
    phase, state = given.option(ProjectField.PHASE), given.option(ProjectField.STATE)
    return Project(
        id="",
        key=_line(given.text(ProjectField.KEY)),
        name=_line(given.text(ProjectField.NAME)),
        aliases=_lines(given.text(ProjectField.ALIASES)),
        lead_organisation=_line(given.text(ProjectField.LEAD_ORGANISATION)),
        partners=_lines(given.text(ProjectField.PARTNERS)),
        aims=_line(given.text(ProjectField.AIMS)),
        phase=Phase(phase) if phase else None,
        round=_line(given.text(ProjectField.ROUND)),
        contact=_line(given.text(ProjectField.CONTACT)),
        channel=given.conversation(ProjectField.CHANNEL),
        leads=given.users(Action.PICK_LEADS),
        state=ProjectState(state) if state else ProjectState.ACTIVE,
        featured=given.ticked(ProjectField.FEATURED),
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_some(map(_line, _BETWEEN.split(clean(text))))))


def _some(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]
