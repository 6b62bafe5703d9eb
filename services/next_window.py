"""What ``/sprint-notes next`` tells."""

from domain.calendar import local_day
from domain.delivery import Message
from domain.edition import EditionState
from domain.errors import NotFound
from rendering.slack.notes import NextWindow, next_edition
from services.common import access
from services.common.actor import Actor
from services.common.snapshot import progress_of
from services.common.unit import unit_of
from services.editions.drafts import IN_REVIEW


def next_window(actor: Actor) -> Message:
    """When updates close, how many are in, and what the asker still owes."""
    with actor.reading() as work:
        unit = unit_of(work)
        editions = work.editions.all()
        opened = [edition for edition in editions if edition.state is EditionState.OPEN]
        edition = access.there(next(iter(opened), None), NotFound(access.OPENS_SOON))  # early ones come after it
        stands = progress_of(work, edition)
        timezone = unit.cadence.timezone
        return next_edition(
            NextWindow(
                edition=edition,
                timezone=timezone,
                days_left=(local_day(edition.closes_at, timezone) - local_day(work.now(), timezone)).days,
                told=len(stands.told),
                nothing=len(stands.nothing),
                expected=stands.expected,
                yours_missing=[project for project in stands.missing if work.person in project.leads],
                yours_told=[project for project in stands.told if work.person in project.leads],
                drafts=[edition for edition in editions if edition.state in IN_REVIEW],
            )
        )
