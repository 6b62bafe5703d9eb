"""A local Slack for each test, and real Bolt apps that talk to it both ways."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from sandbox_support.bots import HttpBot, SocketBot, new_app, part
from sandbox_support.listener import Listener
from slack_bolt import App
from slack_sandbox.core import ANSWER_VARIABLE
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient

os.environ.setdefault(ANSWER_VARIABLE, "30")  # a busy machine is no slow bot; a test of the 3 seconds says so


@pytest.fixture(autouse=True)
def _quiet_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    """slack_sdk warns of calls without text, which some tests make on purpose."""
    monkeypatch.setenv("SKIP_SLACK_SDK_WARNING", "1")


@pytest.fixture
def slack(request: pytest.FixtureRequest) -> Iterator[LocalSlack]:
    """A Slack whose pacing is off, so that tests are quick; parameters change it."""
    with LocalSlack(**{"rate_limits": False, **getattr(request, "param", {})}) as running:
        yield running


@pytest.fixture
def web(slack: LocalSlack) -> WebClient:
    """Slack's own client, which repeats nothing by itself."""
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def ada(slack: LocalSlack) -> Person:
    return slack.adds_person("Ada Lovelace")


@pytest.fixture
def channel(slack: LocalSlack, ada: Person) -> Channel:
    """A public channel with Ada and the bot in it."""
    return slack.adds_channel("notes", members=[ada], with_bot=True)


@pytest.fixture
def listener(slack: LocalSlack) -> Iterator[Listener]:
    """A request URL that keeps what it is sent."""
    listening = Listener()
    slack.sends_to(listening.url)
    yield listening
    listening.stop()


@pytest.fixture
def http_bots(slack: LocalSlack) -> Iterator[Callable[[App], object]]:
    """Serves a Bolt app over signed HTTP."""
    serving: list[HttpBot] = []

    def serve(app: App) -> None:
        serving.append(HttpBot(app))
        slack.sends_to(serving[-1].url)

    yield serve
    for bot in serving:
        bot.stop()


@pytest.fixture
def socket_bots(slack: LocalSlack) -> Iterator[Callable[[App], object]]:
    """Serves a Bolt app over Socket Mode."""
    serving: list[SocketBot] = []

    def serve(app: App) -> None:
        serving.append(SocketBot(app, slack))
        slack.waits_for_bot(connections=len(serving))

    yield serve
    part(slack, serving)


@pytest.fixture(params=["socket", "http"])
def serve(
    request: pytest.FixtureRequest, http_bots: Callable[[App], object], socket_bots: Callable[[App], object]
) -> Callable[[App], object]:
    """Serves a Bolt app, once each way."""
    return http_bots if request.param == "http" else socket_bots


@pytest.fixture
def app(slack: LocalSlack) -> App:
    """A Bolt app without listeners yet."""
    return new_app(slack)
