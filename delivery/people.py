"""Who somebody is, in Slack's words: their clock, whether they are here, whether they may be disturbed."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.person import Person
from domain.ports import Clock
from domain.slack_person import person_from

MOST_A_MINUTE = 45  # of 50: dnd.info is of tier 3, and other replicas may ask too (contract: Methods)
A_MINUTE = 60.0  # seconds
AFTER_A_FAULT = 10.0  # seconds without asking
CLOCKS_MAY_DIFFER = timedelta(minutes=1)  # ours and Slack’s
GONE = {"user_not_found", "user_not_visible"}

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
        self._free_at: dict[str, float] = {}

    def look_up(self, workspace: str, person_id: str) -> Person | None:
        """The person as of now; None where Slack cannot be asked at present."""
        if not self._may_ask(workspace):
            return None
        client = self._client_for(workspace)
        try:
            return self._asked_of(client, workspace, person_id)
        except SlackApiError as error:
            if error.response.get("error") in GONE:
                return Person(id=person_id, active=False, asked_at=self._clock.now())
            self._rest(workspace, _wait(error))
            log.warning("not looked up", person=person_id, error=error.response.get("error"))
        except OSError as error:
            self._rest(workspace, AFTER_A_FAULT)
            log.warning("not looked up", person=person_id, error=str(error))
        return None

    def _asked_of(self, client: WebClient, workspace: str, person_id: str) -> Person:
        user = client.users_info(user=person_id)["user"]
        now = self._clock.now()
        person = replace(person_from(user, workspace), asked_at=now)
        ends = (_undisturbed_until(client, person_id, now) if person.active else None, person.quiet_until)
        return replace(person, quiet_until=max((end for end in ends if end), default=None))

    def _may_ask(self, workspace: str) -> bool:
        now = self._monotonic()
        asked = self._asked.setdefault(workspace, deque())
        while asked and now - asked[0] >= A_MINUTE:
            asked.popleft()
        if len(asked) >= MOST_A_MINUTE or now < self._free_at.get(workspace, 0.0):
            return False
        asked.append(now)
        return True

    def _rest(self, workspace: str, seconds: float) -> None:
        self._free_at[workspace] = self._monotonic() + seconds


def _wait(error: SlackApiError) -> float:
    """How long to leave Slack alone, in seconds."""
    if error.response.status_code != 429:
        return AFTER_A_FAULT
    return float(error.response.headers.get("Retry-After", error.response.headers.get("retry-after", 1)))


def _undisturbed_until(client: WebClient, person_id: str, now: datetime) -> datetime | None:
    """The end of the do-not-disturb that is on now. Without the permission to ask there is none."""
    try:
        told = client.dnd_info(user=person_id)
    except SlackApiError as error:
        if error.response.get("error") != "missing_scope":
            raise
        return None
    if told.get("snooze_enabled") and told.get("snooze_endtime"):
        return datetime.fromtimestamp(int(told["snooze_endtime"]), UTC)
    starts, ends = int(told.get("next_dnd_start_ts") or 0), int(told.get("next_dnd_end_ts") or 0)
    begun = starts <= (now + CLOCKS_MAY_DIFFER).timestamp() and ends > now.timestamp()
    return datetime.fromtimestamp(ends, UTC) if told.get("dnd_enabled") and begun else None
