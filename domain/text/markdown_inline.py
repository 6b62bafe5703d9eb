"""The inside of one Markdown paragraph, heading or cell: markdown-it's tokens as inlines and images."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from domain.text.addresses import is_refused_address
from domain.text.emoji import codes_at, with_characters
from domain.text.html import TAG, TAG_STYLES, attributes, hidden_at, instead_of, name_of
from domain.text.inline import plain
from domain.text.rich_text import Image, Inline, Inlines, LeftOut, Link, Style, Text
from domain.text.slack_address import inline_at

Piece: TypeAlias = Inline | Image | LeftOut

_TOKEN_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
_WEB_SCHEME = re.compile(r"(?<![a-z0-9.+-])https?\Z", re.IGNORECASE)
# White space, what is invisible, quotes, dashes and other punctuation outside ASCII, but an en dash may stand in one
_BEYOND_ADDRESS = re.compile(
    "[\\s\u00a1\u00ab\u00b6\u00bb\u00bf\u060c\u061b-\u061f\u06d4\u200b\u200e\u200f\u2014-\u205e\u2060-\u206f"
    "\u3000-\u3004\u3008-\u3020\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65]"
)
_TAG = re.compile(TAG)
_CP1252 = re.compile(r"&#(?:1(?:2[89]|[34]\d|5\d)|x0*[89][0-9a-f]);", re.IGNORECASE)
_RAISED = re.compile(r"<sup>\s*([0-9]+)\s*</sup>", re.IGNORECASE)
_HIGH_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def tag_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 — markdown-it calls it so
    """A markdown-it rule for tags of HTML, and for what is not shown to readers."""
    hidden = hidden_at(state.src, state.pos, state.posMax)
    found = hidden or _TAG.match(state.src, state.pos, state.posMax)
    if not found or not (hidden or name_of(found[0])):
        return False
    if not silent:
        _push_hidden(state, hidden) if hidden else _push_tag(state, found[0])
    state.pos = found.end()
    if hidden and (not state.pending or state.pending.endswith(" ")):  # so that one space is left, not two
        while state.pos < state.posMax and state.src[state.pos] == " ":
            state.pos += 1
    return True


def raised_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 — markdown-it calls it so
    """A markdown-it rule for numbers that are set high: “m2” is not “m²”."""
    found = _RAISED.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.pending += found[1].translate(_HIGH_DIGITS)
    state.pos = found.end()
    return True


def _push_hidden(state: StateInline, hidden: re.Match[str]) -> None:
    match instead_of(hidden):
        case Link(url, text):
            _push_link(state, url, text)
        case LeftOut(words):
            state.push("left_out", "", 0).content = words


def _push_tag(state: StateInline, tag: str) -> None:
    name = name_of(tag)
    if name == "br":
        state.push("hardbreak", "br", 0)
    elif name == "q":
        state.push("text", "", 0).content = "”" if tag.startswith("</") else "“"
    elif name == "img":
        state.push("picture", "img", 0).attrs = dict(attributes(tag))
    elif name == "a" or name in TAG_STYLES:
        token = state.push("tag", name, 0)
        token.content = tag
        token.attrs = {key: value for key, value in attributes(tag).items() if key == "href" and value}
        state.linkLevel = (
            max(0, state.linkLevel + (-1 if tag.startswith("</") else 1)) if name == "a" else state.linkLevel
        )


def _push_link(state: StateInline, url: str, text: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": url}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


def cp1252_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 — markdown-it calls it so
    """A markdown-it rule for ``&#146;`` and the like: numbers of cp1252, which browsers show as its characters."""
    found = _CP1252.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.pending += unescape(found[0])
    state.pos = found.end()
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
    _push_link(state, url, url)
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
    """Inlines, images and what is left out, in reading order."""
    return _InlineReader(tokens).read()


def inlines(tokens: Sequence[Token]) -> Inlines:
    """Inlines in reading order, where no image can stand: one becomes its description, linked to its address."""
    return tuple(_in_line(piece) for piece in pieces(tokens) if not isinstance(piece, LeftOut))


def left_out(tokens: Sequence[Token]) -> Iterator[LeftOut]:
    """What readers are not shown of what stands where ``inlines`` stand."""
    return (piece for piece in pieces(tokens) if isinstance(piece, LeftOut))


def footnote_mark(reference: Token) -> str:
    """What stands in the text for a footnote, and before its words: ``[1]`` reads the same in every format."""
    return f"[{reference.meta['id'] + 1}]"


def _in_line(piece: Inline | Image) -> Inline:
    if not isinstance(piece, Image):
        return piece
    return Link(piece.url, piece.alt or piece.url) if piece.url else Text(piece.alt)


def paired_tags(tokens: Sequence[Token]) -> set[int]:
    """The places of tags that have their partner inside the same link or emphasis; the others mean nothing."""
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
                case "picture":
                    yield Image(str(token.attrs.get("alt", "")), str(token.attrs.get("src", "")))
                case "footnote_ref":
                    yield Text(footnote_mark(token), self._style())
                case "left_out":
                    yield LeftOut(token.content)
                case "link_open":
                    self.link, self.linked = token, []
                case "link_close":
                    yield from self._close_link()
                case "tag" if token.tag == "a":
                    yield from self._anchor(place, token)
                case "tag":
                    step = -1 if token.content.startswith("</") else 1
                    self.depth[TAG_STYLES[token.tag]] += step if place in self.paired else 0
                case _ if token.nesting:
                    self.depth[_TOKEN_STYLES[token.type.partition("_")[0]]] += token.nesting
                case _:
                    yield from self._text(token)

    def _anchor(self, place: int, token: Token) -> Iterator[Inline]:
        if token.content.startswith("</"):
            yield from self._close_link()
        elif place in self.paired and not is_refused_address(str(token.attrs.get("href", ""))):
            self.link, self.linked = (token, []) if token.attrs else (None, [])

    def _text(self, token: Token) -> Iterator[Inline]:
        text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
        style = self._style()
        if token.type == "code_inline":
            style = replace(style, code=True)
        if not self.link:
            yield Text(text, style)
        elif text:
            self.linked.append(Link(str(self.link.attrs["href"]), text, style))

    def _style(self) -> Style:
        return Style(**{name: True for name, depth in self.depth.items() if depth})

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
