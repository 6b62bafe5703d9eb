"""Who acts, and what handlers work with besides Slack."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from domain.delivery import Message
from domain.ports import NewId, Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class Actor:
    """A person by their Slack id, or what acts by itself: ``work.person`` in the units of work that they open."""

    store: Store
    workspace: str
    person: str

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that only looks."""
        return self.store.reading(self.workspace, self.person)

    def writing(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that may change things; without ``commit`` it changes nothing."""
        return self.store.writing(self.workspace, self.person)

    @contextmanager
    def reading_as_editor(self, act: str) -> Iterator[UnitOfWork]:
        """A unit of work that only looks, for editors alone; ``act`` says what they want: “see a draft”."""
        with self.reading() as work:
            work.require_editor(act)
            yield work

    @contextmanager
    def writing_as_editor(self, act: str) -> Iterator[UnitOfWork]:
        """A unit of work that may change things, for editors alone; ``act`` says what they want: “move an item”."""
        with self.writing() as work:
            work.require_editor(act)
            yield work


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a handler may use besides Slack: the store, and new ids."""

    store: Store
    new_id: NewId

    def send_privately(self, workspace: str, person: str, messages: Sequence[Message]) -> None:
        """Sends a person direct messages, in order."""
        with self.store.writing(workspace) as work:
            work.posts.show_group(f"answer {self.new_id()}", messages, channel=person)
            work.commit()
