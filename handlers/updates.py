"""``/sprint-update``: the form for a lead's update."""

from __future__ import annotations

import json
from typing import Any

from domain.errors import WrongInput
from domain.project import Phase, Status
from domain.rich_text import clean
from domain.update import HEADLINE_LENGTH, UpdateContent
from handlers import rich_text
from handlers.call import Call
from handlers.state import values
from rendering.slack.corrections import form as correction_form
from rendering.slack.ids import Action, Field
from rendering.slack.notes import help_text
from rendering.slack.updates import form
from services import corrections, updates
from services.updates import Overtaken, Submission


def command(call: Call) -> None:
    """``/sprint-update [project]`` opens the form."""
    if call.asks_for_help:
        call.answer([help_text()])
        return
    view = updates.open_form(
        call.desk.store,
        call.workspace,
        call.person,
        typed=call.typed,
        channel=call.channel,
        token=call.desk.new_id(),
    )
    call.open(form(view))
    call.ack()


def from_button(call: Call) -> None:
    """“Post update on …” in a reminder or a confirmation opens the form for that project."""
    project, _, edition = call.payload["value"].partition(" ")
    correction = corrections.instead_of_edit(call.desk.store, call.workspace, call.person, project, edition)
    if correction:
        call.open(correction_form(correction, token=call.desk.new_id()))
        call.ack()
        return
    blank = Submission(project_id="", edition_id="", content=UpdateContent(), base=0, token=call.desk.new_id())
    call.open(form(updates.change_project(call.desk.store, call.workspace, call.person, blank, project)))
    call.ack()


def pick_project(call: Call) -> None:
    """Another project was picked in the open form."""
    project = call.payload["selected_option"]["value"]
    shown = _submission(call.body["view"], project_shown=True)
    view = updates.change_project(call.desk.store, call.workspace, call.person, shown, project)
    call.change(form(view))
    call.ack()


def submit(call: Call) -> None:
    """The form was submitted: stored first, then acknowledged."""
    submission = _submission(call.body["view"])
    _check(submission)
    try:
        updates.submit(call.desk.store, call.workspace, call.person, submission)
    except Overtaken as overtaken:
        call.ack(response_action="update", view=form(overtaken.form))
        return
    call.ack()


def _submission(view: dict[str, Any], *, project_shown: bool = False) -> Submission:
    given = values(view)
    about = json.loads(view["private_metadata"])
    project_id = about["project"] if project_shown else given.option(Action.PICK_PROJECT)
    return Submission(
        project_id=project_id,
        edition_id=about.get("edition", ""),
        content=UpdateContent(
            headline=" ".join(clean(given.text(Field.HEADLINE)).split()),
            body=rich_text.read(given.rich_text(Field.BODY)),
            next=rich_text.read(given.rich_text(Field.NEXT)),
            status=Status(given.option(Field.STATUS)) if given.option(Field.STATUS) else None,
            phase=Phase(given.option(Field.PHASE)) if given.option(Field.PHASE) else None,
        ),
        base=about["base"] if project_id == about["project"] else 0,  # the form never showed the picked one
        token=about["token"],
    )


def _check(submission: Submission) -> None:
    content = submission.content
    if not submission.project_id:
        raise WrongInput(Field.PROJECT, "Pick the project that this update is about.")
    if not content.headline:
        raise WrongInput(Field.HEADLINE, "Write a headline: one sentence that a busy reader remembers.")
    if len(content.headline) > HEADLINE_LENGTH:
        raise WrongInput(Field.HEADLINE, f"Shorten the headline to {HEADLINE_LENGTH} characters.")
    if not content.body:
        raise WrongInput(Field.BODY, "Write what happened. One sentence is enough.")
