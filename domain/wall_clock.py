"""On whose clock moments are shown: a reader's own, in channels the unit's; another zone than the unit's is named."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_gmt, get_timezone_location

from domain import english
from domain.person import Person
from domain.unit import Unit


@dataclass(frozen=True, slots=True)
class WallClock:
    """The clock of a zone; ``unit`` is the zone of the unit’s clock."""

    timezone: str
    unit: str

    def moment(self, at: datetime) -> str:
        """``5pm on Wednesday 8 December 2021``; with ``(Los Angeles time)`` where the unit’s clock shows another."""
        here, there = at.astimezone(ZoneInfo(self.timezone)), at.astimezone(ZoneInfo(self.unit))
        same = here.utcoffset() == there.utcoffset()
        return english.moment(at, self.timezone) if same else self.moment_and_zone(at)

    def moment_and_zone(self, at: datetime) -> str:
        """``5pm on Wednesday 8 December 2021 (London time)``."""
        local = at.astimezone(ZoneInfo(self.timezone))
        return f"{english.moment(at, self.timezone)} ({_zone(local, self.timezone)})"


def clock_of(person: Person | None, unit: Unit) -> WallClock:
    """Somebody’s clock; the unit’s where Slack does not say, and for channels, which are nobody’s."""
    zone = unit.cadence.timezone
    return WallClock((person.timezone if person else "") or zone, zone)


def _zone(local: datetime, timezone: str) -> str:
    """``Los Angeles time``; ``GMT-03:00`` for a zone that is called after no place."""
    if "/" not in timezone or timezone.startswith("Etc/"):
        return get_timezone_gmt(local, "long", english.LOCALE)
    city = get_timezone_location(timezone, locale=english.LOCALE, return_city=True)
    return f"{city.rpartition('/')[2]} time"
