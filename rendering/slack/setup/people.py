"""People as Slack describes them, and the view of who edits and who leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from domain import english
from domain.delivery import Message
from domain.names import in_reading_order
from domain.person import Belonging, Person
from domain.project import Project
from domain.sentence import Command, Sentence, Where, Who
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.messages import say
from rendering.slack.kit.pages import turning

PAGE = 50  # leads
ROW = 25  # buttons (contract: actions)
MOST_EDITORS = 80  # of a modal's 100 blocks
MARKS = {Belonging.GUEST: " (guest)", Belonging.ELSEWHERE: " (of another organisation)", Belonging.APP: " (an app)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleView:
    """Who edits and who leads what. ``people`` are those of whom Slack has told, by id."""

    editors: Sequence[str]
    leads: Sequence[tuple[str, Sequence[Project]]]
    without_lead: Sequence[Project]
    people: Mapping[str, Person]
    page: int = 0
    notice: Sentence = ""


def people(view: PeopleView) -> blocks.Block:
    pages = max(1, -(-len(view.leads) // PAGE))
    page = min(max(view.page, 0), pages - 1)
    shown = [
        *([blocks.words(view.notice)] if view.notice else []),
        blocks.header("Editors"),
        *(_editor(view, editor) for editor in view.editors[:MOST_EDITORS]),
        _add_editor(),
        blocks.header(f"Leads ({len(view.leads)})"),
        _leads(replace(view, leads=view.leads[page * PAGE : (page + 1) * PAGE])),
        *turning(Action.PEOPLE_PAGE, page, pages),
        *_without_lead(view),
        *_change_leads(view),
    ]
    return blocks.modal("Editors and leads", shown, callback=Callback.PEOPLE, metadata=str(page))


def _editor(view: PeopleView, editor: str) -> blocks.Block:
    known = view.people.get(editor, Person(id=editor))
    name = blocks.shortened(known.name)
    sure = blocks.confirmation(
        f"Remove {name or 'this editor'}?", "They can then no longer edit, approve or publish.", "Remove", "Keep"
    )
    label = f"Remove {name} as editor" if name else "Remove this editor"
    remove = blocks.button(label, Action.REMOVE_EDITOR, editor, confirm=sure)
    return blocks.section((Who(editor), _mark(known)), remove)


def _add_editor() -> blocks.Block:
    sure = blocks.confirmation(
        "Make them an editor?", "Editors edit, approve and publish, and change projects and people.", "Add", "Not yet"
    )
    element = {"type": "users_select", "action_id": Action.ADD_EDITOR, "placeholder": blocks.plain("Pick a person")}
    return blocks.section("Add an editor", element | {"confirm": sure})


def _mark(person: Person) -> str:
    if not person.active and person.belonging is not Belonging.APP:
        return " (has left the workspace)"
    return MARKS.get(person.belonging, "")


def _leads(view: PeopleView) -> blocks.Block:
    if not view.leads:
        return blocks.words("No project has a lead yet.")
    of = sum(len(projects) for _, projects in view.leads)
    items: list[Sentence] = []
    for lead, projects in view.leads:
        mark = _mark(view.people.get(lead, Person(id=lead)))
        items.append((blocks.who(lead), f"{mark}: {blocks.names([project.name for project in projects], of=of)}"))
    return blocks.bullets("", items)


def _without_lead(view: PeopleView) -> list[blocks.Block]:
    if not view.without_lead:
        return []
    named = blocks.names([project.name for project in view.without_lead])
    return [blocks.header(f"Without an active lead ({len(view.without_lead)})"), blocks.words(named)]


def _change_leads(view: PeopleView) -> list[blocks.Block]:
    """A menu of all projects, of which each opens its form, where leads are set."""
    listed = {project.id: project for project in chain(*(led for _, led in view.leads), view.without_lead)}
    choices = [blocks.choice(one.name, Action.EDIT_PROJECT, one.id) for one in in_reading_order(listed.values())]
    return [blocks.section("Change who leads", blocks.menu("Pick a project", choices))] if choices else []


def left(person: Person, projects: Sequence[Project], *, edits: bool) -> Message:
    """What editors are told when somebody who leads or edits has left; ``projects`` lack a lead now."""
    told = [f"{person.name or 'Somebody'} has left the workspace or was deactivated."]
    if edits:
        told.append("They are no editor any more.")
    if projects:
        named = blocks.names([project.name for project in projects], of=2 * len(projects))  # the buttons repeat them
        told.append(f"{english.count(len(projects), 'project')} without an active lead now: {named}.")
    elif not edits:
        told.append("Every project that they lead has another active lead.")
    length = 60 if len(projects) <= ROW else 30
    buttons = [
        blocks.button(f"Edit {blocks.shortened(project.name, length)}", f"{Action.EDIT_PROJECT}:{place}", project.id)
        for place, project in enumerate(projects)
    ]
    return say(" ".join(told), *(blocks.actions(*buttons[at : at + ROW]) for at in range(0, len(buttons), ROW)))


def only_editor_left(person: Person) -> Message:
    """What the review channel is told when nobody is left who can approve."""
    left = f"{person.name or 'The only editor'} has left the workspace or was deactivated, so there is no editor now. "
    return say((left, "Whoever types ", Command("/sprint-notes setup"), " first becomes one."))


def editor_changed(by: str, *, added: bool, outside: str = "") -> Message:
    """What somebody is told who has become an editor, or is none any more; ``outside`` names the private review
    channel that they are not in."""
    if not added:
        return say((Who(by), " has removed you from the editors of these sprint notes. You can still read and ask."))
    made = " has made you an editor of these sprint notes: you can edit, approve and publish. "
    missing = (" You are not in ", Where(outside), ", where drafts come: ask ", Who(by), " to invite you.")
    return say((Who(by), made, Command("/sprint-notes help"), " shows how.", missing if outside else ""))
