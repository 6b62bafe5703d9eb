"""The form for an update, and what is said about it afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from domain import words
from domain.delivery import Message
from domain.edition import Edition, EditionState
from domain.project import Phase, Project, Status
from domain.rich_text import RichText
from domain.update import HEADLINE_LENGTH, UpdateContent
from rendering.slack import blocks
from rendering.slack.ids import Action, Callback, Field
from rendering.slack.rich_text import form_value

GROUP = 100
BODY_HINT = "What you did, what you learnt. Links, lists and long texts are fine."


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateForm:
    """What the form is about. ``base`` is the version of the update that it was filled from, 0 for none;
    ``token`` makes one submission one update; ``notice`` stands above the form."""

    edition: Edition
    projects: Sequence[Project]
    chosen: Project | None
    content: UpdateContent
    base: int
    token: str
    timezone: str
    notice: str = ""


def form(view: UpdateForm) -> blocks.Block:
    """The modal.

    Slack keeps what stands in an input while its block id stays, so the ids carry what the form is about:
    another project's words would not be shown otherwise.
    """
    content = view.content
    project = view.chosen.id if view.chosen else ""
    about_form = {"project": project, "edition": view.edition.id, "base": view.base, "token": view.token}
    metadata = json.dumps(about_form)
    about = f"{project}:{view.base}"
    phase = content.phase or (view.chosen.phase if view.chosen else None)
    notice = [blocks.words(view.notice, bold=True)] if view.notice else []
    return blocks.modal(
        f"Update for edition {view.edition.number}",
        [
            *notice,
            blocks.words(_window(view)),
            _project_field(view),
            _headline_field(about, content),
            _text_field(
                "What happened",
                Field.BODY,
                about,
                content.body,
                hint=BODY_HINT,
            ),
            _text_field("What’s next", Field.NEXT, about, content.next, optional=True),
            _choice("Status", Field.STATUS, about, Status, content.status),
            _choice("Phase", Field.PHASE, about, Phase, phase),
        ],
        callback=Callback.UPDATE,
        metadata=metadata,
        submit="Save update" if view.base else "Post update",
    )


def _window(view: UpdateForm) -> str:
    edition = view.edition
    period = f"{edition.title} covers {words.period(edition.starts, edition.ends)}."
    if edition.state is EditionState.OPEN:
        return f"{period} You can change your update until {words.moment(edition.closes_at, view.timezone)}."
    return f"{period} It has closed, but is not approved yet: your update still gets in, marked as late."


def _project_field(view: UpdateForm) -> blocks.Block:
    options = [blocks.option(project.name, project.id) for project in view.projects]
    chosen = view.chosen.id if view.chosen else ""
    if len(options) <= blocks.OPTIONS:
        element = blocks.select(Action.PICK_PROJECT, options, chosen=chosen, placeholder="Pick a project")
    else:
        parts = [options[at : at + GROUP] for at in range(0, len(options), GROUP)]
        groups = [(_range(part), part) for part in parts]
        element = blocks.grouped_select(Action.PICK_PROJECT, groups, chosen=chosen, placeholder="Pick a project")
    return blocks.field("Project", Field.PROJECT, element) | {"dispatch_action": True}


def _range(options: Sequence[blocks.Block]) -> str:
    first, last = (options[place]["text"]["text"] for place in (0, -1))
    return blocks.shortened(f"{first[:30]} to {last[:30]}", blocks.OPTION_LENGTH)


def _headline_field(about: str, content: UpdateContent) -> blocks.Block:
    element: blocks.Block = {
        "type": "plain_text_input",
        "action_id": Field.HEADLINE,
        "max_length": HEADLINE_LENGTH,
    }
    if content.headline:
        element["initial_value"] = content.headline
    hint = "One sentence that a busy reader remembers."
    return blocks.field("Headline", f"{Field.HEADLINE}:{about}", element, hint=hint)


def _text_field(
    label: str, field: Field, about: str, text: RichText, *, hint: str = "", optional: bool = False
) -> blocks.Block:
    element: blocks.Block = {"type": "rich_text_input", "action_id": field}
    if value := form_value(text):
        element["initial_value"] = value
    return blocks.field(label, f"{field}:{about}", element, hint=hint, optional=optional)


def _choice(
    label: str, field: Field, about: str, choices: type[Status | Phase], chosen: Status | Phase | None
) -> blocks.Block:
    options = [blocks.option(choice.capitalize(), choice) for choice in choices]
    element = blocks.select(field, options, chosen=chosen or "", placeholder=f"Pick a {label.lower()}")
    return blocks.field(label, f"{field}:{about}", element, optional=True)


def reminder(project: Project, edition: Edition, *, timezone: str) -> Message:
    """What a lead is told whose project has no update yet."""
    text = (
        f"There is no update on {project.name} for {edition.title} yet. "
        f"Updates close at {words.moment(edition.closes_at, timezone)}."
    )
    label = f"Post update on {blocks.shortened(project.name, 40)}"
    button = blocks.button(label, Action.POST_UPDATE, project.id, style="primary")
    return Message(text=blocks.escape(text), blocks=(blocks.words(text), blocks.actions(button)))
