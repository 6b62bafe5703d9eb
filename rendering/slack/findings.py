"""What the editorial checks have found, counted and listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain import words
from domain.checks import Finding, Weight
from domain.delivery import Message
from domain.edition import Edition
from rendering.slack import blocks
from rendering.slack.ids import Action, Callback
from rendering.slack.pages import paged

LONGEST = 300  # characters of what was found, or of what stands around it


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """What the checks have found in an edition, the weightiest first."""

    edition: Edition
    findings: Sequence[Finding]


def counted(tally: Mapping[str, int]) -> str:
    """``1 error, 5 warnings and 2 hints``, or ``nothing``."""
    return words.listing([words.count(tally[weight], weight) for weight in Weight if tally.get(weight)]) or "nothing"


def findings(view: FindingsView, page: int = 0) -> blocks.Block:
    """The findings, page by page."""
    listed = [Message(text="", blocks=(_finding(one),)) for one in view.findings]
    shown = paged(listed, page, Action.FINDINGS_PAGE, view.edition.id) if listed else []
    nothing = blocks.words(f"The checks have found nothing in {view.edition.title}.")
    return blocks.modal(f"Checks of edition {view.edition.number}", shown or [nothing], callback=Callback.FINDINGS)


def _finding(finding: Finding) -> blocks.Block:
    instead = "" if finding.instead is None else f" Write {words.quoted(finding.instead)}?"
    around = _shortened(finding.around)
    told = [
        {"type": "text", "text": f"{finding.weight.capitalize()}, {finding.check}", "style": {"bold": True}},
        blocks.text_leaf(f" – {finding.heading}\n“{_shortened(finding.found)}”: {finding.reason}{instead}"),
    ]
    elements = [{"type": "rich_text_section", "elements": told}]
    if around != finding.found:
        elements.append({"type": "rich_text_quote", "elements": [blocks.text_leaf(around)]})
    return {"type": "rich_text", "elements": elements}


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
