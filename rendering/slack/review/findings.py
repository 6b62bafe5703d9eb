"""What the editorial checks have found, counted and listed, and what can be done about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain import english
from domain.checks import Finding, Weight
from domain.edition import Edition, EditionMove
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.pages import paged
from rendering.slack.kit.values import ListOf, PageOf

FOUND, IGNORED = "found", "ignored"  # the two lists
LONGEST = 300  # characters of what was found, or of what stands around it
LONGEST_IN_LABEL = 60  # characters of a button's 75
MOST_BUTTONS = 25  # contract: actions


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """What the checks have found in an edition, the weightiest first; what editors have ignored, the checks that
    they have switched off, and what they are told about what they have just done."""

    edition: Edition
    found: Sequence[Finding]
    ignored: Sequence[Finding] = ()
    off: Sequence[str] = ()
    notice: str = ""


def counted(tally: Mapping[str, int]) -> str:
    """``1 error, 5 warnings and 2 hints``, or ``nothing``."""
    return (
        english.listing([english.count(tally[weight], weight) for weight in Weight if tally.get(weight)]) or "nothing"
    )


def open_findings(edition: Edition) -> blocks.Block:
    """The button that opens the list."""
    return blocks.button(f"Findings in edition {edition.number}", f"{Action.FINDINGS}:{edition.number}", edition.id)


def findings(view: FindingsView, page: int = 0, which: str = FOUND) -> blocks.Block:
    """What is to be looked at, or what is ``IGNORED``, page by page, each with what can be done about it."""
    edition = view.edition
    about = ListOf(edition.id, which)
    listed = view.ignored if which == IGNORED else view.found
    rows = [[_finding(one), blocks.actions(*_buttons(one, edition, which))] for one in listed]
    none = f"{'Nothing is ignored' if which == IGNORED else 'The checks have found nothing'} in {edition.title}."
    shown = paged(rows, page, Action.FINDINGS_PAGE, about) if rows else [blocks.words(none)]
    return blocks.modal(
        f"Checks of edition {edition.number}",
        [*blocks.notice(view.notice), *shown, *_other_list(view, which), *_switched_off(view.off)],
        callback=Callback.FINDINGS,
        metadata=PageOf(str(about), page),
    )


def _finding(finding: Finding) -> blocks.Block:
    instead = "" if finding.instead is None else f" Write {english.quoted(finding.instead)}?"
    around = _shortened(finding.around)
    what = blocks.inlines(f"{finding.weight.capitalize()}, {finding.check}", bold=True)
    why = f" – {finding.heading}\n“{_shortened(finding.found)}”: {finding.reason}{instead}"
    shown = blocks.paragraph(*what, *blocks.inlines(why))
    if around != finding.found:
        shown["elements"].append({"type": "rich_text_quote", "elements": blocks.inlines(around)})
    return shown


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _buttons(finding: Finding, edition: Edition, which: str) -> Iterator[blocks.Block]:
    """What can be done about a finding; where the text cannot be changed any more, without “Apply”."""
    if which == IGNORED:
        yield _button("Ignore no more", finding.found, Action.LOOK_AGAIN, finding.digest)
        return
    if finding.instead is not None and edition.may(EditionMove.EDIT):
        yield _button("Apply", finding.instead, Action.APPLY_FINDING, finding.digest)
    yield _button("Ignore", finding.found, Action.IGNORE_FINDING, finding.digest)
    sure = blocks.confirmation(
        f"Switch off “{finding.check}”?",
        "Its findings disappear from every edition of the unit, until an editor switches it on again in this list.",
        "Switch it off",
        "Keep it",
    )
    yield _button("Switch off", finding.check, Action.SWITCH_CHECK_OFF, finding.check, confirm=sure)


def _button(verb: str, about: str, action: str, value: str, *, confirm: blocks.Block | None = None) -> blocks.Block:
    about = " ".join(about.split())
    label = f"{verb} “{blocks.shortened(about, LONGEST_IN_LABEL - len(verb))}”"
    return blocks.button(label, action, value, confirm=confirm)


def _other_list(view: FindingsView, which: str) -> Iterator[blocks.Block]:
    if which == IGNORED:
        yield blocks.actions(blocks.button("Back to the findings", Action.FINDINGS_LIST, FOUND))
    elif view.ignored:
        count = english.count(len(view.ignored), "ignored finding")
        yield blocks.actions(blocks.button(f"Show {count}", Action.FINDINGS_LIST, IGNORED))


def _switched_off(off: Sequence[str]) -> Iterator[blocks.Block]:
    if off:
        yield blocks.words(f"Switched off for the unit: {english.listing([f'“{check}”' for check in off])}.")
    for start in range(0, len(off), MOST_BUTTONS):
        some = enumerate(off[start : start + MOST_BUTTONS])
        yield blocks.actions(
            *(_button("Switch on", check, f"{Action.SWITCH_CHECK_ON}:{place}", check) for place, check in some)
        )
