"""What is known of people from Slack, kept fresh: asked outside of any unit of work, a few at a time."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from domain.delivery_ports import Directory
from domain.person import Person
from domain.ports import Store, UnitOfWork
from services.setup.people import learned

KNOWN_FOR = timedelta(days=1)
NEVER = datetime.min.replace(tzinfo=UTC)
MOST_A_TICK = 5  # look-ups, each two calls: a tick stays short


def is_stale(person: Person | None, now: datetime, within: timedelta) -> bool:
    """Whether Slack was asked about somebody longer than ``within`` ago, or never."""
    return person is None or person.asked_at is None or now - person.asked_at > within


def little_known(work: UnitOfWork) -> list[str]:
    """The leads, the editors and who else is here, of whom Slack has not been asked for a day, the longest unknown
    first."""
    known = {person.id: person for person in work.people.all()}
    leads = {lead for project in work.projects.all() for lead in project.leads}
    here = {person.id for person in known.values() if person.active}
    stale = [who for who in here | leads | work.units.editors() if is_stale(known.get(who), work.now(), KNOWN_FOR)]
    asked = {who: known[who].asked_at for who in stale if who in known}
    return sorted(stale, key=lambda who: (asked.get(who) or NEVER, who))


def renew(store: Store, directory: Directory, workspace: str, people: Iterable[str]) -> None:
    """Asks Slack about ``people`` until it has told of a few; the next tick asks about the others."""
    told = 0
    for who in dict.fromkeys(people):
        person = directory.look_up(workspace, who)
        if person:
            learned(store, workspace, person, asked=True)
            told += 1
        if told == MOST_A_TICK:
            return
