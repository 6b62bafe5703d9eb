"""Texts as the checks read them: as lines, sentences and pictures."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from domain.remembered import remembered
from domain.text.inline import plain
from domain.text.rich_text import Block, Heading, Image, Inline, Inlines, Link, List, Mention, Quote, RichText, Table
from domain.text.rich_text_walk import inlines_of, innermost, mention_names
from domain.text.spaces import with_plain_spaces

REMEMBERED = 1_024  # passages at most: those of a few large editions
CONTEXT = 40  # characters to either side of what was found
# Here and in the checks a pattern begins with a set of characters where it can, for Python finds those soonest.
_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<=\n)|[”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9]))")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|vs|Dr|Mr|Mrs|Ms|Prof|Rev|St|No|Cllr|[A-Z]))\.$")
_KINDS: Mapping[type[Block], str] = {Heading: "heading", Quote: "quote", Table: "cell"}
_WORD = re.compile("[a-z]+")
_CAPITAL = re.compile(r"[A-Z][^\W\d_]*")
_QUOTED = re.compile(r"“[^”]*”|(?<!\w)‘(?:[^’]|’(?=\w))*’|\"[^\"]*\"")


@dataclass(frozen=True)
class Line:
    """A paragraph, heading or cell, or one in a list item or a quotation; ``kind`` says which."""

    inlines: Inlines
    kind: str = "paragraph"
    begins_item: bool = False  # of a list that is in no other

    @cached_property
    def text(self) -> str:
        """Its characters as people read them: every space is one."""
        return with_plain_spaces(plain(self.inlines))

    @cached_property
    def links(self) -> list[Link]:
        """The links in it, with their words as they stand in ``text``."""
        return [_with_plain_spaces(inline) for inline in self.inlines if isinstance(inline, Link)]

    @cached_property
    def small(self) -> str:
        """Its text in small letters."""
        return self.text.lower()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words in small letters, without their order: what a check looks for is mostly not among them."""
        return small_words(self.text)

    @cached_property
    def capitals(self) -> list[tuple[str, int]]:
        """The words that begin with a capital letter, and where they stand."""
        return [(match[0], match.start()) for match in _CAPITAL.finditer(self.text)]

    @cached_property
    def sentences(self) -> tuple[tuple[str, int], ...]:
        """Its sentences, and where each begins."""
        return tuple(_sentences(self.text))

    def sentence_at(self, place: int) -> str:
        """The sentence that stands at a place."""
        return next((sentence for sentence, start in reversed(self.sentences) if start <= place), "")

    @cached_property
    def ends_in_link(self) -> bool:
        """Whether its last words are a link."""
        return isinstance(self.inlines[-1], Link) if self.inlines else False

    def is_literal(self, place: int) -> bool:
        """Whether code, an address or a mention stands there: those are what they are."""
        return any(start <= place < end for start, end in self._literal)

    def is_in_link(self, place: int) -> bool:
        """Whether the words there lead somewhere."""
        return any(start <= place < end for inline, start, end in self._spans if isinstance(inline, Link))

    @cached_property
    def _literal(self) -> list[tuple[int, int]]:
        return [(start, end) for inline, start, end in self._spans if _is_literal(inline)]

    @cached_property
    def _spans(self) -> list[tuple[Inline, int, int]]:
        """Each inline, and where it begins and ends."""
        ends = list(accumulate(len(plain((inline,))) for inline in self.inlines))
        return list(zip(self.inlines, [0, *ends], ends, strict=False))


@dataclass(frozen=True, eq=False)
class Passage:
    """A text as the checks read it: its lines in reading order, and its pictures. An equal text is the same passage,
    so that what was noticed in it can be remembered. What most of its lines have not is soonest looked for in all of
    them at once: a check asks for the lines that may be of interest, and reads those alone."""

    lines: tuple[Line, ...]
    images: tuple[Image, ...]

    @cached_property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The words that begin with a capital letter, without their order."""
        return frozenset(_CAPITAL.findall(self.text))

    @cached_property
    def has_mentions(self) -> bool:
        """Whether it mentions anybody: equal texts may differ in the names of those."""
        return any(Mention in map(type, line.inlines) for line in self.lines)

    @cached_property
    def linked(self) -> list[Line]:
        """The lines with links."""
        return [line for line in self.lines if Link in map(type, line.inlines)]

    def has_word(self, word: str) -> bool:
        """Whether a word that is given in small letters stands in it, or more than one of what it names."""
        return word in self._by_word or f"{word}s" in self._by_word

    def with_words(self, words: frozenset[str]) -> list[Line]:
        """The lines that have one of these words, written in small letters or not."""
        there = 0
        for word in words & self._by_word.keys():
            there |= self._by_word[word]
        return [line for number, line in enumerate(self.lines) if there >> number & 1] if there else []

    def with_capitals(self, words: frozenset[str]) -> list[Line]:
        """The lines that may have one of these words, which begin with a capital letter."""
        there = words & self.capitals
        return self._numbered({at for word in there for at, line in enumerate(self.lines) if word in line.text})

    def matching(self, pattern: re.Pattern[str]) -> list[Line]:
        """The lines that may match a pattern. What it asks of neighbouring characters it must be content to have from a
        line break, as at the end of a text."""
        return self._numbered({bisect(self._starts, match.start()) - 1 for match in pattern.finditer(self.text)})

    def _numbered(self, numbers: set[int]) -> list[Line]:
        return [self.lines[number] for number in sorted(numbers)]

    @cached_property
    def _by_word(self) -> dict[str, int]:
        """For each word in small letters a number, in which the bit of each line that has it is set."""
        numbers: dict[str, int] = {}
        for number, line in enumerate(self.lines):
            for word in _WORD.findall(line.text.lower()):
                numbers[word] = numbers.get(word, 0) | 1 << number
        return numbers

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins in ``text``."""
        return list(accumulate((len(line.text) + 1 for line in self.lines), initial=0))


def passage(text: RichText) -> Passage:
    """The text as the checks read it."""
    read = _passage(text, ())
    return _passage(text, mention_names(text)) if read.has_mentions else read


@remembered(REMEMBERED)
def _passage(text: RichText, _names: tuple[str, ...]) -> Passage:
    return Passage(tuple(_lines(text)), tuple(block for block in innermost(text) if isinstance(block, Image)))


def _is_literal(inline: Inline) -> bool:
    return inline.style.code or isinstance(inline, Mention) or _is_address(inline)


def _is_address(inline: Inline) -> bool:
    return isinstance(inline, Link) and ("://" in inline.text or "@" in inline.text or inline.text.startswith("www."))


def small_words(text: str) -> frozenset[str]:
    """The words of a text in small letters, without their order."""
    return frozenset(_WORD.findall(text.lower()))


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether any of these stand in a text: most lines have none, and this tells soonest."""
    return any(word in text for word in words)


def _with_plain_spaces(link: Link) -> Link:
    text = with_plain_spaces(link.text)
    return link if text == link.text else replace(link, text=text)


def is_quoted(text: str, at: int) -> bool:
    """Whether a place stands between quotation marks: what somebody said is theirs."""
    return any(start < at < end for start, end in _quotations(text))


@remembered(16 * REMEMBERED)
def _quotations(text: str) -> list[tuple[int, int]]:
    has_any = "“" in text or "‘" in text or '"' in text  # most texts have none, and this tells soonest
    return [match.span() for match in _QUOTED.finditer(text)] if has_any else []


def around(text: str, found: str, at: int) -> str:
    """What was found with some words to either side."""
    start, end = whole_words(text, max(0, at - CONTEXT), min(len(text), at + len(found) + CONTEXT))
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The two places moved outwards to where words begin and end."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _sentences(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _NO_END.search(text[start : match.start() + 1]):
            continue
        yield text[start : match.end()].strip(), start
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip(), start


def _lines(text: RichText) -> Iterator[Line]:
    for block in text:
        if isinstance(block, List):
            for item in block.items:
                for number, inlines in enumerate(_inlines(item)):
                    yield Line(inlines, "item", begins_item=not number)
        else:
            kind = _KINDS.get(type(block), "paragraph")
            yield from (Line(inlines, kind) for inlines in _inlines((block,)))


def _inlines(text: RichText) -> Iterator[Inlines]:
    words = (inner for inner in innermost(text) if not isinstance(inner, Image))
    return (inlines for inner in words for inlines in inlines_of(inner))
