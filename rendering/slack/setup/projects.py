"""The list of projects, and the form for one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain import english
from domain.project import AIMS_LENGTH, Phase, Project, ProjectState
from domain.project_changes import LABELS, Change
from domain.sentence import Sentence, Where, joined
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, ProjectField
from rendering.slack.kit.values import ProjectAct, ProjectOpened, ProjectsListed

PAGE_BLOCKS = 60  # two for each project
PAGE_BYTES = 45_000  # the list answers a submit, and an answer over Socket Mode may hold 65,535 (slack_sdk's client)
LIMITS = "limits"  # the id of the block that says what the picked leads cannot do
LONGEST_NAME = 2_900  # characters of a section (contract: section)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectList:
    """The projects that were sought, in reading order; ``sought`` are the words, ``of`` how many there are."""

    projects: Sequence[Project]
    of: int
    may_edit: bool
    sought: str = ""
    page: int = 0
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectForm:
    """The form for a project, or for a new one; ``base`` is the fingerprint of what it was filled from.

    ``news`` is what somebody else has changed since, ``changed`` what its writer had changed until then,
    ``limits`` what the leads cannot do in Slack.
    """

    project: Project
    is_new: bool
    base: str
    token: str
    news: Sequence[Change] = ()
    changed: Collection[str] = ()
    limits: Sequence[str] = ()


def project_list(view: ProjectList) -> blocks.Block:
    """The modal: for editors with what they can do, for everybody else to read."""
    rows = [_row(project, may_edit=view.may_edit) for project in view.projects]
    pages = blocks.paged(rows, PAGE_BLOCKS, PAGE_BYTES)
    page = min(max(view.page, 0), len(pages) - 1)
    shown: list[blocks.Block] = [blocks.words(view.notice, bold=True)] if view.notice else []
    shown += [_editors_buttons()] if view.may_edit else []
    shown += [_search(view), blocks.context(_how_many(view))]
    shown += pages[page]
    shown += blocks.pages(Action.PROJECTS_PAGE, page, len(pages))
    metadata = ProjectsListed(view.sought[:200], page)
    made = blocks.modal("Projects", shown, callback=Callback.PROJECTS, metadata=metadata, submit="Find projects")
    return made | {"close": blocks.plain("Close")}


def _editors_buttons() -> blocks.Block:
    return blocks.actions(
        blocks.button("Add a project", Action.ADD_PROJECT, "new", style="primary"),
        blocks.button("Import projects from a file", Action.IMPORT_PROJECTS, "file"),
        blocks.button("Export projects as a file", Action.EXPORT_PROJECTS, "file"),
    )


def _search(view: ProjectList) -> blocks.Block:
    element: blocks.Block = {"type": "plain_text_input", "action_id": ProjectField.SOUGHT, "max_length": 200}
    if view.sought:
        element["initial_value"] = view.sought[:200]
    hint = "A few letters of a name, a key, an organisation or a state. Empty shows all."
    return blocks.field("Find", ProjectField.SOUGHT, element, hint=hint, optional=True)


def _how_many(view: ProjectList) -> str:
    if not view.of:
        return "There are no projects yet. An editor adds them here."
    if not view.sought:
        return f"{view.of} in all, featured ones first."
    if not view.projects:
        return f"None of {view.of} is like {english.quoted(view.sought)}. Empty the field to see all."
    return f"{len(view.projects)} of {view.of}."


def _row(project: Project, *, may_edit: bool) -> list[blocks.Block]:
    name: blocks.Block = {"type": "section", "text": blocks.plain(blocks.shortened(project.name, LONGEST_NAME))}
    if may_edit:
        name["accessory"] = _acts(project)
    return [name, blocks.words((f"{_state(project)}. Leads: ", blocks.people(project.leads) or "nobody yet"))]


def _state(project: Project) -> str:
    told = [project.state.capitalize(), f"key {project.key}", project.phase or "no phase yet"]
    if project.lead_organisation:
        told.append(project.lead_organisation)
    if project.featured:
        told.append("featured")
    return ", ".join(told)


def _acts(project: Project) -> blocks.Block:
    name = blocks.shortened(project.name, 50)
    acts = {
        ProjectState.ACTIVE: (("Pause", ProjectState.PAUSED), ("Close", ProjectState.CLOSED)),
        ProjectState.PAUSED: (("Resume", ProjectState.ACTIVE), ("Close", ProjectState.CLOSED)),
        ProjectState.CLOSED: (("Reopen", ProjectState.ACTIVE),),
    }
    options = [blocks.option(f"Edit {name}", ProjectAct("edit", project.id))]
    options += [blocks.option(f"{verb} {name}", ProjectAct(state, project.id)) for verb, state in acts[project.state]]
    return {"type": "overflow", "action_id": f"{Action.CHANGE_PROJECT}:{project.id}", "options": options}


def form(view: ProjectForm) -> blocks.Block:
    """The modal. Block ids carry the fingerprint: what others changed meanwhile is shown, not what Slack kept."""
    project_id, changed = "" if view.is_new else view.project.id, tuple(sorted(view.changed))
    about = ProjectOpened(project_id, view.base, view.token, changed)
    made = blocks.modal(
        "Add a project" if view.is_new else "Edit a project",
        [*_news(view), *_fields(view), *([_limits(view.limits)] if view.limits else [])],
        callback=Callback.PROJECT,
        metadata=about,
        submit="Add project" if view.is_new else "Save project",
    )
    back = blocks.button("Back to all projects", f"{Action.PROJECTS_PAGE}:0", "0")
    made["blocks"].append(blocks.actions(back))
    return made


def with_limits(shown: blocks.Block, limits: Sequence[str]) -> blocks.Block:
    """The open form, everything typed in it kept, with what the picked leads cannot do."""
    kept = [block for block in shown["blocks"] if block["block_id"] != LIMITS]
    place = 1 + next(at for at, block in enumerate(kept) if block["block_id"].startswith(f"{ProjectField.LEADS}:"))
    added = [*kept[:place], *([_limits(limits)] if limits else []), *kept[place:]]
    same = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    return {name: shown[name] for name in same} | {"blocks": added}


def _limits(limits: Sequence[str]) -> blocks.Block:
    return blocks.words("\n".join(limits)) | {"block_id": LIMITS}


def _news(view: ProjectForm) -> list[blocks.Block]:
    if not view.news:
        return []
    told = "Somebody has changed this project since you opened it. Your changes are still here; save to keep both. New:"
    return [blocks.words(told, bold=True), change_lines(view.news)]


def change_lines(changes: Sequence[Change]) -> blocks.Block:
    """Each change on a line of its own: old, then new."""
    return blocks.bullets("", map(_change, changes))


def _change(change: Change) -> Sentence:
    """“Phase: from beta to live”, with people and channels as such."""
    before, after = _values(change.what, change.before), _values(change.what, change.after)
    return f"{change.label}: from ", before, " to ", after


def _values(what: str, values: Sequence[str]) -> Sentence:
    if what == "leads":
        return blocks.people(values) or "nothing"
    as_channels = what == "channel"
    shown = [Where(value) if as_channels and blocks.is_channel(value) else value for value in values]
    return joined(shown, ", ") or "nothing"


def _fields(view: ProjectForm) -> list[blocks.Block]:
    project, about = view.project, view.base
    key_hint = "What people may type instead of the name. Made from the name when left empty; it cannot be changed."
    strange = [lead for lead in project.leads if not blocks.is_person(lead)]
    return [
        _line("name", about, project.name, required=True),
        *([_line("key", about, project.key, hint=key_hint)] if view.is_new else []),
        _lines("aliases", about, project.aliases, "One a line: what people also call it."),
        _line("lead_organisation", about, project.lead_organisation),
        _lines("partners", about, project.partners, "One a line: the other organisations."),
        _aims(about, project.aims),
        _choice("phase", about, Phase, project.phase, optional=True),
        _line("round", about, project.round, hint="The round in which it was funded."),
        _line("contact", about, project.contact, hint="An address or a name for readers."),
        _channel(about, project.channel),
        _leads(about, [lead for lead in project.leads if blocks.is_person(lead)], strange),
        _choice("state", about, ProjectState, project.state),
        _featured(about, on=project.featured),
    ]


def _field(what: str, about: str, element: blocks.Block, *, hint: str = "", optional: bool = True) -> blocks.Block:
    return blocks.field(LABELS[what], f"{what}:{about}", element, hint=hint, optional=optional)


def _line(what: str, about: str, value: str, *, hint: str = "", required: bool = False) -> blocks.Block:
    element: blocks.Block = {"type": "plain_text_input", "action_id": what}
    if value:
        element["initial_value"] = value
    return _field(what, about, element, hint=hint, optional=not required)


def _lines(what: str, about: str, values: Sequence[str], hint: str) -> blocks.Block:
    element: blocks.Block = {"type": "plain_text_input", "action_id": what, "multiline": True}
    if values:
        element["initial_value"] = "\n".join(values)
    return _field(what, about, element, hint=f"{hint} Commas separate them too.")


def _aims(about: str, value: str) -> blocks.Block:
    element: blocks.Block = {"type": "plain_text_input", "action_id": ProjectField.AIMS, "multiline": True}
    element["max_length"] = AIMS_LENGTH
    if value:
        element["initial_value"] = value
    return _field("aims", about, element, hint="A sentence or two: its first update introduces it with them.")


def _choice(
    what: str, about: str, choices: type[Phase | ProjectState], chosen: str | None, *, optional: bool = False
) -> blocks.Block:
    options = [blocks.option(choice.capitalize(), choice) for choice in choices]
    placeholder = f"Pick a {what}"
    return _field(
        what, about, blocks.select(what, options, chosen=chosen or "", placeholder=placeholder), optional=optional
    )


def _channel(about: str, value: str) -> blocks.Block:
    include = {"include": ["public", "private"], "exclude_bot_users": True}
    element: blocks.Block = {"type": "conversations_select", "action_id": ProjectField.CHANNEL, "filter": include}
    if blocks.is_channel(value):
        element["initial_conversation"] = value
    return _field("channel", about, element, hint="Where /sprint-update and /sprint-status mean this project.")


def _leads(about: str, leads: Sequence[str], strange: Sequence[str]) -> blocks.Block:
    element: blocks.Block = {"type": "multi_users_select", "action_id": Action.PICK_LEADS}
    if leads:
        element["initial_users"] = list(leads)
    hint = "Who may post its updates, and is reminded."
    if strange:
        named = blocks.names(strange)
        hint = f"{hint} Named before, without a Slack account: {named}. Picking leads takes their place."
    return _field("leads", about, element, hint=blocks.shortened(hint, 2_000)) | {"dispatch_action": True}


def _featured(about: str, *, on: bool) -> blocks.Block:
    option = blocks.option("Show it first in every edition", "yes")
    element: blocks.Block = {"type": "checkboxes", "action_id": ProjectField.FEATURED, "options": [option]}
    if on:
        element["initial_options"] = [option]
    return _field("featured", about, element)
