"""A message of a channel, as it goes into an update."""

from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackApiError

from domain.text.normal_form import joined
from domain.text.rich_text import Inline, Link, Mention, MentionKind, Paragraph, Quote, RichText, Text
from handlers import rich_text
from handlers.call import Call
from rendering.slack.kit.blocks import unescape


def added_text(call: Call) -> RichText:
    """The message as a quote, with who said it and, where the app is in that channel, its address."""
    message = call.payload["message"]
    source, quoted = Paragraph(tuple(_source(call))), said(message)
    return joined((Quote(quoted), source) if quoted else (source,))


def said(message: dict[str, Any]) -> RichText:
    """The words of a message."""
    typed = [block for block in message.get("blocks") or () if block.get("type") == "rich_text"]
    if not typed and message.get("text"):
        return (Paragraph((Text(unescape(str(message["text"]))),)),)
    return joined(block for one in typed for block in rich_text.read(one))


def _source(call: Call) -> Iterator[Inline]:
    writer = call.payload["message"].get("user")
    if writer:
        yield Mention(MentionKind.USER, str(writer))
    address = _address(call)
    if address:
        yield Text(", " if writer else "")
        yield Link(address, "in Slack")


def _address(call: Call) -> str:
    try:
        found = call.client.chat_getPermalink(
            channel=call.payload["channel"]["id"], message_ts=call.payload["message"]["ts"]
        )
    except (SlackApiError, OSError):
        return ""
    return str(found["permalink"])
