"""What comes next in the example's workspace, for the page's “Move to” buttons: for as long as somebody plays."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from slack_sandbox.client import Slack

from domain import schedule
from domain.calendar import reminders
from domain.edition import Edition, EditionState
from domain.ports import Store
from domain.unit import Unit

NAMES = ("First", "Second", "Third", "Fourth", "Fifth")  # as many as a unit may have


def coming(unit: Unit, editions: Sequence[Edition], now: datetime) -> dict[str, datetime]:
    """The next moments at which something happens by itself, by what happens then; each kind once."""
    following = schedule.opening(unit, editions, now)
    closing = [edition.closes_at for edition in editions if edition.state is EditionState.OPEN]
    found = list(_set(editions))
    for closes_at in [*closing, following.period.closes_at]:
        found += [*_reminders(unit, closes_at), ("Window closes", closes_at)]
    return dict(sorted(((name, at) for name, at in found if at > now), key=lambda one: one[1], reverse=True))


def _set(editions: Sequence[Edition]) -> Iterator[tuple[str, datetime]]:
    for edition in editions:
        if edition.state is EditionState.APPROVED and edition.publish_at:
            yield f"{edition.title} is published", edition.publish_at


def _reminders(unit: Unit, closes_at: datetime) -> Iterator[tuple[str, datetime]]:
    rules = unit.reminders
    due = reminders(closes_at, unit.cadence.timezone, rules.days_before, rules.at, unit.place)
    for name, (_, at) in zip(NAMES, due, strict=False):
        yield f"{name} reminder due", at


class Moments:
    """Offers them on the page, and anew when the clock or the unit's dates have moved."""

    def __init__(self, slack: Slack, store: Store) -> None:
        self._slack, self._store = slack, store
        self._offered: dict[str, datetime] = {}

    def offer(self) -> None:
        """Looks at what comes next, and offers it where it has changed."""
        with self._store.reading(self._store.workspaces()[0]) as work:
            unit, editions = work.units.get(), work.editions.all()
        now = {} if unit is None else coming(unit, editions, self._slack.clock.now)
        if self._offered.keys() - now.keys():
            self._slack.forgets_moments()
            self._offered = {}
        for name, at in now.items():
            if self._offered.get(name) != at:
                self._slack.knows_moment(name, at)
        self._offered = now
