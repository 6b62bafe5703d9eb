"""What a person who asks for a project's status is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from domain import english
from domain.compile import content_text
from domain.delivery import Message
from domain.project import Project, ProjectState
from domain.text.normal_form import normalise, paragraph
from domain.text.rich_text import BOLD, List, Paragraph, RichText, Text
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Callback
from rendering.slack.kit.messages import Piece, heading, in_messages, pieces
from rendering.slack.kit.pages import PAGE_BYTES, without_tables
from rendering.slack.updates.update_form import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a project stands. ``waiting`` is an update that is not published yet; only its leads and the
    editors see its words, others that there is one."""

    project: Project
    published: Told | None
    waiting: Told | None
    may_see_waiting: bool


def answer(standing: Standing) -> list[Message]:
    """The project's latest status as one message, or as many as its words need."""
    parts = [*heading(standing.project.name), *pieces(_about(standing.project))]
    if standing.waiting and standing.may_see_waiting:
        parts += _told(standing.waiting, published=False)
    elif standing.waiting:
        parts += pieces(paragraph(f"A newer update waits for {standing.waiting.edition.title} to be published."))
    if standing.published:
        parts += _told(standing.published, published=True)
    elif not (standing.waiting and standing.may_see_waiting):
        parts += pieces(paragraph("No update has been published yet."))
    return in_messages(_summary(standing), parts)


def in_modal(messages: Sequence[Message]) -> blocks.Block | None:
    """The answer in a modal; None for one that no modal can hold."""
    shown = [without_tables(block) for message in messages for block in message.blocks]
    view = blocks.modal("How it stands", shown, callback=Callback.NOTICE)
    fits = len(shown) <= blocks.MODAL_BLOCKS and len(json.dumps(view)) <= PAGE_BYTES
    return view if fits else None


def project_options(projects: Sequence[Project]) -> list[blocks.Block]:
    """Projects to choose from; more are found by typing."""
    return [blocks.option(project.name, project.id) for project in projects[: blocks.OPTIONS]]


def _summary(standing: Standing) -> str:
    told = standing.waiting if standing.may_see_waiting and standing.waiting else standing.published
    if told is None:
        return f"{standing.project.name}: no update has been published yet."
    status = told.content.status or "no status given"
    headline = f" {told.content.headline}" if told.content.headline else ""
    return f"{standing.project.name}: {status}, {told.edition.title}.{headline}"


def _about(project: Project) -> RichText:
    facts = []
    if project.lead_organisation:
        facts.append(f"Led by {project.lead_organisation}.")
    if project.state is not ProjectState.ACTIVE:
        facts.append(f"The project is {project.state}.")
    if project.contact:
        facts.append(f"Contact: {project.contact}")
    return paragraph(" ".join(facts))


def _told(told: Told, *, published: bool) -> list[Piece]:
    content = told.content
    where = f"{told.edition.title}, {english.period(told.edition.starts, told.edition.ends)}"
    source = f"From {where}" if published else f"Not published yet, for {where}"
    lines: list[Text] = [Text(source, BOLD)]
    if content.status:
        lines += [Text("\nStatus: "), Text(content.status.capitalize(), BOLD)]
    if content.phase:
        lines.append(Text(f"\nPhase: {content.phase.capitalize()}"))
    return [*pieces(normalise((Paragraph(tuple(lines)),))), *pieces(content_text(content))]


def overview(standings: Sequence[Standing]) -> list[Message]:
    """A line for each project: its name and its status in words."""
    lines = tuple(
        paragraph(_line(standing)) for standing in standings if standing.project.state is not ProjectState.CLOSED
    )
    how = Piece(blocks.words("Ask for one with /sprint-status and a few letters of its name.", italic=True))
    parts = [*heading("How the projects stand"), *pieces((List(lines),)), how]
    return in_messages(f"How {english.count(len(lines), 'project')} stand.", parts)


def _line(standing: Standing) -> str:
    told = standing.published
    if told is None:
        return f"{standing.project.name}: no update published yet"
    status = (told.content.status or "no status given").capitalize()
    return f"{standing.project.name}: {status} ({told.edition.title})"
