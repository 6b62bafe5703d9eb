"""What Slack and the worker that posts need of each other. ``storage`` and ``delivery`` provide it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.delivery import Delivery, Outcome
from domain.mentions import Called
from domain.person import Person


class Outbox(Protocol):
    """The delivery worker's side of the posts, over all workspaces."""

    def claim(self, lease: timedelta) -> Delivery | None:
        """Takes the next delivery that may go out now, for as long as ``lease``."""

    def settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        """Writes down what became of an attempt; False when somebody else has taken it over meanwhile."""

    def doubtful(self, lease: timedelta) -> list[Delivery]:
        """Takes the next delivery of unknown fate whose settling time is over, to be looked up, and all others that
        the same look-up serves."""

    def sweeping(self, lease: timedelta) -> list[Delivery]:
        """Takes a post that Slack has, but of which a copy may have landed late, and all others that the same look-up
        serves."""

    def swept(self, delivery: Delivery, outcome: Outcome) -> None:
        """Writes down what became of the look-up for copies."""

    def next_at(self) -> datetime | None:
        """The next moment after now at which there may be something to do, as far as is known."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class StaleHome:
    """A Home tab that shows what is not so any more: ``version`` is what it will show, ``drawn`` tells what it showed
    last, empty where nobody knows; ``tries`` counts the attempts since then, this one included."""

    workspace: str
    person: str
    version: int
    drawn: str = ""
    tries: int = 1


class StaleHomes(Protocol):
    """The delivery worker's side of the Home tabs, over all workspaces."""

    def claim(self, lease: timedelta) -> StaleHome | None:
        """Takes the stale Home that was opened last, for as long as ``lease``; None where Slack is to be left alone."""

    def shown(self, home: StaleHome, drawn: str) -> None:
        """Writes down that the Home shows what ``drawn`` tells; it is stale again if more has changed."""

    def failed(self, home: StaleHome, again_after: timedelta) -> None:
        """Writes down that the Home could not be shown, and when to try again."""

    def app_refused(self, home: StaleHome, error: str) -> None:
        """Writes down that Slack refuses the app in that workspace."""

    def held_back(self, home: StaleHome, wait: timedelta) -> None:
        """Writes down that Slack takes no Home of this workspace for so long."""

    def next_at(self) -> datetime | None:
        """The next moment after now at which a Home may have to be shown, as far as is known."""

    def now(self) -> datetime: ...


class Directory(Protocol):
    """Slack's word on who somebody is, and on what channels and user groups are called."""

    def look_up(self, workspace: str, person_id: str) -> Person | None:
        """The person as of now; None where Slack cannot be asked about them at present."""

    def channel(self, workspace: str, channel_id: str) -> Called | None:
        """The channel as of now, without a name where Slack tells us of none; None where Slack cannot be asked."""

    def groups(self, workspace: str) -> list[Called] | None:
        """Every user group as of now, none where we may not know them; None where Slack cannot be asked."""


class Permalinks(Protocol):
    """The web addresses of messages."""

    def of(self, workspace: str, channel: str, ts: str) -> str:
        """The address of a message; empty where Slack cannot tell it at present."""
