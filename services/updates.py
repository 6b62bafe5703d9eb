"""A lead's update: the form for it, and its way into the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from domain import words
from domain.edition import Edition, EditionState, takes_updates
from domain.errors import NO_PROJECTS, Conflict, NotFound, WrongInput
from domain.names import find
from domain.ports import Revision, Store, UnitOfWork
from domain.project import Phase, Project, ProjectState
from domain.roles import may_post, may_post_at_all, postable
from domain.update import Update, UpdateContent
from rendering.slack.updates import UpdateForm
from services import answers, confirmations, drafts
from services.drafts import unit_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A submitted form. All but the project and the content are the form's own, see ``UpdateForm``."""

    project_id: str
    edition_id: str
    content: UpdateContent
    base: int
    token: str


class Overtaken(Conflict):
    """Something has changed since the form was opened; ``form`` shows it again, nothing lost."""

    def __init__(self, form: UpdateForm) -> None:
        super().__init__(form.notice)
        self.form = form


def open_form(
    store: Store, workspace: str, person: str, *, typed: str = "", channel: str = "", token: str
) -> UpdateForm:
    """The form for the project that was typed, else that of the channel, else the person's only one.

    Filled with this edition's update where there is one, so that the same command edits.
    """
    with store.reading(workspace) as work:
        edition = _edition(work)
        projects = _postable(work, person)
        chosen, offered, notice = _choose(work, person, projects, typed, channel)
        return _form(work, edition, offered, chosen, token=token, notice=notice)


def change_project(store: Store, workspace: str, person: str, shown: Submission, project_id: str) -> UpdateForm:
    """The form for another project. ``shown`` is the form as it stands, for the project picked before.

    Untouched, it is filled anew: with the other project's update, or with nothing. What was typed stays.
    """
    with store.reading(workspace) as work:
        edition = _edition(work)
        projects = _postable(work, person)
        chosen = next((project for project in projects if project.id == project_id), None)
        form = _form(work, edition, projects, chosen, token=shown.token)
        before = work.updates.get(shown.project_id, edition.id) if shown.project_id and shown.base else None
        if _words(shown.content) == _words(before.content if before else UpdateContent()):
            return form
        content = replace(shown.content, phase=_phase_chosen(work, shown, before))
        return replace(form, content=content, base=0)


def _phase_chosen(work: UnitOfWork, shown: Submission, before: Update | None) -> Phase | None:
    """The phase in the form, unless it only stood there because it was that of the project picked before."""
    project = work.projects.get(shown.project_id) if shown.project_id else None
    offered = before.content.phase if before and before.content.phase else project and project.phase
    return None if shown.content.phase == offered else shown.content.phase


def _words(content: UpdateContent) -> tuple[object, ...]:
    return content.headline, content.body, content.next


def submit(store: Store, workspace: str, person: str, submission: Submission) -> Update:
    """Stores an update for good, or raises and changes nothing.

    Pressed twice, or sent again because Slack did not hear the answer, it is stored once.
    Raises ``Overtaken`` where somebody else has saved the project's update since the form was opened, or
    where the edition that it was opened for takes no updates any more.
    """
    with store.writing(workspace) as work:
        edition = _locked_edition(work)
        project = _project(work, submission.project_id)
        may_post(person, project, work.units.editors())
        before = work.updates.get(project.id, edition.id)
        if before and _is_repeated(work, before, submission):
            return before
        notices = [*_moved_on(work, edition, submission), *_overtaken(work, edition, project, before, submission)]
        if notices:
            raise Overtaken(_shown_again(work, edition, project, submission, person, notices))
        update = _store(work, person, edition, project, before, submission)
        drafts.refresh(work, edition)
        work.commit()
    return update


def _store(
    work: UnitOfWork, person: str, edition: Edition, project: Project, before: Update | None, submission: Submission
) -> Update:
    update = Update(
        id=before.id if before else work.new_id(),
        project_id=project.id,
        edition_id=edition.id,
        content=_with_what_the_form_has_not(submission.content, before),
        submitted_by=person,
        submitted_at=work.now(),
        late=before.late if before else edition.state is not EditionState.OPEN,
        version=before.version + 1 if before else 1,
    )
    revision = Revision(
        id=work.new_id(),
        update_id=update.id,
        version=update.version,
        content=update.content,
        by=person,
        token=submission.token,
        at=work.now(),
    )
    work.updates.save(update, revision)
    work.audit.add(person, "update", f"{project.key} {edition.number}", {"version": update.version})
    answers.superseded(work, project, edition)
    confirmations.saved(work, project, edition, update)
    return update


def _with_what_the_form_has_not(content: UpdateContent, before: Update | None) -> UpdateContent:
    """What came from a file and the form does not show stays."""
    if before is None:
        return content
    kept = before.content
    return replace(content, asks=kept.asks, figures=kept.figures, images=kept.images, links=kept.links)


def _is_repeated(work: UnitOfWork, before: Update, submission: Submission) -> bool:
    same = before.content == _with_what_the_form_has_not(submission.content, before)
    return same and work.updates.last_token(before.id) == submission.token


def _moved_on(work: UnitOfWork, edition: Edition, submission: Submission) -> Iterator[str]:
    """What to say where the form was opened for an edition that has been approved meanwhile."""
    if submission.edition_id == edition.id:
        return
    opened_for = work.editions.get(submission.edition_id)
    if opened_for:
        yield f"{opened_for.title} takes no updates any more. This would go into {edition.title}."


def _overtaken(
    work: UnitOfWork, edition: Edition, project: Project, before: Update | None, submission: Submission
) -> Iterator[str]:
    """What to say where the form was not opened on the update that is there."""
    moved_on = submission.edition_id not in ("", edition.id)
    if before is None or (before.version == submission.base and not moved_on):
        return
    timezone = unit_of(work).cadence.timezone
    when = f" at {words.moment(before.submitted_at, timezone)}" if before.submitted_at else ""
    headline = f" with the headline “{before.content.headline}”" if before.content.headline else ""
    yield (
        f"{project.name} has an update for {edition.title} that you have not seen: it was saved{when}{headline}. "
        "Save yours to put it in place of that one; the other stays in the history."
    )


def _shown_again(
    work: UnitOfWork,
    edition: Edition,
    project: Project,
    submission: Submission,
    person: str,
    notices: Iterable[str],
) -> UpdateForm:
    notice = " ".join([*notices, "Your text is still here."])
    form = _form(work, edition, _postable(work, person), project, token=submission.token, notice=notice)
    return replace(form, content=submission.content)


def _form(
    work: UnitOfWork,
    edition: Edition,
    projects: list[Project],
    chosen: Project | None,
    *,
    token: str,
    notice: str = "",
) -> UpdateForm:
    update = work.updates.get(chosen.id, edition.id) if chosen else None
    return UpdateForm(
        edition=edition,
        projects=projects,
        chosen=chosen,
        content=update.content if update else UpdateContent(),
        base=update.version if update else 0,
        token=token,
        timezone=unit_of(work).cadence.timezone,
        notice=notice,
    )


def _choose(
    work: UnitOfWork, person: str, projects: list[Project], typed: str, channel: str
) -> tuple[Project | None, list[Project], str]:
    """``(the project, those to pick from, a notice)``."""
    if typed:
        return _choose_typed(work, person, projects, typed)
    here = [project for project in projects if channel and project.channel == channel]
    own = [project for project in projects if person in project.leads]
    for candidates in (here, own, projects):
        if len(candidates) == 1:
            return candidates[0], projects, ""
    return None, projects, ""


def _choose_typed(
    work: UnitOfWork, person: str, projects: list[Project], typed: str
) -> tuple[Project | None, list[Project], str]:
    found = find(typed, [project for project in work.projects.all() if project.state is not ProjectState.CLOSED])
    if not found:
        return None, projects, f"No project is called {words.quoted(typed)}. Pick one."
    if len(found) == 1:
        may_post(person, found[0], work.units.editors())
        return found[0], projects, ""
    offered = [project for project in found if project in projects]
    if not offered:
        may_post(person, found[0], work.units.editors())
    if len(offered) == 1:
        return offered[0], projects, ""
    return None, offered, f"Several projects are like {words.quoted(typed)}. Pick one."


def _postable(work: UnitOfWork, person: str) -> list[Project]:
    editors = work.units.editors()
    projects = postable(person, work.projects.all(), editors)
    if not projects and person in editors:
        raise NotFound(NO_PROJECTS)
    may_post_at_all(projects, editors)
    return projects


def _project(work: UnitOfWork, project_id: str) -> Project:
    project = work.projects.get(project_id)
    if project is None or project.state is ProjectState.CLOSED:
        raise WrongInput("project", "This project takes no updates any more. Pick another one.")
    return project


def _edition(work: UnitOfWork) -> Edition:
    unit_of(work)
    edition = takes_updates(work.editions.all())
    if edition is None:
        raise NotFound("The next edition opens within a minute. Try again then.")
    return edition


def _locked_edition(work: UnitOfWork) -> Edition:
    """The edition that takes updates, held so that nobody approves it while this one is stored."""
    while True:
        edition = _edition(work)
        locked = work.editions.get(edition.id)
        if locked and locked.state is edition.state:
            return locked
