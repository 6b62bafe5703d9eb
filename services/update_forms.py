"""The form for an update: what it is filled with, and what becomes of it while it is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain import schedule, typed, words
from domain.calendar import local_day
from domain.edition import Edition, EditionState, joinable
from domain.errors import NO_PROJECTS, NotFound
from domain.form_rules import readable
from domain.names import find
from domain.ports import Store, UnitOfWork
from domain.project import Project, ProjectState
from domain.rich_text import RichText, joined
from domain.roles import may_post, may_post_at_all, postable
from domain.typed import Part, Typed
from domain.update import Draft, Update, UpdateContent
from rendering.slack.update_form import NEXT_EDITION, LastTime, UpdateForm, fits
from rendering.slack.update_preview import Preview
from services.drafts import unit_of
from services.editions import opened
from services.wishes import asked_for

FULL = "The form is full. Save it, then add more in “What happened”."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The form in front of a person. ``project_id`` is the project picked, ``filled_for`` the one that the
    form was filled for; the rest is the form's own, see ``UpdateForm``."""

    project_id: str
    filled_for: str
    edition_id: str
    typed: Typed
    base: int
    token: str
    fill: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about a project for an edition: its update, and what the form is filled with."""

    update: Update | None
    typed: Typed

    @property
    def base(self) -> int:
        """The version of the update, 0 where there is none."""
        return self.update.version if self.update else 0


def open_form(
    store: Store,
    workspace: str,
    person: str,
    *,
    token: str,
    typed_name: str = "",
    channel: str = "",
    project_id: str = "",
    added: RichText = (),
) -> UpdateForm:
    """The form for the project with this id, or that was typed, else that of the channel, else the only one.

    Filled with this edition's update where there is one, so that the same command edits; or with what the
    person typed before and did not post. ``added`` comes below what happened.
    """
    with store.reading(workspace) as work:
        edition = edition_for(work)
        projects = postable_projects(work, person, edition)
        chosen, offered, notice = _choose(work, person, edition, projects, typed_name, channel, project_id)
        view = filled(work, person, edition, offered, chosen, token=token, notice=notice)
        return replace(view, typed=replace(view.typed, body=joined((*view.typed.body, *added)))) if added else view


def change(store: Store, workspace: str, person: str, shown: Shown, edition_id: str = "") -> UpdateForm:
    """The form for the project that was picked in it, or for another edition.

    Untouched, it is filled anew: with the update that is there, or with nothing. What was typed stays.
    """
    with store.reading(workspace) as work:
        before = work.projects.get(shown.filled_for) if shown.filled_for else None
        filled_with = _filled_with(work, person, before, edition_for(work, shown.edition_id)) if before else Typed()
        edition = edition_for(work, edition_id or shown.edition_id)
        view = _for_project(work, person, shown, edition, fill=shown.fill + 1)
        kept = typed.moved(typed.completed(shown.typed, filled_with), filled_with, view.typed)
        if not typed.has_other_words(shown.typed, filled_with):
            return replace(view, typed=kept)
        return replace(view, typed=kept, base=0, is_draft=False, was_overtaken=False, notice="")


def add_part(store: Store, workspace: str, person: str, shown: Shown, part: Part) -> UpdateForm:
    """The form with one more part, or one more row of it; everything typed stays."""
    with store.reading(workspace) as work:
        view = _as_it_stands(work, person, shown)
        more = typed.with_more(view.typed, part)
        return replace(view, typed=more) if fits(more, view.today) else replace(view, notice=FULL)


def keep(store: Store, workspace: str, person: str, shown: Shown) -> None:
    """Keeps what somebody has typed as their private draft, to be offered again."""
    with store.writing(workspace) as work:
        written_for = "" if shown.edition_id == NEXT_EDITION else shown.edition_id  # that one is not there yet
        edition, project = edition_for(work, written_for), work.projects.get(shown.project_id)
        if project is None:
            return
        may_post(person, project, work.units.editors(), asked_for(work, person, edition))
        known = known_of(work, project, edition)
        posted = known.update is not None and work.updates.last_token(known.update.id) == shown.token
        earlier = work.drafts.get(person, project.id, edition.id)
        whole = typed.completed(shown.typed, kept_typed(earlier) or known.typed)
        if posted or (earlier is None and whole == replace(known.typed, opened=whole.opened)):
            return
        kept = {**typed.as_json(whole), "base": shown.base}
        work.drafts.save(
            Draft(person=person, project_id=project.id, edition_id=edition.id, typed=kept, saved_at=work.now())
        )
        if earlier is None:
            work.homes.changed()
        work.commit()


def forget(store: Store, workspace: str, person: str, shown: Shown) -> UpdateForm:
    """Throws a private draft away: the form as it would have been without it."""
    with store.writing(workspace) as work:
        edition = edition_for(work, shown.edition_id)
        for draft in drafts_of(work, person, shown.project_id):
            work.drafts.drop(person, draft.project_id, draft.edition_id)
        view = _for_project(work, person, shown, edition, fill=shown.fill + 1)
        work.homes.changed()
        work.commit()
        return view


def preview(store: Store, workspace: str, person: str, shown: Shown) -> Preview:
    """What readers would see of the form as it stands."""
    with store.reading(workspace) as work:
        view = _as_it_stands(work, person, shown)
        if view.chosen is None:
            raise NotFound("Pick the project that this update is about, then preview it.")
        return Preview(project=view.chosen, edition=view.edition, content=readable(view.typed, view.today))


def stored(
    store: Store, workspace: str, person: str, project_id: str, edition_id: str, *, saved: bool = True
) -> Preview:
    """What is stored: the project's update, or else what the person has typed."""
    with store.reading(workspace) as work:
        edition, project = edition_for(work, edition_id), work.projects.get(project_id)
        content = _saved(work, project_id, edition) if saved else _typed(work, person, project_id)
        if project is None or content is None:
            raise NotFound("It is not there any more.")
        may_post(person, project, work.units.editors(), asked_for(work, person, edition))
        return Preview(project=project, edition=edition, content=content, saved=saved)


def _saved(work: UnitOfWork, project_id: str, edition: Edition) -> UpdateContent | None:
    update = work.updates.get(project_id, edition.id)
    return update.content if update else None


def _typed(work: UnitOfWork, person: str, project_id: str) -> UpdateContent | None:
    kept = kept_typed(next(iter(drafts_of(work, person, project_id)), None))
    return readable(kept, today(work)) if kept else None


def filled(
    work: UnitOfWork,
    person: str,
    edition: Edition,
    projects: list[Project],
    chosen: Project | None,
    *,
    token: str,
    notice: str = "",
    fill: int = 0,
) -> UpdateForm:
    """The form for a project, filled with what is known, or with the person's draft."""
    unit = unit_of(work)
    known = known_of(work, chosen, edition) if chosen else Known(update=None, typed=Typed())
    draft = next(iter(drafts_of(work, person, chosen.id)), None) if chosen else None
    kept = kept_typed(draft)
    if draft and kept and not notice:
        when = words.moment(draft.saved_at, unit.cadence.timezone)
        notice = f"This is what you had typed at {when} and not posted."
    return UpdateForm(
        edition=edition,
        projects=projects,
        chosen=chosen,
        typed=kept or known.typed,
        base=known.base,
        token=token,
        timezone=unit.cadence.timezone,
        today=today(work),
        fill=fill,
        notice=notice,
        other=_other(work, edition),
        last=_last_time(work, chosen, edition) if chosen else None,
        on_behalf=chosen is not None
        and person not in chosen.leads
        and chosen.id not in asked_for(work, person, edition),
        is_draft=kept is not None,
        was_overtaken=bool(draft and kept and draft.typed.get("base", 0) != known.base),
    )


def known_of(work: UnitOfWork, project: Project, edition: Edition) -> Known:
    """The project's update for an edition; without one, what its last update leaves open."""
    update = work.updates.get(project.id, edition.id) if edition.id != NEXT_EDITION else None
    if update:
        return Known(update=update, typed=typed.typed_from(update.content))
    last = _last_time(work, project, edition)
    carried = typed.carried_over(last.content) if last else Typed()
    return Known(update=None, typed=replace(carried, phase=carried.phase or project.phase or ""))


def edition_for(work: UnitOfWork, edition_id: str = "") -> Edition:
    """The edition with this id where it takes updates still, else the one that takes them by itself."""
    unit_of(work)
    editions = joinable(work.editions.all())
    if not editions:
        raise NotFound("The next edition opens within a minute. Try again then.")
    if edition_id == NEXT_EDITION:
        return _after(work, editions)
    return next((edition for edition in editions if edition.id == edition_id), editions[0])


def postable_projects(work: UnitOfWork, person: str, edition: Edition) -> list[Project]:
    """The projects that a person may post for, their own first; raises ``NotAllowed`` where there is none."""
    editors = work.units.editors()
    projects = postable(person, work.projects.all(), editors, asked_for(work, person, edition))
    if not projects and person in editors:
        raise NotFound(NO_PROJECTS)
    may_post_at_all(projects, editors)
    return projects


def _as_it_stands(work: UnitOfWork, person: str, shown: Shown) -> UpdateForm:
    """The open form with everything that was typed in it, and with what it does not show."""
    view = _for_project(work, person, shown, edition_for(work, shown.edition_id), fill=shown.fill)
    whole = typed.completed(shown.typed, view.typed)
    return replace(view, typed=whole, base=shown.base, notice="", is_draft=False, was_overtaken=False)


def _for_project(work: UnitOfWork, person: str, shown: Shown, edition: Edition, *, fill: int) -> UpdateForm:
    projects = postable_projects(work, person, edition)
    chosen = next((project for project in projects if project.id == shown.project_id), None)
    return filled(work, person, edition, projects, chosen, token=shown.token, fill=fill)


def _filled_with(work: UnitOfWork, person: str, project: Project, edition: Edition) -> Typed:
    """What a form about a project is filled with: the person's draft, or what is known."""
    kept = kept_typed(next(iter(drafts_of(work, person, project.id)), None))
    return kept or known_of(work, project, edition).typed


def _after(work: UnitOfWork, editions: Iterable[Edition]) -> Edition:
    """The edition after the window that is open now: opened early already, or as it will be."""
    early = [edition for edition in editions if edition.state is EditionState.OPEN][1:]
    if early:
        return early[0]
    return opened(schedule.opening(unit_of(work), work.editions.all(), work.now()), NEXT_EDITION)


def _other(work: UnitOfWork, edition: Edition) -> Edition | None:
    """The edition for which the update may be written instead: the next one, or back from it."""
    editions = joinable(work.editions.all())
    if edition.id == editions[0].id:
        return editions[1] if len(editions) > 1 else _after(work, editions)
    return editions[0]


def _last_time(work: UnitOfWork, project: Project, edition: Edition) -> LastTime | None:
    editions = {known.id: known for known in work.editions.all()}
    for update in work.updates.of_project(project.id):
        if editions[update.edition_id].number < edition.number:
            return LastTime(edition=editions[update.edition_id], content=update.content)
    return None


def drafts_of(work: UnitOfWork, person: str, project_id: str) -> list[Draft]:
    """What somebody has typed about a project and not posted, the newest first."""
    return [draft for draft in work.drafts.of_person(person) if draft.project_id == project_id]


def kept_typed(draft: Draft | None) -> Typed | None:
    """What a draft holds. Pictures that were new in the form then are known now."""
    if draft is None:
        return None
    kept = typed.from_json(draft.typed)
    return replace(kept, pictures=tuple(replace(row, new=False) for row in kept.pictures))


def today(work: UnitOfWork) -> date:
    """The date on the unit's wall."""
    return local_day(work.now(), unit_of(work).cadence.timezone)


def _choose(
    work: UnitOfWork,
    person: str,
    edition: Edition,
    projects: list[Project],
    typed_name: str,
    channel: str,
    project_id: str,
) -> tuple[Project | None, list[Project], str]:
    """``(the project, those to pick from, a notice)``."""
    if project_id:
        return next((project for project in projects if project.id == project_id), None), projects, ""
    if typed_name:
        return _choose_named(work, person, edition, projects, typed_name)
    here = [project for project in projects if channel and project.channel == channel]
    asked = asked_for(work, person, edition)
    own = [project for project in projects if person in project.leads or project.id in asked]
    for candidates in (here, own, projects):
        if len(candidates) == 1:
            return candidates[0], projects, ""
    return None, projects, ""


def _choose_named(
    work: UnitOfWork, person: str, edition: Edition, projects: list[Project], name: str
) -> tuple[Project | None, list[Project], str]:
    found = find(name, [project for project in work.projects.all() if project.state is not ProjectState.CLOSED])
    if not found:
        return None, projects, f"No project is called {words.quoted(name)}. Pick one."
    asked = asked_for(work, person, edition)
    if len(found) == 1:
        may_post(person, found[0], work.units.editors(), asked)
        return found[0], projects, ""
    offered = [project for project in found if project in projects]
    if not offered:
        may_post(person, found[0], work.units.editors(), asked)
    if len(offered) == 1:
        return offered[0], projects, ""
    return None, offered, f"Several projects are like {words.quoted(name)}. Pick one."
