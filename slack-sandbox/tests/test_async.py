"""A bot on Bolt's AsyncApp holds the same conversation, over aiohttp's socket and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sandbox_support.async_bots import AsyncBot, OverHttp, OverSocket
from sandbox_support.conformance_async_bot import register
from sandbox_support.conversation_script import every_surface_once
from slack_bolt.async_app import AsyncAck, AsyncSay
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel


@pytest.fixture(params=[OverSocket, OverHttp])
def bot(request: pytest.FixtureRequest, slack: LocalSlack) -> Iterator[AsyncBot]:
    made = AsyncBot(slack, request.param)
    yield made
    made.stop()


def test_an_async_bot_holds_the_conversation(slack: LocalSlack, bot: AsyncBot, ada: Person, channel: Channel) -> None:
    register(bot.app)
    bot.serves()
    every_surface_once(slack, ada, channel)


def test_an_async_bot_says_something(slack: LocalSlack, bot: AsyncBot, ada: Person, channel: Channel) -> None:
    @bot.app.command("/say")
    async def says(ack: AsyncAck, say: AsyncSay) -> None:
        await ack()
        await say("Said by AsyncSay")

    bot.serves()
    assert ada.types("/say", in_channel=channel).ok
    assert not ada.sees("Said by AsyncSay", channel).is_ephemeral
