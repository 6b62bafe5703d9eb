"""The audit log as editors read it: who did what, when, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import english
from domain.audit import ABOUT_PEOPLE, NO_PEOPLE, AuditEntry, in_words
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback

PAGE = 30  # entries
LONGEST = 400  # characters of one; what somebody wrote stands where they wrote it


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """Entries, newest first, with one more than a page where there are older ones. ``number`` is that of the edition
    that they are about, ``about`` the heading of the item, both empty where they are about all."""

    entries: Sequence[AuditEntry]
    timezone: str
    number: str = ""
    about: str = ""


def entries(view: AuditView) -> blocks.Block:
    """The modal, a page of it."""
    shown = [_audit_entry(entry, view.timezone) for entry in view.entries[:PAGE]] or [
        blocks.words("Nothing has been done yet.")
    ]
    if view.about:
        shown.insert(0, blocks.words(view.about, bold=True))
    if len(view.entries) > PAGE:
        older = blocks.button("Show older", Action.AUDIT_PAGE, f"{view.number}:{view.entries[PAGE - 1].id}")
        shown.append(blocks.actions(older))
    return blocks.modal("Who did what", shown, callback=Callback.AUDIT)


def who(actor: str) -> str:
    """Whoever did something, at the beginning of a sentence."""
    return f"<@{actor}>" if blocks.is_person(actor) else NO_PEOPLE.get(actor, blocks.escape(actor))


def _audit_entry(entry: AuditEntry, timezone: str) -> blocks.Block:
    said = blocks.escape(blocks.shortened(in_words(entry), LONGEST))
    if entry.action in ABOUT_PEOPLE:
        said = said.replace(entry.subject, f"<@{entry.subject}>")
    return blocks.mrkdwn(f"{who(entry.actor)} {said}\n_{english.moment(entry.at, timezone)}_")
