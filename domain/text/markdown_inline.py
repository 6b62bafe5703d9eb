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
from domain.text.html import TAG, TAG_STYLES, attributes, hidden_at, instead_of, language, name_of
from domain.text.html_across import is_closing
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
_AFTER_ADDRESS = ".,;:!?*"  # the last of which may close emphasis
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
    if hidden and state.tokens[-1:] and state.tokens[-1].type == "left_out":
        _skip_second_space(state)
    return True


def _skip_second_space(state: StateInline) -> None:
    """What is left out between two spaces leaves one."""
    words = state.tokens[-2].content if len(state.tokens) > 1 and state.tokens[-2].type == "text" else " "
    while words.endswith(" ") and state.src.startswith(" ", state.pos):
        state.pos += 1


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
    else:
        _push_pair(state, name, tag)


def _push_pair(state: StateInline, name: str, tag: str) -> None:
    """A tag that means something for the words up to its closing one."""
    token = state.push("tag", name, 0)
    token.content = tag
    token.meta = {"language": language(tag)}
    if name == "a":
        url = attributes(tag).get("href", "")
        token.attrs = {"href": url} if url and not is_refused_address(url) else {}
        state.linkLevel = 0 if is_closing(token) else 1 if token.attrs else state.linkLevel


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
    found = None if silent or state.linkLevel > 0 else _web_address(state.md, state.src, state.pos)
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
    return scheme.start(), text[scheme.start() : colon + 1 + length].rstrip(_AFTER_ADDRESS)


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


class _InlineReader:
    """Reads tags as a browser does: each counts until it is closed or its paragraph ends, whatever it crosses, and a
    link ends where the next one begins."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.depth: Counter[str] = Counter()  # of Markdown’s marks
        self.open: dict[str, list[Token]] = {}  # tags, by name
        self.languages: list[Token] = []  # tags that name one
        self.link: Token | None = None
        self.linked: list[Link] = []

    def read(self) -> Iterator[Piece]:
        for token in self.tokens:
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
                    yield from self._open_link(token)
                case "link_close":
                    yield from self._close_link()
                case "tag":
                    yield from self._tag(token)
                case _ if token.nesting:
                    self.depth[_TOKEN_STYLES[token.type.partition("_")[0]]] += token.nesting
                case _:
                    yield from self._text(token)
        yield from self._close_link()

    def _tag(self, token: Token) -> Iterator[Inline]:
        opened = self.open.setdefault(token.tag, [])
        if token.tag == "a":
            yield from self._close_link() if is_closing(token) else self._open_link(token)
        if not is_closing(token):
            opened.append(token)
            self.languages += [token] if token.meta["language"] else []
        elif opened:
            closed = opened.pop()
            self.languages = [other for other in self.languages if other is not closed]

    def _open_link(self, token: Token) -> Iterator[Inline]:
        yield from self._close_link()
        self.link = token if token.attrs.get("href") else None

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
        names = {name for name, depth in self.depth.items() if depth}
        names |= {TAG_STYLES[tag] for tag, opened in self.open.items() if opened and tag in TAG_STYLES}
        language = self.languages[-1].meta["language"] if self.languages else ""
        return Style(**dict.fromkeys(names, True), language=language)

    def _close_link(self) -> Iterator[Inline]:
        link, linked = self.link, self.linked
        self.link, self.linked = None, []
        if not link:
            return
        is_empty = not any(part.text.strip() for part in linked) if link.type == "tag" else not linked
        if is_empty and not link.meta.get("goes_on"):  # only an image stood in it, or nothing
            url = str(link.attrs["href"])
            linked = [Link(url, url)]
        slack = None if link.attrs.get("title") or not linked else _slack_inline(linked)
        yield from (slack,) if slack else linked


def _slack_inline(linked: Sequence[Link]) -> Inline | None:
    first = linked[0]
    if any(link.style != first.style for link in linked):
        return None
    return inline_at(first.url, "".join(link.text for link in linked), first.style)
