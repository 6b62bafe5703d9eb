"""Tags of HTML that are opened in one block and closed in a later one: they go through all the blocks between, as in a
browser, so that a link around a heading is the heading's link."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def is_closing(tag: Token) -> bool:
    """Whether a tag closes an element."""
    return tag.content.startswith("</")


def across_rule(state: StateCore) -> None:
    """A core rule of markdown-it that comes after its inlines."""
    lines = [token.children for token in state.tokens if token.type == "inline" and token.children]
    for opening, first, closing, last in list(_pairs(lines)):
        start, end = _place(opening, lines[first]) + 1, _place(closing, lines[last])
        inside = chain(lines[first][start:], *lines[first + 1 : last], lines[last][:end])
        has_words = any(token.type in ("text", "code_inline") and token.content.strip() for token in inside)
        opening.meta["goes_on"] = True
        for line in lines[first + 1 : last]:
            line.insert(0, opening)
        lines[last].insert(0, opening.copy(meta=opening.meta | {"goes_on": has_words}))


def _pairs(lines: Sequence[list[Token]]) -> Iterator[tuple[Token, int, Token, int]]:
    """Opening tags with the places of their lines, and those that close them in another; of each name one at a time."""
    waiting: dict[str, tuple[Token, int]] = {}
    for place, line in enumerate(lines):
        opened: dict[str, list[Token]] = defaultdict(list)
        for tag in line:
            if tag.type != "tag":
                continue
            if not is_closing(tag):
                opened[tag.tag].append(tag)
            elif opened[tag.tag]:
                opened[tag.tag].pop()
            elif tag.tag in waiting:
                yield (*waiting.pop(tag.tag), tag, place)
        waiting |= {name: (tags[-1], place) for name, tags in opened.items() if tags}


def _place(tag: Token, line: Sequence[Token]) -> int:
    return next(place for place, token in enumerate(line) if token is tag)
