"""A message of a channel on its way into an update."""

from __future__ import annotations

from typing import Any

import pytest

from domain.text.rich_text_walk import plain_text
from handlers.updates.added import said

RICH = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Boats & <crew>"}]}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "from an app: 1 &lt; 2 &amp; 3"}, "from an app: 1 < 2 & 3"),
        ({"text": "x", "blocks": [{"type": "rich_text", "elements": [RICH]}]}, "Boats & <crew>"),
        ({"text": "only words", "blocks": [{"type": "divider"}]}, "only words"),
        ({"text": ""}, ""),
    ],
)
def test_its_words_are_those_that_people_read(message: dict[str, Any], words: str) -> None:
    assert plain_text(said(message)) == words
