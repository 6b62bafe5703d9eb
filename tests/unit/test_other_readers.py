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
from tests.unit.shown import Page, messages, shown

MANY = settings(max_examples=200)
_mistune = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])
READERS: dict[str, Callable[[str], str]] = {
    "mistune": lambda source: str(_mistune(source)),
    "CommonMark": MarkdownIt("commonmark").enable(["table", "strikethrough"]).render,
    "GFM": MarkdownIt("gfm-like").render,
}
PHRASES = (
    "The wardens met twelve times",
    "R&D, 5 < 6 and 7 > 2",
    "a*b*c, 2 * 3 * 4 and snake_case_name_",
    "at 10:30:45 (twice)",
    "“quoted” – ‘so’…",
    "£5\u00a0per\u202fhour",
    "أُطلقت الخدمة (تجريبية) في 3 موانئ!",
    "השירות נפתח",
    "co\u00adop e\u0301t\u00e9 ﬁn",
    "Lit :tada: and :+1::skin-tone-3:",
    "it\x92s Windows\x85 \x93so\x94",
    "one\x0btwo\u2028three",
    "[x] done, [ ] not",
    "a | b || c",
    "#hashtag, @here, <!channel>, <your name>",
    "{: .note} {x} $$y$$ [^none]",
    "C:\\docs\\new",
    "~5 days ~ 6 days",
    "1. not a list",
    "~~gone~~ **bold**ly *soft* `code|x` ***both***",
    "**“Quoted”** and *(so)*",
    "<b>b</b><i>i</i> <kbd>Ctrl</kbd> m<sup>2</sup>",
    "met[^n] and again[^m]",
    "line<br/>broken",
    "gone <!-- ask --> again",
    "<span style='x'>plain</span> <em>soft</em>",
    "[the map](https://example.org/map_(old)) here",
    "[**tide** clock](https://example.org/c?a=1&amp;b=2)s",
    "!bang [a](https://x.org)",
    "https://example.org/a*b*c and https://example.org/_d_.",
    "“https://example.org/plan”",
    "<b>https://example.org/e</b>, (https://x.org/f)",
    '<a href="https://example.org/tides">a "table" of [tides]</a>',
    "https://x.org/?a=b&copy=c&copy;d",
    "<https://x.org/g>’s",
    "& &amp; &lt;",
)
BLOCKS = (
    "- {a}\n- {b}\n\n1. {a}\n2. {b}",
    "- {a}\n  - {b}\n\n    {a}\n- {b}",
    "3. {a}\n\n   {b}\n4. {a}",
    "1. {a}\n\n<!-- -->\n\n1. {b}",
    "> {a}\n>\n> {b}",
    "## {a}\n\n{b}",
    "#### {a}\n\n###### {b}",
    "```js\nif (a < b) `x` | y\n\n```",
    "{a}\n\n---\n\n{b}",
    "{a}\n{b}",
    "| x | y |\n|:--|--:|\n| {a} | 1 |\n| 2 | <b>z</b> |",
    "<ul>\n<li>{a}</li>\n<li>{b}</li>\n</ul>",
    "<h3>{a}</h3>\n<p>{b}</p>",
    "<table><tr><th>x<th>y</tr>\n<tr><td>1<td>2</table>",
    "<details>\n<summary>{a}</summary>\n\n{b}\n\n</details>",
    "<blockquote>{a}</blockquote>\n\n<script>go()</script>",
    "![A quay](https://example.org/q.jpg)\n\n{a}",
    "<center>{a}<br>{b}</center>",
    '<iframe src="https://example.org/film" title="A film"></iframe>',
    "<!-- {a} -->\n\n{b}",
    "{a}\n\n[^n]: {b}\n[^m]: Two",
)


def bodies() -> st.SearchStrategy[str]:
    """Markdown as people write and paste it."""
    phrase = st.sampled_from(PHRASES)
    block = st.builds(lambda one, a, b: one.format_map({"a": a, "b": b}), st.sampled_from(BLOCKS), phrase, phrase)
    return st.lists(block | phrase, min_size=1, max_size=5).map("\n\n".join)


def seen(page: str) -> list[str]:
    """The words that a page shows, with the descriptions of its pictures."""
    described = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r"<p>\1</p>", page)
    return Page(re.sub(r"(</?(?:p|li|td|th|h\d|tr|div|pre|blockquote|br)\b)", r" \1", described)).words.split()


def seen_by_us(tree: RichText) -> list[str]:
    return seen(str(html.text(tree)))


@pytest.mark.parametrize("name", READERS)
@MANY
@given(bodies())
def test_markdown_reads_the_same_elsewhere(name: str, body: str) -> None:
    tree = parse(body)
    assert seen(READERS[name](markdown.text(public(tree)))) == seen_by_us(tree)


@MANY
@given(bodies())
def test_every_format_shows_the_same_words(body: str) -> None:
    tree = parse(body)
    written = iter(text.text(tree).split())
    assert list(_missing(seen_by_us(tree), written)) == []


@MANY
@given(bodies())
def test_slack_shows_the_same_words(body: str) -> None:
    tree = parse(body)
    assert has_in_order(shown(messages(tree)), seen_by_us(tree))


@MANY
@given(bodies())
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
