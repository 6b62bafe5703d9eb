"""The text tree as Slack's rich text, whose inlines are typed: nobody's words can become markup."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any, cast

from domain.text import rich_text as tree
from domain.text.addresses import is_web_address
from domain.text.emoji import SKIN_TONE
from domain.text.inline import plain
from domain.text.rich_text import STYLE_NAMES, Block, Inline, Inlines, Link, List, MentionKind, RichText, Style, Text
from domain.text.rich_text_walk import visible
from rendering.slack.kit.blocks import given

Element = dict[str, Any]

LONGEST_ADDRESS = 3_000  # contract: types, of a button; a link is not documented
BLANK_LINE = "\n\n"  # between the paragraphs of a quote or a list item, which are one text to Slack
DEEPEST_INDENT = 8  # contract: slackblocks


def form_value(text: RichText) -> Element | None:
    """A text as the initial value of a ``rich_text_input``; nothing where readers see nothing of it."""
    made: list[Element] = []
    for block in visible(text):
        for element in elements(block, in_form=True):
            if made and element["type"] == made[-1]["type"] == "rich_text_section":
                made[-1]["elements"] += [{"type": "text", "text": BLANK_LINE}, *element["elements"]]
            elif not (made and _joined(made[-1], element)):
                made.append(element)
    return {"type": "rich_text", "elements": made} if made else None


def elements(block: Block, *, in_form: bool = False) -> Iterator[Element]:
    """The rich text elements of one block: one for each part that may stand in another message."""
    match block:
        case List():
            yield from _list(block, 0, in_form=in_form)
        case tree.Quote(content):
            made = (inlines(line, in_form=in_form) for line in _lines(content))
            yield from ({"type": "rich_text_quote", "elements": line} for line in made)
        case tree.Code(text):
            yield {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
        case _:
            yield from (section(line, in_form=in_form) for line in _lines((block,)))


def join(parts: Iterable[Element]) -> list[Element]:
    """Elements that stand beside each other, list items of one list put together again."""
    made: list[Element] = []
    for part in parts:
        if not (made and _joined(made[-1], part)):
            made.append({**part, "elements": list(part["elements"])})
    return made


def _joined(first: Element, second: Element) -> bool:
    if first["type"] != second["type"] or first["type"] not in ("rich_text_list", "rich_text_quote"):
        return False
    if first["type"] == "rich_text_quote":
        first["elements"] += [{"type": "text", "text": BLANK_LINE}, *second["elements"]]
        return True
    alike = all(first.get(key) == second.get(key) for key in ("style", "indent"))
    follows = second.get("offset", 0) == first.get("offset", 0) + len(first["elements"])
    if alike and (first["style"] == "bullet" or follows):
        first["elements"] += second["elements"]
        return True
    return False


def section(content: Inlines, *, in_form: bool = False) -> Element:
    """A paragraph."""
    return {"type": "rich_text_section", "elements": inlines(content, in_form=in_form)}


def inlines(content: Inlines, *, in_form: bool = False) -> list[Element]:
    """The inlines of a paragraph; user groups are mentioned ``in_form`` only, which pages nobody."""
    return [made for inline in content for made in _inline(inline, in_form=in_form)]


def _inline(inline: Inline, *, in_form: bool) -> Iterator[Element]:
    style = given(style={name: True for name in STYLE_NAMES if getattr(inline.style, name)})
    match inline:
        case Text(text):
            yield {"type": "text", "text": text} | style
        case Link(url, text) if is_web_address(url) and len(url) <= LONGEST_ADDRESS:
            yield {"type": "link", "url": url} | ({"text": text} if text != url else {}) | style
        case Link(url, text):
            yield {"type": "text", "text": text if text == url else f"{text} ({url})"} | style
        case tree.Mention(MentionKind.USER, person):
            yield {"type": "user", "user_id": person} | style
        case tree.Mention(MentionKind.CHANNEL, channel):
            yield {"type": "channel", "channel_id": channel} | style
        case tree.Mention(MentionKind.USERGROUP, group) if in_form:
            yield {"type": "usergroup", "usergroup_id": group} | style
        case tree.Mention():
            # a user group would be paged by whoever writes it
            yield {"type": "text", "text": plain((inline,))} | style
        case tree.Emoji(name):
            bare, _, tone = name.partition(SKIN_TONE)
            yield {"type": "emoji", "name": bare} | ({"skin_tone": int(tone)} if tone.isdecimal() else {})


def _list(block: List, indent: int, *, in_form: bool) -> Iterator[Element]:
    for place, item in enumerate(block.items):
        marked = False
        for is_nested, children in groupby(item, key=lambda child: isinstance(child, List)):
            if is_nested:
                for child in children:
                    yield from _list(cast(List, child), indent + 1, in_form=in_form)
            elif not marked:
                words = section(_joined_lines(children), in_form=in_form)
                yield _item(block, words, indent, offset=block.start - 1 + place)
            else:  # words after a nested list: Slack's list items cannot go on, so they stand below it
                yield section(_joined_lines(children), in_form=in_form)
            marked = True


def _item(block: List, words: Element, indent: int, offset: int) -> Element:
    made = {"type": "rich_text_list", "style": "ordered" if block.ordered else "bullet", "elements": [words]}
    return made | given(indent=min(indent, DEEPEST_INDENT), offset=block.ordered and offset)


def _joined_lines(blocks: Iterable[Block]) -> Inlines:
    """Blocks as the lines of one list item, which in Slack holds nothing but inlines."""
    made: list[Inline] = []
    previous: Block | None = None
    for block in blocks:
        both_paragraphs = isinstance(block, tree.Paragraph) and isinstance(previous, tree.Paragraph)
        for line in _lines((block,)):
            made += [Text(BLANK_LINE if both_paragraphs else "\n"), *line] if made else line
        previous = block
    return tuple(made)


def _lines(text: RichText) -> Iterator[Inlines]:
    """Blocks as paragraphs of inlines, for places where Slack allows no more."""
    for block in text:
        match block:
            case tree.Paragraph(content):
                yield content
            case tree.Heading(content=content):
                yield _bold(content)
            case List(items, ordered, start):
                for place, item in enumerate(items):
                    mark = Text(f"{start + place}. " if ordered else "• ")
                    yield (mark, *_joined_lines(item))
            case tree.Quote(content):
                yield from _lines(content)
            case tree.Code(text=code):
                yield (Text(code, Style(code=True)),)
            case tree.Table(rows):
                yield from map(_row, rows)
            case tree.Image():
                yield _picture(block)
            case tree.Rule():
                yield (Text("———"),)
            case tree.LeftOut():
                continue


def _row(cells: Iterable[Inlines]) -> Inlines:
    made: list[Inline] = []
    for cell in cells:
        made += [Text(" | "), *cell] if made else cell
    return tuple(made)


def _picture(image: tree.Image) -> Inlines:
    """A picture where Slack can show none: its description, with the way to it where that is known."""
    if not image.url:
        return (Text(f"Image: {image.alt}"),)
    return (Text("Image: "), Link(image.url, image.alt or image.url))


def _bold(content: Inlines) -> Inlines:
    return tuple(replace(inline, style=replace(inline.style, bold=True)) for inline in content)
