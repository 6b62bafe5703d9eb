"""Updates of 6,000 characters that read like nothing in particular, and are all different."""

from __future__ import annotations

import random

from domain.text.rich_text import BOLD, Link, Paragraph, RichText, Text

PARAGRAPHS = 15
WORDS = 66  # of a paragraph, beside what is bold or a link: about 400 characters
PROSE = """
On Tuesday the team met Helen Marsh, who looks after the harbour register, and nine colleagues from Ambleford Borough
Council. They tried the prototype on a phone (with one hand, in the rain) and finished the form in four minutes; the
paper one takes twenty. “We would rather not go back,” said a warden. By 8 December 2021 we will have tested it with
twelve people who use a screen reader. An open website, https://example.org/register, shows how many berths are free.
"""


def body(words: random.Random) -> RichText:
    """Paragraphs with something bold and a link in each."""
    return tuple(_paragraph(words.sample(PROSE.split(), k=WORDS)) for _ in range(PARAGRAPHS))


def _paragraph(said: list[str]) -> Paragraph:
    first, then, last = (" ".join(said[at : at + WORDS // 3]) for at in range(0, WORDS, WORDS // 3))
    link = Link("https://example.org/library", "a library")
    return Paragraph((Text(f"{first} "), Text("12 people", BOLD), Text(f" {then} "), link, Text(f" {last}")))


def markdown(words: random.Random, characters: int) -> str:
    """About so many characters in paragraphs, with something bold and a link."""
    said = words.choices(PROSE.split(), k=characters // 6)
    paragraphs = [" ".join(said[at : at + WORDS]) for at in range(0, len(said), WORDS)]
    return "\n\n".join([*paragraphs, "**12 people** met in [a library](https://example.org/library)."])
