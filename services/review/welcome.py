"""What opens and closes an edition, as its editors have it."""

from dataclasses import dataclass, replace

from domain.codec import as_json
from domain.document import INTRO
from domain.edition import EditionMove
from domain.merging import fingerprint, merged
from domain.ports import UnitOfWork
from domain.welcome import Welcome, own_welcome, reworded, welcome_of
from rendering.slack.review.welcome import WelcomeForm
from services.common import access
from services.common.actor import Actor
from services.common.mentions import kept
from services.common.overtaken import Overtaken
from services.common.snapshot import Snapshot, snapshot
from services.common.unit import unit_of
from services.editions import editions

ACT = "change the welcome and the thank-you"
TOO_LATE = "{title} is {state} already. Its welcome and thank-you stay as they are."


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedWelcome:
    """A submitted form: what stands in it, and what of that its writer has ``changed``."""

    edition_id: str
    base: str
    wanted: Welcome
    changed: frozenset[str]


def open_form(actor: Actor, edition_id: str) -> WelcomeForm:
    """The form with what stands there now, a drafted welcome too."""
    with actor.reading() as work:
        now = _edition(work, edition_id)
        return WelcomeForm(edition=now.edition, words=standing(now), base=fingerprint(own_welcome(now.edition)))


def save(actor: Actor, submitted: SubmittedWelcome) -> None:
    """Stores what was changed in the form; what was emptied is the template's again. Raises ``Overtaken`` where
    somebody else has changed the words since the form was opened."""
    with actor.writing() as work:
        now = _edition(work, submitted.edition_id)
        before = own_welcome(now.edition)
        after = merged(before, submitted.wanted, submitted.changed)
        if after == before:
            return  # sent again because Slack did not hear the answer, or nothing was changed
        if fingerprint(before) != submitted.base:
            raise Overtaken(_overtaken(now, submitted))
        store_welcome(work, now, after)
        work.commit(homes=True)


def store_welcome(work: UnitOfWork, now: Snapshot, after: Welcome) -> Snapshot:
    """Gives an edition other words of its own; the draft shows them, and approvals of others fall."""
    return editions.changed(work, put_welcome(work, now, after))


def put_welcome(work: UnitOfWork, now: Snapshot, after: Welcome) -> Snapshot:
    """Gives an edition other words of its own, and approvals of others fall. The caller shows the draft."""
    edition, after = now.edition, kept(work, after)
    detail = {"before": as_json(own_welcome(edition)), "after": as_json(after)}
    entry = work.audit.add("words", edition.title, detail, edition_id=edition.id, item=INTRO)
    reworded_edition = editions.become(work, edition, reworded(edition, after))
    return now.after(entry, edition=reworded_edition)


def _edition(work: UnitOfWork, edition_id: str) -> Snapshot:
    work.require_editor(ACT)
    unit_of(work)
    edition = access.edition(work, edition_id)
    edition.must_allow(EditionMove.EDIT, TOO_LATE)
    return snapshot(work, edition)


def standing(now: Snapshot) -> Welcome:
    """What opens and closes an edition now: its own words, the template's, or a drafted welcome."""
    said = welcome_of(now.edition, now.unit.template)
    return said if said.intro else replace(said, intro=now.document.intro)


def _overtaken(now: Snapshot, submitted: SubmittedWelcome) -> WelcomeForm:
    """The form with both people's changes; where both have changed the same, with those of its writer."""
    stands = standing(now)
    return WelcomeForm(
        edition=now.edition,
        words=merged(stands, submitted.wanted, submitted.changed),
        base=fingerprint(own_welcome(now.edition)),
        saved={name: getattr(stands, name) for name in sorted(submitted.changed, reverse=True)},
        changed=submitted.changed,
    )
