"""What ``/sprint-notes next`` tells."""

from domain.delivery import Message
from domain.edition import EditionState
from domain.errors import NotFound
from domain.home import days_left
from domain.ports import UnitOfWork
from rendering.slack.notes import NextWindow, next_edition
from services.common import access
from services.common.actor import Actor
from services.common.snapshot import progress_of
from services.common.unit import channel_clock, reader_clock
from services.editions.drafts import IN_REVIEW


def next_window(actor: Actor) -> Message:
    """When updates close, how many are in, and what the asker still owes."""
    with actor.reading() as work:
        return window_told(work)


def window_told(work: UnitOfWork, *, is_public: bool = False) -> Message:
    """The window, and the asker's own projects in it; where it ``is_public`` nobody's, on the unit's clock."""
    clock = channel_clock(work) if is_public else reader_clock(work)
    editions = work.editions.all()
    opened = [edition for edition in editions if edition.state is EditionState.OPEN]
    edition = access.there(next(iter(opened), None), NotFound(access.OPENS_SOON))  # early ones come after it
    stands, person = progress_of(work, edition), "" if is_public else work.person
    return next_edition(
        NextWindow(
            edition=edition,
            clock=clock,
            days_left=days_left(edition, clock.timezone, work.now()),
            told=len(stands.told),
            nothing=len(stands.nothing),
            expected=stands.expected,
            yours_missing=[project for project in stands.missing if person in project.leads],
            yours_told=[project for project in stands.told if person in project.leads],
            drafts=[edition for edition in editions if edition.state in IN_REVIEW],
        )
    )
