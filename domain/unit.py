"""Who runs the notes in a workspace, and at what pace."""

from dataclasses import dataclass, field
from datetime import time

from domain.calendar import REMINDER_DAYS, REMINDER_TIME, Cadence
from domain.places import Place, place_from, place_of

EARLIEST_REMINDER, LATEST_REMINDER = time(7), time(17)
MOST_DAYS_BEFORE = 20  # working days
MOST_REMINDERS = 5  # of one window
MOST_APPROVALS = 10
TITLE = "Sprint Notes #{number}"
NEWS = "News from the team"
UPDATES = "Funded project updates"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRules:
    """When leads are reminded: working days before closing, at a time on the clock of each lead. ``country`` and
    ``region`` (ISO 3166: ``GB``, ``WLS``) say whose bank holidays count, else the time zone does."""

    days_before: tuple[int, ...] = REMINDER_DAYS
    at: time = REMINDER_TIME
    country: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The unit's own frame around each edition: its title, its sections' names, and in Markdown what opens and closes
    it; all may hold placeholders."""

    title: str = TITLE
    news: str = NEWS
    updates: str = UPDATES
    intro: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The unit's settings; channels may be empty before ``/sprint-notes setup``. ``lone_approval``: whoever changed an
    edition last may be the only one who approves it. ``all_in_channel``: editions are posted in a row in the publish
    channel, not as a front page with their stories below. ``checks_off`` names checks that the unit does not want."""

    name: str
    short_name: str = ""
    review_channel: str = ""
    publish_channel: str = ""
    next_number: int = 1
    cadence: Cadence = field(default_factory=Cadence)
    reminders: ReminderRules = field(default_factory=ReminderRules)
    approvals_needed: int = 1
    lone_approval: bool = True
    all_in_channel: bool = False
    template: Template = field(default_factory=Template)
    checks_off: frozenset[str] = frozenset()

    @property
    def is_set_up(self) -> bool:
        """Whether the notes run by themselves: an imported unit has no channels yet."""
        return bool(self.review_channel and self.publish_channel)

    @property
    def place(self) -> Place:
        """Where the unit is: whose bank holidays are no working days."""
        rules = self.reminders
        return place_from(rules.country, rules.region) if rules.country else place_of(self.cadence.timezone)
