"""The start waits for a Slack that stumbles; a token that it goes on refusing is the end where it is the only one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import Mock, patch

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot import introduction
from bot.introduction import REFUSED_SECONDS, Introduction, Step
from bot.settings import WrongSetting


def refusal(error: str, status: int = 200) -> SlackApiError:
    data = {"ok": False, "error": error}
    sent: dict[str, Any] = {"http_verb": "POST", "api_url": "auth.test", "req_args": {}, "headers": {}}
    return SlackApiError("", SlackResponse(client=None, data=data, status_code=status, **sent))  # type: ignore[no-untyped-call]


class Start:
    """A start in which Slack answers as it is told, a minute after a minute."""

    def __init__(self, *answers: Exception | None, needed: bool = True) -> None:
        self.answers = list(answers)
        self.minutes = 0
        self.ends: list[WrongSetting] = []
        self.done: list[str] = []
        steps = [Step("SLACK_BOT_TOKEN", self._meets), Step("SLACK_APP_TOKEN", lambda: self.done.append("socket"))]
        self._introduction = Introduction(steps, lambda: needed, self.ends.append, lambda: self.minutes * 60.0)

    def _meets(self) -> None:
        self.minutes += 1
        if not self.answers:
            self._introduction.stop()
            raise OSError("the story is over")
        if (answer := self.answers.pop(0)) is not None:
            raise answer
        self.done.append("met")

    def plays(self) -> list[str]:
        """What was logged until it came to its end."""
        log = Mock()
        with patch.object(introduction, "log", log):
            self._introduction.start()
            self._introduction.ends()
        return [call.args[0] for call in log.warning.call_args_list]


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(introduction, "FIRST_WAIT", 0.001)
    monkeypatch.setattr(introduction, "LONGEST_WAIT", 0.001)


STUMBLES: dict[str, Callable[[], Exception]] = {
    "Slack cannot be reached at SLACK_API_URL: no route.": lambda: OSError("no route"),
    "Slack cannot answer now: internal_error.": lambda: refusal("internal_error"),
    "Slack cannot answer now: ratelimited.": lambda: refusal("ratelimited", 429),
    "Slack cannot answer now: Received a page.": lambda: refusal("Received a page", 200),
    "Slack could not be met: KeyError.": lambda: KeyError("team_id"),
}


@pytest.mark.parametrize("said", STUMBLES)
def test_it_tries_again_with_a_sentence(said: str) -> None:
    start = Start(*[STUMBLES[said]() for _ in range(20)], None)
    logged = start.plays()
    assert logged == [f"{said} Trying again in 0 seconds."] * 20
    assert start.done == ["met", "socket"]
    assert start.ends == []


def test_a_token_that_is_refused_for_five_minutes_ends_it() -> None:
    assert REFUSED_SECONDS == 300
    start = Start(*[refusal("invalid_auth") for _ in range(10)])
    start.plays()
    assert [str(end) for end in start.ends] == ["Slack does not accept SLACK_BOT_TOKEN: invalid_auth."]
    assert start.minutes == 6
    assert start.done == []


def test_a_token_that_is_refused_for_a_while_does_not() -> None:
    start = Start(*[refusal("invalid_auth") for _ in range(5)], OSError(), *[refusal("invalid_auth")] * 5, None)
    start.plays()
    assert start.ends == []
    assert start.done == ["met", "socket"]


def test_with_other_workspaces_it_goes_on() -> None:
    start = Start(*[refusal("account_inactive") for _ in range(30)], None, needed=False)
    start.plays()
    assert start.ends == []
    assert start.done == ["met", "socket"]
