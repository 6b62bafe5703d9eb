"""What texts mention, by the names under which that is known; and having Slack asked where nothing is."""

from collections.abc import Collection
from typing import TypeVar

from domain.mentions import Called, Mentioned, Names, named, names_in
from domain.person import Person
from domain.ports import UnitOfWork
from domain.text.rich_text import MentionKind

Thing = TypeVar("Thing")


def names_of(work: UnitOfWork, mentioned: Collection[Mentioned]) -> Names:
    """What of these has a name, or is to have none; whoever has left keeps the name they had."""
    known: dict[Mentioned, str | None] = {}
    if any(kind is MentionKind.USER for kind, _ in mentioned):
        known |= {(MentionKind.USER, one.id): one.name for one in work.people.all()}
    if any(kind is not MentionKind.USER for kind, _ in mentioned):
        known |= {(one.kind, one.id): None if one.private else one.name for one in work.called.all()}
    return {one: known[one] for one in mentioned if one in known}


def renewed(work: UnitOfWork, thing: Thing) -> Thing:
    """A text or a dataclass as it is to be shown: what its texts mention is called as it is now."""
    found = names_in(thing)
    return named(thing, names_of(work, found)) if found else thing


def kept(work: UnitOfWork, thing: Thing) -> Thing:
    """A text or a dataclass as it is to be stored: what is mentioned there has the name that it has now. Slack will be
    asked about what is mentioned for the first time; until it has told, the name that was written there must do."""
    found = names_in(thing)
    if not found:
        return thing
    names = names_of(work, found)
    for kind, one in sorted(found.keys() - names.keys()):  # in one order, or two units of work could block each other
        if kind is MentionKind.USER:
            work.people.add(Person(id=one, name=found[kind, one]))
        else:
            work.called.add(Called(kind=kind, id=one, name=found[kind, one]))
    return named(thing, names)
