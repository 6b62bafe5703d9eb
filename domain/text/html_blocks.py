"""HTML blocks as the tokens that Markdown has for the same thing, so that one reader reads both."""

import re
from collections.abc import Iterable, Sequence
from html import unescape

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from domain.text.html import BLOCKS, CONTAINERS, GROUPS, HIDDEN, TAG, TITLES, attributes, name_of

_MARKUP = re.compile(
    r"\\."
    r"|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    rf"|{HIDDEN}|<pre\b[^>]*>(?P<code>.*?)</pre\s*>|(?P<tag>{TAG})",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(TAG)
_LINES = frozenset(("td", "th", *(f"h{level}" for level in range(1, 7))))  # in these stand inlines and no blocks
_CLOSES = {"li": ("li",), "tr": ("td", "th", "tr"), "td": ("td", "th"), "th": ("td", "th")}
_PARENTS = {"li": ("ul", "ol"), "tr": ("table",), "td": ("tr",), "th": ("tr",)}
_CHILD = {"ul": "li", "ol": "li", "table": "tr", "tr": "td"}
_MARKDOWN = ""  # among the open elements: a list, say, that was opened in Markdown
_BREAK = "<br>"
_CAPTION = "caption"


def html_rule(state: StateCore) -> None:
    """A core rule of markdown-it that comes after its blocks."""
    if any(token.type == "html_block" or _has_blocks(token) for token in state.tokens):
        state.tokens = _Tokens().read(state.tokens)


def _has_blocks(token: Token) -> bool:
    """Whether it is a paragraph's inside with tags in it that make blocks."""
    if token.type != "inline" or "<" not in token.content:
        return False
    return any(found["code"] or name_of(found["tag"] or "") in BLOCKS for found in _MARKUP.finditer(token.content))


class _Tokens:
    """Tokens in the making. Elements close as in a browser: with what they stand in, or where the next one begins."""

    def __init__(self) -> None:
        self.made: list[Token] = []
        self.open: list[str] = []
        self.words = ""  # Markdown of the paragraph or line that is being read
        self.skipped = 0  # blocks of Markdown that are open inside a line

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
        self._make_room()
        for token in tokens:
            if token.nesting == -1 and not self.skipped:
                self._close_to(len(self.open) - self.open[::-1].index(_MARKDOWN))
                self.open.pop()
            if self._in_line() and (token.nesting != -1 or self.skipped):
                self.skipped += token.nesting
                self._break_line()
                self.words += token.content if token.type in ("inline", "fence", "code_block") else ""
                continue
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
        child = _CHILD.get(self.open[-1]) if self.open else None
        if child and self.open[-1] not in _PARENTS.get(name, ()):
            self._open(child)
            self._make_room(name)

    def _open(self, name: str, source: str = "") -> None:
        if self._in_line() and name not in _CLOSES:
            self._break_line()
            return
        if self._in_line() and name == "li":
            self._break_line()
            self.words += "• "
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

    def _opened(self, name: str, source: str) -> None:
        if self._in_line() and name not in _LINES:
            self._break_line()
        elif name == "hr":
            self.made.append(Token("hr", "hr", 0))
        elif name in TITLES:
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
        within = self.open[len(self.open) - self.open[::-1].index(_MARKDOWN) :] if _MARKDOWN in self.open else self.open
        if name in within:
            self._close_to(len(self.open) - 1 - within[::-1].index(name))
        elif self._in_line():
            self._break_line()
        else:
            self._flush()

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
            else:
                self._flush()
                if self._in_line():
                    continue
            name = self.open.pop()
            self.made.append(Token(f"{CONTAINERS[name]}_close", name, -1))

    def _flush(self) -> None:
        """The words so far as a paragraph; those of a line wait for its end."""
        if self._in_line() or not self.words.strip():
            return
        words, self.words = self.words, ""
        self._make_room()
        self.words = words
        if not self._in_line():
            self._paragraph()

    def _paragraph(self) -> None:
        self.made.append(Token("paragraph_open", "p", 1))
        self._inline()
        self.made.append(Token("paragraph_close", "p", -1))

    def _inline(self) -> None:
        token = Token("inline", "", 0, content=self.words.removesuffix(_BREAK).strip(" \t\n"), children=[])
        self.made.append(token)
        self.words = ""

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
