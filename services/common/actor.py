"""Who acts, and what handlers work with besides Slack."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from domain.delivery import Message
from domain.errors import Repeated
from domain.ports import NewId, Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class Envelope:
    """What Slack has brought. Its ``token`` is the same when Slack brings it again, ``taken`` is another one then: what
    is done in several units of work is done once all the same."""

    token: str
    taken: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person by their Slack id, or what acts by itself: ``work.person`` in the units of work that they open.
    ``envelope`` is in what Slack has brought their act."""

    store: Store
    workspace: str
    person: str
    envelope: Envelope | None = None

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that only looks."""
        return self.store.reading(self.workspace, self.person)

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """A unit of work that may change things; without ``commit`` it changes nothing. Raises ``Repeated`` where one
        was committed for the same envelope when Slack brought that before."""
        with self.writing_by_token() as work:
            if self.envelope and not work.acts.claim(self.envelope.token, self.envelope.taken):
                raise Repeated
            yield work

    def writing_by_token(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that may change things, for what knows by a token of its own whether it is done already."""
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

    def send_privately(self, actor: Actor, messages: Sequence[Message]) -> None:
        """Sends a person direct messages, in order."""
        with actor.writing() as work:
            work.posts.show_group(f"answer {self.new_id()}", messages, channel=actor.person)
            work.commit()
