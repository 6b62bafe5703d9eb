"""What people really write reads the same in every format, and in other readers of Markdown."""

import re
from collections.abc import Callable, Iterator

import mistune
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from domain.text.markdown import parse
from domain.text.rich_text import RichText
from domain.text.rich_text_json import as_json, from_json
from domain.text.rich_text_walk import plain_text
from rendering.formats import html, markdown, text
from rendering.formats.edition_text import public
from rendering.slack.kit.rich_text import form_value
from rendering.slack.kit.rich_text_read import read
from tests import bodies
from tests.unit.shown import Page, messages, shown

MANY = settings(max_examples=200)
_mistune = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])
READERS: dict[str, Callable[[str], str]] = {
    "mistune": lambda source: str(_mistune(source)),
    "CommonMark": MarkdownIt("commonmark").enable(["table", "strikethrough"]).render,
    "GFM": MarkdownIt("gfm-like").render,
}
# What reads otherwise where it stands, beside what the bodies hold
PHRASES = (
    *(phrase.source for phrase in bodies.PHRASES),
    "1. not a list",
    "[x] done, [ ] not, # no title, + no item",
    "met[^n] and again[^m]",
    "!bang [a](https://x.org)",
    "(https://x.org/f), <b>https://x.org/e</b>",
    "https://x.org/?a=b&copy=c&copy;d",
    '<a href="https://x.org/u">not closed',
    "& &amp; &lt; -\\- ~a~ ~~~",
    "| not a table",
    "^",
)
BLOCKS = (
    *(block.source for block in bodies.BLOCKS),
    "1. {a}\n\n<!-- -->\n\n1. {b}",
    "#### {a}\n\n###### {b}",
    "| x | y |\n|:--|--:|\n| {a} | 1 |\n| 2 | <b>z</b> |",
    "| {a} |\n|---|",
    "{a}\n\n[^n]: {b}\n[^m]: Two",
)


def sources() -> st.SearchStrategy[str]:
    """Markdown as people write and paste it."""
    phrase = st.sampled_from(PHRASES)
    block = st.builds(
        lambda one, a, b: one.replace("{a}", a).replace("{b}", b), st.sampled_from(BLOCKS), phrase, phrase
    )
    return st.lists(block | phrase, min_size=1, max_size=5).map("\n\n".join)


def seen(page: str) -> list[str]:
    """The words that a page shows, with the descriptions of its pictures."""
    described = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r"<p>\1</p>", page)
    return Page(re.sub(r"(</?(?:p|li|td|th|h\d|tr|div|pre|blockquote|br)\b)", r" \1", described)).words.split()


def seen_by_us(tree: RichText) -> list[str]:
    return seen(str(html.text(tree)))


@pytest.mark.parametrize("name", READERS)
@MANY
@given(sources())
def test_markdown_reads_the_same_elsewhere(name: str, body: str) -> None:
    tree = parse(body)
    assert seen(READERS[name](markdown.text(public(tree)))) == seen_by_us(tree)


@MANY
@given(sources())
def test_every_format_shows_the_same_words(body: str) -> None:
    tree = parse(body)
    written = iter(text.text(tree).split())
    assert list(_missing(seen_by_us(tree), written)) == []


@MANY
@given(sources())
def test_slack_shows_the_same_words(body: str) -> None:
    tree = parse(body)
    assert has_in_order(shown(messages(tree)), seen_by_us(tree))


@MANY
@given(sources())
def test_the_form_shows_and_keeps_the_same_words(body: str) -> None:
    tree = from_json(as_json(parse(body)))
    saved = read(form_value(tree))
    assert has_in_order(plain_text(saved), seen_by_us(tree))
    assert read(form_value(saved)) == saved


def has_in_order(shown: str, words: list[str]) -> bool:
    at = 0
    for word in words:
        if word not in shown[at:]:
            return False
        at = shown.index(word, at) + len(word)
    return True


def _missing(words: list[str], written: Iterator[str]) -> Iterator[str]:
    return (word for word in words if not any(word in other for other in written))
