"""The list of projects, and the form for one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from domain import english
from domain.inputs import Input, Kind
from domain.project import AIMS_LENGTH, Phase, Project, ProjectState
from domain.project_changes import LABELS, Change
from domain.sentence import Sentence, Where, joined
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import Inputs, entry
from rendering.slack.kit.pages import ANSWERING, paged
from rendering.slack.kit.values import ProjectAct, ProjectOpened, ProjectsListed

COMMAS = "Commas separate them too."
KEY = "What people may type instead of the name. Made from the name when left empty; it cannot be changed."


def _called(name: str, hint: str = "", kind: Kind = Kind.LINE, **more: Any) -> Input:
    return Input(name, LABELS[name], kind, hint, **more)


INPUTS = (
    _called("name", needed=True),
    _called("key", KEY),
    _called("aliases", f"One a line: what people also call it. {COMMAS}"),
    _called("lead_organisation"),
    _called("partners", f"One a line: the other organisations. {COMMAS}"),
    _called("aims", "A sentence or two: its first update introduces it with them.", longest=AIMS_LENGTH),
    _called("phase", kind=Kind.CHOICE, options=Phase),
    _called("round", "The round in which it was funded."),
    _called("contact", "An address or a name for readers."),
)
SEVERAL = ("aliases", "partners")  # a line each
STATE = _called("state", kind=Kind.CHOICE, options=ProjectState, needed=True)
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
    """A project, or a new one. ``base`` is the fingerprint of what the form was filled from, ``news`` what somebody
    else has changed since, ``changed`` what its writer had, ``limits`` what the leads cannot do in Slack."""

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
    shown = blocks.notice(view.notice)
    shown += [_editors_buttons()] if view.may_edit else []
    shown += [_search(view), blocks.context(_how_many(view))]
    shown += paged(rows, view.page, Action.PROJECTS_PAGE, "", **ANSWERING)
    metadata = ProjectsListed(view.sought[:200], view.page)
    made = blocks.modal("Projects", shown, callback=Callback.PROJECTS, metadata=metadata, submit="Find projects")
    return made | {"close": blocks.plain("Close")}


def _editors_buttons() -> blocks.Block:
    return blocks.actions(
        blocks.button("Add a project", Action.ADD_PROJECT, "new", style="primary"),
        blocks.button("Import projects from a file", Action.IMPORT_PROJECTS, "file"),
        blocks.button("Export projects as a file", Action.EXPORT_PROJECTS, "file"),
    )


def _search(view: ProjectList) -> blocks.Block:
    hint = "A few letters of a name, a key, an organisation or a state. Empty shows all."
    return entry(Field.SOUGHT, "Find", Kind.LINE, view.sought[:200], hint=hint, optional=True, max_length=200)


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
    place = 1 + next(at for at, block in enumerate(kept) if block["block_id"].startswith(f"{Field.LEADS}:"))
    return blocks.with_blocks(shown, [*kept[:place], *([_limits(limits)] if limits else []), *kept[place:]])


def _limits(limits: Sequence[str]) -> blocks.Block:
    return blocks.words("\n".join(limits)) | {"block_id": LIMITS}


def _news(view: ProjectForm) -> list[blocks.Block]:
    if not view.news:
        return []
    told = "Somebody has changed this project since you opened it. Your changes are still here; save to keep both. New:"
    return [changes(told, view.news)]


def changes(title: str, changed: Sequence[Change]) -> blocks.Block:
    """“Phase: from beta to live” and the like, a line each, with people and channels as such."""
    lines: list[Sentence] = [
        (f"{one.label}: from ", _values(one.what, one.before), " to ", _values(one.what, one.after)) for one in changed
    ]
    return blocks.bullets(title, lines)


def _values(what: str, values: Sequence[str]) -> Sentence:
    if what == "leads":
        return blocks.people(values) or "nothing"
    as_channels = what == "channel"
    shown = [Where(value) if as_channels and blocks.is_channel(value) else value for value in values]
    return joined(shown, ", ") or "nothing"


def _fields(view: ProjectForm) -> Iterator[blocks.Block]:
    project, inputs = view.project, Inputs(view.base)
    channel = "Where /sprint-update and /sprint-status mean this project."
    yield from (_input(inputs, one, project) for one in INPUTS if view.is_new or one.name != "key")
    yield inputs.channel(LABELS["channel"], Field.CHANNEL, project.channel, hint=channel)
    yield _leads(inputs, project.leads)
    yield _input(inputs, STATE, project)
    first = blocks.option("Show it first in every edition", "yes")
    yield inputs.box(LABELS["featured"], Field.FEATURED, first, ticked=project.featured)


def _input(inputs: Inputs, one: Input, project: Project) -> blocks.Block:
    value = getattr(project, one.name)
    if one.kind is Kind.CHOICE:
        return inputs.of(one, value, placeholder=blocks.plain(f"Pick a {one.name}"))
    if isinstance(value, tuple):
        return inputs.of(one, "\n".join(value), multiline=True)
    return inputs.of(one, value, multiline=True) if one.longest else inputs.of(one, value)


def _leads(inputs: Inputs, leads: Sequence[str]) -> blocks.Block:
    hint = "Who may post its updates, and is reminded."
    if strange := [lead for lead in leads if not blocks.is_person(lead)]:
        named = blocks.names(strange)
        hint = f"{hint} Named before, without a Slack account: {named}. Picking leads takes their place."
    known = [lead for lead in leads if blocks.is_person(lead)]
    element: blocks.Block = {"type": "multi_users_select"} | ({"initial_users": known} if known else {})
    more: dict[str, Any] = {"hint": blocks.shortened(hint, 2_000), "action_id": Action.PICK_LEADS}
    return inputs.input(LABELS["leads"], Field.LEADS, element, **more) | {"dispatch_action": True}
