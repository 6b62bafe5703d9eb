"""What has changed from one text to the next, word by word. How the words were set does not count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz.distance import Postfix, Prefix

from domain.text import rich_text
from domain.text.inline import merge, plain
from domain.text.rich_text import BOLD, PLAIN, Block, Emoji, Inline, Inlines, Link, Mention, RichText, Style, Text

STRUCK = Style(strike=True)
_WORD = re.compile(r"(\s*)(\S+)")


@dataclass(frozen=True, slots=True)
class Difference:
    """Both texts in one: words that went are struck through, words that came are bold. Counted in words."""

    inlines: Inlines
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, mention or emoji without its style, and the white space before it."""

    space: str
    inline: Inline

    @property
    def counts(self) -> bool:
        """Whether a reader would call it a word: bullets and dashes are none."""
        return any(character.isalnum() for character in plain((self.inline,)))


def difference(before: RichText, after: RichText) -> Difference:
    """From ``before`` to ``after``."""
    old, new = list(_words(before)), list(_words(after))
    inlines: list[Inline] = []
    added = removed = 0
    for kind, i, j, k, m in _steps(old, new):
        if kind == "equal":
            inlines += _run(new[k:m], PLAIN, inlines)
            continue
        inlines += _run(old[i:j], STRUCK, inlines)
        inlines += _run(new[k:m], BOLD, inlines)
        removed += sum(word.counts for word in old[i:j])
        added += sum(word.counts for word in new[k:m])
    return Difference(merge(inlines), added, removed)


def _steps(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[tuple[str, int, int, int, int]]:
    """How to get from one to the other, as ``difflib`` says it: ``(kind, from and to in old, from and to in new)``. It
    compares numbers, and only what is between equal ends, for both are fast."""
    numbers: dict[Inline, int] = {}
    a, b = ([numbers.setdefault(word.inline, len(numbers)) for word in words] for words in (old, new))
    start = Prefix.similarity(a, b)
    end = Postfix.similarity(a[start:], b[start:])
    matcher = SequenceMatcher(None, a[start : len(a) - end], b[start : len(b) - end])
    yield "equal", 0, start, 0, start
    for kind, i, j, k, m in matcher.get_opcodes():
        yield kind, start + i, start + j, start + k, start + m
    yield "equal", len(a) - end, len(a), len(b) - end, len(b)


def _run(words: Sequence[_Word], style: Style, before: list[Inline]) -> Iterator[Inline]:
    """Words in one style; words that stand in different styles never stand together as one."""
    characters = " " if before and words and not words[0].space else ""
    for word in words:
        characters += word.space
        if isinstance(word.inline, Text):
            characters += word.inline.text
        elif isinstance(word.inline, Emoji) and style != PLAIN:  # Slack sets no emoji bold, but its characters
            characters += plain((word.inline,))
        else:
            yield Text(characters, style)
            yield replace(word.inline, style=style)
            characters = ""
    if characters:
        yield Text(characters, style)


def _words(text: RichText) -> Iterator[_Word]:
    space = ""
    for inline in _flat(text):
        if isinstance(inline, Mention | Emoji):
            yield _Word(space, replace(inline, style=PLAIN))
            space = ""
            continue
        for before, word in _WORD.findall(inline.text):
            yield _Word(space + before, Link(inline.url, word) if isinstance(inline, Link) else Text(word))
            space = ""
        space += inline.text[len(inline.text.rstrip()) :] if inline.text.strip() else inline.text


def _flat(text: RichText) -> Iterator[Inline]:
    """All inlines in reading order, a line break between paragraphs, items and rows."""
    for place, line in enumerate(line for block in text for line in _lines(block)):
        yield from (Text("\n"), *line) if place else line


def _lines(block: Block) -> Iterator[Inlines]:
    match block:
        case rich_text.Paragraph(content) | rich_text.Heading(content=content):
            yield content
        case rich_text.List(items, ordered, start):
            for number, item in enumerate(items, start):
                yield from _item(item, f"{number}. " if ordered else "• ")
        case rich_text.Quote(content):
            yield from (line for child in content for line in _lines(child))
        case rich_text.Code(text=code):
            yield (Text(code),)
        case rich_text.Table(rows):
            for row in rows:
                yield tuple(inline for n, cell in enumerate(row) for inline in ((Text(" | "),) * bool(n) + cell))
        case rich_text.Image(alt, url, file):
            yield (Text(f"Image: {' '.join(part for part in (alt, url, file) if part)}"),)
        case rich_text.Rule():
            yield (Text("———"),)
        case rich_text.LeftOut():
            return


def _item(item: RichText, mark: str) -> Iterator[Inlines]:
    lines = (line for child in item for line in _lines(child))
    for place, line in enumerate(lines):
        yield (Text(mark if not place else "  "), *line)
