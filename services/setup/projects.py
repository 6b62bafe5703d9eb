"""The unit's projects: the list, adding and changing one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.calendar import local_day
from domain.edition import EditionMove
from domain.errors import NotFound
from domain.matching import narrowed
from domain.merging import merged, touched
from domain.names import in_reading_order
from domain.person import limits_of
from domain.ports import Store, UnitOfWork
from domain.progress import is_expected
from domain.project import Project, ProjectState, by_id
from domain.project_changes import called, check_names, differences, fingerprint, key_from
from domain.unit import Unit
from rendering.slack.setup.projects import ProjectForm, ProjectList
from services.common import access
from services.common.actor import Actor
from services.common.overtaken import Overtaken, Submitted
from services.editions.editions import review_again
from services.editions.waiting_reminders import call_off_reminders

ACT = "change projects"
DONE = {ProjectState.ACTIVE: "active again", ProjectState.PAUSED: "paused", ProjectState.CLOSED: "closed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedProject(Submitted[Project]):
    """The form for a project; ``project_id`` is empty for a new one, which gets ``token`` as its id."""

    project_id: str
    token: str


def listing(actor: Actor, *, sought: str = "", page: int = 0, notice: str = "") -> ProjectList:
    """The projects that are like some words, or all of them. Everybody may read it."""
    with actor.reading() as work:
        projects = work.projects.all()
        return ProjectList(
            projects=in_reading_order(narrowed(sought, projects, everything=True)),
            of=len(projects),
            may_edit=work.person in work.units.editors(),
            sought=sought,
            page=page,
            notice=notice,
        )


def open_form(actor: Actor, project_id: str = "", *, token: str) -> ProjectForm:
    """The form for a project; without an id for a new one."""
    with actor.reading_as_editor(ACT) as work:
        if not project_id:
            return ProjectForm(project=Project(id="", key="", name=""), is_new=True, base="new", token=token)
        return _form(work, access.project(work, project_id), token)


def save(actor: Actor, submitted: SubmittedProject) -> Project:
    """Stores what was changed in the form, once. Raises ``WrongInput`` at the field that cannot be so, and
    ``Overtaken`` where somebody else has changed the project since the form was opened."""
    with actor.writing_as_editor(ACT) as work:
        projects = by_id(work.projects.held())
        before = None
        if submitted.project_id:
            before = access.there(projects.get(submitted.project_id), NotFound(access.NO_PROJECT))
        if before and merged(before, submitted.wanted, submitted.changed) == before:
            return before  # sent again because Slack did not hear the answer, or nothing was changed
        if before and fingerprint([before]) != submitted.base:
            raise Overtaken(_overtaken(work, before, submitted))
        if submitted.token in projects:
            return projects[submitted.token]
        owners = called(projects.values())
        key = submitted.wanted.key or key_from(submitted.wanted.name, owners)
        new = replace(submitted.wanted, id=submitted.token, key=key)
        project = merged(before, submitted.wanted, submitted.changed) if before else new
        check_names(project, before, owners)
        store_projects(work, [(before, project)])
        work.commit()
    return project


def _overtaken(work: UnitOfWork, now: Project, submitted: SubmittedProject) -> ProjectForm:
    """The form with both people's changes; where both have changed the same, with those of its writer."""
    form = _form(work, merged(now, submitted.wanted, submitted.changed), submitted.token)
    mine_before = submitted.changed - touched(submitted.opened, submitted.wanted)
    news = [one for one in differences(submitted.opened, now) if one.what not in {"key", *mine_before}]
    return replace(form, base=fingerprint([now]), news=news, changed=submitted.changed)


def set_state(actor: Actor, project_id: str, state: ProjectState) -> str:
    """Pauses, resumes, closes or reopens a project; answers with a sentence."""
    with actor.writing_as_editor(ACT) as work:
        project = access.there(by_id(work.projects.held()).get(project_id), NotFound(access.NO_PROJECT))
        if project.state is state:
            return f"{project.name} is {state} already. Nothing was changed."
        store_projects(work, [(project, replace(project, state=state))])
        work.commit()
    return f"{project.name} is {DONE[state]}."


def store_projects(work: UnitOfWork, changes: Iterable[tuple[Project | None, Project]]) -> None:
    """Stores projects as new or changed, with an audit row each, and brings what shows them up to date."""
    unit = work.units.get() or Unit(name="")
    today = local_day(work.now(), unit.cadence.timezone)
    for before, after in changes:
        if before == after:
            continue
        work.projects.save(after if before else replace(after, added=today))
        told = differences(before or Project(id=after.id, key="", name=""), after)
        detail = {change.what: [list(change.before), list(change.after)] for change in told}
        work.audit.add("change project" if before else "add project", after.key, detail)
        if before and is_expected(before) and not is_expected(after):
            for edition in filter(lambda one: one.may(EditionMove.TAKE_UPDATE), work.editions.all()):
                call_off_reminders(work, edition, after)
    review_again(work, "changing a project")
    work.homes.changed()


def limits(store: Store, workspace: str, people: Iterable[str]) -> list[str]:
    """What some people cannot do with the app, a sentence each; nothing for those without limits."""
    with store.reading(workspace) as work:
        return _limits(work, people)


def _limits(work: UnitOfWork, people: Iterable[str]) -> list[str]:
    known = [person for person in map(work.people.get, people) if person]
    return [limit for limit in map(limits_of, known) if limit]


def _form(work: UnitOfWork, project: Project, token: str) -> ProjectForm:
    return ProjectForm(
        project=project,
        is_new=False,
        base=fingerprint([project]),
        token=token,
        limits=_limits(work, project.leads),
    )
