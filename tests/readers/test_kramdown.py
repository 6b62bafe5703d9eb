"""Our Markdown reads the same in kramdown, which makes pages of it for GitHub and Jekyll. It has two parsers."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from domain.text.markdown import parse
from domain.text.normal_form import normalise
from domain.text.rich_text import (
    BOLD,
    Block,
    Heading,
    Image,
    Link,
    List,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
    Text,
)
from rendering.formats import html, markdown
from rendering.formats.edition_text import public
from tests.bodies import bodies
from tests.unit.seen import Seen, in_page

FOLDER = Path(__file__).parent
ITS_SIGNS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})  # it sets straight quotes and dots so
ODD = (
    "run --apply, a -- b --- c", "--", "---", "<<so>> 5 >> 3 << 4", "<<", "{: .note}", "a {:.note} b",
    "{::comment} x {:/}", "Title {#my-id}", "*[HTML]: words", "[HTML]: words", "[^1]: words", "[^1]", ": words",
    "Term\n: words", ":| x", "^", "a\n^\nb", "^a", "$$ x $$", "a | b", "| a |", "|", "|-", "a\\|b", "~a~ and ~~b~~",
    "~5 to ~6", "~~~", "#tag", "##", "x ##", "####### x", "1) x", "1. x", "+ x", "- x", "* x", "> x", "=", "x\n==",
    "x\n--", "* * *", "<b", "</x", "&copy; &amp;copy;", "_a_ snake_case __init__", "2*3*4", "  x", "\tx", "[x] y",
    "[x](y", "![x]", "\\", "a\\*", "`", "``x", "{x} {{ x }}", "{", "https://x.example/a--b",
    "https://x.example/a|b", "https://x.example/{:x}", "it's \"so\"...", ":tada:", "\u00a0x",
)  # fmt: skip
PLACES: tuple[Callable[[str], Block], ...] = (
    lambda words: Paragraph((Text(words),)),
    lambda words: Heading(2, (Text(words),)),
    lambda words: Paragraph((Text("x "), Text(words, BOLD), Text(" y"))),
    lambda words: Paragraph((Text(words, Style(strike=True)), Text(words))),
    lambda words: Paragraph((Text(words, Style(language="cy")),)),
    lambda words: Paragraph((Text("x "), Text(words, Style(code=True)), Text(" y"))),
    lambda words: Paragraph((Link("https://x.example/q", words),)),
    lambda words: List(((Paragraph((Text(words),)),), (Paragraph((Text("z"),)),))),
    lambda words: Quote((Paragraph((Text(words),)),)),
    lambda words: Table((((Text("h"),), (Text(words),)), ((Text(words),), (Text("z"),)))),
    lambda words: Table((((Text(words, Style(code=True)),),),)),
    lambda words: Image(words, "https://x.example/p.jpg"),
)


def read_by_kramdown(sources: list[str]) -> Iterator[list[str]]:
    ruby = shutil.which("ruby")
    assert ruby, "scripts/browser-tools installs Ruby and kramdown"
    done = subprocess.run(
        [ruby, "kramdown.rb"], cwd=FOLDER, input=json.dumps(sources), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    yield from json.loads(done.stdout)


def as_it_sets(seen: Seen) -> str:
    return seen.characters.translate(ITS_SIGNS)


def reads_the_same(texts: list[RichText]) -> None:
    sources = [markdown.text(public(text)) for text in texts]
    for text, source, pages in zip(texts, sources, read_by_kramdown(sources), strict=True):
        ours = in_page(str(html.text(text)))
        for theirs in map(in_page, pages):
            assert as_it_sets(theirs) == as_it_sets(ours), source
            assert all(place in theirs.leads_to or place in ours.characters for place in ours.leads_to), source


def test_four_hundred_bodies_read_the_same_in_kramdown() -> None:
    reads_the_same([parse(body.source) for body in bodies(400)])


def test_what_means_something_to_kramdown_alone_stays_as_it_was_written() -> None:
    reads_the_same([normalise((place(words),)) for words in ODD for place in PLACES])
