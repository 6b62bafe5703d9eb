"""What people mean by a name that they type: an exact one, one of its words, its initials, or nearly that."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from domain.names import folded, plain_words, reading_order
from domain.project import Project

# How well typed words name something, 0 to 100; several words that stand so in its name are worth more.
PHRASE = 120
SAME = 100
BEGINNING = 95  # of a word, or the initials of a name
ENDING = 90  # the word with an ending: "carers" for "carer"
TYPING_ERRORS = (SAME, 85, 78)  # none, one, two
WITHIN = 80  # inside a word
POSSIBLE = 50  # half of the letters typed mean something here
CLOSE = 12  # two whose scores lie nearer than this could both be meant
MOST_GUESSES = 10

SHORTEST = 2  # letters: fewer are no beginning of anything
_COMMON = {"a", "an", "and", "for", "in", "my", "of", "on", "our", "project", "status", "the", "to", "update", "with"}
_SLACK_MENTION = re.compile(r"<[@#!][^<>|]*\|?([^<>]*)>")
_EMOJI_CODE = re.compile(r":[a-z0-9_+'-]+(?:::skin-tone-\d)?:", re.IGNORECASE)
T = TypeVar("T")


class How(IntEnum):
    """How well typed words name something; the more, the surer."""

    PARTLY = 1  # some of the words mean nothing there
    NEARLY = 2  # every word does, once typing errors are forgiven
    WORDED = 3  # every word stands there: whole, its beginning, with an ending; or they are the initials
    NAMED = 4  # what was typed is one of its names


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Something that may be meant, and how well what was typed names it; ``score`` is for putting them in order."""

    what: T
    how: How
    score: float

    @property
    def is_sure(self) -> bool:
        """Whether no word had to be changed or left out for it."""
        return self.how >= How.WORDED


def matches(typed: str, things: Iterable[T], called: Callable[[T], Sequence[str]]) -> list[Match[T]]:
    """Those that ``typed`` may mean, likeliest first: of several somebody must choose. ``called`` are the names of
    one, the first of them the one by which people know it."""
    wanted = _without_marks(typed)
    bare = _bare(wanted)
    if not bare:
        return []
    names = [(thing, called(thing)) for thing in things]
    exact = [thing for thing, known in names if bare in map(_bare, known)]
    if exact:
        return [Match(thing, How.NAMED, PHRASE) for thing in exact]
    found = [(_match(wanted, thing, known), known) for thing, known in names]
    best = max((match.score for match, _ in found), default=0)
    likely = [(match, known) for match, known in found if match.score >= max(POSSIBLE, best - CLOSE + 1)]
    likely.sort(key=lambda one: (-one[0].score, reading_order(one[1][0]), *one[1]))
    return [match for match, _ in likely[:MOST_GUESSES]]


def projects_like(typed: str, projects: Iterable[Project]) -> list[Match[Project]]:
    """The projects that ``typed`` may mean, by their names, keys and aliases."""
    return matches(typed, projects, lambda project: (project.name, project.key, *project.aliases))


def narrowed(typed: str, projects: Sequence[Project], *, everything: bool = False) -> list[Project]:
    """Those in whose names every typed word stands somewhere, as a list shows them while somebody types, else those
    that may be meant. With ``everything``, their organisations and how they stand are looked through as well."""
    words = folded(typed).split()
    told = [(project, _told(project, everything=everything)) for project in projects]
    holding = [project for project, text in told if all(word in text for word in words)]
    return holding or [match.what for match in projects_like(typed, projects)]


def _told(project: Project, *, everything: bool) -> str:
    names = project.key, project.name, *project.aliases
    more = (project.lead_organisation, *project.partners, project.state) if everything else ()
    return folded(" ".join((*names, *more)))


def _without_marks(typed: str) -> str:
    """What was typed without emoji codes, and with mentions as their names; all of it where nothing else is there."""
    without = _EMOJI_CODE.sub(" ", _SLACK_MENTION.sub(r" \1 ", typed))
    return without if plain_words(without) else typed


def _bare(text: str) -> str:
    """Letters and digits only: ``Low-Code`` is ``low code`` is ``lowcode``."""
    return "".join(plain_words(text)) or folded(text)


def _telling(words: list[str]) -> list[str]:
    """The words that tell names apart, or all where there is no such."""
    return [word for word in words if word not in _COMMON] or words


def _match(typed: str, thing: T, called: Sequence[str]) -> Match[T]:
    names = [plain_words(name) for name in called]
    words = plain_words(typed)
    by_words = _by_words(_telling(words), {word for name in names for word in name})
    ways = by_words, _among_others(words, names), *(_as_a_whole(words, name) for name in names)
    best = max(score for score, _ in ways)
    return Match(thing, max(how for score, how in ways if score > best - CLOSE), best)


def _by_words(wanted: list[str], known: set[str]) -> tuple[float, How]:
    """Each typed word for itself, worth as much as it has letters."""
    alike = [max((_alike(word, other) for other in known), default=0) for word in wanted]
    letters = sum(map(len, wanted))
    score = sum(len(word) * one for word, one in zip(wanted, alike, strict=True)) / max(letters, 1)
    least = min(alike, default=0)
    return score, How.WORDED if least >= ENDING else How.NEARLY if least else How.PARTLY


def _among_others(wanted: list[str], names: list[list[str]]) -> tuple[float, How]:
    """A whole name among words that mean nothing here: “how is bins doing”."""
    for name in names:
        size = len(name)
        if not _COMMON.issuperset(name) and any(wanted[at : at + size] == name for at in range(len(wanted))):
            return SAME, How.PARTLY
    return 0, How.PARTLY


def _as_a_whole(wanted: list[str], name: list[str]) -> tuple[float, How]:
    """What was typed as a name from the beginning of a word on, as its initials, or as the name with typing errors."""
    text = "".join(wanted)
    if len(text) < SHORTEST:
        return 0, How.PARTLY
    if any("".join(name[place:]).startswith(text) for place in range(len(name))):
        return PHRASE if len(wanted) > 1 else BEGINNING, How.WORDED
    initials = ("".join(word[0] for word in words) for words in (name, _telling(name)))
    if text in initials:
        return BEGINNING, How.WORDED
    errors = _typing_errors(text, "".join(name))
    return (TYPING_ERRORS[errors], How.NEARLY) if errors else (0, How.PARTLY)


def _alike(typed: str, word: str) -> int:
    """How well a typed word is this word of a name."""
    if typed == word:
        return SAME
    if len(typed) >= SHORTEST and word.startswith(typed):
        return BEGINNING
    if len(word) >= 4 and typed.startswith(word) and len(typed) - len(word) <= 2:
        return ENDING
    if errors := _typing_errors(typed, word) or (len(typed) >= 5 and _typing_errors(typed, word[: len(typed)])):
        return TYPING_ERRORS[errors]
    return WITHIN if len(typed) >= 4 and typed in word else 0


def _typing_errors(typed: str, word: str) -> int:
    """Letters wrong, missing, surplus or swapped, 0 where they are too many: one is forgiven in words of five, two in
    words of eight; in words of four one behind the first letter, in words of three two that are swapped."""
    length = max(len(typed), len(word))
    errors = OSA.distance(typed, word, score_cutoff=2)
    if length >= 5:
        return errors if errors <= (2 if length >= 8 else 1) else 0
    is_swap = sorted(typed) == sorted(word)
    is_slip = length == 4 and typed[:1] == word[:1]
    return errors if errors == 1 and (is_swap or is_slip) else 0
