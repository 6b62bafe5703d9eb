"""A message of a channel, as it goes into an update or into the news."""

from collections.abc import Iterator

from slack_sdk.errors import SlackApiError

from domain.added import AddedMessage
from domain.text.normal_form import joined, normalise
from domain.text.rich_text import (
    Block,
    Heading,
    Image,
    Inline,
    Link,
    Mention,
    MentionKind,
    Paragraph,
    Quote,
    RichText,
    Text,
)
from domain.update_fields import PictureRow
from handlers.call import Call, Json
from handlers.message import LeftOut, said
from rendering.slack.kit.inputs import MOST_PICTURES_ADDED, can_be_kept


def added(call: Call) -> AddedMessage:
    """The message, with who said it and, where the app is in that channel, its address; its pictures."""
    words, pictures, left_out = content(call.message)
    source = normalise([Paragraph(tuple(_source(call)))])
    return AddedMessage(words=joined((*quoted(words), *source)), pictures=pictures, left_out=left_out)


def quoted(words: RichText) -> RichText:
    """The words as a quote; as they are where a quote in Slack's form would take their lists and the like apart."""
    return normalise([Quote(words)]) if all(isinstance(block, Paragraph | Heading) for block in words) else words


def content(message: Json) -> tuple[RichText, tuple[PictureRow, ...], tuple[str, ...]]:
    """A message's words, its pictures, and the names of what cannot come along. A picture that the form has no room
    for is a link among the words."""
    words: list[Block] = []
    pictures: list[PictureRow] = []
    left_out: list[str] = []
    for part in said(message):
        if isinstance(part, LeftOut):
            left_out.append(part.what)
        elif not isinstance(part, Image):
            words.append(part)
        elif len(pictures) < MOST_PICTURES_ADDED and can_be_kept(part.file or part.url):
            pictures.append(PictureRow(file=part.file, url="" if part.file else part.url, alt=part.alt))
        else:
            words += normalise([Paragraph((Link(part.url, part.alt or "Picture"),))])
    return joined(words), tuple(pictures), tuple(dict.fromkeys(left_out))


def _source(call: Call) -> Iterator[Inline]:
    writer = list(_writer(call.message))
    yield from writer
    address = _address(call)
    if address:
        yield Text(", " if writer else "")
        yield Link(address, "in Slack")


def _writer(message: Json) -> Iterator[Inline]:
    """Whoever said it; an app may go by a name of its own."""
    name = message.get("username") or (message.get("bot_profile") or {}).get("name")
    if name:
        yield Text(str(name))
    elif message.get("user"):
        yield Mention(MentionKind.USER, str(message["user"]))


def _address(call: Call) -> str:
    try:
        found = call.client.chat_getPermalink(channel=call.channel_of_message, message_ts=call.message["ts"])
    except (SlackApiError, OSError):
        return ""
    return str(found["permalink"])
