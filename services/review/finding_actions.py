"""What editors do about the findings of the editorial checks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import wraps

from domain import english, rewording
from domain.checks import Finding, Occurrence
from domain.checks.base import pieces_of
from domain.compile import news_key
from domain.decisions import Act as DecisionAct
from domain.decisions import Decisions
from domain.document import CLOSING, INTRO
from domain.edition import Edition
from domain.errors import Conflict
from domain.glossary import meaning_in
from domain.ports import UnitOfWork
from domain.project import Project
from domain.welcome import own_welcome
from rendering.slack.kit.values import WordOf
from rendering.slack.review.findings import FindingsView
from services.common import access
from services.common.actor import Actor
from services.common.snapshot import Snapshot, snapshot
from services.common.unit import unit_of
from services.editions import drafts
from services.editions.editions import changed
from services.editions.run_checks import run_checks
from services.news.news_changes import put_news, with_item
from services.review import check_settings
from services.review.welcome import put_welcome, standing
from services.updates import updates

ACT = "see what the checks have found"
LONGEST_WORD = 60  # characters
CHANGED = "The text has changed meanwhile. Nothing was done; this is what the checks find now."
Done = tuple[str, Snapshot]  # a sentence about what was done, and the edition after it
Act = Callable[[UnitOfWork, Snapshot, str], Done]
NOT_HERE = "These words can only be changed where they were written. Nothing was changed."


def view(actor: Actor, edition_id: str, notice: str = "") -> FindingsView:
    """What the checks notice in an edition now, for editors; ``notice`` says what was just done about it."""
    with actor.reading_as_editor(ACT) as work:
        now = snapshot(work, access.edition(work, edition_id))
        return _view(work, now, notice)


def _view(work: UnitOfWork, now: Snapshot, notice: str) -> FindingsView:
    checked = run_checks(work, now)
    return FindingsView(
        edition=now.edition,
        found=checked.found,
        ignored=checked.ignored,
        off=sorted(now.unit.checks_off),
        tiresome=Decisions(work.decisions.all()).tiresome(now.unit.checks_off),
        notice=notice,
        links=drafts.links(work, now) if drafts.has_draft(now.edition) else {},
    )


def _act(act: Act) -> Callable[[Actor, str, str], FindingsView]:
    """What the checks notice once ``act`` is done about a finding or a check; where it cannot be done any more, why."""

    @wraps(act)
    def done(actor: Actor, edition_id: str, about: str) -> FindingsView:
        try:
            with actor.writing() as work:
                unit_of(work)
                notice, now = act(work, snapshot(work, access.edition_to_edit(work, edition_id, ACT)), about)
                view_now = _view(work, now, notice)
                work.commit(homes=True)
                return view_now
        except Conflict as conflict:
            return view(actor, edition_id, str(conflict))

    return done


@_act
def apply(work: UnitOfWork, now: Snapshot, digest: str) -> Done:
    """Puts what a finding proposes in its place: an edit by this editor like any other."""
    finding = _one_of(run_checks(work, now).found, digest)
    after, done = _reword(work, now, finding)
    _count(work, finding, DecisionAct.APPLIED)
    if len(finding.places) == 1:
        notice = f"{finding.heading}: {english.quoted(finding.found)} is {english.quoted(finding.instead or '')} now."
        return notice, after
    left = len(finding.places) - done
    rest = f" {english.count(left, 'other')} can only be changed where it was written." if left else ""
    return f"{english.count(done, 'place')} read as proposed now.{rest}", after


@_act
def ignore(work: UnitOfWork, now: Snapshot, digest: str) -> Done:
    """Nobody is told of a finding again as long as its words and those around it stay."""
    finding = _one_of(run_checks(work, now).found, digest)
    for place in finding.places:
        work.ignored.add(place)
    _count(work, finding, DecisionAct.IGNORED)
    _note(work, "ignore finding", now.edition, finding)
    return f"{_named(finding)} ignored as long as the words there stay as they are.", _count_anew(work, now)


@_act
def look_again(work: UnitOfWork, now: Snapshot, digest: str) -> Done:
    """A finding is ignored no more."""
    finding = _one_of(run_checks(work, now).ignored, digest)
    for place in finding.places:
        work.ignored.drop(place.digest)
    _note(work, "ignore finding no more", now.edition, finding)
    return f"{_named(finding)} among the findings again.", _count_anew(work, now)


@_act
def switch_off(work: UnitOfWork, now: Snapshot, check: str) -> Done:
    """The unit does not want a check any more."""
    return _settled(work, now, check_settings.switch(work, check, off=True))


@_act
def switch_on(work: UnitOfWork, now: Snapshot, check: str) -> Done:
    """The unit wants a check again."""
    return _settled(work, now, check_settings.switch(work, check, off=False))


@_act
def pass_over(work: UnitOfWork, now: Snapshot, about: str) -> Done:
    """The unit wants a check no more for one word."""
    return _settled(work, now, check_settings.pass_over(work, WordOf.read(about), off=True))


@_act
def add_term(work: UnitOfWork, now: Snapshot, name: str) -> Done:
    """The unit's readers know an abbreviation; where the edition says what it stands for, the glossary says so."""
    meaning = meaning_in(name, pieces_of(now.document))
    return _settled(work, now, check_settings.add_term(work, name, meaning))


def _settled(work: UnitOfWork, now: Snapshot, notice: str) -> Done:
    """What is wanted of the checks has changed: all drafts are counted anew."""
    return notice, _count_anew(work, now.after(unit=unit_of(work)))


def _reword(work: UnitOfWork, now: Snapshot, finding: Finding) -> tuple[Snapshot, int]:
    """Changes items, the welcome or the thank-you, and says at how many places; raises ``Conflict`` where all the words
    stand somewhere else."""
    done = 0
    for key in dict.fromkeys(place.key for place in finding.places):
        places = [place for place in finding.places if place.key == key]
        now, more = _reword_item(work, now, key, places)
        done += more
    if not done:
        raise Conflict(NOT_HERE)
    return changed(work, now), done


def _reword_item(work: UnitOfWork, now: Snapshot, key: str, places: Sequence[Occurrence]) -> tuple[Snapshot, int]:
    project = now.project_of(key)
    if project:
        return _reword_update(work, now, project, places)
    return (_reword_frame if key in (INTRO, CLOSING) else _reword_news)(work, now, key, places)


def _reword_update(
    work: UnitOfWork, now: Snapshot, project: Project, places: Sequence[Occurrence]
) -> tuple[Snapshot, int]:
    update = next((one for one in now.updates if one.project_id == project.id), None)
    if update is None:
        return now, 0
    content, done = rewording.applied(update.content, places, rewording.in_update)
    return (updates.reword(work, now, project, update, content, places[0].check) if done else now), done


def _reword_frame(work: UnitOfWork, now: Snapshot, key: str, places: Sequence[Occurrence]) -> tuple[Snapshot, int]:
    """The words may be the template's or drafted: from now on the edition has its own."""
    words, done = rewording.applied(standing(now), places, lambda one, place: rewording.in_texts(one, place, key))
    own = replace(own_welcome(now.edition), **{key: getattr(words, key)})
    return (put_welcome(work, now, own) if done else now), done


def _reword_news(work: UnitOfWork, now: Snapshot, key: str, places: Sequence[Occurrence]) -> tuple[Snapshot, int]:
    item = next((one for one in now.news if news_key(one.id) == key), None)
    if item is None:
        return now, 0
    reworded, done = rewording.applied(
        item, places, lambda one, place: rewording.in_texts(one, place, "lead_in", "body")
    )
    return (put_news(work, now, with_item(now.news, reworded), reworded.id) if done else now), done


def _count_anew(work: UnitOfWork, now: Snapshot) -> Snapshot:
    check_settings.count_anew(work, now)
    return now


def _count(work: UnitOfWork, finding: Finding, act: DecisionAct) -> None:
    """Remembers what editors make of such findings; whole paragraphs are hardly found twice."""
    words = [word for word in finding.words if len(word) <= LONGEST_WORD]
    work.decisions.count(finding.check, words, act)


def _named(finding: Finding) -> str:
    """``“Anya” is``, or of several ``“Anya” and “Dan” are``."""
    words = [english.quoted(words) for words in finding.words]
    return f"{english.few(words)} {'is' if len(words) == 1 else 'are'}"


def _note(work: UnitOfWork, action: str, edition: Edition, finding: Finding) -> None:
    detail = {"check": finding.check, "found": ", ".join(finding.words)}
    work.audit.add(action, edition.title, detail, edition_id=edition.id, item=finding.key)


def _one_of(findings: Iterable[Finding], digest: str) -> Finding:
    """The first finding with these places: to people those that read the same are the same."""
    return access.there(next((one for one in findings if one.digest == digest), None), Conflict(CHANGED))
