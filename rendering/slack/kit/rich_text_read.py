"""Slack's rich text, as its editor makes it, into the text tree; and what nobody has touched in the editor."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from domain.text.emoji import SKIN_TONE, character
from domain.text.inline import plain
from domain.text.normal_form import joined, normalise
from domain.text.rich_text import (
    STYLE_NAMES,
    Block,
    Code,
    Emoji,
    Inline,
    Inlines,
    Link,
    List,
    Mention,
    MentionKind,
    Paragraph,
    Quote,
    RichText,
    Style,
    Text,
)
from rendering.slack.kit.rich_text import form_value

Json = Mapping[str, Any]
_WORDS = ("fallback", "text", "value", "name", "url", "team_id", "timestamp")  # of inlines that the tree has not


def read(rich_text: Json | None) -> RichText:
    """A ``rich_text`` block, such as the value of a ``rich_text_input``, as a text."""
    if not rich_text:
        return ()
    return joined(_blocks(rich_text.get("elements", ())))


def untouched(written: RichText, known: RichText) -> bool:
    """Whether a text that was read from a form says what the form was filled with. Slack's editor has no headings,
    tables and the like: it gives them back as words, and that is no change that its writer made."""
    return written == known or written == read(form_value(known))


def _blocks(elements: Iterable[Json]) -> Iterator[Block]:
    """Blocks in normal form."""
    waiting: list[Json] = []  # lists that follow each other may be one list with others inside
    for element in elements:
        if element["type"] == "rich_text_list":
            items = [item for item in map(_item, element["elements"]) if item]
            waiting += [{**element, "elements": items}] if items else []
            continue
        if made := normalise(_block(element)):  # an empty line does not part lists: none is shown between them
            yield from normalise(_lists(waiting))
            waiting = []
            yield from made
    yield from normalise(_lists(waiting))


def _block(element: Json) -> Iterator[Block]:
    inlines = _inlines(element.get("elements", ()))
    match element["type"]:
        case "rich_text_section":
            yield Paragraph(inlines)
        case "rich_text_quote":
            yield Quote(normalise([Paragraph(inlines)]))
        case "rich_text_preformatted":
            yield Code(plain(inlines), str(element.get("language") or ""))
        case _:  # a kind that Slack has added since: its words are kept
            yield Paragraph(inlines)


def _item(element: Json) -> RichText:
    return normalise([Paragraph(_inlines(element.get("elements", ())))])


def _lists(elements: list[Json]) -> Iterator[List]:
    """Slack's flat lists with indents as nested lists: what is indented more belongs to the item before."""
    while elements:
        indent = min(element.get("indent", 0) for element in elements)
        groups = _split(elements, indent)
        elements = []
        for own, deeper in groups:
            yield _list(own, deeper)


def _split(elements: list[Json], indent: int) -> list[tuple[Json | None, list[Json]]]:
    groups: list[tuple[Json | None, list[Json]]] = []
    for element in elements:
        if element.get("indent", 0) == indent:
            groups.append((element, []))
        elif groups:
            groups[-1][1].append(element)
        else:
            groups.append((None, [element]))
    return groups


def _list(own: Json | None, deeper: list[Json]) -> List:
    nested = tuple(_lists(deeper))
    if own is None:
        return List((nested,))
    *others, last = own["elements"]
    items = (*others, (*last, *nested))
    ordered = own.get("style") == "ordered"
    return List(items, ordered=ordered, start=own.get("offset", 0) + 1 if ordered else 1)


def _inlines(elements: Iterable[Json]) -> Inlines:
    return tuple(inline for element in elements for inline in _inline(element))


def _inline(element: Json) -> Inlines:
    if "elements" in element:
        return _inlines(element["elements"])
    return (_single(element),)


def _single(element: Json) -> Inline:
    style = Style(**{name: True for name in STYLE_NAMES if (element.get("style") or {}).get(name)}, language="")
    match element["type"]:
        case "text":
            return Text(element["text"], style)
        case "link":
            return Link(element["url"], element.get("text") or element["url"], style)
        case "user":
            return Mention(MentionKind.USER, element["user_id"], style)
        case "channel":
            return Mention(MentionKind.CHANNEL, element["channel_id"], style)
        case "usergroup":
            return Mention(MentionKind.USERGROUP, element["usergroup_id"], style)
        case "emoji":
            return _emoji(element, style)
        case "broadcast":  # it would page everybody wherever the text goes, so it stays words
            return Text(f"@{element['range']}", style)
        case _:
            return Text(next((str(element[key]) for key in _WORDS if element.get(key)), ""), style)


def _emoji(element: Json, style: Style) -> Emoji:
    tone = element.get("skin_tone")
    name = f"{element['name']}{SKIN_TONE}{tone}" if tone else str(element["name"])
    codes = str(element.get("unicode") or "").split("-")
    return Emoji(name, character(name) or "".join(chr(int(code, 16)) for code in codes if code), style)
