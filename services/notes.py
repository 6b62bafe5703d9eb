"""What ``/sprint-notes next`` tells."""

from __future__ import annotations

from domain.calendar import local_day
from domain.compile import is_expected
from domain.delivery import Message
from domain.edition import EditionState
from domain.errors import NotFound
from domain.names import in_reading_order
from domain.ports import Store
from rendering.slack.notes import Next, next_edition
from services.drafts import IN_REVIEW, unit_of


def next_window(store: Store, workspace: str, person: str) -> Message:
    """When updates close, how many are in, and what the asker still owes."""
    with store.reading(workspace) as work:
        unit = unit_of(work)
        editions = work.editions.all()
        opened = [edition for edition in editions if edition.state is EditionState.OPEN]
        if not opened:
            raise NotFound("The next edition opens within a minute.")
        edition = opened[-1]
        told = {update.project_id for update in work.updates.of_edition(edition.id)}
        expected = [project for project in in_reading_order(work.projects.all()) if is_expected(project)]
        yours = [project for project in expected if person in project.leads]
        timezone = unit.cadence.timezone
        return next_edition(
            Next(
                edition=edition,
                timezone=timezone,
                days_left=(local_day(edition.closes_at, timezone) - local_day(work.now(), timezone)).days,
                told=len([project for project in expected if project.id in told]),
                expected=len(expected),
                yours_missing=[project for project in yours if project.id not in told],
                yours_told=[project for project in yours if project.id in told],
                drafts=[edition for edition in editions if edition.state in IN_REVIEW],
            )
        )
