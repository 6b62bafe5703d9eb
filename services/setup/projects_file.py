"""Many projects at once: what a file would change, applying it as a whole, and the same table out again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.audit import COMMAND_LINE
from domain.errors import Conflict, WrongInput
from domain.names import folded, in_reading_order
from domain.person import Person, limits_of
from domain.ports import Store, UnitOfWork
from domain.project import Project
from domain.project_plan import Plan, Roster, plan
from domain.project_table import write
from services.common.actor import Actor
from services.setup.projects import store_projects

ACT = "import and export projects"


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody in the workspace, and the names that a file may call them."""

    person: Person
    names: tuple[str, ...]


def may(actor: Actor) -> None:
    """Raises ``NotAllowed`` for anybody but an editor."""
    with actor.reading_as_editor(ACT):
        pass


def check(actor: Actor, content: bytes, everybody: Sequence[Listed]) -> tuple[Plan, list[str]]:
    """What a file would change, and what the leads in it cannot do in Slack; nothing is changed."""
    with actor.reading_as_editor(ACT) as work:
        projects = work.projects.all()
        planned = plan(content, projects, _roster(work, projects, everybody))
    return planned, [limit for one in _leads(planned, everybody) if (limit := limits_of(one))]


def apply(actor: Actor, content: bytes, everybody: Sequence[Listed], mark: str) -> Plan:
    """Does what ``check`` showed, all of it. Raises ``Conflict`` where it would do something else by now."""
    with actor.writing_as_editor(ACT) as work:
        projects = work.projects.held()
        planned = plan(content, projects, _roster(work, projects, everybody), work.new_id)
        if planned.mark != mark or not planned.applies:
            raise Conflict(
                "The projects have changed since this was checked. Nothing was applied: check the file again."
            )
        _apply(work, planned)
        for one in _leads(planned, everybody):
            if work.people.get(one.id) is None:
                work.people.save(one)
        work.commit()
    return planned


def from_command_line(store: Store, workspace: str, content: bytes, *, applies: bool) -> Plan:
    """What a file would change, and with ``applies`` does: any member ID may lead, names are those known already."""
    with store.writing(workspace, COMMAND_LINE) as work:
        projects = work.projects.held()
        known = [Listed(person, (person.name,)) for person in work.people.all()]
        planned = plan(content, projects, Roster(names=_names(known)), work.new_id)
        if applies and planned.applies:
            _apply(work, planned)
            work.commit()
    return planned


def export(actor: Actor) -> str:
    """All projects as a table, for editors."""
    may(actor)
    return table(actor.store, actor.workspace)


def table(store: Store, workspace: str) -> str:
    """All projects as a table that ``plan`` reads."""
    with store.reading(workspace) as work:
        return write(in_reading_order(work.projects.all()))


def too_large(size: int, most: int) -> None:
    """Raises ``WrongInput`` where a file has more bytes than are read."""
    if size > most:
        raise WrongInput("file", f"The file is larger than {most // 1_000_000} MB. Split it into smaller ones.")


def _apply(work: UnitOfWork, planned: Plan) -> None:
    store_projects(work, [(change.before, change.after) for change in (*planned.new, *planned.changed)])
    counts = {"new": len(planned.new), "changed": len(planned.changed)}
    work.audit.add("import projects", planned.mark, counts)


def _roster(work: UnitOfWork, projects: Iterable[Project], everybody: Sequence[Listed]) -> Roster:
    """Who may lead: everybody of the workspace who is there, and whom the unit knows already."""
    here = [listed for listed in everybody if listed.person.active]
    leads = {lead for project in projects for lead in project.leads}
    known = {person.id for person in work.people.all() if person.active}
    return Roster(ids={listed.person.id for listed in here} | leads | known, names=_names(here))


def _names(everybody: Iterable[Listed]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for listed in everybody:
        for name in listed.names:
            names[folded(name)].append(listed.person.id)
    return names


def _leads(planned: Plan, everybody: Iterable[Listed]) -> list[Person]:
    leads = {lead for change in (*planned.new, *planned.changed) for lead in change.after.leads}
    return [listed.person for listed in everybody if listed.person.id in leads]
