"""What people see of a page and of Slack's blocks."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from domain.text.rich_text import RichText
from rendering.slack.kit.messages import as_blocks, pack, pieces

Json = dict[str, Any]
Message = list[Json]


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.events: list[tuple[str, ...]] = []
        self.words = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.events.append((tag, *sorted(f"{name}={value}" for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.events.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.events.append(("comment", data))

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.events and self.events[-1][0] == "words":
            data = self.events.pop()[1] + data
        self.events.append(("words", data))

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in tags]


def messages(text: RichText) -> list[Message]:
    return [as_blocks(message) for message in pack(pieces(text))]


def inlines_of(block: Json) -> Iterator[Json]:
    """The typed leaves of a block in reading order."""
    if block["type"] == "image":
        yield {"type": "text", "text": block["alt_text"]}
    for row in block.get("rows", ()):
        for cell in row:
            yield from inlines_of(cell)
    for element in block.get("elements", ()):
        if element["type"].startswith("rich_text_"):
            yield from inlines_of(element)
        else:
            yield element


def shown(messages: list[Message]) -> str:
    return "".join(
        map(shown_inline, (inline for message in messages for block in message for inline in inlines_of(block)))
    )


def shown_inline(inline: Json) -> str:
    match inline["type"]:
        case "text":
            return str(inline["text"])
        case "link":
            return str(inline.get("text", inline["url"]))
        case "user":
            return f"<@{inline['user_id']}>"
        case "channel":
            return f"<#{inline['channel_id']}>"
        case "emoji":
            tone = f"::skin-tone-{inline['skin_tone']}" if "skin_tone" in inline else ""
            return f":{inline['name']}{tone}:"
    raise AssertionError(f"an unexpected leaf: {inline}")
