"""How projects stand, by what was published of them: what an answer says, without how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.edition import Edition
from domain.names import ReadingKey, reading_order
from domain.project import Phase, Project, ProjectState, Status
from domain.published import PublishedItem
from domain.reading import Reading
from domain.update import SETTLED, Ask, PlannedDate, UpdateContent

FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.PAUSED)  # what people should see first
NOTHING = UpdateContent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a project stands: what was ``published``, the newest first, each with its edition. ``waiting`` is a newer
    update that is not published, with its edition; ``may_see`` it whoever is answered, others are told that there is
    one."""

    project: Project
    published: Sequence[tuple[PublishedItem, Edition]] = ()
    waiting: tuple[UpdateContent, Edition] | None = None
    may_see: bool = False

    @property
    def told(self) -> UpdateContent:
        """The newest that was published; of an item without an update nothing."""
        return (self.published[0][0].content if self.published else None) or NOTHING

    @property
    def status(self) -> Status | None:
        """Where it stands, as was published last; a project that editors paused is paused."""
        return Status.PAUSED if self.project.state is ProjectState.PAUSED else self.told.status

    @property
    def phase(self) -> Phase | None:
        """The phase that was published last, else the one that the project was set up with."""
        return self.told.phase or self.project.phase

    @property
    def order(self) -> tuple[int, bool, ReadingKey, str]:
        """Off track, at risk and paused first, then as people read."""
        place = FIRST.index(self.status) if self.status in FIRST else len(FIRST)
        return place, not self.project.featured, reading_order(self.project.name), self.project.key


def editions_alike(published: Sequence[tuple[PublishedItem, Edition]]) -> int:
    """In how many editions, one after the other, a project has stood as it stands now."""
    stands = [(item.content or NOTHING).status for item, _ in published]
    return next((place for place, status in enumerate(stands) if status != stands[0]), len(stands))


def matching(standings: Sequence[Standing], reading: Reading) -> list[Standing]:
    """Those that stand as is asked, in their order."""
    found = [
        one
        for one in standings
        if (not reading.statuses or one.status in reading.statuses)
        and (not reading.phases or one.phase in reading.phases)
    ]
    return sorted(found, key=lambda one: one.order)


def open_asks(content: UpdateContent, today: date) -> list[Ask]:
    """The help that is wanted still: not settled, and its last day not gone by."""
    asks = (ask for ask in content.asks if ask.outcome not in SETTLED)
    return [ask for ask in asks if ask.last_day is None or ask.last_day >= today]


def next_dates(content: UpdateContent, today: date) -> list[PlannedDate]:
    """What is still to come, in its order."""
    coming = (one for one in content.dates if one.outcome not in SETTLED and one.day >= today)
    return sorted(coming, key=lambda one: (one.day, one.at is not None, one.at))
