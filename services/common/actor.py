"""Who acts."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from domain.ports import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a workspace who wants something: a person by their Slack id, or what acts by itself.

    The units of work that an actor opens know who acts: ``work.person``.
    """

    store: Store
    workspace: str
    person: str

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that only looks."""
        return self.store.reading(self.workspace, self.person)

    def writing(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that may change things; without ``commit`` it changes nothing."""
        return self.store.writing(self.workspace, self.person)
