"""What the editorial checks have found, counted and listed, and what can be done about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain import english
from domain.checks import Finding, Occurrence, Weight
from domain.checks.abbreviations import UNEXPLAINED
from domain.decisions import Decided
from domain.edition import Edition, EditionMove
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.pages import paged
from rendering.slack.kit.values import ListOf, PageOf
from rendering.slack.review.check_settings import offers

FOUND, HINTS, IGNORED = "found", "hints", "ignored"  # the lists: hints are folded away from the others
NOTHING = {FOUND: "The checks have found nothing", HINTS: "There are no hints", IGNORED: "Nothing is ignored"}
LONGEST = 300  # characters of what was found, or of what stands around it
LONGEST_IN_LABEL = 60  # characters of a button's 75
MOST_BUTTONS = 25  # contract: actions
MOST_SUGGESTIONS = 6  # that a lead reads above the preview
MOST_OFFERS = 3  # of what editors may not want at all
MOST_TERMS = 8  # abbreviations of a finding that have a button each
MOST_SHOWN = 20  # places of a finding
LONGEST_SHOWN = 120  # characters of one of several


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """What the checks have found in an edition, the weightiest first; what editors have ignored, here or so often
    that it is ``tiresome``, the checks that they have switched off, and what they are told about what they just did;
    ``links`` lead to where the items stand in the draft, by their keys."""

    edition: Edition
    found: Sequence[Finding]
    ignored: Sequence[Finding] = ()
    off: Sequence[str] = ()
    tiresome: Sequence[Decided] = ()
    notice: str = ""
    links: Mapping[str, str] = field(default_factory=dict)

    def listed(self, which: str) -> Sequence[Finding]:
        """One of the lists."""
        if which == IGNORED:
            return self.ignored
        return [one for one in self.found if (one.weight is Weight.HINT) is (which == HINTS)]


def counted(tally: Mapping[str, int]) -> str:
    """``1 error and 5 warnings``, or ``nothing``; hints apart: ``1 error (and 2 hints)``, ``nothing (but 1 hint)``."""
    weighty = [english.count(tally[one], one) for one in (Weight.ERROR, Weight.WARNING) if tally.get(one)]
    hints = tally.get(Weight.HINT, 0)
    apart = f" ({'and' if weighty else 'but'} {english.count(hints, 'hint')})" if hints else ""
    return f"{english.listing(weighty) or 'nothing'}{apart}"


def open_findings(edition: Edition, label: str = "") -> blocks.Block:
    """The button that opens the list; its ``label`` may be shorter where the place says of which edition."""
    name = f"Findings in edition {edition.number}"
    return blocks.button(label or name, f"{Action.FINDINGS}:{edition.number}", edition.id, called=label and name)


def findings(view: FindingsView, page: int = 0, which: str = FOUND) -> blocks.Block:
    """What is to be looked at, the ``HINTS``, or what is ``IGNORED``, page by page, each with what can be done."""
    edition = view.edition
    about = ListOf(edition.id, which)
    listed = view.listed(which)
    rows = [[_finding(one, view.links), blocks.actions(*_buttons(one, edition, which))] for one in listed]
    none = blocks.words(f"{NOTHING[which]} in {edition.title}.")
    shown = paged(rows, page, Action.FINDINGS_PAGE, about) if rows else [none]
    return blocks.modal(
        f"Checks of edition {edition.number}",
        [
            *blocks.notice(view.notice),
            *shown,
            *offers(view.tiresome[:MOST_OFFERS]),
            *_other_lists(view, which),
            *_switched_off(view.off),
        ],
        callback=Callback.FINDINGS,
        metadata=PageOf(str(about), page),
    )


def _finding(finding: Finding, links: Mapping[str, str]) -> blocks.Block:
    """A finding with the place where it is, to which that leads, or the first of its many places."""
    what = blocks.inlines(f"{finding.weight.capitalize()}, {finding.check}", bold=True)
    instead = f" Write {english.quoted(finding.instead)}?" if _is_one(finding) and finding.instead is not None else ""
    said = english.few([f"“{_shortened(words)}”" for words in finding.words])
    where = english.few(finding.headings)
    address = links.get(finding.places[0].key) if len(finding.headings) == 1 else ""
    linked = [{"type": "link", "url": address, "text": where}] if address else blocks.inlines(where)
    why = f"\n{said}: {finding.reason}{instead}"
    shown = blocks.paragraph(*what, *blocks.inlines(" – "), *linked, *blocks.inlines(why))
    if around := _around(finding):
        shown["elements"].append({"type": "rich_text_quote", "elements": blocks.inlines(around)})
    return shown


def _in_short(finding: Finding) -> str:
    """``“this week”: Whoever reads it later cannot know when that was. Write “in the week of 2 March 2026”?``"""
    said = english.few([f"“{blocks.shortened(words, LONGEST_SHOWN)}”" for words in finding.words])
    proposed = english.few(list(dict.fromkeys(english.quoted(place.instead or "") for place in finding.places)))
    return f"{said}: {finding.reason}{f' Write {proposed}?' if finding.instead is not None else ''}"


def suggestions(found: Sequence[Finding]) -> list[list[blocks.Block]]:
    """What editors would be told of an update, for its lead."""
    if not found:
        return []
    lines = [_in_short(one) for one in found[:MOST_SUGGESTIONS]]
    more = len(found) - MOST_SUGGESTIONS
    rest = [f"… and {english.count(more, 'more')}"] if more > 0 else []
    told = blocks.bullets("The editors would be told this", [*lines, *rest])
    return [[told, blocks.context("Only suggestions: you can post it as it is."), blocks.divider()]]


def _is_one(finding: Finding) -> bool:
    return len(finding.places) == 1


def _around(finding: Finding) -> str:
    """The words around what was found; of several places a line for each, with what is proposed there."""
    if _is_one(finding):
        return _shortened(finding.around) if finding.around != finding.found else ""
    lines = [_in_a_line(place, names_item=len(finding.headings) > 1) for place in finding.places[:MOST_SHOWN]]
    more = len(finding.places) - MOST_SHOWN
    return "\n".join([*lines, f"… and {english.count(more, 'more place')}"] if more > 0 else lines)


def _in_a_line(place: Occurrence, *, names_item: bool) -> str:
    heading = f"{place.heading}: " if names_item else ""
    instead = "" if place.instead is None else f" → {place.instead}"
    return f"{heading}{blocks.shortened(' '.join(place.around.split()), LONGEST_SHOWN)}{instead}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _buttons(finding: Finding, edition: Edition, which: str) -> Iterator[blocks.Block]:
    """What can be done about a finding; where the text cannot be changed any more, without “Apply”."""
    everywhere = "" if _is_one(finding) else f" all {len(finding.places)}"
    found = english.few(finding.words)
    if which == IGNORED:
        yield _button(f"Ignore{everywhere} no more", found, Action.LOOK_AGAIN, finding.digest)
        return
    if finding.instead is not None and edition.may(EditionMove.EDIT):
        instead = english.few(list(dict.fromkeys(place.instead or "" for place in finding.places)))
        yield _button(f"Apply{everywhere}", instead, Action.APPLY_FINDING, finding.digest)
    yield _button(f"Ignore{everywhere}", found, Action.IGNORE_FINDING, finding.digest)
    for place, name in enumerate(finding.words[:MOST_TERMS] if finding.check == UNEXPLAINED else ()):
        yield blocks.button(f"Add {name} to the glossary", f"{Action.ADD_TERM}:{place}", name)
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


def _other_lists(view: FindingsView, which: str) -> Iterator[blocks.Block]:
    """The ways to the other lists: each button carries the name of one."""
    if which != FOUND:
        yield blocks.actions(blocks.button("Back to the findings", Action.FINDINGS_LIST, FOUND))
        return
    if hints := view.listed(HINTS):
        yield blocks.actions(blocks.button(f"Show {english.count(len(hints), 'hint')}", Action.FINDINGS_LIST, HINTS))
    if view.ignored:
        count = english.count(len(view.ignored), "ignored finding")
        ignored = f"{Action.FINDINGS_LIST}:{IGNORED}"
        yield blocks.actions(blocks.button(f"Show {count}", ignored, IGNORED))


def _switched_off(off: Sequence[str]) -> Iterator[blocks.Block]:
    if off:
        yield blocks.words(f"Switched off for the unit: {english.listing([f'“{check}”' for check in off])}.")
    for start in range(0, len(off), MOST_BUTTONS):
        some = enumerate(off[start : start + MOST_BUTTONS])
        yield blocks.actions(
            *(_button("Switch on", check, f"{Action.SWITCH_CHECK_ON}:{place}", check) for place, check in some)
        )
