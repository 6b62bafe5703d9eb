"""What opens and closes an edition, as its editors have it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.codec import as_json
from domain.document import INTRO
from domain.edition import Edition
from domain.errors import Conflict, NotFound
from domain.merging import fingerprint, merged
from domain.ports import UnitOfWork
from domain.welcome import Welcome, may_change_welcome, own_welcome, reworded, welcome_of
from rendering.slack.review.welcome import WelcomeForm
from services.common.actor import Actor
from services.common.documents import compiled
from services.editions import editions
from services.editions.drafts import unit_of

ACT = "change the welcome and the thank-you"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedWelcome:
    """A submitted form: what stands in it, and what of that its writer has ``changed``."""

    edition_id: str
    base: str
    wanted: Welcome
    changed: frozenset[str]


class Overtaken(Conflict):
    """Somebody else has changed the words since the form was opened; ``form`` shows them, nothing lost."""

    def __init__(self, form: WelcomeForm) -> None:
        super().__init__("Somebody else has changed these words.")
        self.form = form


def open_form(actor: Actor, edition_id: str) -> WelcomeForm:
    """The form with what stands there now, a drafted welcome too."""
    with actor.reading() as work:
        work.require_editor(ACT)
        edition = _edition(work, edition_id)
        return WelcomeForm(edition=edition, words=standing(work, edition), base=fingerprint(own_welcome(edition)))


def save(actor: Actor, submitted: SubmittedWelcome) -> None:
    """Stores what was changed in the form, and only that; what was emptied is the template's again.

    Raises ``Overtaken`` where somebody else has changed the edition's words since the form was opened.
    """
    with actor.writing() as work:
        work.require_editor(ACT)
        edition = _edition(work, submitted.edition_id)
        before = own_welcome(edition)
        after = merged(before, submitted.wanted, submitted.changed)
        if after == before:
            return  # sent again because Slack did not hear the answer, or nothing was changed
        if fingerprint(before) != submitted.base:
            raise Overtaken(_overtaken(work, edition, submitted))
        store_welcome(work, edition, after)
        work.homes.changed()
        work.commit()


def store_welcome(work: UnitOfWork, edition: Edition, after: Welcome) -> None:
    """Gives an edition other words of its own; the draft shows them, and approvals of others fall."""
    detail = {"before": as_json(own_welcome(edition)), "after": as_json(after)}
    work.audit.add("words", edition.title, detail, edition_id=edition.id, item=INTRO)
    editions.changed(work, editions.saved(work, reworded(edition, after)))


def _edition(work: UnitOfWork, edition_id: str) -> Edition:
    edition = work.editions.get(edition_id)
    if edition is None:
        raise NotFound("This edition is gone.")
    may_change_welcome(edition)
    return edition


def standing(work: UnitOfWork, edition: Edition) -> Welcome:
    """What opens and closes an edition now: its own words, the template's, or a drafted welcome."""
    said = welcome_of(edition, unit_of(work).template)
    return said if said.intro else replace(said, intro=compiled(work, edition).intro)


def _overtaken(work: UnitOfWork, edition: Edition, submitted: SubmittedWelcome) -> WelcomeForm:
    """The form with both people's changes; where both have changed the same, with those of its writer."""
    now = standing(work, edition)
    return WelcomeForm(
        edition=edition,
        words=merged(now, submitted.wanted, submitted.changed),
        base=fingerprint(own_welcome(edition)),
        saved={name: getattr(now, name) for name in sorted(submitted.changed, reverse=True)},
        changed=submitted.changed,
    )
