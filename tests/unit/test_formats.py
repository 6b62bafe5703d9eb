"""The formats of an edition: every word once and in order, nothing hostile, and the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from domain.document import Document, Item, Section
from domain.text.addresses import is_web_address
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text import (
    Emoji,
    Heading,
    Image,
    Link,
    List,
    Mention,
    MentionKind,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
    Text,
)
from rendering.formats import FORMATS, html, markdown, text
from tests import strategies
from tests.unit.edition_sample import sample
from tests.unit.shown import Page

THOROUGH = settings(max_examples=20)
HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<!channel>", "<!--", "</style></p>", "{{ 7*7 }}",
    "javascript:alert(1)", "<a href='javascript:alert(1)'>x</a>", "<iframe src=//evil.org>",
    "&lt;b&gt;", "' onclick='x",
]  # fmt: skip


def plain_document(lines: list[str]) -> Document:
    """An edition with one numbered paragraph for each line, spread over all its parts."""
    numbered = [f"¶{place}: {line} :{place}¶" for place, line in enumerate(lines)]
    third = len(numbered) // 3
    parts = [numbered[:third], numbered[third : 2 * third], numbered[2 * third :]]
    intro, body, closing = (paragraph("\n\n".join(part)) for part in parts)
    doc = sample()
    item = Item(key="only", heading="Only", body=body)
    only = Section(heading="One", items=(item,))
    return Document(
        unit="U", number=1, starts=doc.starts, ends=doc.ends, title="T", covering="C",
        intro=intro, sections=(only,), closing=closing,
    )  # fmt: skip


def words_of(name: str, rendered: str) -> str:
    if name == "html":
        return Page(rendered).words
    if name == "json":
        return "\n".join(_strings(json.loads(rendered)))
    return rendered


def _strings(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [found for part in value.values() for found in _strings(part)]
        case list():
            return [found for part in value for found in _strings(part)]
    return []


@pytest.mark.parametrize("name", FORMATS)
@THOROUGH
@given(st.lists(strategies.lines(), min_size=1, max_size=12))
def test_every_paragraph_stands_once_and_in_order(name: str, lines: list[str]) -> None:
    words = words_of(name, FORMATS[name].render(plain_document(lines)))
    at = 0
    for place, line in enumerate(lines):
        said = f"¶{place}: {line} :{place}¶"
        assert words.count(said) == 1
        assert words.index(said) >= at
        at = words.index(said)


@THOROUGH
@given(strategies.documents())
def test_every_document_has_every_format(doc: Document) -> None:
    for made in FORMATS.values():
        rendered = made.render(doc)
        assert rendered == made.render(doc)
        assert rendered.endswith("\n")
        assert not rendered.endswith("\n\n")


@THOROUGH
@given(strategies.rich_texts())
def test_html_has_only_what_the_tree_has(tree: RichText) -> None:
    page = Page(html.text(tree))
    allowed = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "code", "div",
               "table", "thead", "tbody", "tr", "th", "td", "figure", "img", "hr", "a", "strong",
               "em", "s", "u", "br", "span"}  # fmt: skip
    assert {tag for tag, _ in page.tags} <= allowed
    assert not [event for event in page.events if event[0] == "comment"]
    assert all(is_web_address(str(attrs["href"])) for attrs in page.named("a"))
    assert all(is_web_address(str(attrs["src"])) for attrs in page.named("img"))
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]


@THOROUGH
@given(strategies.rich_texts())
def test_the_guard_changes_nothing_of_ours(tree: RichText) -> None:
    ours = html.text(tree)
    assert Page(html.guard(ours)).events == Page(ours).events


def test_a_page_says_the_language_of_what_is_in_another() -> None:
    ours = html.text(parse('Welcome, <span lang="cy">croeso i *bawb*</span>.'))
    assert ours == '<p dir="auto">Welcome, <span lang="cy">croeso i <em>bawb</em></span>.</p>'
    assert html.guard(ours) == ours


def test_the_guard_drops_the_rest() -> None:
    body = '<p onclick="x">a<script>b</script><a href="javascript:x">c</a><style>d</style><iframe></iframe></p>'
    assert html.guard(body) == "<p>a<a>c</a></p>"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(words: str) -> None:
    inlines = (Text(words), Link(words, words), Link("https://example.org", words), Emoji("x", words))
    body = (Paragraph(inlines), Heading(1, inlines), Image(words, words), Table(((inlines,),), ("",)))
    doc = plain_document(["x"])
    item = Item(key=words, heading=words, body=body)
    section = Section(heading=words, items=(item,))
    page = Page(html.document(replace(doc, title=words, unit=words, sections=(section,))))
    assert not page.named("script", "iframe", "object")
    assert len(page.named("style")) == 1
    assert {str(attrs.get("href"))[:8] for attrs in page.named("a")} <= {"https://", *_anchors(page)}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert page.words.count(words) >= 9


def _anchors(page: Page) -> set[str]:
    return {str(attrs["href"])[:8] for attrs in page.named("a") if str(attrs["href"]).startswith("#")}


def test_the_page_can_be_found_one_s_way_in() -> None:
    source = html.document(sample())
    page = Page(source)
    assert source.startswith('<!DOCTYPE html>\n<html lang="en-GB">\n')
    assert len(page.named("h1")) == 1
    assert [attrs["id"] for attrs in page.named("h3")] == ["news-1", "project-bins", "project-desk"]
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    inside = [str(attrs["href"])[1:] for attrs in page.named("a") if str(attrs["href"]).startswith("#")]
    assert set(inside) <= set(ids)
    assert all(attrs.get("alt") for attrs in page.named("img"))
    assert "<link" not in source
    assert "url(" not in source


def test_ids_of_the_page_make_way_for_keys() -> None:
    doc = sample()
    keys = ["main", "section-1", "a b", "a-b", ""]
    section = Section(heading="S", items=tuple(Item(key=key, heading=key) for key in keys))
    page = Page(html.document(replace(doc, sections=(section,))))
    assert [attrs["id"] for attrs in page.named("h3")] == ["main", "section-1", "a-b", "a-b-2", "item"]
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_headings_of_a_text_stay_below_those_of_the_page() -> None:
    tree = (Quote((Heading(1, (Text("x"),)),)), Heading(5, (Text("y"),)))
    assert ">x</h4>" in html.text(tree, highest_heading=4)
    assert ">y</h5>" in html.text(tree, highest_heading=4)


def test_the_public_markdown_reads_without_slack() -> None:
    bold = Style(bold=True)
    inlines = (
        Mention(MentionKind.USER, "U1", name="Ada Marsh"),
        Text(" at https://x.org "),
        Text("soon ", bold),
        Emoji("tada", "🎉"),
    )
    rendered = markdown.document(replace(plain_document([]), closing=(Paragraph(inlines),)))
    assert rendered.endswith("\n\nAda Marsh at https://x.org **soon** 🎉\n")


PLAIN: list[tuple[RichText, str]] = [
    ((Heading(1, (Text("Title"),)), Heading(2, (Text("a" * 80),))), f"Title\n=====\n\n{'a' * 80}\n{'-' * 72}"),
    ((Paragraph((Link("https://x.org", "x"), Text(", "), Link("https://x.org", "https://x.org"))),),
     "x (https://x.org), https://x.org"),
    ((Paragraph((Link("mailto:a@b.org", "a@b.org"),)),), "a@b.org"),
    ((Paragraph((Link("u", "a", Style(bold=True)), Link("u", "b"), Text("c", Style(strike=True)))),), "ab (u)~~c~~"),
    ((List(((*paragraph("a"), List((paragraph("b"),), True, 9)), paragraph("c\nd"))),), "- a\n  9. b\n- c\n  d"),
    ((Quote((*paragraph("a"), Quote(paragraph("b")))),), "> a\n>\n> > b"),
    ((Table((((Text("Name"),), (Text("n"),)), ((Text("x"),), (Text("12"),))), ("", "right")),), "Name |  n\nx    | 12"),
    ((Image("A chart"), Image("Pic", "https://x.org/p.png")), "Image: A chart\n\nImage: Pic (https://x.org/p.png)"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "written"), PLAIN)
def test_plain_text(tree: RichText, written: str) -> None:
    assert text.text(tree) == written


def test_the_address_of_a_link_in_plain_text_parts_no_word() -> None:
    clock, chart = Link("https://example.org/c", "tide clock"), Link("https://example.org/d", "chart")
    tree: RichText = (Paragraph((clock, Text("s and "), chart, clock)),)
    assert (
        text.text(tree)
        == "tide clocks (https://example.org/c) and chart (https://example.org/d)tide clock (https://example.org/c)"
    )


@THOROUGH
@given(strategies.documents())
def test_what_people_wrote_runs_in_its_own_direction(doc: Document) -> None:
    page = Page(html.document(doc))
    written = page.named("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "pre")
    assert {attrs.get("dir") for attrs in written if attrs.get("class") != "title"} == {"auto"}


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, snapshot: SnapshotAssertion) -> None:
    assert FORMATS[name].render(sample()) == snapshot
