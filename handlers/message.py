"""Everything that a message of Slack's says, in whatever shape it says it, as a text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.english import quoted
from domain.text import markdown
from domain.text.addresses import is_web_address
from domain.text.normal_form import normalise
from domain.text.rich_text import (
    BOLD,
    PLAIN,
    Block,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Paragraph,
    RichText,
    Table,
    Text,
)
from domain.text.rich_text_walk import each_inlines, map_inlines
from handlers import mrkdwn
from rendering.slack.kit.blocks import unescape
from rendering.slack.kit.inputs import PICTURE_TYPES
from rendering.slack.kit.rich_text_read import read

Json = Mapping[str, Any]
HEADING_LEVEL = 3
# where a block says something, in the order in which Slack shows it
_SAYS = ("title", "subtitle", "text", "caption", "body", "description", "fields", "hero_image", "image", "child_blocks")
_HOLDS = ("elements", "accessory", "actions", "blocks")
_NOT_SHOWN = ("tombstone", "hidden_by_limit")
_OF_A_PREVIEW = ("from_url", "original_url")
_OF_A_MESSAGE = ("is_msg_unfurl", "is_share")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that cannot come along, by a name that people know it by."""

    what: str


Part = Block | LeftOut


def said(message: Json) -> Iterator[Part]:
    """What a message says, its files last. ``text`` stands for blocks that say nothing themselves."""
    shown = list(_each(message.get("blocks")))
    if message.get("text") and all(isinstance(part, LeftOut) for part in shown):
        yield from _words(str(message["text"]))
    yield from shown
    for attachment in message.get("attachments") or ():
        yield from _attachment(attachment)
    yield from map(_file, message.get("files") or ())


def _each(blocks: Iterable[Json] | None) -> Iterator[Part]:
    for block in blocks or ():
        yield from _block(block)


def _block(block: Json) -> Iterator[Part]:
    """What a block, or something in one, says."""
    match block.get("type"):
        case "rich_text":
            yield from read(block)
        case "mrkdwn":
            yield from _words(str(block["text"]))
        case "plain_text":
            yield from _plain(block)
        case "markdown":
            yield from markdown.parse(str(block["text"]))
        case "header":
            yield from normalise(Heading(HEADING_LEVEL, line) for line in each_inlines(_plain(block["text"])))
        case "context":
            yield from _in_a_row(block.get("elements") or ())
        case "image":
            yield from _picture(block)
        case "video":
            yield from _video(block)
        case "table" | "data_table":
            yield from _table(block)
        case "data_visualization":
            yield LeftOut(_named("chart", _name(block)))
        case "divider" | "file":  # a file stands among the message's files, too
            return
        case _:
            yield from _whatever(block)


def _whatever(block: Json) -> Iterator[Part]:
    """A block of words and other blocks, or a control; one of a kind that says nothing we know is named."""
    inner = [part for key in (*_SAYS, *_HOLDS) for part in _inner(block.get(key))]
    if block.get("url"):
        yield from normalise([Paragraph((Link(str(block["url"]), _name(block) or str(block["url"])),))])
    elif inner and not block.get("action_id"):
        yield from inner
    else:
        kind = str(block.get("type") or "part")
        yield LeftOut(_named("menu" if kind.endswith("_select") else kind.replace("_", " "), _name(block)))


def _inner(value: Any) -> Iterator[Part]:
    if isinstance(value, str):
        yield from _words(value)
    elif isinstance(value, Mapping):
        yield from _block(value)
    elif isinstance(value, list):
        yield from _each(value)


def _words(text: str) -> Iterator[Block]:
    """Mrkdwn; its bare addresses are links, as they are in Slack."""
    yield from map_inlines(read(mrkdwn.rich_text(text)), markdown.link_bare_addresses)


def _plain(block: Json) -> RichText:
    """Plain words, in which an app may have switched emoji off."""
    if block.get("emoji", True):
        return read(mrkdwn.plain_text(str(block["text"])))
    return normalise([Paragraph((Text(unescape(str(block["text"]))),))])


def _name(thing: Json) -> str:
    """The words on a block or a control, else where to write into it."""
    for key in ("text", "title", "placeholder", "alt_text"):
        value = thing.get(key)
        words = value.get("text") if isinstance(value, Mapping) else value
        if words:
            return " ".join(str(words).split())
    return ""


def _named(kind: str, name: str) -> str:
    article = "an" if kind[:1] in "aeiou" else "a"
    return f"the {kind} {quoted(name)}" if name else f"{article} {kind}"


def _in_a_row(elements: Iterable[Json]) -> Iterator[Part]:
    """Small print; a small picture in it is its description, with a link to it."""
    row: list[Inline] = []
    for element in elements:
        made = [_as_link(element)] if element.get("type") == "image" else list(_block(element))
        yield from (part for part in made if isinstance(part, LeftOut))
        for inlines in each_inlines(tuple(part for part in made if not isinstance(part, LeftOut))):
            row += [Text(" ") if row else Text(""), *inlines]
    yield from normalise([Paragraph(tuple(row))])


def _as_link(image: Json) -> Block:
    url, alt = str(image.get("image_url") or ""), str(image.get("alt_text") or "")
    return Paragraph((Link(url, alt or url) if url else Text(alt),))


def _picture(image: Json) -> Iterator[Part]:
    """A picture, its title above it where that says more than its description."""
    title, alt = image.get("title"), str(image.get("alt_text") or "")
    if title and title.get("text") != alt:
        yield from _block(title)
    file = image.get("slack_file") or {}
    yield from normalise([Image(alt, str(image.get("image_url") or file.get("url") or ""), str(file.get("id") or ""))])


def _video(video: Json) -> Iterator[Part]:
    """A link to it, and what is said about it."""
    title = _name({**video, "text": None})
    yield from normalise([Paragraph((Link(str(video.get("title_url") or video["video_url"]), title),))])
    for key in ("author_name", "description"):
        yield from _inner(video.get(key))


def _table(table: Json) -> Iterator[Block]:
    yield from _inner_words(table.get("caption"))
    rows = tuple(tuple(map(_cell, row)) for row in table.get("rows") or ())
    sides = tuple(str((side or {}).get("align") or "") for side in table.get("column_settings") or ())
    yield from normalise([Table(rows, sides)])


def _inner_words(value: Any) -> Iterator[Block]:
    return (part for part in _inner(value) if not isinstance(part, LeftOut))


def _cell(cell: Json) -> Inlines:
    """A cell: a rich text, or characters that stand for themselves."""
    if cell.get("type") != "rich_text":
        return (Text(str(cell.get("text", cell.get("value", "")))),)
    lines = list(each_inlines(read(cell)))
    return tuple(inline for place, line in enumerate(lines) for inline in ((Text(" "), *line) if place else line))


def _attachment(attachment: Json) -> Iterator[Part]:
    """What hangs below a message. The preview of a link is nothing that its writer said: they wrote the link."""
    if any(map(attachment.get, _OF_A_PREVIEW)) and not any(map(attachment.get, _OF_A_MESSAGE)):
        return
    inner = [*_each(attachment.get("blocks")), *_quoted_message(attachment)]
    shown = inner or [*_of_fields(attachment)]
    yield from shown or _inner(attachment.get("fallback"))
    yield from map(_file, attachment.get("files") or ())


def _quoted_message(attachment: Json) -> Iterator[Part]:
    """The blocks of a message that was passed on."""
    for quoted_part in attachment.get("message_blocks") or ():
        yield from _each((quoted_part.get("message") or {}).get("blocks"))


def _of_fields(attachment: Json) -> Iterator[Part]:
    """An attachment of the kind before there were blocks."""
    yield from _inner(attachment.get("pretext"))
    yield from _linked(attachment.get("author_name"), attachment.get("author_link"))
    yield from _linked(attachment.get("title"), attachment.get("title_link"), bold=True)
    yield from _inner(attachment.get("text"))
    for field in attachment.get("fields") or ():
        yield from _linked(field.get("title"), None, bold=True)
        yield from _inner(field.get("value"))
    for key in ("image_url", "thumb_url"):
        yield from normalise([Image("", str(attachment.get(key) or ""))])
    yield from _inner(attachment.get("footer"))
    yield from _inner(attachment.get("actions"))


def _linked(words: Any, address: Any, *, bold: bool = False) -> Iterator[Block]:
    named = unescape(str(words or address or ""))
    if address:
        yield from normalise([Paragraph((Link(unescape(str(address)), named),))])
    else:
        yield from normalise([Paragraph((Text(named, BOLD if bold else PLAIN),))])


def _file(file: Json) -> Part:
    """A picture as one, any other file as a link to it."""
    name = unescape(str(file.get("title") or file.get("name") or ""))
    address = str(file.get("permalink") or "")
    if file.get("mode") in _NOT_SHOWN or file.get("file_access", "visible") != "visible" or not file.get("id"):
        return LeftOut(_named("file", name))
    if file.get("filetype") in PICTURE_TYPES:
        return Image(str(file.get("alt_txt") or ""), address, str(file["id"]))
    return Paragraph((Link(address, name or address),)) if is_web_address(address) else LeftOut(_named("file", name))
