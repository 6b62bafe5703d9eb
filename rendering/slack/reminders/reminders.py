"""What leads are told of a missing update, whom they can ask instead, and what the editors hear afterwards."""

from collections.abc import Sequence
from datetime import date

from domain import english
from domain.delivery import Message
from domain.edition import Edition
from domain.project import Project
from domain.reminders import Snooze
from domain.sentence import Who, listing
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.messages import say
from rendering.slack.kit.values import InEdition, Snoozing

MOST_ROWS = 20  # projects with buttons of their own in one message; the others are named in it
PROJECTS_A_MESSAGE = 40  # of the list for the editors: one block each (contract: blocks)
LEADS_SHOWN = 20


def reminder(projects: Sequence[Project], edition: Edition, *, clock: WallClock) -> Message:
    """What a lead is told whose projects have neither an update nor an answer yet."""
    text = (
        f"There is no update on {_names(projects)} for {edition.title} yet. "
        f"Updates close at {clock.moment(edition.closes_at)}."
    )
    return say(text, *_rows(projects, edition), *_put_off(edition))


def closing_moved(projects: Sequence[Project], edition: Edition, *, clock: WallClock) -> Message:
    """What those who owe updates are told where the window closes at another time, or is open again."""
    what = "is open again: updates close" if edition.reopened else "closes at another time: updates close"
    text = f"{edition.title} {what} at {clock.moment(edition.closes_at)}. There is no update on {_names(projects)} yet."
    return say(text, *_rows(projects, edition))


def _put_off(edition: Edition) -> tuple[blocks.Block, ...]:
    """What a lead can do about the reminders themselves."""
    return (
        blocks.divider(),
        blocks.actions(
            blocks.button("Remind me in 2 hours", f"{Action.SNOOZE}:later", Snoozing(edition.id, Snooze.LATER)),
            blocks.button("Remind me next working day", f"{Action.SNOOZE}:day", Snoozing(edition.id, Snooze.NEXT_DAY)),
            blocks.button("Ask somebody else", Action.ASK_SOMEBODY, edition.id),
            blocks.button(f"No more reminders for edition {edition.number}", Action.SKIP_REMINDERS, edition.id),
        ),
        blocks.section(
            "Away? Pick the day you are back: until then you get no reminders.",
            {"type": "datepicker", "action_id": Action.AWAY, "placeholder": blocks.plain("I am away until …")},
        ),
    )


def _rows(projects: Sequence[Project], edition: Edition) -> list[blocks.Block]:
    """Buttons for each project; of very many the rest can be posted by command."""
    style = "primary" if len(projects) == 1 else ""
    rows = [
        blocks.actions(buttons.update("Post", project, style=style), buttons.nothing_to_report(project, edition))
        for project in projects[:MOST_ROWS]
    ]
    if len(projects) > MOST_ROWS:
        rows.append(blocks.words("For the others, type /sprint-update and a project’s name."))
    return rows


def ask_form(edition: Edition, projects: Sequence[Project]) -> blocks.Block:
    """The form in which a lead asks somebody else for the update on one of the projects."""
    options = [blocks.option(project.name, project.id) for project in projects]
    chosen = projects[0].id if len(projects) == 1 else ""
    project = blocks.select(Field.PROJECT, options, chosen=chosen, placeholder="Pick a project")
    person = {"type": "users_select", "action_id": Field.DEPUTY, "placeholder": blocks.plain("Pick a person")}
    about = (
        f"They are told that you ask them, and can post this update for {edition.title} only. "
        "You get no more reminders about it."
    )
    return blocks.modal(
        "Ask somebody else",
        [
            blocks.words(about),
            blocks.field("Project", Field.PROJECT, project),
            blocks.field("Who can write it?", Field.DEPUTY, person),
        ],
        callback=Callback.ASK_SOMEBODY,
        metadata=edition.id,
        submit="Ask them",
    )


def asked(by: str, project: Project, edition: Edition, *, clock: WallClock) -> Message:
    """What somebody is told whom a lead has asked to write the update."""
    closes = clock.moment(edition.closes_at)
    rest = f" asks you to post the update on {project.name} for {edition.title}. Updates close at {closes}."
    post = buttons.update("Post", project, style="primary")
    decline = blocks.button("I can’t", Action.DECLINE, InEdition(project.id, edition.id))
    return say((Who(by), rest), blocks.actions(post, decline))


def handed_over(deputy: str, project: Project, edition: Edition) -> Message:
    """What a lead is told who has asked somebody else."""
    rest = f" has been asked for the update on {project.name} for {edition.title}. You get no more reminders about it."
    return say((Who(deputy), rest))


def declined(deputy: str, project: Project, edition: Edition) -> Message:
    """What a lead is told whom somebody cannot help."""
    rest = f" can’t write the update on {project.name} for {edition.title}. It is yours again."
    again = blocks.button("Ask somebody else", Action.ASK_SOMEBODY, edition.id)
    return say((Who(deputy), rest), *_rows([project], edition), blocks.actions(again))


def covers(away: str, back: date, projects: Sequence[Project], edition: Edition, *, clock: WallClock) -> Message:
    """What another lead is told where one is not back before closing."""
    rest = (
        f" is back on {english.weekday(back)}. There is no update on {_names(projects)} for {edition.title} yet. "
        f"You can post it until {clock.moment(edition.closes_at)}."
    )
    return say((Who(away), rest), *_rows(projects, edition))


def nobody_there(away: str, back: date, projects: Sequence[Project], edition: Edition) -> Message:
    """What an editor is told where no lead is there before closing."""
    rest = (
        f" is back on {english.weekday(back)}, after {edition.title} closes. There is nobody else at present to write "
        f"the update on {_names(projects)}. An editor can post it."
    )
    return say((Who(away), rest), *_rows(projects, edition))


def silent(projects: Sequence[Project], edition: Edition) -> list[Message]:
    """What the editors alone are told once a window has closed: of whom nothing was heard."""
    parts = [projects[at : at + PROJECTS_A_MESSAGE] for at in range(0, len(projects), PROJECTS_A_MESSAGE)]
    messages = []
    for number, part in enumerate(parts, 1):
        which = f" (part {number} of {len(parts)})" if len(parts) > 1 else ""
        text = (
            f"{edition.title} has closed. {english.count(len(projects), 'project')} gave neither an update nor "
            f"“nothing to report”{which}. Only editors get this message."
        )
        messages.append(say(text, *(_silent_one(project, edition) for project in part)))
    return messages


def _silent_one(project: Project, edition: Edition) -> blocks.Block:
    shown = list(map(blocks.who, project.leads[:LEADS_SHOWN]))
    more = len(project.leads) - len(shown)
    leads = listing([*shown, *([english.count(more, "other")] if more else [])])
    block = blocks.section((blocks.shortened(project.name, 200), "\n", leads or "It has no lead."))
    if project.leads:
        label = f"Nudge the {'leads' if len(project.leads) > 1 else 'lead'} of {blocks.shortened(project.name)}"
        block["accessory"] = blocks.button(label, Action.NUDGE, InEdition(project.id, edition.id))
    return block


def nudge(editor: str, project: Project, edition: Edition) -> Message:
    """What an editor asks of the leads after closing."""
    rest = (
        f" asks: could you post the update on {project.name} for {edition.title}? The draft is being read now, "
        "and your update still gets in. One sentence is enough."
    )
    return say((Who(editor), rest), *_rows([project], edition))


def _names(projects: Sequence[Project]) -> str:
    return blocks.names([project.name for project in projects])
