"""What answers to members need of the world. ``storage`` provides it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.follows import Follow
from domain.published import PublishedItem

NO_LIMIT = 2**31 - 1
MOST_HITS = 50  # the newest items among which the best are shown first
Sought = Sequence[Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Among which published items to look: of the editions from number ``since`` to ``until``, of these projects where
    any are named. Of each word that is ``sought`` one token must be there, see ``domain.lemmas``."""

    sought: Sought = ()
    projects: frozenset[str] | None = None
    since: int = 0
    until: int = NO_LIMIT


class Published(Protocol):
    """Copies of what was published, item by item. What stands here of an edition can be read by all from the moment
    when it becomes published: nothing but the edition's state says so."""

    def digests(self, edition_id: str) -> Mapping[str, str]:
        """What is kept of an edition, by the keys of the items."""

    def keep(self, edition_id: str, items: Sequence[PublishedItem], gone: Collection[str] = ()) -> None:
        """Keeps these items in place of those with their keys, and those with the keys ``gone`` no more."""

    def missing(self) -> list[str]:
        """The ids of the published editions of which nothing is kept."""

    def newest(self) -> list[PublishedItem]:
        """Of each project the item in the newest published edition that has one."""

    def of_project(self, project_id: str, until: int = NO_LIMIT, limit: int = MOST_HITS) -> list[PublishedItem]:
        """A project's items, the newest first, from the edition ``until`` back."""

    def of_edition(self, number: int) -> list[PublishedItem]:
        """The items of the published edition with this number, in order."""

    def found(self, wanted: Filter, limit: int = MOST_HITS) -> list[PublishedItem]:
        """The newest items that a filter lets through."""

    def count(self, wanted: Filter) -> int:
        """How many items a filter lets through."""


class Follows(Protocol):
    """What people follow."""

    def all(self) -> list[Follow]: ...
    def of_person(self, person: str) -> list[Follow]: ...
    def add(self, follow: Follow) -> bool:
        """Adds one; False where it is there already."""
        ...

    def drop(self, follow: Follow) -> bool:
        """Takes one away; False where there is none."""
        ...
