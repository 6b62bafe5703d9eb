"""Markdown in: CommonMark with tables, strikethrough and bare web addresses, read into the tree.

It also understands HTML (``domain.text.html``), footnotes, emoji by name, and links with a Slack address
(``domain.text.slack_address``), so that it can read back whatever ``rendering.formats.markdown.text`` writes. Nothing
is dropped unsaid: comments and scripts become ``LeftOut``; a tag that is none of HTML, a scheme or a depth of nesting
that is not understood, and a link definition that no link uses, stays as text.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS, unescapeAll
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from domain.text import rich_text
from domain.text.addresses import is_refused_address
from domain.text.html import hidden_in_one_line
from domain.text.html_across import across_rule
from domain.text.html_blocks import html_rule
from domain.text.inline import legible, merge
from domain.text.markdown_inline import (
    cp1252_rule,
    emoji_rule,
    footnote_mark,
    inlines,
    left_out,
    pieces,
    raised_rule,
    tag_rule,
    web_address_rule,
    with_bare_links,
)
from domain.text.normal_form import normalise, paragraph
from domain.text.rich_text import Block, Inline, Inlines, RichText, Text

_DEEPEST = 30  # levels of quotes, lists and items; what is nested deeper stays text with its markers
_PARAGRAPH_ENDS = ["paragraph", "reference", "blockquote"]


def parse(text: str) -> RichText:
    """The tree of a Markdown text, in normal form. Every string is Markdown, so this never fails."""
    cleaned = legible(text)
    try:
        reader = _Reader(_parser().parse(cleaned))
        return normalise((*reader.blocks(), *reader.footnotes()))
    except RecursionError:  # called from very deep down a stack
        return paragraph(cleaned)


def link_bare_addresses(content: Inlines) -> Inlines:
    """Inlines with each bare ``http(s)://`` address in their text as a link, as ``parse`` would have it."""
    return merge(part for inline in content for part in with_bare_links(_parser(), inline))


class _Parser(MarkdownIt):
    """markdown-it, but addresses stay as they were written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 — markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 — markdown-it's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802 — markdown-it's name
        return not is_refused_address(url)


@cache
def _parser() -> MarkdownIt:
    options = {
        "html": True,
        "maxNesting": _DEEPEST + 10,
        "inline_definitions": True,
        "store_labels": True,
    }
    parser = _Parser("commonmark", options).enable(["table", "strikethrough"])
    footnote_plugin(parser, inline=False, move_to_end=False)
    parser.core.ruler.after("normalize", "hidden", _hide)
    parser.core.ruler.before("inline", "edges", _keep_edges)
    parser.core.ruler.before("inline", "html", html_rule)
    parser.core.ruler.after("inline", "across", across_rule)
    parser.inline.ruler.at("linkify", web_address_rule)
    parser.inline.ruler.enable(["linkify"])
    parser.inline.ruler.after("linkify", "emoji", emoji_rule)
    parser.inline.ruler.at("html_inline", tag_rule)
    parser.inline.ruler.before("html_inline", "raised", raised_rule)
    parser.inline.ruler.before("entity", "cp1252", cp1252_rule)
    parser.block.ruler.at("blockquote", _not_too_deep(blockquote), {"alt": [*_PARAGRAPH_ENDS, "list"]})
    parser.block.ruler.at("list", _not_too_deep(list_block), {"alt": _PARAGRAPH_ENDS})
    return parser


def _not_too_deep(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 — their call
        return state.level < _DEEPEST and rule(state, start, end, silent)

    return limited


def _hide(state: StateCore) -> None:
    """A core rule that keeps what is hidden from being read as blocks."""
    state.src = hidden_in_one_line(state.src)


def _keep_edges(state: StateCore) -> None:
    """A core rule that gives paragraphs back the no-break spaces that markdown-it takes from their ends."""
    lines = state.src.split("\n")
    for opening, inline in pairwise(state.tokens):
        if opening.type != "paragraph_open" or not inline.map or not inline.content:
            continue
        first, last = lines[inline.map[0]], lines[inline.map[1] - 1]
        tail = last[len(last.rstrip(MD_TRIM_CHARS)) :]
        first_content, more, _ = inline.content.partition("\n")
        before = first[: len(first) - len(first_content) - (0 if more else len(tail))]
        lead = before[len(before.rstrip(MD_TRIM_CHARS)) :]
        inline.content = (lead + inline.content + tail).strip(" \t")


class _Reader:
    """Turns markdown-it's flat tokens into blocks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = iter(tokens)
        labelled = [child for token in tokens for child in token.children or () if "label" in child.meta]
        self.used = {child.meta["label"] for child in labelled}
        self.marks = {child.meta["label"]: footnote_mark(child) for child in labelled if child.type == "footnote_ref"}
        self.notes: dict[str, RichText] = {}

    def blocks(self, until: str = "") -> Iterator[Block]:
        """The blocks before the token of type ``until``, or all."""
        for token in self.tokens:
            if token.type == until:
                return
            yield from self._block(token)

    def footnotes(self) -> Iterator[Block]:
        """The footnotes, once all blocks are read: as they are referred to, then those that nothing refers to."""
        for label in sorted(self.notes, key=[*self.marks, *self.notes].index):
            note, mark = self.notes[label], self.marks.get(label) or f"[{label}]"
            first = note[0].content if note and isinstance(note[0], rich_text.Paragraph) else ()
            yield rich_text.Paragraph((Text(f"{mark} "), *first))
            yield from note[1:] if first else note

    def _block(self, token: Token) -> Iterator[Block]:
        match token.type:
            case "paragraph_open":
                yield from _paragraphs(next(self.tokens))
            case "heading_open":
                children = next(self.tokens).children or ()
                yield rich_text.Heading(int(token.tag[1]), inlines(children))
                yield from left_out(children)
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(token)
            case "blockquote_open":
                yield rich_text.Quote(tuple(self.blocks("blockquote_close")))
            case "table_open":
                yield from self._table()
            case "fence" | "code_block":
                yield rich_text.Code(token.content, unescapeAll(token.info))
            case "footnote_reference_open":
                self.notes[token.meta["label"]] = tuple(self.blocks("footnote_reference_close"))
            case "hr":
                yield rich_text.Rule()
            case "definition" if token.meta["id"] not in self.used:
                yield _unused(token)

    def _list(self, opening: Token) -> rich_text.List:
        end = opening.type.replace("open", "close")
        items: list[RichText] = []
        for token in self.tokens:
            if token.type == end:
                break
            items.append(tuple(self.blocks("list_item_close")))
        start = int(opening.attrs.get("start", 1))
        return rich_text.List(tuple(items), ordered=opening.type.startswith("ordered"), start=start)

    def _table(self) -> Iterator[Block]:
        rows: list[list[Inlines]] = []
        hidden: list[Block] = []
        align: list[str] = []
        for token in self.tokens:
            match token.type:
                case "table_close":
                    break
                case "tr_open":
                    rows.append([])
                case "th_open":
                    align.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
                case "inline":
                    rows[-1].append(inlines(token.children or ()))
                    hidden += left_out(token.children or ())
        yield rich_text.Table(tuple(map(tuple, rows)), tuple(align))
        yield from hidden


def _paragraphs(inline: Token) -> Iterator[Block]:
    """A paragraph; images in it stand between the paragraphs before and after them, what is left out after them all."""
    children = inline.children or ()
    found = (piece for piece in pieces(children) if not isinstance(piece, rich_text.LeftOut))
    for is_image, group in groupby(found, key=lambda piece: isinstance(piece, rich_text.Image)):
        if is_image:
            yield from (piece for piece in group if isinstance(piece, rich_text.Image))
        else:
            content: list[Inline] = [piece for piece in group if not isinstance(piece, rich_text.Image)]
            yield rich_text.Paragraph(tuple(content))
    yield from left_out(children)


def _unused(definition: Token) -> Block:
    """A definition that no link uses stays as text, but ``[//]: # (ask)`` is how people write comments in Markdown."""
    label, url, title = (str(definition.meta[key] or "") for key in ("label", "url", "title"))
    if title and url in ("", "#"):
        return rich_text.LeftOut(title)
    words = f'[{label}]: {url} "{title}"' if title else f"[{label}]: {url}"
    return rich_text.Paragraph((Text(words),))
