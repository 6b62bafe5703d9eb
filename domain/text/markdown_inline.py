"""The inside of one Markdown paragraph, heading or cell: markdown-it's tokens as inlines and images."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from domain.text.emoji import codes_at, with_characters
from domain.text.inline import plain
from domain.text.rich_text import Image, Inline, Inlines, Link, Style, Text
from domain.text.slack_address import inline_at

Piece: TypeAlias = Inline | Image

TAG_STYLES = {"b": "bold", "i": "italic", "s": "strike", "u": "underline", "code": "code"}
_TOKEN_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
_WEB_SCHEME = re.compile(r"(?<![a-z0-9.+-])https?\Z", re.IGNORECASE)
# White space, what is invisible, quotes, dashes and other punctuation outside ASCII, but an en dash may stand in one
_BEYOND_ADDRESS = re.compile(
    "[\\s\u00a1\u00ab\u00b6\u00bb\u00bf\u060c\u061b-\u061f\u06d4\u200b\u200e\u200f\u2014-\u205e\u2060-\u206f"
    "\u3000-\u3004\u3008-\u3020\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65]"
)
_TAG = re.compile(r"<(/?)(b|i|s|u|code)>|<br>")


def tag_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 — markdown-it calls it so
    """A markdown-it rule for the few inline tags that are understood."""
    match = _TAG.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("tag" if match.group(2) else "hardbreak", match.group(2) or "br", 0)
        token.content = match.group()
    state.pos = match.end()
    return True


def emoji_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 — markdown-it calls it so
    """A markdown-it rule for ``:tada:`` and other emoji that have a character."""
    codes = codes_at(state.src, state.pos, state.posMax)
    if codes and not silent:
        state.pending += with_characters(codes)
    state.pos += len(codes)
    return bool(codes)


def web_address_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 — markdown-it calls it so
    """A markdown-it rule for bare ``http(s)://`` addresses; its own reads the whole text again for each."""
    found = None if silent or state.linkLevel else _web_address(state.md, state.src, state.pos)
    if not found:
        return False
    start, url = found
    scheme = state.src[start : state.pos]
    if not state.pending.endswith(scheme):
        return False
    state.pending = state.pending.removesuffix(scheme)
    state.push("link_open", "a", 1).attrs = {"href": url}
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1)
    state.pos = start + len(url)
    return True


def _web_address(parser: MarkdownIt, text: str, colon: int) -> tuple[int, str] | None:
    """The address whose scheme ends at ``colon``, and where it starts."""
    if not text.startswith("://", colon):
        return None
    scheme = _WEB_SCHEME.search(text, max(0, colon - 5), colon)
    beyond = _BEYOND_ADDRESS.search(text, colon)
    rest = text[colon + 1 : beyond.start() if beyond else None]
    linkifier: Any = parser.linkify
    length = linkifier.test_schema_at(rest, f"{scheme.group()}:", 0) if scheme else 0
    if not scheme or not length:
        return None
    return scheme.start(), text[scheme.start() : colon + 1 + length].rstrip("*")  # which may close emphasis


def with_bare_links(parser: MarkdownIt, inline: Inline) -> Iterator[Inline]:
    """An inline, with the bare web addresses in it as links."""
    if not isinstance(inline, Text) or inline.style.code:
        yield inline
        return
    done = 0
    for match in re.finditer("://", inline.text):
        found = _web_address(parser, inline.text, match.start()) if match.start() >= done else None
        if found:
            start, url = found
            yield Text(inline.text[done:start], inline.style)
            yield Link(url, url, inline.style)
            done = start + len(url)
    yield Text(inline.text[done:], inline.style)


def pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """Inlines and images in reading order."""
    return _InlineReader(tokens).read()


def inlines(tokens: Sequence[Token]) -> Inlines:
    """Inlines in reading order, where no image can stand: one becomes its description, linked to its address."""
    return tuple(_in_line(piece) for piece in pieces(tokens))


def _in_line(piece: Piece) -> Inline:
    if not isinstance(piece, Image):
        return piece
    return Link(piece.url, piece.alt or piece.url) if piece.url else Text(piece.alt)


def paired_tags(tokens: Sequence[Token]) -> set[int]:
    """The places of tags that have their partner inside the same link or emphasis; the others are text."""
    paired: set[int] = set()
    scopes: list[_Scope] = [_Scope()]
    for place, token in enumerate(tokens):
        if token.type == "tag":
            paired.update(scopes[-1].see(place, token))
        elif token.nesting == 1:
            scopes.append(_Scope())
        elif token.nesting == -1 and len(scopes) > 1:
            scopes.pop()
    return paired


class _Scope:
    """Tags that were opened between one opening of a link or emphasis and its closing."""

    def __init__(self) -> None:
        self.open: list[tuple[str, int]] = []
        self.waiting: Counter[str] = Counter()

    def see(self, place: int, token: Token) -> Iterator[int]:
        if not token.content.startswith("</"):
            self.open.append((token.tag, place))
            self.waiting[token.tag] += 1
            return
        while self.waiting[token.tag]:  # so a closing tag without an opening one costs nothing
            name, opened = self.open.pop()
            self.waiting[name] -= 1
            if name == token.tag:
                yield from (opened, place)
                return


class _InlineReader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.paired = paired_tags(tokens)
        self.depth: Counter[str] = Counter()
        self.link: Token | None = None
        self.linked: list[Link] = []

    def read(self) -> Iterator[Piece]:
        for place, token in enumerate(self.tokens):
            match token.type:
                case "image":
                    yield Image(plain(inlines(token.children or ())), str(token.attrs.get("src", "")))
                case "link_open":
                    self.link, self.linked = token, []
                case "link_close":
                    yield from self._close_link()
                case "tag" if place in self.paired:
                    self.depth[TAG_STYLES[token.tag]] += -1 if token.content.startswith("</") else 1
                case _ if token.nesting:
                    self.depth[_TOKEN_STYLES[token.type.partition("_")[0]]] += token.nesting
                case _:
                    yield from self._text(token)

    def _text(self, token: Token) -> Iterator[Inline]:
        text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
        style = Style(**{name: True for name, depth in self.depth.items() if depth})
        if token.type == "code_inline":
            style = replace(style, code=True)
        if not self.link:
            yield Text(text, style)
        elif text:
            self.linked.append(Link(str(self.link.attrs["href"]), text, style))

    def _close_link(self) -> Iterator[Inline]:
        link, linked = self.link, self.linked
        self.link = None
        if not link:
            return
        if not linked:  # only an image stood in it, or nothing
            url = str(link.attrs["href"])
            linked = [Link(url, url)]
        slack = None if link.attrs.get("title") else _slack_inline(linked)
        yield from (slack,) if slack else linked


def _slack_inline(linked: Sequence[Link]) -> Inline | None:
    first = linked[0]
    if any(link.style != first.style for link in linked):
        return None
    return inline_at(first.url, "".join(link.text for link in linked), first.style)
