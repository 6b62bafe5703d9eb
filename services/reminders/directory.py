"""What is known from Slack of people, channels and user groups, kept fresh: asked outside of any unit of work, a few at
a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.audit import CLOCK
from domain.delivery_ports import Directory
from domain.mentions import Called
from domain.person import Person
from domain.ports import Store, UnitOfWork
from domain.text.rich_text import MentionKind
from services.editions.editions import review_again
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


def learn_names(store: Store, directory: Directory, workspace: str) -> None:
    """Asks Slack what the channels and user groups are called that texts mention, and of which it was not asked for a
    day; drafts say it."""
    with store.reading(workspace) as work:
        now = work.now()
        unsure = [one for one in work.called.all() if one.asked_at is None or now - one.asked_at > KNOWN_FOR]
    told = list(_told(directory, workspace, unsure, now))
    if not told:
        return
    with store.writing(workspace, CLOCK) as work:
        before = {(one.kind, one.id): one for one in work.called.all()}
        for one in told:
            work.called.save(one)
        if any(_is_news(before.get((one.kind, one.id)), one) for one in told):
            review_again(work)
        work.commit()


def _told(directory: Directory, workspace: str, unsure: Sequence[Called], now: datetime) -> Iterator[Called]:
    """Each with what Slack tells; one of which it tells no name keeps the one it had, as it does for its readers."""
    channels = [one for one in unsure if one.kind is MentionKind.CHANNEL]
    for known in channels[:MOST_A_TICK]:
        if found := directory.channel(workspace, known.id):
            yield found if found.name or found.private else replace(known, asked_at=now)
    if len(channels) < len(unsure) and (groups := directory.groups(workspace)) is not None:
        by_id = {group.id: group for group in groups}
        for known in unsure:
            if known.kind is MentionKind.USERGROUP:
                yield by_id.get(known.id) or replace(known, asked_at=now)


def _is_news(before: Called | None, after: Called) -> bool:
    return before is None or (before.name, before.private) != (after.name, after.private)


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
