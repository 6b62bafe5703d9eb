"""The bot's process is killed at every post, before and after Slack has taken it: nothing is lost or there twice.

So it is for an app that is distributed outside the Marketplace and reads history once a minute, and where an
administrator lets the bot read no history: there an editor looks into the channel. An internal app is killed in
``tests/chaos``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
import yaml
from slack_sandbox.things import Channel, Message
from sqlalchemy import select

from bot.process import BotProcess
from storage.tables import deliveries
from tests.databases import Databases, opened
from tests.forked import ForkedBot
from tests.stage import MANIFEST, Stage, free_port, project, restarted, settings_of, stage

When = Literal["before", "after"]
Regime = Literal["distributed", "refused"]
ANSWERS = {"before": "No, post it", "after": "Yes, it is there"}  # what the editor sees in the channel
REGIMES = ("distributed", "refused")
LOOKED_UP = 24  # seconds after which what a killed worker had in hand is looked up: its lease, and Slack's settling
SCOPES = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
EDITION = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18", "intro": "Welcome to the harbour."}
UPDATES = [{"project": "ferry", "headline": "Boats are bookable", "body": "We tested with twelve people."}]
PARTS = 3  # the card, the front page, and the update


@contextmanager
def with_an_update(folder: Path, database: str, regime: Regime | None = None) -> Iterator[Stage]:
    """A stage whose edition has one update, and closes on 18 March at 5pm."""
    with stage(folder, database=database) as staged:
        staged.slack.configures(distributed=regime == "distributed")
        if regime == "refused":
            staged.slack.configures(scopes=[scope for scope in SCOPES if not scope.endswith(":history")])
        staged.imports(
            project("ferry", "Ferry Tickets", staged.ada),
            edition=EDITION,
            updates=UPDATES,
        )
        staged.sets_up()
        yield staged


def killed_at_each_post(staged: Stage, channel: Channel, when: When, times: int, regime: Regime) -> None:
    """Kills the bot at one post after the other. The first hold must be set already."""
    asked = len(questions(staged))
    for left in reversed(range(times)):
        staged.slack.waits_for_hold()
        assert "It is published." not in str(staged.slack.messages(staged.review))
        staged.bot.kill()
        staged.slack.releases()
        if left:  # what was killed before it took effect is posted again first
            staged.slack.holds("chat.postMessage", when=when, nth=2 if when == "before" else 1, channel=channel)
        restarted(staged)
        staged.clock.advance(LOOKED_UP)
        if regime == "refused":
            asked += 1
            staged.waits_for(lambda expected=asked: len(questions(staged)) == expected)
            staged.editor.clicks(ANSWERS[when], message=questions(staged)[-1])


def questions(staged: Stage) -> list[Message]:
    """What the editor was asked about messages that nobody could look up."""
    return [message for message in staged.editor.direct_messages() if "Was it posted?" in message]


def comes_to_rest(staged: Stage, channel: Channel, parts: int) -> list[str]:
    """The texts of a channel once all are there and nothing more comes."""
    staged.waits_for(lambda: len(staged.slack.messages(channel)) >= parts)
    staged.clock.advance(LOOKED_UP)
    staged.comes_to_rest()
    return [message.text for message in staged.slack.messages(channel)]


def meant(database: str, beginning: str) -> list[str]:
    """The texts of a group in the order of their places."""
    with opened(database) as engines, engines.reader.connect() as connection:
        group = deliveries.c.group.startswith(beginning)
        rows = connection.execute(select(deliveries.c.payload).where(group).order_by(deliveries.c.place))
        return [payload["text"] for payload in rows.scalars()]


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_killed_at_every_part_of_the_draft(databases: Databases, tmp_path: Path, when: When, regime: Regime) -> None:
    database = databases.migrated()
    with with_an_update(tmp_path, database, regime) as staged:
        staged.slack.holds("chat.postMessage", when=when, channel=staged.review)
        staged.moves_to(18, 17)
        killed_at_each_post(staged, staged.review, when, PARTS, regime)
        texts = comes_to_rest(staged, staged.review, 1 + PARTS)[1:]  # the first is about the set-up
        assert texts == meant(database, "draft ")
        assert len(texts) == PARTS
        assert texts[0].startswith("Draft: Sprint Notes #7")
        _first, top, *thread = staged.slack.messages(staged.review)
        if (regime, when) != (
            "refused",
            "after",
        ):  # where an editor says that the card is there, nobody knows its place
            assert {message.thread_ts for message in thread} == {top.ts}


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_while_publishing(databases: Databases, tmp_path: Path, when: When, regime: Regime) -> None:
    database = databases.migrated()
    with with_an_update(tmp_path, database, regime) as staged:
        staged.moves_to(18, 17)
        card = staged.draft(parts=PARTS - 1)
        staged.editor.clicks("Approve edition 7", message=card)
        staged.editor.sees("is approved", in_channel=staged.review)
        card = staged.draft("Approved, ready to publish.")
        staged.slack.holds("chat.postMessage", when=when, channel=staged.notes)
        staged.editor.clicks("Publish edition 7", message=card)
        killed_at_each_post(staged, staged.notes, when, 2, regime)  # the front page and the story
        staged.editor.sees("It is published.", in_channel=staged.review)
        wanted = meant(database, "edition ")
        texts = comes_to_rest(staged, staged.notes, len(wanted))
        told = [message for message in staged.slack.messages(staged.notes) if not message.is_ephemeral]
        assert [message.text for message in told] == wanted, texts
        staged.editor.sees("It is published.", in_channel=staged.review)
        staged.ada.sees("Thank you. Sprint Notes #7 is published")


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_two_replicas_do_everything_once(databases: Databases, tmp_path: Path) -> None:
    database = databases.migrated()
    with with_an_update(tmp_path, database) as staged, replica(staged, tmp_path, database):
        staged.slack.waits_for_bot(connections=2)
        staged.imports(
            project("ferry", "Ferry Tickets", staged.ada),
            project("repairs", "Lamp Repairs", staged.bola),
            project("signs", "Signs", staged.ada),
        )
        before = {lead.id: len(lead.direct_messages()) for lead in (staged.ada, staged.bola)}
        staged.moves_to(13, 10)
        staged.ada.sees("There is no update on Signs")
        staged.bola.sees("There is no update on Lamp Repairs")
        staged.comes_to_rest()
        for lead in (staged.ada, staged.bola):
            assert len(lead.direct_messages()) == before[lead.id] + 1
        staged.moves_to(18, 17)
        texts = comes_to_rest(staged, staged.review, 1 + PARTS)[1:]  # the first is about the set-up
        assert texts == meant(database, "draft ")


@contextmanager
def replica(staged: Stage, folder: Path, database: str) -> Iterator[BotProcess]:
    """Another process of the bot on the same database."""
    own = folder / "replica"
    own.mkdir()
    with free_port() as port:
        settings = settings_of(staged.slack, database, folder / "clock", port)
        with ForkedBot(settings, own) as bot:
            bot.waits_until_healthy(port)
            yield bot
