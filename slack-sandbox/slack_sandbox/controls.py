"""The way from Python to the control API: asking, and the clock that everybody in a story shares."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Self, TypeVar

import httpx2

from slack_sandbox.things import NotThere
from slack_sandbox.tls import authorities

T = TypeVar("T")
LOOK_SECONDS = 0.05  # between two looks at what somebody waits for
WAIT_SECONDS = 60.0  # until somebody gives up, unless told: so long only what hangs takes, however busy the machine
ABOUT = ("bot_token", "app_token", "signing_secret", "client_id", "client_secret", "bot_user", "team_id")


class SlackClock:
    """The workspace's clock. With `haste` it moves on by so many seconds at each look of somebody who waits."""

    def __init__(self, controls: Controls) -> None:
        self._controls = controls
        self.haste = 0.0

    @property
    def now(self) -> datetime:
        """What it shows, in UTC."""
        return datetime.fromtimestamp(self.timestamp, UTC)

    @property
    def timestamp(self) -> float:
        """What it shows, in seconds since 1970."""
        return float(self._controls.asks("about")["now"])

    def advance(self, seconds: float) -> datetime:
        """Moves it forward."""
        moved = self._controls.asks("moves_clock", seconds=seconds)
        return datetime.fromtimestamp(moved["now"], UTC)

    def moves_to(self, moment: datetime) -> datetime:
        """Moves it forward to a moment."""
        return self.advance(moment.timestamp() - self.timestamp)

    def waits_a_little(self) -> None:
        """Lets time pass until the next look."""
        time.sleep(LOOK_SECONDS)
        if self.haste:
            self.advance(self.haste)

    def waits_for(self, look: Callable[[], T | None], within: float, complaint: Callable[[], str]) -> T:
        """Looks until there is something, and returns it; raises `NotThere` after so many seconds of real time."""
        until = time.monotonic() + within
        while (found := look()) is None:
            if time.monotonic() > until:
                raise NotThere(complaint())
            self.waits_a_little()
        return found


class Controls:
    """A running local Slack, by its address (http://127.0.0.1:PORT): its tokens, its clock and its verbs."""

    bot_token: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    bot_user: str
    team_id: str

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self.api_url = f"{self.base_url}/api/"
        self.clock = SlackClock(self)
        self._http = httpx2.Client(
            base_url=self.base_url, timeout=2 * WAIT_SECONDS, trust_env=False, verify=authorities()
        )

    def connect(self) -> Self:
        """Learns the tokens; for a Slack that was not started here."""
        about = self.asks("about")
        for name in ABOUT:
            setattr(self, name, about[name])
        return self

    def close(self) -> None:
        """Closes this client."""
        self._http.close()

    def asks(self, verb: str, **arguments: Any) -> Any:
        """Uses a verb of the control API."""
        answer = self._http.post(f"/control/{verb}", json=arguments)
        if answer.status_code in (400, 404):
            raise NotThere(answer.json()["error"])
        answer.raise_for_status()
        return answer.json()
