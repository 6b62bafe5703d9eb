"""What changes in a project, what may not, and what becomes of changes that two people make at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain import merging
from domain.errors import WrongInput
from domain.names import folded, plain_words
from domain.project import Project, ProjectState

LABELS: Mapping[str, str] = {
    "key": "Key",
    "name": "Name",
    "aliases": "Other names",
    "lead_organisation": "Lead organisation",
    "partners": "Partners",
    "aims": "Aims",
    "phase": "Phase",
    "round": "Round",
    "contact": "Contact",
    "channel": "Channel",
    "leads": "Leads",
    "state": "State",
    "featured": "Featured",
}
Value = tuple[str, ...]
Called = Mapping[str, Collection[Project]]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing about a project, before and after, as words; nothing is an empty tuple."""

    what: str
    before: Value
    after: Value

    @property
    def label(self) -> str:
        """``Lead organisation``."""
        return LABELS[self.what]


def differences(before: Project, after: Project) -> list[Change]:
    """What is not the same, in the order in which forms and files have it."""
    pairs = [Change(what, in_words(before, what), in_words(after, what)) for what in LABELS]
    return [change for change in pairs if change.before != change.after]


def in_words(project: Project, what: str) -> Value:
    """The values of one field as words; ids of people and channels as they are."""
    value: Any = getattr(project, what)
    if what == "featured":
        return ("yes",) if value else ("no",)
    if isinstance(value, tuple):
        return value
    return (str(value),) if value else ()


def fingerprint(projects: Iterable[Project], *more: str) -> str:
    """What ``merging.fingerprint`` makes of projects, whatever their order, and of ``more``."""
    return merging.fingerprint((sorted((one.id, *(in_words(one, what) for what in LABELS)) for one in projects), more))


def called(projects: Iterable[Project]) -> Called:
    """Projects by everything that they go by, for ``check_names``."""
    owners: dict[str, list[Project]] = defaultdict(list)
    for project in projects:
        for name in dict.fromkeys(map(folded, (project.key, project.name, *project.aliases))):
            owners[name].append(project)
    return owners


def check_names(project: Project, before: Project | None, owners: Called) -> None:
    """Raises ``WrongInput`` where a new name is missing or another project has it; those that it had stay allowed."""
    if not folded(project.name):
        raise WrongInput("name", "Write the project’s name.")
    old = set() if before is None else {folded(name) for name in (before.key, before.name, *before.aliases)}
    named = [("key", project.key), ("name", project.name), *(("aliases", alias) for alias in project.aliases)]
    for what, name in named:
        others = [other for other in owners.get(folded(name), ()) if other.id != project.id]
        if others and folded(name) not in old:
            raise WrongInput(what, f"“{name}” is {_kind(others[0], name)} already. Write another one.")


def _kind(other: Project, name: str) -> str:
    if folded(name) == folded(other.name):
        return "the name of another project" if other.name == name else f"a name of {other.name}"
    if folded(name) == folded(other.key):
        return f"the key of {other.name}"
    return f"another name of {other.name}"


def key_from(name: str, taken: Iterable[str]) -> str:
    """A key for a new project, from its name: ``ferry-tickets``, and a number where there is one already."""
    base = "-".join(plain_words(name)) or "project"
    used = set(map(folded, taken))
    key, number = base, 1
    while key in used:
        number += 1
        key = f"{base}-{number}"
    return key


def without_active_lead(projects: Iterable[Project], gone: Collection[str]) -> list[Project]:
    """Projects that should have a lead, and have none who is still there."""
    wanted = [project for project in projects if project.state is not ProjectState.CLOSED]
    return [project for project in wanted if not set(project.leads) - set(gone)]
