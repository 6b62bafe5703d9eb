"""Who somebody is, in Slack's words: their clock, whether they are here, whether they may be disturbed; and what the
channels and the user groups are called."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from typing import TypeVar

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from delivery.slack import retry_after
from domain.mentions import Called
from domain.person import Person
from domain.ports import Clock
from domain.refusals import is_of_a_feature
from domain.slack_person import person_from
from domain.text.rich_text import MentionKind

MOST_A_MINUTE = 45  # of 50: dnd.info is of tier 3, and other replicas may ask too (contract: Methods)
A_MINUTE = 60.0  # seconds
AFTER_A_FAULT = 10.0  # seconds without asking about that person, twice as long after each more
LONGEST_REST = 600.0  # seconds
FAULTS_OF_ALL = 3  # so many people in a row: it is not they, it is Slack
CLOCKS_MAY_DIFFER = timedelta(minutes=1)  # ours and Slack’s
USERS_INFO, DND_INFO = "users.info", "dnd.info"
CONVERSATIONS_INFO, USERGROUPS_LIST = "conversations.info", "usergroups.list"
ALL = ""  # methods
GONE = {"user_not_found", "user_not_visible"}
NOT_OURS = {"channel_not_found", "missing_scope"}  # a channel that we are not to know of
NO_GROUPS = {"missing_scope", "plan_upgrade_required", "paid_teams_only"}  # the scope is one that may be refused
UNREADABLE = (OSError, HTTPException, LookupError, AttributeError, TypeError, ValueError, OverflowError)  # or broken

Told = TypeVar("Told")

log = structlog.get_logger("people")


class SlackDirectory:
    """Asks Slack, and not more often than it may. ``client_for`` gives a workspace's client, without retries."""

    def __init__(
        self, client_for: Callable[[str], WebClient], clock: Clock, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._client_for = client_for
        self._clock = clock
        self._monotonic = monotonic
        self._asked: dict[str, deque[float]] = {}
        self._free_at: dict[tuple[str, str], float] = {}  # of a method, of somebody, or of all in a workspace
        self._faults: dict[tuple[str, str], int] = {}
        self._in_a_row: dict[str, int] = {}

    def look_up(self, workspace: str, person_id: str) -> Person | None:
        """The person as of now; None where Slack cannot be asked about them at present."""
        return self._told(workspace, USERS_INFO, person_id, lambda client: self._person(client, workspace, person_id))

    def channel(self, workspace: str, channel_id: str) -> Called | None:
        """The channel as of now, without a name where Slack tells us of none; None where Slack cannot be asked."""
        return self._told(workspace, CONVERSATIONS_INFO, channel_id, lambda client: self._channel(client, channel_id))

    def groups(self, workspace: str) -> list[Called] | None:
        """Every user group as of now, none where we may not know them; None where Slack cannot be asked."""
        return self._told(workspace, USERGROUPS_LIST, USERGROUPS_LIST, self._groups)

    def _told(self, workspace: str, method: str, whom: str, ask: Callable[[WebClient], Told]) -> Told | None:
        """What Slack answers; None where it cannot be asked about them at present."""
        if not self._may_ask(workspace, method, whom):
            return None
        try:
            told = ask(self._client_for(workspace))
        except SlackApiError as error:
            if not self._rests(workspace, method, error):
                self._failed(workspace, whom, error)
            return None
        except UNREADABLE as error:
            self._failed(workspace, whom, error)
            return None
        self._faults.pop((workspace, whom), None)
        self._in_a_row[workspace] = 0
        return told

    def _channel(self, client: WebClient, channel_id: str) -> Called:
        channel = Called(kind=MentionKind.CHANNEL, id=channel_id, asked_at=self._clock.now())
        try:
            told = client.conversations_info(channel=channel_id)["channel"]
        except SlackApiError as error:
            if error.response.get("error") in NOT_OURS:
                return channel
            raise
        is_public = told.get("is_channel") and not told.get("is_private")
        return replace(channel, name=str(told["name"])) if is_public else replace(channel, private=True)

    def _groups(self, client: WebClient) -> list[Called]:
        now = self._clock.now()
        try:
            told = client.usergroups_list(include_disabled=True)["usergroups"]
        except SlackApiError as error:
            if error.response.get("error") in NO_GROUPS:
                return []
            raise
        return [
            Called(kind=MentionKind.USERGROUP, id=str(one["id"]), name=str(one["name"]), asked_at=now) for one in told
        ]

    def _person(self, client: WebClient, workspace: str, person_id: str) -> Person:
        now = self._clock.now()
        try:
            user = client.users_info(user=person_id)["user"]
        except SlackApiError as error:
            if error.response.get("error") in GONE:
                return Person(id=person_id, active=False, asked_at=now)
            raise
        person = replace(person_from(user, workspace), asked_at=now)
        ends = (self._quiet_until(client, workspace, person_id) if person.active else None, person.quiet_until)
        return replace(person, quiet_until=max((end for end in ends if end), default=None))

    def _quiet_until(self, client: WebClient, workspace: str, person_id: str) -> datetime | None:
        """The end of the do-not-disturb that is on now, as far as that is known: nothing else depends on it."""
        if self._monotonic() < self._free_at.get((workspace, DND_INFO), 0.0):
            return None
        try:
            return _undisturbed_until(client, person_id, self._clock.now())
        except SlackApiError as error:
            self._rests(workspace, DND_INFO, error)
            fault: Exception = error
        except UNREADABLE as error:
            fault = error
        log.warning("quiet hours unknown", person=person_id, error=str(fault))
        return None

    def _rests(self, workspace: str, method: str, error: SlackApiError) -> bool:
        """Leaves one method alone for as long as Slack wants, or for a while where it refuses that to everybody; False
        where that is not what it says."""
        wait = retry_after(error)
        if wait is None and is_of_a_feature(str(error.response.get("error")), method):
            log.warning("one feature rests", method=method, error=str(error))
            wait = timedelta(seconds=LONGEST_REST)
        if wait is not None:
            self._free_at[workspace, method] = self._monotonic() + wait.total_seconds()
        return wait is not None

    def _may_ask(self, workspace: str, method: str, whom: str) -> bool:
        now = self._monotonic()
        asked = self._asked.setdefault(workspace, deque())
        while asked and now - asked[0] >= A_MINUTE:
            asked.popleft()
        free_at = max(self._free_at.get((workspace, of), 0.0) for of in (ALL, method, whom))
        if len(asked) >= MOST_A_MINUTE or now < free_at:
            return False
        asked.append(now)
        return True

    def _failed(self, workspace: str, whom: str, error: Exception) -> None:
        """Leaves one of them alone for a while, and Slack as a whole where it fails for everybody."""
        log.warning("not looked up", whom=whom, error=str(error))
        times = self._faults[workspace, whom] = self._faults.get((workspace, whom), 0) + 1
        self._in_a_row[workspace] = self._in_a_row.get(workspace, 0) + 1
        now = self._monotonic()
        self._free_at[workspace, whom] = now + min(AFTER_A_FAULT * 2 ** (times - 1), LONGEST_REST)
        if self._in_a_row[workspace] >= FAULTS_OF_ALL:
            self._in_a_row[workspace] = 0
            self._free_at[workspace, ALL] = now + AFTER_A_FAULT


def _undisturbed_until(client: WebClient, person_id: str, now: datetime) -> datetime | None:
    told = client.dnd_info(user=person_id)
    if told.get("snooze_enabled") and told.get("snooze_endtime"):
        return datetime.fromtimestamp(int(told["snooze_endtime"]), UTC)
    starts, ends = int(told.get("next_dnd_start_ts") or 0), int(told.get("next_dnd_end_ts") or 0)
    begun = starts <= (now + CLOCKS_MAY_DIFFER).timestamp() and ends > now.timestamp()
    return datetime.fromtimestamp(ends, UTC) if told.get("dnd_enabled") and begun else None
