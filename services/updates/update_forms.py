"""The form for an update: how it opens, and what becomes of it while it is open."""

from dataclasses import dataclass, replace
from functools import partial

from domain import codec, english, update_form
from domain.added import AddedMessage
from domain.delivery import Message
from domain.edition import Edition
from domain.errors import NotFound
from domain.form_rules import readable
from domain.matching import How, Match, projects_like
from domain.ports import UnitOfWork
from domain.project import Project, ProjectState
from domain.roles import may_post
from domain.text.normal_form import joined
from domain.update import UnsentForm, UpdateContent
from domain.update_fields import Part
from domain.update_form import FormValues
from rendering.slack.kit import buttons
from rendering.slack.notes import pick_project
from rendering.slack.updates.update_form import NEXT_EDITION, Preview, UpdateForm, fits
from services.common.actor import Actor
from services.common.mentions import renewed
from services.common.unit import today
from services.editions.run_checks import suggestions
from services.reminders.reminder_choices import asked_for
from services.updates.update_filling import (
    completed,
    correction_form,
    edition_for,
    filled,
    kept_for,
    kept_typed,
    known_of,
    other_words_in,
    postable_projects,
    theirs_in,
    unsent_forms_of,
)

FULL = "The form is full. Save it, then add more in “What happened”."


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """The form in front of a person. ``project_id`` is the project picked, ``filled_for`` the one that the
    form was filled for; the rest is the form's own, see ``UpdateForm``."""

    project_id: str
    filled_for: str
    edition_id: str
    values: FormValues
    base: int
    token: str
    fill: int
    corrects: bool = False
    request: str = ""
    undecided: frozenset[str] = frozenset()


def open_form(
    actor: Actor,
    *,
    token: str,
    channel: str = "",
    project_id: str = "",
    edition_id: str = "",
    added: AddedMessage | None = None,
) -> UpdateForm:
    """The form for the project with this id, else that of the channel, else the only one; about the edition with
    ``edition_id`` where the person may write for it. It has what they typed before and did not post, else this
    edition's update; what is ``added`` comes below what stands there."""
    with actor.reading() as work:
        edition, projects = _postable(work, edition_id)
        chosen = _chosen(work, edition, projects, channel, project_id)
        view = filled(work, edition, projects, chosen, token=token)
        return _with_message(view, added) if added else view


def open_named(actor: Actor, typed: str, *, token: str) -> UpdateForm | Message:
    """The form for the project that was typed; where others could be meant as well, or some of the words mean nothing
    there, the question which one. A typing error is forgiven, and the form says so."""
    with actor.reading() as work:
        edition, projects = _postable(work)
        found = projects_like(typed, work.projects.all())
        theirs = [match for match in found if match.what in projects]
        if not theirs:
            notice = _why_none(work, edition, typed, found)
            return filled(work, edition, projects, None, token=token, notice=notice)
        first, *others = theirs
        if others or first.how is How.PARTLY:
            return pick_project(typed, [match.what for match in theirs], partial(buttons.update, "Post"))
        read_as = "" if first.is_sure else f"You typed {english.quoted(typed)}: this is about {first.what.name}."
        return filled(work, edition, projects, first.what, token=token, notice=read_as)


def _why_none(work: UnitOfWork, edition: Edition, typed: str, found: list[Match[Project]]) -> str:
    """Why there is no project to write about; raises where somebody else may write about the one that was typed."""
    if not found:
        return f"No project is called {english.quoted(typed)}. Pick one."
    project = found[0].what
    if project.state is ProjectState.CLOSED:
        return f"{project.name} is closed: it takes no updates. Pick another project."
    may_post(work.person, project, work.units.editors(), asked_for(work, edition))
    return ""


def _postable(work: UnitOfWork, edition_id: str = "") -> tuple[Edition, list[Project]]:
    """The edition that is written for, and the projects that the person may write about."""
    of_person = partial(work.unsent_forms.of_person, work.person)
    work.read_ahead(work.units.get, work.units.editors, work.editions.all, work.projects.all, of_person)
    edition = edition_for(work, edition_id)
    return edition, postable_projects(work, edition)


def _with_message(view: UpdateForm, added: AddedMessage) -> UpdateForm:
    """The form with a message below what happened, and its pictures to be described."""
    values = view.values
    body, pictures = joined((*values.body, *added.words)), (*values.pictures, *added.pictures)
    notice = " ".join(filter(None, [view.notice, added.notice]))
    return replace(view, values=replace(values, body=body, pictures=pictures), notice=notice)


def _chosen(
    work: UnitOfWork, edition: Edition, projects: list[Project], channel: str, project_id: str
) -> Project | None:
    """The project with this id, else the channel’s, else the person’s only one."""
    if project_id:
        return next((project for project in projects if project.id == project_id), None)
    here = [project for project in projects if channel and project.channel == channel]
    asked = asked_for(work, edition)
    own = [project for project in projects if work.person in project.leads or project.id in asked]
    return next((candidates[0] for candidates in (here, own, projects) if len(candidates) == 1), None)


def change(actor: Actor, shown: OpenForm, edition_id: str = "") -> UpdateForm:
    """The form for the project picked in it, or for another edition: what was typed stays, else it is filled anew."""
    with actor.reading() as work:
        before = work.projects.get(shown.filled_for) if shown.filled_for else None
        was_for = edition_for(work, shown.edition_id)
        filled_with = FormValues()
        if before:
            filled_with = kept_for(work, before.id) or known_of(work, before, was_for).values
        edition = edition_for(work, edition_id or shown.edition_id)
        view = _for_project(work, shown, edition, fill=shown.fill + 1)
        whole = completed(shown.values, filled_with)
        kept = update_form.moved(whole, filled_with, view.values)
        if not update_form.has_other_words(whole, filled_with):
            return replace(view, values=kept)
        return replace(view, values=kept, base=0, is_unsent=False, was_overtaken=False, notice="")


def add_part(actor: Actor, shown: OpenForm, part: Part) -> UpdateForm:
    """The form with one more part, or one more row of it; everything typed stays."""
    with actor.reading() as work:
        view = _as_it_stands(work, shown)
        more = update_form.with_more(view.values, part)
        return replace(view, values=more) if fits(more, view.today) else replace(view, notice=FULL)


def decide(actor: Actor, shown: OpenForm, name: str, *, takes: bool = False) -> UpdateForm:
    """The form with one input decided where somebody else has saved other words: as it is, or as they have it."""
    with actor.reading() as work:
        view = _as_it_stands(work, replace(shown, undecided=shown.undecided - {name}))
        update = work.updates.get(shown.project_id, shown.edition_id)
        if not takes or update is None or name not in shown.undecided:
            return view
        theirs = update_form.values_from(update.content)
        values = update_form.with_theirs(view.values, theirs, name)
        return replace(view, values=values, fill=view.fill + 1)  # other ids, or Slack keeps what was typed


def keep(actor: Actor, shown: OpenForm) -> None:
    """Keeps what somebody has typed as their private draft, to be offered again; not what corrects something."""
    if shown.corrects:
        return
    with actor.writing() as work:
        written_for = "" if shown.edition_id == NEXT_EDITION else shown.edition_id  # that one is not there yet
        edition, project = edition_for(work, written_for), work.projects.get(shown.project_id)
        if project is None:
            return
        may_post(work.person, project, work.units.editors(), asked_for(work, edition))
        known = known_of(work, project, edition)
        posted = any(one.token == shown.token for one in work.updates.versions(project.id, edition.id)[-1:])
        earlier = work.unsent_forms.get(work.person, project.id, edition.id)
        whole = completed(shown.values, kept_typed(earlier) or known.values)
        if posted or (earlier is None and whole == replace(known.values, opened=whole.opened)):
            return
        kept = {**codec.as_json(whole), "base": shown.base}
        work.unsent_forms.save(
            UnsentForm(
                person=work.person, project_id=project.id, edition_id=edition.id, typed=kept, saved_at=work.now()
            )
        )
        work.commit(homes=earlier is None)


def forget(actor: Actor, shown: OpenForm) -> UpdateForm:
    """Throws a private draft away: the form as it would have been without it."""
    with actor.writing() as work:
        edition = edition_for(work, shown.edition_id)
        for unsent in unsent_forms_of(work, shown.project_id):
            work.unsent_forms.drop(work.person, unsent.project_id, unsent.edition_id)
        view = _for_project(work, shown, edition, fill=shown.fill + 1)
        work.commit(homes=True)
        return view


def preview(actor: Actor, shown: OpenForm) -> Preview:
    """What readers would see of the form as it stands."""
    with actor.reading() as work:
        view = _as_it_stands(work, shown)
        if view.chosen is None:
            raise NotFound("Pick the project that this update is about, then preview it.")
        content = renewed(work, readable(view.values, view.today))
        return _preview(work, view.chosen, view.edition, content)


def stored(actor: Actor, project_id: str, edition_id: str, *, saved: bool = True) -> Preview:
    """What is stored: the project's update, compared with what the person has typed; or else only that."""
    with actor.reading() as work:
        edition = work.editions.get(edition_id) or edition_for(work, edition_id)
        project, kept = work.projects.get(project_id), kept_for(work, project_id)
        content = typed_words = readable(kept, today(work)) if kept else None
        if saved:
            update = work.updates.get(project_id, edition.id)
            content = update.content if update else None
        if project is None or content is None:
            raise NotFound("It is not there any more.")
        may_post(work.person, project, work.units.editors(), asked_for(work, edition))
        if not saved:
            return _preview(work, project, edition, renewed(work, content))
        return Preview(project=project, edition=edition, content=renewed(work, content), saved=True, typed=typed_words)


def _preview(work: UnitOfWork, project: Project, edition: Edition, content: UpdateContent) -> Preview:
    """What readers would see, and what editors would be told of it."""
    told = suggestions(work, edition, project, content)
    return Preview(project=project, edition=edition, content=content, suggestions=told)


def _as_it_stands(work: UnitOfWork, shown: OpenForm) -> UpdateForm:
    """The open form with everything that was typed in it, and with what it does not show."""
    view = filled_anew(work, shown)
    whole = completed(shown.values, view.values)
    theirs = theirs_in(work, shown.project_id, view.edition, shown.undecided) if shown.undecided else None
    return replace(
        view,
        values=whole,
        base=shown.base,
        notice=other_words_in(theirs),
        is_unsent=False,
        was_overtaken=theirs is not None,
        theirs=theirs,
    )


def filled_anew(work: UnitOfWork, shown: OpenForm) -> UpdateForm:
    """The open form as it would be filled now."""
    if not shown.corrects:
        return _for_project(work, shown, edition_for(work, shown.edition_id), fill=shown.fill)
    return correction_form(
        work, shown.project_id, shown.edition_id, token=shown.token, request=shown.request, fill=shown.fill
    )


def _for_project(work: UnitOfWork, shown: OpenForm, edition: Edition, *, fill: int) -> UpdateForm:
    projects = postable_projects(work, edition)
    chosen = next((project for project in projects if project.id == shown.project_id), None)
    return filled(work, edition, projects, chosen, token=shown.token, fill=fill)
