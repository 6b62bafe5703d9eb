"""The text tree as plain JSON values: the form in which it is stored and offered as open data."""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.text import rich_text
from domain.text.rich_text import PLAIN, STYLE_NAMES, Block, Inline, MentionKind, RichText, Style

Json = dict[str, Any]


def as_json(text: RichText) -> list[Json]:
    """The tree as plain JSON values, the form in which it is stored."""
    return [_block_json(block) for block in text]


def _block_json(block: Block) -> Json:
    match block:
        case rich_text.Paragraph(content):
            return {"type": "paragraph", "content": list(map(_inline_json, content))}
        case rich_text.Heading(level, content):
            return {"type": "heading", "level": level, "content": list(map(_inline_json, content))}
        case rich_text.List(items, ordered, start):
            extra: Json = {"ordered": True, "start": start} if ordered else {}
            return {"type": "list", **extra, "items": [as_json(item) for item in items]}
        case rich_text.Quote(content):
            return {"type": "quote", "content": as_json(content)}
        case rich_text.Code(text, language):
            return {"type": "code", "text": text} | ({"language": language} if language else {})
        case rich_text.Table(rows, align):
            cells = [[list(map(_inline_json, cell)) for cell in row] for row in rows]
            return {"type": "table", "rows": cells} | ({"align": list(align)} if any(align) else {})
        case rich_text.Image(alt, url, file):
            return {"type": "image", "alt": alt} | ({"url": url} if url else {}) | ({"file": file} if file else {})
        case rich_text.Rule():
            return {"type": "rule"}
        case rich_text.LeftOut(words):
            return {"type": "left out", "words": words}


def _inline_json(inline: Inline) -> Json:
    styles = [name for name in STYLE_NAMES if getattr(inline.style, name)]
    style: Json = {"style": styles} if styles else {}
    style |= {"lang": inline.style.language} if inline.style.language else {}
    match inline:
        case rich_text.Text(text):
            return {"type": "text", "text": text} | style
        case rich_text.Link(url, text):
            return {"type": "link", "url": url, "text": text} | style
        case rich_text.Mention(kind, identifier):
            named = {"name": inline.name} if inline.name else {}
            return {"type": "mention", "kind": kind.value, "id": identifier} | named | style
        case rich_text.Emoji(name, char):
            return {"type": "emoji", "name": name} | ({"char": char} if char else {}) | style


def from_json(blocks: Iterable[Mapping[str, Any]]) -> RichText:
    """The inverse of ``as_json``; the values are this program's own, so a wrong one is a ``KeyError``."""
    return tuple(map(_block_from_json, blocks))


def _block_from_json(raw: Mapping[str, Any]) -> Block:
    match raw["type"]:
        case "paragraph":
            return rich_text.Paragraph(tuple(map(_inline_from_json, raw["content"])))
        case "heading":
            return rich_text.Heading(raw["level"], tuple(map(_inline_from_json, raw["content"])))
        case "list":
            items = tuple(map(from_json, raw["items"]))
            return rich_text.List(items, ordered=raw.get("ordered", False), start=raw.get("start", 1))
        case "quote":
            return rich_text.Quote(from_json(raw["content"]))
        case "code":
            return rich_text.Code(raw["text"], raw.get("language", ""))
        case "table":
            rows = tuple(tuple(tuple(map(_inline_from_json, cell)) for cell in row) for row in raw["rows"])
            return rich_text.Table(rows, tuple(raw.get("align", ("",) * len(rows[0]))))
        case "image":
            return rich_text.Image(raw["alt"], raw.get("url", ""), raw.get("file", ""))
        case "rule":
            return rich_text.Rule()
        case "left out":
            return rich_text.LeftOut(raw["words"])
        case other:
            raise KeyError(f"no such block: {other}")


def _inline_from_json(raw: Mapping[str, Any]) -> Inline:
    style = PLAIN
    if "style" in raw or "lang" in raw:
        style = Style(**dict.fromkeys(raw.get("style", ()), True), language=raw.get("lang", ""))
    match raw["type"]:
        case "text":
            return rich_text.Text(raw["text"], style)
        case "link":
            return rich_text.Link(raw["url"], raw["text"], style)
        case "mention":
            return rich_text.Mention(MentionKind(raw["kind"]), raw["id"], style, raw.get("name", ""))
        case "emoji":
            return rich_text.Emoji(raw["name"], raw.get("char", ""), style)
        case other:
            raise KeyError(f"no such inline: {other}")
