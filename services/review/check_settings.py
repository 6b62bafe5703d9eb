"""What editors want of the checks: which of them, over which words, and the unit's glossary."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from domain import glossary
from domain.checks import CHECKS
from domain.decisions import Decisions
from domain.errors import Conflict
from domain.glossary import Term
from domain.ports import UnitOfWork
from rendering.slack.kit.values import WordOf
from rendering.slack.review.check_settings import CheckSettings
from services.common.actor import Actor
from services.common.snapshot import Snapshot, snapshot
from services.common.unit import unit_of
from services.editions import drafts
from services.editions.run_checks import run_checks

ACT = "see and change what is checked"
Act = Callable[[UnitOfWork, str], str]  # answers with a sentence about what was done


def view(actor: Actor, notice: str = "") -> CheckSettings:
    """Every check with what was decided about it, and the glossary, for editors."""
    with actor.reading_as_editor(ACT) as work:
        return _view(work, notice)


def _view(work: UnitOfWork, notice: str) -> CheckSettings:
    return CheckSettings(
        off=unit_of(work).checks_off,
        decisions=Decisions(work.decisions.all()),
        terms=work.glossary.all(),
        notice=notice,
    )


def term(actor: Actor, name: str) -> Term:
    """A term of the glossary, for the form that says what it means."""
    with actor.reading_as_editor(ACT) as work:
        return next((one for one in work.glossary.all() if one.name == name), Term(name))


def _act(act: Act) -> Callable[[Actor, str], CheckSettings]:
    """The settings once ``act`` is done, or why it could not be."""

    @wraps(act)
    def done(actor: Actor, about: str) -> CheckSettings:
        try:
            with actor.writing_as_editor(ACT) as work:
                notice = act(work, about)
                count_anew(work)
                settings = _view(work, notice)
                work.commit(homes=True)
                return settings
        except Conflict as conflict:
            return view(actor, str(conflict))

    return done


@_act
def switch_off(work: UnitOfWork, check: str) -> str:
    """The unit does not want a check any more."""
    return switch(work, check, off=True)


@_act
def switch_on(work: UnitOfWork, check: str) -> str:
    """The unit wants a check again."""
    return switch(work, check, off=False)


@_act
def look_for(work: UnitOfWork, about: str) -> str:
    """A check looks for a word again that it passed over."""
    return pass_over(work, WordOf.read(about), off=False)


@_act
def remove_term(work: UnitOfWork, name: str) -> str:
    """An abbreviation is to be explained again."""
    if not work.glossary.drop(name):
        raise Conflict(f"{name} is not in the glossary any more.")
    work.audit.add("remove from glossary", name)
    return f"{name} is not in the glossary any more."


def explain(actor: Actor, name: str, meaning: str) -> None:
    """Says what an abbreviation means."""
    with actor.writing_as_editor(ACT) as work:
        add_term(work, name, meaning)
        count_anew(work)
        work.commit(homes=True)


def add_term(work: UnitOfWork, name: str, meaning: str) -> str:
    """Puts an abbreviation into the glossary, or says otherwise what it means."""
    term = glossary.term(name, meaning)
    work.glossary.put(term)
    work.audit.add("add to glossary", term.name, {"meaning": term.meaning})
    means = f": {term.meaning}" if term.meaning else ""
    return f"{term.name} is in the glossary{means}."


def switch(work: UnitOfWork, check: str, *, off: bool) -> str:
    """Switches a check off or on; raises ``Conflict`` where it is so already."""
    unit, which = unit_of(work), "off" if off else "on"
    if check not in {one.name for one in CHECKS} or (check in unit.checks_off) is off:
        raise Conflict(f"“{check}” is switched {which} already.")
    work.units.save(replace(unit, checks_off=unit.checks_off ^ {check}))
    work.audit.add("switch off check" if off else "switch on check", check)
    return f"“{check}” is switched {which}{' for the unit' if off else ''}."


def pass_over(work: UnitOfWork, about: WordOf, *, off: bool) -> str:
    """Has a check pass over a word, or look for it again; raises ``Conflict`` where it does so already."""
    does = "passes over" if off else "looks for"
    if not work.decisions.switch(about.check, about.word, off=off):
        raise Conflict(f"“{about.check}” {does} “{about.word}” already.")
    work.audit.add("pass over word" if off else "look for word", about.word, {"check": about.check})
    return f"“{about.check}” {does} “{about.word}” now."


def count_anew(work: UnitOfWork, known: Snapshot | None = None) -> None:
    """The cards of all drafts say how much there is to look at now; what is known of one needs no reading."""
    for edition in work.editions.in_hand():
        if edition.state in drafts.IN_REVIEW:
            now = known if known and edition.id == known.edition.id else snapshot(work, edition)
            drafts.refresh_card(work, now, run_checks(work, now))
