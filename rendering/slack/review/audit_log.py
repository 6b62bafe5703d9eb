"""The audit log as editors read it: who did what, when, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.audit import AuditEntry, who_did_what
from domain.sentence import parts
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.values import OlderEntries

PAGE = 30  # entries
LONGEST = 400  # characters of one; what somebody wrote stands where they wrote it


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """Entries, newest first, with one more than a page where there are older ones. ``number`` is that of the edition
    that they are about, ``about`` the heading of the item, both empty where they are about all."""

    entries: Sequence[AuditEntry]
    clock: WallClock
    number: str = ""
    about: str = ""


def entries(view: AuditView) -> blocks.Block:
    """The modal, a page of it."""
    shown = [_audit_entry(entry, view.clock) for entry in view.entries[:PAGE]] or [
        blocks.words("Nothing has been done yet.")
    ]
    if view.about:
        shown.insert(0, blocks.words(view.about, bold=True))
    if len(view.entries) > PAGE:
        older = blocks.button("Show older", Action.AUDIT_PAGE, OlderEntries(view.number, view.entries[PAGE - 1].id))
        shown.append(blocks.actions(older))
    return blocks.modal("Who did what", shown, callback=Callback.AUDIT)


def _audit_entry(entry: AuditEntry, clock: WallClock) -> blocks.Block:
    said = [blocks.shortened(part, LONGEST) if isinstance(part, str) else part for part in parts(who_did_what(entry))]
    at = f"\n{clock.moment(entry.at)}"
    return blocks.paragraph(*blocks.inlines(tuple(said)), *blocks.inlines(at, italic=True))
