"""HTML blocks as the tokens that Markdown has for the same thing, so that one reader reads both."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import unescape
from textwrap import dedent

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from domain.text.html import BLOCKS, CONTAINERS, GROUPS, HIDDEN, TAG, TITLES, attributes, language, name_of
from domain.text.html_languages import Languages

_MARKUP = re.compile(
    r"\\."
    r"|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    rf"|{HIDDEN}|<pre\b[^>]*>(?P<code>.*?)(?:</pre\s*>|\Z)|(?P<tag>{TAG})",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(TAG)
_LINES = frozenset(("td", "th", *(f"h{level}" for level in range(1, 7))))  # in these stand inlines and no blocks
_CLOSES = {"li": ("li",), "tr": ("td", "th", "tr"), "td": ("td", "th"), "th": ("td", "th")}
_PARENTS = {"li": ("ul", "ol"), "tr": ("table",), "td": ("tr",), "th": ("tr",)}
_CELLS = ("td", "th")
_WITHIN = {"li": ("ul", "ol"), "tr": ("table",), "td": ("table",), "th": ("table",)}
_CHILD = {"ul": "li", "ol": "li", "table": "tr", "tr": "td"}
_MARKDOWN = ""  # among the open elements: a list, say, that was opened in Markdown
_BREAK = "<br>"
_CAPTION = "caption"


def html_rule(state: StateCore) -> None:
    """A core rule of markdown-it that comes after its blocks."""
    if any(token.type == "html_block" or _has_blocks(token) for token in state.tokens):
        state.tokens = _Tokens(state).read(state.tokens)


def _has_blocks(token: Token) -> bool:
    """Whether it is a paragraph's inside with tags in it that make blocks."""
    if token.type != "inline" or "<" not in token.content:
        return False
    return any(found["code"] or name_of(found["tag"] or "") in BLOCKS for found in _MARKUP.finditer(token.content))


class _Tokens:
    """Tokens in the making. Elements close as in a browser: with what they stand in, or where the next one begins."""

    def __init__(self, state: StateCore) -> None:
        self.state = state
        self.made: list[Token] = []
        self.open: list[str] = []
        self.words = ""  # Markdown of the paragraph or line that is being read
        self.skipped = 0  # blocks of Markdown that are open inside a line
        self.inside: Counter[str] = Counter()  # elements that are open inside a line
        self.languages = Languages()

    def read(self, tokens: Iterable[Token]) -> list[Token]:
        """All the tokens, balanced."""
        rest = iter(tokens)
        for token in rest:
            inline = next(rest) if token.type == "paragraph_open" else None
            if token.type == "html_block":
                self._html(token.content)
            elif inline and _has_blocks(inline):
                self._html(inline.content)
                next(rest)
            else:
                self._markdown([token, inline] if inline else [token])
        self._close_to(0)
        self._flush()
        return self.made

    def _markdown(self, tokens: Sequence[Token]) -> None:
        self._make_room(tokens[0].tag)
        self.languages.end_paragraph()
        for token in tokens:
            if token.nesting == -1 and not self.skipped:
                self._close_to(len(self.open) - self.open[::-1].index(_MARKDOWN))
                self.open.pop()
            if self._in_line() and (token.nesting != -1 or self.skipped):
                self.skipped += token.nesting
                if token.tag:
                    self._part(token.tag, closing=token.nesting == -1)
                self.words += token.content if token.type in ("inline", "fence", "code_block") else ""
                continue
            if token.type == "inline":
                token.content = self.languages.said_in(token.content)
            self.made.append(token)
            self.open += [_MARKDOWN] if token.nesting == 1 else []

    def _html(self, source: str) -> None:
        done = 0
        for found in _MARKUP.finditer(source):
            name = name_of(found["tag"] or "")
            if name not in BLOCKS and found["code"] is None:
                continue
            self.words += source[done : found.start()]
            done = found.end()
            if found["code"] is not None:
                self._code(found["code"])
            elif name in GROUPS:
                continue
            elif found[0].startswith("</"):
                self._close(name)
            else:
                self._open(name, found[0])
        self.words += source[done:]
        self._flush()

    def _in_line(self) -> bool:
        return bool(self.open) and self.open[-1] in _LINES

    def _make_room(self, name: str = "") -> None:
        """Opens what a block must stand in: words in a list stand in an item."""
        self._flush()
        if name == "table" and self.open[-1:] == [name]:  # it begins in a table, and in none of its cells
            self._close_to(len(self.open) - 1)
        child = _CHILD.get(self.open[-1]) if self.open else None
        if child and self.open[-1] not in _PARENTS.get(name, ()):
            self._open(child)
            self._make_room(name)

    def _open(self, name: str, source: str = "") -> None:
        if self._in_line() and not self._ends_line(name):
            self._open_inside(name, source)
            return
        self._flush()
        if name == _CAPTION and self.open[-1:] == ["table"]:
            return
        while self.open and self.open[-1] in _CLOSES.get(name, ()):
            self._close_to(len(self.open) - 1)
        parents = _PARENTS.get(name)
        if parents and (not self.open or self.open[-1] not in parents):
            self._open(parents[0])
        elif not parents:
            self._make_room(name)
        self._opened(name, source)

    def _ends_line(self, name: str) -> bool:
        """Whether an element that begins ends the line: a cell does where a cell or row follows in the same table."""
        return self.open[-1] in _CELLS and name in ("tr", *_CELLS) and not self.inside["table"]

    def _open_inside(self, name: str, source: str) -> None:
        """Opens in a line what cannot stand there: its words go below each other, those of cells beside each other."""
        self.inside[name] += 1
        self._part(name)
        self.words += "• " if name == "li" else ""
        self.words += source if language(source) else ""

    def _close_inside(self, name: str) -> None:
        self.inside[name] -= 1
        self.words += f"</{name}>" if f"<{name} " in self.words else ""
        self._part(name, closing=True)

    def _opened(self, name: str, source: str) -> None:
        if name == "hr":
            self.made.append(Token("hr", "hr", 0))
            return
        self.languages.open(name, source)
        if name in TITLES:
            self.words = "<b>"
        elif name in CONTAINERS:
            token = Token(f"{CONTAINERS[name]}_open", name, 1)
            known = attributes(source)
            token.attrs |= {"start": known["start"]} if known.get("start", "").isdecimal() else {}
            token.attrs |= {"style": f"text-align:{known['align']}"} if name == "th" and "align" in known else {}
            self.made.append(token)
            self.open.append(name)

    def _close(self, name: str) -> None:
        if name in TITLES and not self._in_line():
            self.words += "</b>"
        if name == _CAPTION and self.open[-1:] == ["table"]:
            self._caption()
        if self._in_line() and any(self.inside[one] > 0 for one in _WITHIN.get(name, (name,))):
            self._close_inside(name)
            return
        within = self.open[len(self.open) - self.open[::-1].index(_MARKDOWN) :] if _MARKDOWN in self.open else self.open
        if name in within:
            self._close_to(len(self.open) - 1 - within[::-1].index(name))
        elif self._in_line():
            self._break_line()
        else:
            self._flush()
            self.languages.close(name)

    def _caption(self) -> None:
        """A table's caption, as a paragraph before it."""
        start = max(place for place, token in enumerate(self.made) if token.type == "table_open")
        table, self.made = self.made[start:], self.made[:start]
        self._paragraph()
        self.made += table

    def _close_to(self, depth: int) -> None:
        """Closes the innermost elements, until so many are open."""
        while len(self.open) > depth:
            if self._in_line():
                self._inline()
                self.skipped = 0
                self.inside.clear()
            else:
                before = len(self.open)
                self._flush()
                if self._in_line() or len(self.open) != before:
                    continue
            name = self.open.pop()
            self.languages.close(name)
            self.made.append(Token(f"{CONTAINERS[name]}_close", name, -1))

    def _flush(self) -> None:
        """The words so far as a paragraph; those of a line wait for its end."""
        if self._in_line() or not self.words.strip():
            return
        words, self.words = self.words, ""
        if words.startswith("\n"):
            self._lines(words)
            return
        self._make_room()
        self.words = words
        if not self._in_line():
            self._paragraph()

    def _lines(self, words: str) -> None:
        """Words on lines of their own may be a list or a table, though CommonMark reads no Markdown between tags."""
        tokens: list[Token] = []
        self.state.md.block.parse(dedent(words), self.state.md, self.state.env, tokens)
        for token in tokens:
            if token.type in ("html_block", "code_block"):  # no tags of blocks, and set in for their sake
                self._make_room()
                self.words = token.content
                self._flush()
            else:
                self._markdown([token])

    def _paragraph(self) -> None:
        self.made.append(Token("paragraph_open", "p", 1))
        self._inline()
        self.made.append(Token("paragraph_close", "p", -1))

    def _inline(self) -> None:
        words = self.words.removesuffix(_BREAK).strip(" \t\n")
        token = Token("inline", "", 0, content=self.languages.said_in(words), children=[])
        self.made.append(token)
        self.words = ""

    def _part(self, name: str, *, closing: bool = False) -> None:
        if name not in _CELLS:
            self._break_line()
        elif not closing and self.words.strip() and not self.words.endswith(_BREAK):
            self.words += " | "

    def _break_line(self) -> None:
        if self.words.strip() and not self.words.endswith(_BREAK):
            self.words += _BREAK

    def _code(self, source: str) -> None:
        code = unescape(_TAG.sub("", source))
        self._make_room()
        if self._in_line():
            self.words += code
        else:
            self.made.append(Token("fence", "code", 0, content=code))
