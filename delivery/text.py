"""The text of a message as Slack takes it: all of it in a post, less where a message is changed."""

import re
from collections.abc import Mapping

from domain.delivery import Act, Payload
from domain.english import beginning

MOST: Mapping[Act, int] = {Act.POST: 40_000, Act.UPDATE: 4_000}  # characters (contract: postMessage, update)
ROOM = 100  # characters for what is said after a cut
REST = "… the rest is in the message"
_HALF_OF_MARKUP = re.compile(r"(&[a-z]*|<[^>]*)\Z")


def fitting(payload: Payload, act: Act) -> Payload:
    """The payload, its text cut at a sentence where Slack would refuse or cut it; its blocks say it all."""
    text, most = str(payload.get("text", "")), MOST[act]
    return payload if len(text) <= most else {**payload, "text": _cut(text, most - ROOM)}


def _cut(text: str, most: int) -> str:
    return f"{_HALF_OF_MARKUP.sub('', beginning(text[:most])).rstrip()} {REST}"
