"""What people follow."""

from domain.follows import Follow, FollowKind
from storage.published_tables import follows
from storage.rows import Rows, fields


class SqlFollows(Rows):
    """What is followed in one workspace."""

    def all(self) -> list[Follow]:
        return [Follow(row.person, FollowKind(row.kind), row.value) for row in self._all(follows)]

    def of_person(self, person: str) -> list[Follow]:
        rows = self._all(follows, follows.c.kind, follows.c.value, person=person)
        return [Follow(row.person, FollowKind(row.kind), row.value) for row in rows]

    def add(self, follow: Follow) -> bool:
        return self._add(follows, fields(follow))

    def drop(self, follow: Follow) -> bool:
        return self._drop(follows, **fields(follow))
