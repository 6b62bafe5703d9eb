"""What editors do about the findings of the editorial checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from domain import english, rewording
from domain.checks import CHECKS, Finding
from domain.checks.base import CLOSING, INTRO
from domain.compile import item_key, news_key
from domain.edition import Edition
from domain.errors import Conflict
from domain.ports import IgnoredFinding, UnitOfWork
from domain.project import Project
from domain.welcome import own_welcome
from rendering.slack.review.findings import FindingsView
from services.common import access
from services.common.actor import Actor
from services.common.documents import compiled
from services.editions import drafts
from services.editions.drafts import unit_of
from services.editions.run_checks import Checked, checked
from services.news.news_changes import change_news, with_item
from services.review.items import edition_to_arrange
from services.review.welcome import standing, store_welcome
from services.updates import updates

ACT = "see what the checks have found"
CHANGED = "The text has changed meanwhile. Nothing was done; this is what the checks find now."
NOT_HERE = "These words can only be changed where they were written. Nothing was changed."


def view(actor: Actor, edition_id: str, notice: str = "") -> FindingsView:
    """What the checks notice in an edition now, for editors; ``notice`` says what was just done about it."""
    with actor.reading() as work:
        work.require_editor(ACT)
        edition = access.edition(work, edition_id)
        noticed = _checked(work, edition)
        unit = work.units.get()
        off = sorted(unit.checks_off) if unit else []
        return FindingsView(edition=edition, found=noticed.found, ignored=noticed.ignored, off=off, notice=notice)


def apply(actor: Actor, edition_id: str, digest: str) -> FindingsView:
    """Puts what a finding proposes in its place: an edit by this editor like any other."""

    def act(work: UnitOfWork, edition: Edition) -> str:
        finding = _one_of(_checked(work, edition).found, digest)
        _reword(work, edition, finding)
        return f"{finding.heading}: {english.quoted(finding.found)} is {english.quoted(finding.instead or '')} now."

    return _done(actor, edition_id, act)


def ignore(actor: Actor, edition_id: str, digest: str) -> FindingsView:
    """Nobody is told of a finding again as long as its words and those around it stay."""

    def act(work: UnitOfWork, edition: Edition) -> str:
        finding = _one_of(_checked(work, edition).found, digest)
        work.ignored.add(IgnoredFinding(digest, finding.check, finding.found, work.person, work.now()))
        _note(work, "ignore finding", edition, finding)
        _count_anew(work)
        return f"{english.quoted(finding.found)} is ignored as long as the words there stay as they are."

    return _done(actor, edition_id, act)


def look_again(actor: Actor, edition_id: str, digest: str) -> FindingsView:
    """A finding is ignored no more."""

    def act(work: UnitOfWork, edition: Edition) -> str:
        finding = _one_of(_checked(work, edition).ignored, digest)
        work.ignored.drop(digest)
        _note(work, "ignore finding no more", edition, finding)
        _count_anew(work)
        return f"{english.quoted(finding.found)} is among the findings again."

    return _done(actor, edition_id, act)


def switch_off(actor: Actor, edition_id: str, check: str) -> FindingsView:
    """The unit does not want a check any more."""

    def act(work: UnitOfWork, edition: Edition) -> str:
        unit = unit_of(work)
        if check not in {one.name for one in CHECKS} - unit.checks_off:
            raise Conflict(f"“{check}” is switched off already.")
        work.units.save(replace(unit, checks_off=unit.checks_off | {check}))
        work.audit.add("switch off check", check, edition_id=edition.id)
        _count_anew(work)
        return f"“{check}” is switched off for the unit."

    return _done(actor, edition_id, act)


def switch_on(actor: Actor, edition_id: str, check: str) -> FindingsView:
    """The unit wants a check again."""

    def act(work: UnitOfWork, edition: Edition) -> str:
        unit = unit_of(work)
        if check not in unit.checks_off:
            raise Conflict(f"“{check}” is switched on already.")
        work.units.save(replace(unit, checks_off=unit.checks_off - {check}))
        work.audit.add("switch on check", check, edition_id=edition.id)
        _count_anew(work)
        return f"“{check}” is switched on."

    return _done(actor, edition_id, act)


def _done(actor: Actor, edition_id: str, act: Callable[[UnitOfWork, Edition], str]) -> FindingsView:
    """What the checks notice once ``act`` is done; where it cannot be done any more, why."""
    try:
        with actor.writing() as work:
            notice = act(work, edition_to_arrange(work, edition_id, ACT))
            work.homes.changed()
            work.commit()
    except Conflict as conflict:
        notice = str(conflict)
    return view(actor, edition_id, notice)


def _reword(work: UnitOfWork, edition: Edition, finding: Finding) -> None:
    """Changes an item, the welcome or the thank-you; raises ``Conflict`` where the words stand somewhere else."""
    projects = {item_key(project): project for project in work.projects.all()}
    if finding.key in projects:
        _reword_update(work, edition, projects[finding.key], finding)
    elif finding.key in (INTRO, CLOSING):
        _reword_frame(work, edition, finding)
    else:
        _reword_news(work, edition, finding)


def _reword_update(work: UnitOfWork, edition: Edition, project: Project, finding: Finding) -> None:
    update = work.updates.get(project.id, edition.id)
    content = rewording.in_update(update.content, finding) if update else None
    if update is None or content is None:
        raise Conflict(NOT_HERE)
    updates.reword(work, edition, project, update, content, finding.check)


def _reword_frame(work: UnitOfWork, edition: Edition, finding: Finding) -> None:
    """The words may be the template's or drafted: from now on the edition has its own."""
    changed = rewording.in_texts(standing(work, edition), finding, finding.key)
    if changed is None:
        raise Conflict(NOT_HERE)
    store_welcome(work, edition, replace(own_welcome(edition), **{finding.key: getattr(changed, finding.key)}))


def _reword_news(work: UnitOfWork, edition: Edition, finding: Finding) -> None:
    items = work.news.of_edition(edition.id)
    item = next((item for item in items if news_key(item.id) == finding.key), None)
    changed = rewording.in_texts(item, finding, "lead_in", "body") if item else None
    if changed is None:
        raise Conflict(NOT_HERE)
    change_news(work, edition, with_item(items, changed), changed.id)


def _count_anew(work: UnitOfWork) -> None:
    """The cards of all drafts say how much there is to look at now."""
    for edition in work.editions.in_hand():
        if edition.state in drafts.IN_REVIEW:
            drafts.refresh_card(work, edition)


def _note(work: UnitOfWork, action: str, edition: Edition, finding: Finding) -> None:
    detail = {"check": finding.check, "found": finding.found}
    work.audit.add(action, edition.title, detail, edition_id=edition.id, item=finding.key)


def _one_of(findings: Iterable[Finding], digest: str) -> Finding:
    """The first finding with these words: to people those that read the same are the same."""
    found = next((finding for finding in findings if finding.digest == digest), None)
    if found is None:
        raise Conflict(CHANGED)
    return found


def _checked(work: UnitOfWork, edition: Edition) -> Checked:
    return checked(work, edition, compiled(work, edition))
