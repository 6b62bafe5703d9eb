"""The bot is told to end: it answers who waits, hands back what it holds, and is gone within ten seconds."""

from __future__ import annotations

import json
import time

from tests.conversations.looking import rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage, restarted

AT_MOST = 10.0  # seconds; then a process is killed
BUSY = 4.0  # seconds that a busy machine takes for itself


@BOTH_MODES
def test_what_waits_for_slack_is_handed_back(ready: Stage) -> None:
    ready.slack.holds("chat.postMessage", when="after", channel=ready.review)
    ready.moves_to(18, 17)
    ready.slack.waits_for_hold()
    began = time.monotonic()
    ready.bot.stop()
    assert time.monotonic() - began < AT_MOST + BUSY
    assert ready.bot.ended_with == 0
    assert rows(ready, "select state from deliveries where key like 'card %'") == [("unknown",)]

    ready.slack.releases()
    restarted(ready)
    ready.draft(parts=1)
    ready.comes_to_rest()
    assert len([message for message in ready.slack.messages(ready.review) if "Draft: Sprint Notes #7" in message]) == 1


def test_every_line_of_the_log_says_of_what_it_is(ready: Stage) -> None:
    ready.posts(ready.ada, "/sprint-update ferry", "The ferry")
    ready.moves_to(18, 17)
    ready.editor.clicks("Approve edition 7", message=ready.draft())
    ready.editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    card = ready.draft("Published: Sprint Notes #7")
    ready.slack.fails("views.open", error="internal_error")
    ready.editor.clicks("Preview edition 7", message=card)
    [(edition,)] = rows(ready, "select id from editions where number = 7")
    lines = [json.loads(line) for line in ready.bot.log().splitlines() if line.startswith("{")]
    fault = next(line for line in lines if line["event"] == "fault")
    assert (fault["workspace"], fault["edition"]) == (ready.slack.team_id, edition)
    assert len(fault["request"]) == 26
    posted = next(line for line in lines if line.get("key", "").startswith(f"edition {edition}"))
    assert (posted["workspace"], posted["edition"]) == (ready.slack.team_id, edition)
