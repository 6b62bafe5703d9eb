"""What the form for an update is filled with: what is known, and what somebody has typed before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from domain import codec, english, schedule, update_form
from domain.calendar import local_day
from domain.edition import Edition, EditionMove, EditionState, editable, joinable
from domain.errors import NO_PROJECTS, NotFound
from domain.inputs import Kind
from domain.ports import UnitOfWork
from domain.project import Project
from domain.roles import may_post_at_all, postable
from domain.update import UnsentForm, Update
from domain.update_fields import SINGLE
from domain.update_form import FormValues
from rendering.slack.kit.rich_text_read import untouched
from rendering.slack.updates.update_form import NEXT_EDITION, Told, UpdateForm
from services.common import access
from services.common.mentions import renewed
from services.common.unit import reader_clock, today, unit_of
from services.editions.editions import opened
from services.reminders.reminder_choices import asked_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about a project for an edition: its update, and what the form is filled with."""

    update: Update | None
    values: FormValues


def filled(
    work: UnitOfWork,
    edition: Edition,
    projects: list[Project],
    chosen: Project | None,
    *,
    token: str,
    notice: str = "",
    fill: int = 0,
) -> UpdateForm:
    """The form for a project, filled with what is known, or with the person's draft."""
    clock = reader_clock(work)
    known = known_of(work, chosen, edition) if chosen else Known(update=None, values=FormValues())
    base = known.update.version if known.update else 0
    unsent = next(iter(unsent_forms_of(work, chosen.id)), None) if chosen else None
    kept = kept_typed(unsent)
    if unsent and kept:
        typed = f"This is what you had typed at {clock.moment(unsent.saved_at)} and not posted."
        notice = " ".join(filter(None, [notice, typed]))
    return UpdateForm(
        edition=edition,
        projects=projects,
        chosen=chosen,
        values=kept or known.values,
        base=base,
        token=token,
        clock=clock,
        today=today(work),
        fill=fill,
        notice=notice,
        other=_other(work, edition),
        last=_last_time(work, chosen, edition) if chosen else None,
        on_behalf=chosen is not None and work.person not in chosen.leads and chosen.id not in asked_for(work, edition),
        is_unsent=kept is not None,
        was_overtaken=bool(unsent and kept and unsent.typed.get("base", 0) != base),
    )


def correction_form(
    work: UnitOfWork, project_id: str, edition_id: str, *, token: str, request: str = "", fill: int = 0
) -> UpdateForm:
    """The form in which an editor corrects a project's published update, as it was on the day of its writing."""
    work.require_editor("correct what is published")
    edition = access.edition(work, edition_id)
    update, project = access.update_for(work, project_id, edition_id)
    edition.must_allow(EditionMove.CORRECT)
    timezone = unit_of(work).cadence.timezone
    return UpdateForm(
        edition=edition,
        projects=[project],
        chosen=project,
        values=update_form.values_from(update.content),
        base=update.version,
        token=token,
        clock=reader_clock(work),
        today=local_day(update.submitted_at, timezone) if update.submitted_at else edition.starts,
        fill=fill,
        corrects=True,
        request=request,
    )


def theirs_in(
    work: UnitOfWork, project_id: str, edition: Edition, undecided: frozenset[str]
) -> update_form.Theirs | None:
    """What somebody else has saved for an edition, to be shown below the ``undecided`` inputs."""
    update = work.updates.get(project_id, edition.id)
    if update is None or update.withdrawn:
        return None
    person = work.people.get(update.submitted_by)
    values = update_form.values_from(renewed(work, update.content))
    return update_form.Theirs(who=person.name if person else "", values=values, undecided=undecided)


def other_words_in(theirs: update_form.Theirs | None) -> str:
    """Names the inputs in which somebody else has saved other words."""
    labels = [one.label for one in SINGLE if theirs and one.name in theirs.undecided]
    return f"Other words stand in: {english.listing(labels)}." if labels else ""


def completed(shown: FormValues, known: FormValues) -> FormValues:
    """What a form says; what its writer has not touched, and what it had no room for, is as it was in ``known``."""
    texts = [one.name for one in SINGLE if one.kind is Kind.TEXT]
    same = [name for name in texts if untouched(getattr(shown, name), getattr(known, name))]
    words: dict[str, Any] = {name: getattr(known, name) for name in same}
    return update_form.completed(replace(shown, **words), known)


def known_of(work: UnitOfWork, project: Project, edition: Edition) -> Known:
    """The project's update for an edition; without one, what its last update leaves open."""
    update = work.updates.get(project.id, edition.id) if edition.id != NEXT_EDITION else None
    if update:
        return Known(update=update, values=update_form.values_from(update.content))
    last = work.updates.last_before(edition.number, project.id)
    carried = update_form.carried_over(last.content) if last else FormValues()
    return Known(update=None, values=replace(carried, phase=carried.phase or project.phase or ""))


def edition_for(work: UnitOfWork, edition_id: str = "") -> Edition:
    """The edition with this id where the person may still write for it, else the one that takes updates by itself."""
    unit_of(work)
    known = work.editions.all()
    editions = joinable(known)
    for named in editable(known):
        if named.id == edition_id and (named in editions or work.person in work.units.editors()):
            return named
    if not editions:
        raise NotFound(access.OPENS_SOON)
    return _after(work, editions) if edition_id == NEXT_EDITION else editions[0]


def postable_projects(work: UnitOfWork, edition: Edition) -> list[Project]:
    """The projects that a person may post for, their own first; raises ``NotAllowed`` where there is none."""
    editors = work.units.editors()
    projects = postable(work.person, work.projects.all(), editors, asked_for(work, edition))
    if not projects and work.person in editors:
        raise NotFound(NO_PROJECTS)
    may_post_at_all(projects, editors)
    return projects


def kept_for(work: UnitOfWork, project_id: str) -> FormValues | None:
    """What somebody has typed last about a project and not posted."""
    return kept_typed(next(iter(unsent_forms_of(work, project_id)), None))


def unsent_forms_of(work: UnitOfWork, project_id: str) -> list[UnsentForm]:
    """What somebody has typed about a project and not posted, the newest first."""
    return [unsent for unsent in work.unsent_forms.of_person(work.person) if unsent.project_id == project_id]


def kept_typed(unsent: UnsentForm | None) -> FormValues | None:
    """What a draft holds. Pictures that were new in the form then are known now."""
    if unsent is None:
        return None
    kept = codec.from_json(FormValues, unsent.typed)
    return replace(kept, pictures=tuple(replace(row, new=False) for row in kept.pictures))


def _after(work: UnitOfWork, editions: Iterable[Edition]) -> Edition:
    """The edition after the window that is open now: opened early already, or as it will be."""
    early = [edition for edition in editions if edition.state is EditionState.OPEN][1:]
    if early:
        return early[0]
    return opened(schedule.opening(unit_of(work), work.editions.all(), work.now()), NEXT_EDITION)


def _other(work: UnitOfWork, edition: Edition) -> Edition | None:
    """The edition for which the update may be written instead: the next one, or back from it."""
    editions = joinable(work.editions.all())
    if not editions:
        return None
    if edition.id == editions[0].id:
        return editions[1] if len(editions) > 1 else _after(work, editions)
    return editions[0]


def _last_time(work: UnitOfWork, project: Project, edition: Edition) -> Told | None:
    update = work.updates.last_before(edition.number, project.id)
    if update is None:
        return None
    written_for = next(known for known in work.editions.all() if known.id == update.edition_id)
    return Told(written_for, update.content)
