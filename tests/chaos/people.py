"""People of a fortnight who do not give up: they press again, as one does, and remember what they were told."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from slack_sandbox.person import Person
from slack_sandbox.things import Message, NotThere

from tests.stage import Stage

AGAIN_SECONDS = 0.15
STUBBORN_SECONDS = 40.0
BODY = "We tested it with twelve people, and most of them liked it."


@dataclass(frozen=True)
class Told:
    """What a lead has heard of an update that they wrote: that it is in, or nothing."""

    project: str
    headline: str
    is_in: bool


@dataclass
class People:
    """Who writes and decides, what they were told, and which messages (by their keys) they have deleted."""

    staged: Stage
    patience: float = 15.0  # seconds for which they press again
    told: list[Told] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)

    def write(self, lead: Person, key: str, headline: str, *, twice: bool = False) -> bool:
        """A lead posts an update, by two presses at once if need be, and presses again while it does not work; whether
        they heard that it is in."""
        is_in = self._opened(lead, f"/sprint-update {key}") and self._pressed(lead, headline, twice=twice)
        with suppress(NotThere):
            lead.closes(everything=True)
        self.told.append(Told(key, headline, is_in))
        return is_in

    def _opened(self, lead: Person, command: str) -> bool:
        with suppress(NotThere):
            lead.closes(everything=True)
        return _tried(lambda: lead.types(command, in_channel=self.staged.notes).ok and bool(lead.modal), self.patience)

    def _pressed(self, lead: Person, headline: str, *, twice: bool) -> bool:
        lead.fills({"Headline": headline, "What happened": BODY})

        def presses() -> bool:
            with ThreadPoolExecutor(2) as hands:
                results = [hands.submit(lead.submits) for _ in range(1 + twice)]
            return any(result.exception() is None and result.result().closed for result in results)

        return _tried(presses, self.patience)

    def open_home(self, person: Person) -> None:
        """Somebody opens their Home, until they see something."""
        _tried(lambda: person.opens_home().ok and bool(person.home), self.patience)

    def decide(self, label: str) -> bool:
        """The editor presses a button of the newest draft, where there is one; whether it was there."""
        card = self._card_with(label)
        if card is None:
            return False
        with suppress(NotThere):
            self.staged.editor.clicks(label, message=card)
        return True

    def publish(self) -> None:
        """The editor approves and publishes, and does not rest until the card says that it is done."""
        until = time.monotonic() + STUBBORN_SECONDS
        while not self._sees("It is published."):
            if not self.decide("Approve edition 7") and not self.decide("Publish edition 7"):
                self._asks_for_the_draft()
            if time.monotonic() > until:
                seen = "\n".join(map(str, self.staged.editor.messages(self.staged.review)))
                raise NotThere(f"the edition is not published:\n{seen}\n{self.staged.bot.log()[-3000:]}")
            for _ in range(5):
                self.staged.clock.waits_a_little()

    def _sees(self, words: str) -> bool:
        return any(words in message for message in self.staged.editor.messages(self.staged.review))

    def _asks_for_the_draft(self) -> None:
        """Where no card is to be seen: what the command answers has the buttons, too."""
        with suppress(NotThere):
            self.staged.editor.types("/sprint-notes draft", in_channel=self.staged.review)

    def _card_with(self, label: str) -> Message | None:
        with suppress(NotThere):
            seen = self.staged.editor.messages(self.staged.review)
            return next((one for one in reversed(seen) if label in str(one.blocks)), None)
        return None


def _tried(act: Callable[[], bool], seconds: float) -> bool:
    """Whether something has worked, tried again and again for so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(NotThere):
            if act():
                return True
        time.sleep(AGAIN_SECONDS)
    return False
