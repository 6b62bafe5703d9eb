"""Words as the search compares them: without accents, capitals and endings, English and Welsh, mutations undone.

A token is made of the letters a to z and digits only: what is written in other letters becomes hexadecimal digits.
Every database tells such tokens apart alike, and nothing in them can be an operator of its search.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import simplemma

from domain.names import folded, visible

ENGLISH, WELSH = "en", "cy"
KEPT = 65_536  # words: what a unit writes in years has fewer
STEPS = 3  # "dai" is "tai" is "tŷ"
CLITIC = re.compile(r"(?<=\w)['’](?:s|r|n|i|u|m|w|th|ch)\b")  # “council’s”, “taliadau’r”
QUOTES = str.maketrans("", "", "'‘’`´ʼ")
WORD = re.compile(r"[^\W_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words(
    """
    a about an and are as at be been but by can could did do does for from had has have how i in into is it its may me
    my of on or our shall so that the their them then there these they this those to us was we were what when where
    which who why will with would you your
    ac ai am ar at ei eu fe fy gan gyda i ac mae mewn na nad neu o oedd oes sut sy sydd wedi wrth y yn yr
    """
)


def read_dictionaries() -> None:
    """Reads what is known of both languages, half a second of work, or the first who publishes or asks waits for it."""
    for language in (ENGLISH, WELSH):
        _knows("a", language)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, accents kept: Welsh is looked up with them."""
    small = unicodedata.normalize("NFC", visible(text)).casefold()
    return WORD.findall(CLITIC.sub("", small).translate(QUOTES))


def token(word: str) -> str:
    """The word as the search knows it."""
    bare = "".join(WORD.findall(folded(folded(word))))  # some capitals are letters only once they are folded
    return bare if bare.isascii() else f"x{bare.encode().hex()}"


def indexed(text: str) -> str:
    """All tokens by which the search finds a text: of each word itself, and of what it is a form of."""
    found: dict[str, None] = {}
    for line in text.splitlines():
        words = words_of(line)
        is_welsh = _is_welsh(words)
        for word in words:
            found |= dict.fromkeys(_tokens(word, is_welsh=is_welsh))
    return " ".join(filter(None, found))


def sought(text: str) -> list[tuple[str, ...]]:
    """For each word of a question that says something the tokens of which one must be there; a word alone may be of
    either language."""
    words = words_of(text)
    telling = [word for word in words if word not in COMMON] or words
    return list(dict.fromkeys(filter(None, map(forms, telling))))


@lru_cache(maxsize=KEPT)
def forms(word: str) -> tuple[str, ...]:
    """The tokens that stand for a word of a question."""
    either = (*_tokens(word, is_welsh=False), *_tokens(word, is_welsh=_is_unchanged(word)))
    return tuple(dict.fromkeys(filter(None, either)))


def _is_unchanged(word: str) -> bool:
    """Whether English does not know the word as a form of another: “went” is no Welsh word for us, “plant” may be."""
    return not _knows(word, ENGLISH) or simplemma.lemmatize(word, lang=ENGLISH).casefold() == word


@lru_cache(maxsize=KEPT)
def _tokens(word: str, *, is_welsh: bool) -> tuple[str, ...]:
    languages = (WELSH, ENGLISH) if is_welsh else (ENGLISH, WELSH)
    language = next((one for one in languages if _knows(word, one)), "")
    return tuple(dict.fromkeys([token(word), *map(token, _lemmas(word, language))]))


def _lemmas(word: str, language: str) -> Iterator[str]:
    for _ in range(STEPS if language == WELSH else bool(language)):
        word = simplemma.lemmatize(word, lang=language).casefold()
        yield word


def _is_welsh(words: Sequence[str]) -> bool:
    """Whether a line has more words that only Welsh knows than words that only English knows."""
    known = [(_knows(word, WELSH), _knows(word, ENGLISH)) for word in words]
    return known.count((True, False)) > known.count((False, True))


@lru_cache(maxsize=KEPT)
def _knows(word: str, language: str) -> bool:
    return simplemma.is_known(word, lang=language)
