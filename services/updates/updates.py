"""A lead's update on its way into the database."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from domain import english, schedule, update_form
from domain.audit import APPLY, AuditEntry
from domain.compile import item_key
from domain.edition import Edition, EditionState
from domain.errors import JustChanged, WrongInput
from domain.failpoints import reached
from domain.form_rules import content_of
from domain.ports import UnitOfWork
from domain.project import Project, ProjectState
from domain.roles import may_post
from domain.update import Revision, UnsentForm, Update, UpdateContent, Version
from rendering.slack.updates.update_form import NEXT_EDITION, UpdateForm
from services.common import access, revisions
from services.common.actor import Actor
from services.common.audit import log_about
from services.common.overtaken import Overtaken
from services.common.snapshot import Snapshot, snapshot
from services.common.unit import reader_clock, today, unit_of
from services.editions import confirmations, follow_ups
from services.editions.drafts import has_draft
from services.editions.editions import changed, open_next
from services.editions.run_checks import Checked, run_checks
from services.editions.waiting_reminders import call_off_reminders
from services.reminders.reminder_choices import asked_for
from services.updates import finished, nothing_to_report, objections, withdrawals
from services.updates.update_filling import (
    Known,
    completed,
    edition_for,
    filled,
    kept_typed,
    known_of,
    other_words_in,
    postable_projects,
    theirs_in,
    unsent_forms_of,
)
from services.updates.update_forms import OpenForm


def submit(actor: Actor, shown: OpenForm) -> Update:
    """Stores an update for good, or raises and changes nothing.

    Pressed twice, or sent again because Slack did not hear the answer, it is stored once.
    Raises ``Overtaken`` where somebody else has saved the project's update since the form was opened, or
    where the edition that it was opened for takes no updates any more; ``WrongInput`` names an input.
    """
    while True:
        with actor.writing_by_token() as work, suppress(JustChanged):
            return _submit(work, shown)


def _submit(work: UnitOfWork, shown: OpenForm) -> Update:
    edition = _locked_edition(work, shown.edition_id)
    _read_ahead(work, edition, shown)
    project = _project(work, shown.project_id)
    asked = asked_for(work, edition)
    may_post(work.person, project, work.units.editors(), asked)
    known, unsent = known_of(work, project, edition), unsent_forms_of(work, project.id)
    whole = _whole(edition, known, unsent, shown)
    content = content_of(whole, today(work))
    before = known.update
    versions = work.updates.versions(project.id, edition.id)
    if before and before.version != versions[-1].number:  # it has been read while somebody else was changing it
        raise JustChanged
    if before and _is_stored(work, before, versions, content, shown.token):
        return before
    notices = [*_moved_on(work, edition, shown), *_overtaken(work, edition, project, before, shown)]
    if notices:
        form = _shown_again(work, edition, project, whole, shown, notices)
        raise Overtaken(form, form.notice)
    on_behalf = work.person not in project.leads and project.id not in asked
    update = _stored(work, edition, project, content, before, shown.token, on_behalf=on_behalf)
    _log(work, edition, project, update, before)
    _settle(work, edition, project, update, unsent)
    finished.ask(work, project, edition, update, before)
    reached("submit.before_commit")
    work.commit()
    reached("submit.after_commit")
    return update


def _is_stored(
    work: UnitOfWork, before: Update, versions: Sequence[Version], content: UpdateContent, token: str
) -> bool:
    """Whether this form has stored these words, whatever became of them since."""
    if token not in {version.token for version in versions}:
        return False
    if before.content == content:
        return True
    return any(one.token == token and one.content == content for one in work.updates.revisions(before.id))


def _read_ahead(work: UnitOfWork, edition: Edition, shown: OpenForm) -> None:
    """Asks at once what a submit asks, as soon as the edition is held."""
    work.read_ahead(
        partial(work.projects.get, shown.project_id),
        partial(work.reminder_choices.of_edition, edition.id),
        partial(work.updates.get, shown.project_id, edition.id),
        partial(work.updates.versions, shown.project_id, edition.id),
        partial(work.unsent_forms.of_person, work.person),
        partial(work.nothing_to_report.of_edition, edition.id),
        partial(work.occasions.of_edition, edition.id),
    )


def restore(work: UnitOfWork, edition: Edition, update: Update, earlier: Revision | None) -> None:
    """An editor undoes what was written: the update says again what it said earlier; without that it is withdrawn."""
    project = access.project(work, update.project_id)
    if earlier is None:
        withdrawals.take_out(work, edition, project, update)
        changed(work, snapshot(work, edition))
        return
    on_behalf = earlier.by not in project.leads
    restored = _stored(work, edition, project, earlier.content, update, "", on_behalf=on_behalf)
    _settle(work, edition, project, restored, unsent_forms_of(work, project.id))


def reword(
    work: UnitOfWork,
    now: Snapshot,
    project: Project,
    before: Update,
    content: UpdateContent,
    check: str,
) -> Snapshot:
    """An editor has what a check found put right, without the form: a version like any other. The draft is shown by
    whoever has put right all that is to be put right."""
    edition = now.edition
    follow_ups.catch_up(work, edition)
    on_behalf = before.on_behalf or work.person not in project.leads
    update = _stored(work, edition, project, content, before, work.new_id(), on_behalf=on_behalf)
    entry = _log(work, edition, project, update, before, check)
    confirmations.reworded(work, project, edition, update)
    objections.tell(work, project, edition, update)
    return now.with_update(update, entry)


def _whole(edition: Edition, known: Known, unsent: Iterable[UnsentForm], shown: OpenForm) -> update_form.FormValues:
    """What was typed, with what the form did not show as the person's draft or the database has it."""
    if shown.project_id != shown.filled_for:  # Slack could not show the form for the project picked
        return shown.values
    kept = kept_typed(next((form for form in unsent if form.edition_id == edition.id), None))
    return completed(shown.values, kept or known.values)


def _stored(
    work: UnitOfWork,
    edition: Edition,
    project: Project,
    content: UpdateContent,
    before: Update | None,
    token: str,
    *,
    on_behalf: bool,
) -> Update:
    update = Update(
        id=before.id if before else work.new_id(),
        project_id=project.id,
        edition_id=edition.id,
        content=content,
        submitted_by=work.person,
        submitted_at=work.now(),
        late=before.late if before and not before.withdrawn else edition.state is not EditionState.OPEN,
        on_behalf=on_behalf,
        version=before.version + 1 if before else 1,
    )
    due = work.person not in work.units.editors()
    return revisions.store(work, update, by=work.person, token=token, due=due)


def _log(
    work: UnitOfWork,
    edition: Edition,
    project: Project,
    update: Update,
    before: Update | None,
    check: str = "",
) -> AuditEntry:
    """What an editor wrote can be undone, so the log keeps which version was there before."""
    detail: dict[str, object] = {"version": update.version, "update": update.id}
    if update.on_behalf or check:
        detail["before"] = before.version if before and not before.withdrawn else 0
    if check:
        detail["check"] = check
    return log_about(work, APPLY if check else "update", project, edition, **detail)


def _settle(work: UnitOfWork, edition: Edition, project: Project, update: Update, unsent: Iterable[UnsentForm]) -> None:
    """What a new version makes superfluous; a lead waits for no more than that."""
    for form in unsent:
        work.unsent_forms.drop(work.person, project.id, form.edition_id)
    nothing_to_report.superseded(work, project, edition)
    call_off_reminders(work, edition, project)
    if work.person in work.units.editors():
        _show(work, edition, project, update)


def _show(work: UnitOfWork, edition: Edition, project: Project, update: Update) -> None:
    """An editor sees at once what has come of a new version, and what the checks find in it."""
    follow_ups.catch_up(work, edition)
    checked = _show_draft(work, edition) if has_draft(edition) else None
    found = checked.in_item(item_key(project)) if checked else None
    confirmations.saved(work, project, edition, update, found)
    objections.tell(work, project, edition, update)
    work.homes.changed()


def _show_draft(work: UnitOfWork, edition: Edition) -> Checked:
    now = snapshot(work, edition)
    checked = run_checks(work, now)
    changed(work, now, checked)
    return checked


def _moved_on(work: UnitOfWork, edition: Edition, shown: OpenForm) -> Iterator[str]:
    """What to say where the form was opened for an edition that has been approved meanwhile."""
    if shown.edition_id in (edition.id, NEXT_EDITION):
        return
    opened_for = work.editions.get(shown.edition_id)
    if opened_for and opened_for.state is EditionState.SKIPPED:
        skipped, now = (english.period(one.starts, one.ends) for one in (opened_for, edition))
        yield f"The edition that covers {skipped} is skipped. This would go into {edition.title}, which covers {now}."
    elif opened_for:
        yield f"{opened_for.title} takes no updates any more. This would go into {edition.title}."


def _overtaken(
    work: UnitOfWork, edition: Edition, project: Project, before: Update | None, shown: OpenForm
) -> Iterator[str]:
    """What to say where the form was not opened on the update that is there."""
    moved_on = shown.edition_id not in ("", NEXT_EDITION, edition.id)
    if before is None or before.withdrawn or (before.version == shown.base and not moved_on):
        return
    when = f" at {reader_clock(work).moment(before.submitted_at)}" if before.submitted_at else ""
    headline = f" with the headline “{before.content.headline}”" if before.content.headline else ""
    yield (
        f"{project.name} has an update for {edition.title} that you have not seen: it was saved{when}{headline}. "
        "Save yours to put it in place of that one; the other stays in the history."
    )


def _shown_again(
    work: UnitOfWork,
    edition: Edition,
    project: Project,
    whole: update_form.FormValues,
    shown: OpenForm,
    notices: Iterable[str],
) -> UpdateForm:
    projects = postable_projects(work, edition)
    fill = shown.fill + (shown.filled_for != project.id)
    view = filled(work, edition, projects, project, token=shown.token, fill=fill)
    theirs = theirs_in(work, project.id, edition, frozenset()) if view.base else None
    if theirs:
        differing = update_form.differing(whole, theirs.values)
        theirs = replace(theirs, undecided=frozenset(one.name for one in differing))
    notice = " ".join(filter(None, [*notices, other_words_in(theirs), "Your text is still here."]))
    return replace(view, values=whole, notice=notice, is_unsent=False, was_overtaken=theirs is not None, theirs=theirs)


def _project(work: UnitOfWork, project_id: str) -> Project:
    if not project_id:
        raise WrongInput("project", "Pick the project that this update is about.")
    project = work.projects.get(project_id)
    if project is None or project.state is ProjectState.CLOSED:
        raise WrongInput("project", "This project takes no updates any more. Pick another one.")
    return project


def _locked_edition(work: UnitOfWork, edition_id: str) -> Edition:
    """The edition that takes this update, held so that nobody approves it while the update is stored.

    Into an open window several may write at once; a draft is shown anew by each. One that is written for before
    its window has begun is opened early. Raises ``JustChanged`` where it has just become something else.
    """
    held = partial(work.editions.in_open_window, edition_id)
    work.read_ahead(held, work.units.get, work.units.editors, work.editions.all)
    edition = edition_for(work, edition_id)
    if edition.id == NEXT_EDITION:
        open_next(work, schedule.opening(unit_of(work), work.editions.all(), work.now()))
        return _locked_edition(work, edition_id)
    locked = (work.editions.get if has_draft(edition) else work.editions.in_open_window)(edition.id)
    if locked is None or has_draft(locked) != has_draft(edition):
        raise JustChanged
    return locked
