"""The names that questions may hold, so that few of many have to be looked at: a unit may have ten thousand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.lemmas import COMMON, forms
from domain.matching import SHORTEST, How, matches
from domain.names import plain_words

ERRORS = 2  # letters that may be wrong in a word
KEPT = 131_072  # names
T = TypeVar("T")


@lru_cache(maxsize=KEPT)
def words_of_name(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(plain_words(name))


@dataclass(frozen=True, slots=True)
class NameIndex(Generic[T]):
    """Things by their names: by whole ones, by each word, by names written as one word and by initials."""

    things: Sequence[T]
    called: Callable[[T], Sequence[str]]
    whole: Mapping[str, list[int]]
    words: Mapping[str, set[int]]
    joined: Mapping[str, set[int]]
    initials: Mapping[str, set[int]]

    def named(self, text: str) -> list[T]:
        """The things of which the folded text is a name, however it is parted into words."""
        return [self.things[place] for place in sorted(self.joined.get(text.replace(" ", ""), ()))]

    def like(self, segment: str) -> list[T]:
        """What every word of a part of a question is like, as it is typed or as its words are in a dictionary."""
        for variant in _variants(segment) if segment else ():
            near = [self.things[place] for place in sorted(self._near(variant))]
            found = [match.what for match in matches(variant, near, self.called) if match.how >= How.NEARLY]
            if found:
                return found
        return []

    def _near(self, text: str) -> set[int]:
        """All that ``matches`` could be nearly sure of, and few others."""
        bare = text.replace(" ", "")
        near = {place for name in _alike(bare, self.joined) for place in self.joined[name]}
        near |= self.initials.get(bare, set())
        by_word = [{place for word in _alike(one, self.words) for place in self.words[word]} for one in text.split()]
        return near | _in_all([found for found in by_word if found])


def index_of(things: Iterable[T], called: Callable[[T], Sequence[str]]) -> NameIndex[T]:
    """The index of some things, by what they are ``called``."""
    listed = list(things)
    whole: dict[str, list[int]] = defaultdict(list)
    words: dict[str, set[int]] = defaultdict(set)
    joined: dict[str, set[int]] = defaultdict(set)
    initials: dict[str, set[int]] = defaultdict(set)
    for place, thing in enumerate(listed):
        for name in called(thing):
            parts = words_of_name(name)
            whole[" ".join(parts)].append(place)
            joined["".join(parts)].add(place)
            for telling in (parts, [part for part in parts if part not in COMMON]):
                initials["".join(part[0] for part in telling)].add(place)
            for part in parts:
                words[part].add(place)
    return NameIndex(listed, called, whole, words, joined, initials)


def _in_all(sets: Sequence[set[int]]) -> set[int]:
    return set.intersection(*sets) if sets else set()


def _alike(typed: str, known: Mapping[str, set[int]]) -> set[str]:
    """The known words that may be the typed one: with errors, its beginning, an ending, or something around it."""
    if len(typed) < SHORTEST:
        return {typed} & known.keys()
    found = process.extract(typed, list(known), scorer=OSA.distance, score_cutoff=ERRORS, limit=None)
    near = {str(word) for word, *_ in found}
    return near | {word for word in known if typed in word or (len(word) >= SHORTEST and typed.startswith(word))}


def _variants(segment: str) -> Iterator[str]:
    """A part of a question as it is typed, and with each of its words as what it is a form of."""
    known = [forms(word) or (word,) for word in segment.split()]
    for step in range(max(map(len, known), default=1)):
        yield " ".join(each[min(step, len(each) - 1)] for each in known)
