"""What was found by words, best first, each with the sentence that says it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.checks.passage import Line
from domain.lemmas import indexed
from domain.published import PublishedItem
from domain.text.rich_text import Text

LONGEST = 300  # characters of a sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """An item in which words were found, and the sentence that has most of them."""

    item: PublishedItem
    sentence: str


def ranked(items: Sequence[PublishedItem], sought: Sequence[Collection[str]]) -> list[Hit]:
    """Items that have all words in one sentence first, then those in whose headings they stand, then the newest."""
    found = [_hit(item, sought) for item in items]
    order = sorted(range(len(items)), key=lambda place: (*found[place][0], -items[place].number, place))
    return [Hit(items[place], found[place][1]) for place in order]


def _hit(item: PublishedItem, sought: Sequence[Collection[str]]) -> tuple[tuple[int, int], str]:
    sentences = [sentence.strip() for line in item.text.splitlines() for sentence, _ in Line((Text(line),)).sentences]
    counts = [_count(sentence, sought) for sentence in sentences]
    best = max(counts, default=0)
    sentence = sentences[counts.index(best)] if sentences else ""
    return (-best, -_count(item.heading, sought)), sentence


def _count(text: str, sought: Sequence[Collection[str]]) -> int:
    there = set(indexed(text).split())
    return sum(not there.isdisjoint(tokens) for tokens in sought)
