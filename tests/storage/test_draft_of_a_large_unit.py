"""The draft of 100 projects of 6,000 characters: complete, at Slack's pace, and changed only where it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.draft import office
from bench.large_unit import PROJECTS

pytestmark = pytest.mark.xdist_group("large unit")


def test_it_is_posted_at_slack_s_pace_and_an_edit_changes_its_item_and_the_card(tmp_path: Path) -> None:
    with office(tmp_path) as ours:
        clock = ours.slack.sandbox.clock
        began = clock.offset
        ours.drafts()
        posted = ours.posts()
        assert {call.method for call in posted} == {"chat.postMessage"}
        assert all(call.ok for call in posted)  # none is refused for coming too soon
        assert len(posted) == PROJECTS + 2  # the card, the welcome, and a message for each item
        assert clock.offset - began < 1.1 * len(posted)  # seconds by which the clock had to be moved

        before = {message.ts: message.blocks for message in ours.slack.messages(ours.review)}
        ours.edits(PROJECTS // 2)
        changes = ours.posts()
        after = {message.ts: message.blocks for message in ours.slack.messages(ours.review)}
        assert [call.method for call in changes] == ["chat.update", "chat.update"]
        assert after.keys() == before.keys()
        card, item = (ts for ts in before if after[ts] != before[ts])
        assert card == posted[0].answer["ts"]
        assert "It was a good day." in str(after[item])

        ours.drafts()
        assert ours.posts() == []
