"""What leads are told of a missing update, whom they can ask instead, and what the editors hear afterwards."""

from collections.abc import Sequence
from datetime import date

from domain import english
from domain.delivery import Message
from domain.edition import Edition, EditionMove, EditionState
from domain.offers import MessageKind, Offer, still_offers
from domain.project import Project
from domain.reminders import Snooze
from domain.sentence import Who, listing
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.messages import say
from rendering.slack.kit.offers import row, stand, stands
from rendering.slack.kit.values import InEdition, Snoozing

MOST_ROWS = 20  # projects with buttons of their own in one message; the others are named in it
PROJECTS_A_MESSAGE = 40  # of the list for the editors: one block each (contract: blocks)
LEADS_SHOWN = 20


def reminder(projects: Sequence[Project], edition: Edition, *, clock: WallClock) -> Message:
    """What a lead is told whose projects have neither an update nor an answer yet."""
    return say(_owed(MessageKind.REMINDER, projects, edition, clock), *_below(MessageKind.REMINDER, projects, edition))


def closing_moved(projects: Sequence[Project], edition: Edition, *, clock: WallClock) -> Message:
    """What those who owe updates are told where the window closes at another time, or is open again."""
    below = _below(MessageKind.CLOSING, projects, edition)
    if edition.state is not EditionState.OPEN or not projects:
        return say(_owed(MessageKind.CLOSING, projects, edition, clock), *below)
    what = "is open again: updates close" if edition.reopened else "closes at another time: updates close"
    text = f"{edition.title} {what} at {clock.moment(edition.closes_at)}. There is no update on {_names(projects)} yet."
    return say(text, *below)


def closing_moved_again(edition: Edition) -> Message:
    """What takes the place of what leads were told of a closing time, once they are told of another one."""
    return say(f"{edition.title} closes at yet another time. The newest message about that is further down.")


def _owed(kind: MessageKind, projects: Sequence[Project], edition: Edition, clock: WallClock) -> str:
    """Which updates somebody owes, and until when they can write them."""
    standing = stands(edition, still_offers(kind, edition.state), clock=clock)
    return _owed_by(projects, edition, standing) if projects else f"{_nothing_missing(edition)} {standing}"


def _nothing_missing(edition: Edition) -> str:
    return f"Nothing that this message asked for is missing from {edition.title} any more."


def _owed_by(projects: Sequence[Project], edition: Edition, standing: str) -> str:
    still = edition.may(EditionMove.TAKE_UPDATE)
    there = (
        f"is no update on {_names(projects)} for {edition.title} yet"
        if still
        else (f"was no update on {_names(projects)} for {edition.title}")
    )
    return f"There {there}. {standing}"


def _below(kind: MessageKind, projects: Sequence[Project], edition: Edition) -> list[blocks.Block]:
    """What those who owe updates can do about it now, each project with buttons of its own."""
    offers = still_offers(kind, edition.state, missing=bool(projects))
    below = _rows(projects, edition) if {Offer.POST, Offer.POST_NEXT} & set(offers) else []
    if Offer.PUT_OFF in offers:
        return [*below, *_put_off(edition)]
    return [*below, blocks.actions(_ask_somebody(edition))] if Offer.ASK_SOMEBODY in offers else below


def _ask_somebody(edition: Edition) -> blocks.Block:
    return blocks.button("Ask somebody else", Action.ASK_SOMEBODY, edition.id)


def _put_off(edition: Edition) -> tuple[blocks.Block, ...]:
    """What a lead can do about the reminders themselves."""
    return (
        blocks.divider(),
        blocks.actions(
            blocks.button("Remind me in 2 hours", f"{Action.SNOOZE}:later", Snoozing(edition.id, Snooze.LATER)),
            blocks.button("Remind me next working day", f"{Action.SNOOZE}:day", Snoozing(edition.id, Snooze.NEXT_DAY)),
            _ask_somebody(edition),
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
        blocks.actions(
            buttons.update("Post", project, style=style),
            *([buttons.nothing_to_report(project, edition)] if edition.may(EditionMove.TAKE_UPDATE) else []),
        )
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
    told = (Who(by), f" asks you to post the update on {project.name} for {edition.title}.")
    return say(told, *asked_below(project, edition, missing=True, clock=clock))


def asked_below(project: Project, edition: Edition, *, missing: bool, clock: WallClock) -> list[blocks.Block]:
    """What stands below that, as long as there is something to do."""
    standing = stands(edition, clock=clock) if missing else "That is done: there is nothing left for you to do."
    decline = blocks.button("I can’t", Action.DECLINE, InEdition(project.id, edition.id))
    special = {Offer.POST: buttons.update("Post", project, style="primary"), Offer.DECLINE: decline}
    return [stand(standing), *row(MessageKind.ASKED, project, edition, special, missing=missing)]


def handed_over(deputy: str, project: Project, edition: Edition) -> Message:
    """What a lead is told who has asked somebody else."""
    rest = f" has been asked for the update on {project.name} for {edition.title}. You get no more reminders about it."
    return say((Who(deputy), rest))


def declined(deputy: str, project: Project, edition: Edition) -> Message:
    """What a lead is told whom somebody cannot help."""
    rest = f" can’t write the update on {project.name} for {edition.title}. It is yours again."
    return say((Who(deputy), rest), *_below(MessageKind.DECLINED, [project], edition))


def covers(away: str, back: date, projects: Sequence[Project], edition: Edition, *, clock: WallClock) -> Message:
    """What another lead is told where one is not back before closing."""
    owed = _owed(MessageKind.COVERS, projects, edition, clock)
    if projects and edition.state is EditionState.OPEN:
        owed = f"There is no update on {_names(projects)} for {edition.title} yet. "
        owed += f"You can post it until {clock.moment(edition.closes_at)}."
    told = (Who(away), f" is back on {english.weekday(back)}. {owed}")
    return say(told, *_below(MessageKind.COVERS, projects, edition))


def nobody_there(away: str, back: date, projects: Sequence[Project], edition: Edition) -> Message:
    """What an editor is told where no lead is there before closing."""
    rest = f" is back on {english.weekday(back)}, after {edition.title} closes. "
    if not projects:
        rest += _nothing_missing(edition)
    elif edition.state is EditionState.OPEN:
        rest += f"There is nobody else at present to write the update on {_names(projects)}. An editor can post it."
    else:
        rest += _owed_by(projects, edition, stands(edition))
    return say((Who(away), rest), *_below(MessageKind.NOBODY, projects, edition))


def silent(projects: Sequence[Project], edition: Edition) -> list[Message]:
    """What the editors alone are told once a window has closed: of whom nothing was heard."""
    parts = [projects[at : at + PROJECTS_A_MESSAGE] for at in range(0, len(projects), PROJECTS_A_MESSAGE)]
    messages = []
    for number, part in enumerate(parts, 1):
        which = f" (part {number} of {len(parts)})" if len(parts) > 1 else ""
        stands_so = "is open again" if edition.state is EditionState.OPEN else "has closed"
        text = (
            f"{edition.title} {stands_so}. {english.count(len(projects), 'project')} gave neither an update nor "
            f"“nothing to report”{which}. Only editors get this message."
        )
        all_of_them = _nudge_all(projects, edition) if number == 1 else []
        messages.append(say(text, *all_of_them, *(_silent_one(project, edition) for project in part)))
    return messages


def _nudge_all(projects: Sequence[Project], edition: Edition) -> list[blocks.Block]:
    """One button for the leads of several projects; Slack asks first."""
    led = [project for project in projects if project.leads]
    if len(led) < 2 or Offer.NUDGE not in still_offers(MessageKind.SILENT, edition.state):
        return []
    sure = blocks.confirmation(
        f"Nudge the leads of {len(led)} projects?",
        "Each of them gets a direct message in your name. Whoever was nudged before is not asked again.",
        "Nudge all",
        "Not yet",
    )
    called = f"Nudge all: the leads of {len(led)} projects"
    return [blocks.actions(blocks.button("Nudge all", Action.NUDGE_ALL, edition.id, called=called, confirm=sure))]


def _silent_one(project: Project, edition: Edition) -> blocks.Block:
    shown = list(map(blocks.who, project.leads[:LEADS_SHOWN]))
    more = len(project.leads) - len(shown)
    leads = listing([*shown, *([english.count(more, "other")] if more else [])])
    block = blocks.section((blocks.shortened(project.name, 200), "\n", leads or "It has no lead."))
    if project.leads and Offer.NUDGE in still_offers(MessageKind.SILENT, edition.state):
        label = f"Nudge the {'leads' if len(project.leads) > 1 else 'lead'} of {blocks.shortened(project.name)}"
        block["accessory"] = blocks.button(label, Action.NUDGE, InEdition(project.id, edition.id))
    return block


def nobody_silent(edition: Edition) -> Message:
    """What takes its place once everybody was heard of."""
    return say(f"Nothing is missing from {edition.title} any more. Only editors get this message.")


def nudge(editor: str, project: Project, edition: Edition) -> Message:
    """What an editor asks of the leads after closing."""
    asks = (Who(editor), f" asks: could you post the update on {project.name} for {edition.title}?")
    rest = "The draft is being read now, and your update still gets in. One sentence is enough."
    return say(asks, stand(rest), *_below(MessageKind.NUDGE, [project], edition))


def owed_below(
    kind: MessageKind, project: Project, edition: Edition, *, missing: bool, clock: WallClock
) -> list[blocks.Block]:
    """What stands later below what leads were told of one project whose update was missing."""
    projects = [project] if missing else []
    return [stand(_owed(kind, projects, edition, clock)), *_below(kind, projects, edition)]


def _names(projects: Sequence[Project]) -> str:
    return blocks.names([project.name for project in projects])
