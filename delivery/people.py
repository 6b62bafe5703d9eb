"""Who somebody is, in Slack's words: their clock, whether they are here, whether they may be disturbed."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPException

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from delivery.slack import retry_after
from domain.person import Person
from domain.ports import Clock
from domain.slack_person import person_from

MOST_A_MINUTE = 45  # of 50: dnd.info is of tier 3, and other replicas may ask too (contract: Methods)
A_MINUTE = 60.0  # seconds
AFTER_A_FAULT = 10.0  # seconds without asking about that person, twice as long after each more
LONGEST_REST = 600.0  # seconds
FAULTS_OF_ALL = 3  # so many people in a row: it is not they, it is Slack
CLOCKS_MAY_DIFFER = timedelta(minutes=1)  # ours and Slack’s
USERS_INFO, DND_INFO = "users.info", "dnd.info"
GONE = {"user_not_found", "user_not_visible"}
UNREADABLE = (OSError, HTTPException, LookupError, AttributeError, TypeError, ValueError, OverflowError)  # or broken

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
        self._free_at: dict[tuple[str, str], float] = {}  # of a method, or of a person, in a workspace
        self._faults: dict[tuple[str, str], int] = {}
        self._in_a_row: dict[str, int] = {}

    def look_up(self, workspace: str, person_id: str) -> Person | None:
        """The person as of now; None where Slack cannot be asked about them at present."""
        if not self._may_ask(workspace, person_id):
            return None
        try:
            person = self._asked_of(self._client_for(workspace), workspace, person_id)
        except SlackApiError as error:
            if not self._rests(workspace, USERS_INFO, error):
                self._failed(workspace, person_id, error)
            return None
        except UNREADABLE as error:
            self._failed(workspace, person_id, error)
            return None
        self._faults.pop((workspace, person_id), None)
        self._in_a_row[workspace] = 0
        return person

    def _asked_of(self, client: WebClient, workspace: str, person_id: str) -> Person:
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
        """Leaves one method alone for as long as Slack wants; False where that is not what it says."""
        wait = retry_after(error)
        if wait is not None:
            self._free_at[workspace, method] = self._monotonic() + wait.total_seconds()
        return wait is not None

    def _may_ask(self, workspace: str, person_id: str) -> bool:
        now = self._monotonic()
        asked = self._asked.setdefault(workspace, deque())
        while asked and now - asked[0] >= A_MINUTE:
            asked.popleft()
        free_at = max(self._free_at.get((workspace, of), 0.0) for of in (USERS_INFO, person_id))
        if len(asked) >= MOST_A_MINUTE or now < free_at:
            return False
        asked.append(now)
        return True

    def _failed(self, workspace: str, person_id: str, error: Exception) -> None:
        """Leaves one person alone for a while, and Slack as a whole where it fails for everybody."""
        log.warning("not looked up", person=person_id, error=str(error))
        times = self._faults[workspace, person_id] = self._faults.get((workspace, person_id), 0) + 1
        self._in_a_row[workspace] = self._in_a_row.get(workspace, 0) + 1
        now = self._monotonic()
        self._free_at[workspace, person_id] = now + min(AFTER_A_FAULT * 2 ** (times - 1), LONGEST_REST)
        if self._in_a_row[workspace] >= FAULTS_OF_ALL:
            self._in_a_row[workspace] = 0
            self._free_at[workspace, USERS_INFO] = now + AFTER_A_FAULT


def _undisturbed_until(client: WebClient, person_id: str, now: datetime) -> datetime | None:
    told = client.dnd_info(user=person_id)
    if told.get("snooze_enabled") and told.get("snooze_endtime"):
        return datetime.fromtimestamp(int(told["snooze_endtime"]), UTC)
    starts, ends = int(told.get("next_dnd_start_ts") or 0), int(told.get("next_dnd_end_ts") or 0)
    begun = starts <= (now + CLOCKS_MAY_DIFFER).timestamp() and ends > now.timestamp()
    return datetime.fromtimestamp(ends, UTC) if told.get("dnd_enabled") and begun else None
