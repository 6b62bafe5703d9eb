"""What a page, a feed or a file says, read by parsers that have nothing to do with those who wrote it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import Any

import feedparser  # type: ignore[import-untyped]

from domain.document import Document, Item
from domain.text import rich_text
from domain.text.addresses import is_web_address
from domain.text.inline import plain
from domain.text.rich_text import Block, Inlines, Link, RichText
from domain.text.rich_text_walk import innermost, map_innermost
from rendering.formats.edition_text import public

VOID = {"meta", "link", "br", "hr", "img", "input"}
CHROME = ("quiet", "contents", "neighbours", "menu", "top", "bottom", "skip")  # classes of what is around the words


@dataclass
class Said:
    """The words in their order, without white space, and the addresses that links lead to."""

    words: str = ""
    addresses: list[str] = field(default_factory=list)

    def __add__(self, other: Said) -> Said:
        return Said(self.words + other.words, self.addresses + other.addresses)


class Reader(HTMLParser):
    """Reads HTML; with ``only_main`` the inside of its main part."""

    def __init__(self, *, only_main: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.said = Said()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self._open: list[tuple[str, bool]] = []  # each tag, and whether it is chrome
        self._is_main = not only_main

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.attributes |= values.keys()
        is_chrome = any(name in (values.get("class") or "").split() for name in CHROME)
        if tag not in VOID:
            self._open.append((tag, is_chrome))
        self._is_main = self._is_main or tag == "main"
        href = values.get("href")
        if tag == "a" and href and self._counts():
            self.said.addresses.append(href)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "main":
            self._is_main = False

    def handle_data(self, data: str) -> None:
        if self._counts():
            self.said.words += squeezed(data)

    def _counts(self) -> bool:
        return self._is_main and not any(is_chrome for _, is_chrome in self._open)


def squeezed(text: str) -> str:
    """Words without white space: what breaks lines is not what they say."""
    return "".join(text.split())


def in_html(text: str, *, only_main: bool = False) -> Said:
    """What HTML says."""
    reader = Reader(only_main=only_main)
    reader.feed(text)
    reader.close()
    return reader.said


def in_atom(text: str) -> list[Said]:
    """What each entry of an Atom feed says, as a feed reader takes it."""
    feedparser.SANITIZE_HTML = False
    feedparser.RESOLVE_RELATIVE_URIS = False
    found = feedparser.parse(text.encode())
    assert not found.bozo, found.get("bozo_exception")
    return [in_html(entry.content[0].value) for entry in found.entries]


def in_xml_atom(text: str) -> list[str]:
    """The ids of the entries of a feed, as XML has them."""
    name = "{http://www.w3.org/2005/Atom}"
    return [str(entry.findtext(f"{name}id")) for entry in Xml.fromstring(text).iter(f"{name}entry")]  # noqa: S314 - ours


def in_json_feed(text: str) -> list[Said]:
    """What each item of a JSON Feed says."""
    return [in_html(item["content_html"]) for item in json.loads(text)["items"]]


def in_data(edition: Any) -> Said:
    """What an edition of the open data says."""
    said = in_html(edition["intro_html"])
    for section in edition["sections"]:
        said += Said(squeezed(section["heading"]))
        for item in section["items"]:
            facts = "".join(f"{fact['label']}:{fact['text']}" for fact in item["facts"])
            said += Said(squeezed(item["heading"] + facts)) + in_html(item["html"])
        said += in_html(section["note_html"])
    return said + in_html(edition["closing_html"])


def of_document(document: Document, *, with_title: bool) -> Said:
    """What a document says, from its tree."""
    said = Said(squeezed(document.title + document.covering)) if with_title else Said()
    said += of_text(document.intro)
    for section in document.sections:
        said += Said(squeezed(section.heading))
        for item in section.items:
            said += of_item(item)
        said += of_text(section.note)
    return said + of_text(document.closing)


def of_item(item: Item) -> Said:
    """What an item says."""
    facts = "".join(f"{fact.label}:{fact.text}" for fact in item.facts)
    return Said(squeezed(item.heading + facts)) + of_text(item.body)


def of_text(text: RichText) -> Said:
    """What a text says."""
    said = Said()
    for block in innermost(public(map_innermost(text, _described))):
        for inlines in _parts(block):
            said += _of_inlines(inlines)
    return said


def _described(block: Block) -> Block:
    """A picture is told by its description."""
    if not isinstance(block, rich_text.Image):
        return block
    words = block.alt or "without a description"
    where = Link(block.url, words) if is_web_address(block.url) else rich_text.Text(words)
    return rich_text.Paragraph((rich_text.Text("Picture: "), where))


def _parts(block: Block) -> Iterator[Inlines]:
    match block:
        case rich_text.Paragraph(content) | rich_text.Heading(content=content):
            yield content
        case rich_text.Table(rows):
            yield from (cell for row in rows for cell in row)
        case rich_text.Code(code):
            yield (rich_text.Text(code),)


def _of_inlines(inlines: Inlines) -> Said:
    said = Said()
    for url, run in groupby(inlines, key=lambda one: one.url if isinstance(one, Link) else ""):
        words = plain(tuple(run))
        if is_web_address(url):
            said += Said(squeezed(words), [url])
        else:
            said += Said(squeezed(f"{words} ({url})" if url and url != words else words))
    return said
