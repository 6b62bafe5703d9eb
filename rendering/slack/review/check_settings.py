"""“/sprint-notes checks”: every check with what editors have decided about it, and the glossary."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from domain import english
from domain.checks import CHECKS, Check
from domain.decisions import Decided, Decisions
from domain.glossary import LONGEST_MEANING, Term
from domain.inputs import Kind
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import entry
from rendering.slack.kit.pages import paged
from rendering.slack.kit.values import PageOf, WordOf

CHECK_LIST, GLOSSARY = "checks", "glossary"  # the two lists
LONGEST_IN_LABEL = 30  # characters of a word on a button


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """The checks that are switched ``off``, what was decided about all, the glossary, and what was just done."""

    off: Collection[str]
    decisions: Decisions
    terms: Sequence[Term]
    notice: str = ""


def settings(view: CheckSettings, which: str = CHECK_LIST, page: int = 0) -> blocks.Block:
    """The modal: one of the two lists, page by page."""
    rows = list(map(list, _terms(view) if which == GLOSSARY else _checks(view)))
    none = [blocks.words("The glossary is empty: add abbreviations from the findings of an edition.")]
    listed = paged(rows or [none], page, Action.CHECKS_PAGE, which)
    return blocks.modal(
        "Glossary" if which == GLOSSARY else "Checks",
        [*blocks.notice(view.notice), _other_list(view, which), *listed],
        callback=Callback.CHECKS,
        metadata=PageOf(which, page),
    )


def _other_list(view: CheckSettings, which: str) -> blocks.Block:
    if which == GLOSSARY:
        return blocks.actions(blocks.button("Back to the checks", Action.CHECKS_LIST, CHECK_LIST))
    return blocks.actions(blocks.button(f"Show the glossary ({len(view.terms)})", Action.CHECKS_LIST, GLOSSARY))


def _checks(view: CheckSettings) -> Iterator[Sequence[blocks.Block]]:
    for place, check in enumerate(CHECKS):
        yield [_check(view, check, place)]
    for place, decided in enumerate(view.decisions.words_off):
        yield [_word(decided, place)]


def _check(view: CheckSettings, check: Check, place: int) -> blocks.Block:
    is_off = check.name in view.off
    said = f"{check.name} ({check.weight}{', switched off' if is_off else ''}): {view.decisions.about(check.name)}"
    verb, action = ("Switch on", Action.CHECK_ON) if is_off else ("Switch off", Action.CHECK_OFF)
    return blocks.section(said, blocks.button(f"{verb} “{check.name}”", f"{action}:{place}", check.name))


def _word(decided: Decided, place: int) -> blocks.Block:
    said = f"{decided.check} passes over “{blocks.shortened(decided.word)}”."
    label = f"Look for “{blocks.shortened(decided.word, LONGEST_IN_LABEL)}” again"
    return blocks.section(
        said, blocks.button(label, f"{Action.LOOK_FOR_WORD}:{place}", WordOf(decided.check, decided.word))
    )


def _terms(view: CheckSettings) -> Iterator[Sequence[blocks.Block]]:
    for place, term in enumerate(view.terms):
        explain = blocks.button(f"Say what {term.name} means", f"{Action.EXPLAIN_TERM}:{place}", term.name)
        remove = blocks.button(f"Remove {term.name}", f"{Action.REMOVE_TERM}:{place}", term.name)
        yield [blocks.words(f"{term.name}: {term.meaning or 'nobody has said yet what it means'}")]
        yield [blocks.actions(explain, remove)]


def term_form(term: Term) -> blocks.Block:
    """The modal in which an editor says what an abbreviation means."""
    hint = "Readers of the page for councillors see it beside the abbreviation."
    meaning = entry(
        Field.MEANING, f"{term.name} stands for", Kind.LINE, term.meaning, hint=hint, max_length=LONGEST_MEANING
    )
    return blocks.modal("Glossary", [meaning], callback=Callback.TERM, metadata=term.name, submit="Save")


def offers(tiresome: Sequence[Decided]) -> Iterator[blocks.Block]:
    """What was ignored so often running that it may not be wanted at all, with the ways to be rid of it."""
    for place, one in enumerate(tiresome):
        what = f"“{blocks.shortened(one.word)}” ({one.check})" if one.word else f"“{one.check}”"
        times = english.count(one.running, "time")
        yield blocks.section(f"{what} was ignored {times} running.", _rid_of(one, place))


def _rid_of(one: Decided, place: int) -> blocks.Block:
    if not one.word:
        return blocks.button(f"Do without “{one.check}”", f"{Action.DO_WITHOUT_CHECK}:{place}", one.check)
    label = f"Pass over “{blocks.shortened(one.word, LONGEST_IN_LABEL)}”"
    return blocks.button(label, f"{Action.LEAVE_WORD}:{place}", WordOf(one.check, one.word))
