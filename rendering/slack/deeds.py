"""The audit log as editors read it: who did what, when, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import words
from domain.deeds import ABOUT_PEOPLE, NO_PEOPLE, Deed, in_words
from rendering.slack import blocks
from rendering.slack.ids import Action, Callback

PAGE = 30  # deeds
LONGEST = 400  # characters of one; what somebody wrote stands where they wrote it


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedsView:
    """Deeds, newest first, with one more than a page where there are older ones. ``number`` is that of the edition
    that they are about, ``about`` the heading of the item, both empty where they are about all."""

    deeds: Sequence[Deed]
    timezone: str
    number: str = ""
    about: str = ""


def deeds(view: DeedsView) -> blocks.Block:
    """The modal, a page of it."""
    shown = [_deed(deed, view.timezone) for deed in view.deeds[:PAGE]] or [blocks.words("Nothing has been done yet.")]
    if view.about:
        shown.insert(0, blocks.words(view.about, bold=True))
    if len(view.deeds) > PAGE:
        older = blocks.button("Show older", Action.DEEDS_PAGE, f"{view.number}:{view.deeds[PAGE - 1].id}")
        shown.append(blocks.actions(older))
    return blocks.modal("Who did what", shown, callback=Callback.DEEDS)


def who(actor: str) -> str:
    """Whoever did something, at the beginning of a sentence."""
    return f"<@{actor}>" if blocks.is_person(actor) else NO_PEOPLE.get(actor, blocks.escape(actor))


def _deed(deed: Deed, timezone: str) -> blocks.Block:
    said = blocks.escape(blocks.shortened(in_words(deed), LONGEST))
    if deed.action in ABOUT_PEOPLE:
        said = said.replace(deed.subject, f"<@{deed.subject}>")
    return blocks.mrkdwn(f"{who(deed.actor)} {said}\n_{words.moment(deed.at, timezone)}_")
