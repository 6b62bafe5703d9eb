"""What somebody asks, in a few words: a small grammar over what the unit has, and otherwise words to look for.

Nothing is guessed that is not in the question, and the same words always mean the same.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from rapidfuzz.distance import OSA

from domain import question_words
from domain.lemmas import COMMON
from domain.matching import projects_like
from domain.name_index import NameIndex, index_of
from domain.names import plain_words, reading_order
from domain.project import Project
from domain.question_spans import EDITION_ALONE, LATEST, span_in
from domain.question_words import ALL, BARE, CONNECTORS, NOISE, PHASES, STATUSES
from domain.reading import Reading, Registry, Span, Topic

LONGEST = 40  # words of a question
LONGEST_NAME = 12  # words
NEAREST = 3
MEANING = frozenset((*NOISE, *STATUSES, *PHASES, *ALL))
_MENTION = re.compile(r"<(?:@([UW]\w+)|#([CG]\w+))(?:\|[^>]*)?>")
_LINK = re.compile(r"<[^\s|>]+(?:\|([^>]*))?>")
_EMOJI = re.compile(r":[a-z0-9_+'-]+:(?::skin-tone-\d:)?")
_NUMBER_SIGN = re.compile(r"(?i)(edition|issue|notes?|rhifyn|sn)?\s*#\s*(?=\d)")
_CLITIC = re.compile(r"(?i)(?<=\w)[’'](?:r|n|i|u|w|ch|th)\b")  # Welsh: “yw’r”
_ROUND = re.compile(r"\b(?:round|rownd|r) ?(\d+)\b")
Kind = TypeVar("Kind")


@dataclass(slots=True)
class _Found:
    """What was recognised so far, and ``rest``: the folded question with ``|`` where that stood."""

    rest: str
    names: NameIndex[Project]
    organisations_known: NameIndex[str]
    projects: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match, which is none of the rest any more."""
        match = pattern.search(self.rest)
        if match:
            self.rest = f"{self.rest[: match.start()]} | {self.rest[match.end() :]}"
        return match


def resolve(question: str, registry: Registry) -> Reading:
    """What is asked. What no rule knows are words to look for in what was published."""
    people, channels, text = _cleaned(question)
    if not text and not people and not channels:
        return _unasked(registry)
    known = index_of(registry.projects, _names)
    if same := known.named(text):
        return _of_projects(same)
    if text == "help":
        return Reading(about=Topic.HELP)
    found = _Found(BARE.get(text, text), known, index_of(organisations(registry.projects), lambda name: (name,)))
    _take_names(found)
    if not found.projects and _is_of_one_part(text) and (whole := known.like(_segment(text))):
        return _of_projects(whole)
    if found.take(question_words.NEXT) and not found.projects:
        return Reading(about=Topic.NEXT)
    found.projects += [project.id for project in registry.projects if project.channel in channels]
    return _read(found, registry, people)


def _read(found: _Found, registry: Registry, people: Sequence[str]) -> Reading:
    wants_help = found.take(question_words.HELP_WANTED)
    wrote = found.take(question_words.WRITTEN)
    mine = found.take(question_words.MINE)
    latest = found.take(LATEST)
    found.rest, span = span_in(found.rest, registry.editions, registry.today)
    number = None if span else found.take(EDITION_ALONE)
    filters = {
        "rounds": tuple(match[1] for match in iter(lambda: found.take(_ROUND), None)),
        "statuses": _take_words(found, STATUSES),
        "phases": _take_words(found, PHASES),
    }
    words = _take_rest(found)
    reading = Reading(
        about=Topic.WRITTEN if wrote else Topic.HELP_WANTED if wants_help else Topic.SEVERAL,
        projects=tuple(dict.fromkeys(found.projects)),
        organisations=tuple(dict.fromkeys(found.organisations)),
        person=next(iter(people), registry.asker if mine or wrote else ""),
        span=span,
        words=words,
        **filters,  # type: ignore[arg-type]
    )
    edition = int(number[1]) if number else _newest(registry) if latest else _bare_number(words, registry)
    return _settled(reading, edition)


def _settled(reading: Reading, edition: int) -> Reading:
    """What the parts of a question make together."""
    is_special = reading.about is not Topic.SEVERAL
    if edition and not reading.is_filtered and not is_special and (not reading.words or reading.words == str(edition)):
        return Reading(about=Topic.EDITION, edition=edition)
    if edition and reading.words != str(edition):
        reading = replace(reading, span=Span(edition, edition, f"in edition {edition}"))
    if is_special:
        return reading
    if reading.words:
        return replace(reading, about=Topic.WORDS)
    if reading.span and not reading.is_filtered and reading.span.since == reading.span.until:
        return Reading(about=Topic.EDITION, edition=reading.span.since)
    only = replace(reading, projects=(), span=None)
    is_one = len(reading.projects) == 1 and only == Reading(about=Topic.SEVERAL)
    return replace(reading, about=Topic.PROJECT) if is_one else reading


def _unasked(registry: Registry) -> Reading:
    """Nothing was typed: the project of the channel, else all."""
    here = [project for project in registry.projects if registry.channel and project.channel == registry.channel]
    return _of_projects(here if len(here) == 1 else [])


def _is_of_one_part(text: str) -> bool:
    """Whether several words of a question may be one name: it asks nothing more of it."""
    kinds = (question_words.HELP_WANTED, question_words.WRITTEN, question_words.MINE, question_words.NEXT)
    return " " in text and not any(kind.search(text) for kind in kinds)


def _of_projects(projects: Sequence[Project]) -> Reading:
    about = Topic.PROJECT if len(projects) == 1 else Topic.SEVERAL
    return Reading(about=about, projects=tuple(project.id for project in projects))


def _cleaned(question: str) -> tuple[list[str], list[str], str]:
    """The people and channels that are mentioned, and the folded words without signs, links and emoji."""
    mentions = list(_MENTION.finditer(question))
    people = [match[1] for match in mentions if match[1]]
    channels = [match[2] for match in mentions if match[2]]
    bare = _LINK.sub(lambda match: f" {match[1] or ''} ", _MENTION.sub(" ", question))
    numbered = _NUMBER_SIGN.sub(lambda match: match[1] + " " if match[1] else " edition ", bare)
    words = plain_words(_EMOJI.sub(" ", _CLITIC.sub("", numbered)))
    return people, channels, " ".join(words[:LONGEST])


# names


def _names(project: Project) -> tuple[str, ...]:
    return (project.name, project.key, *project.aliases)


def _take_names(found: _Found) -> None:
    """Takes whole names out of the question, the longest first; words that mean something else are no names in it."""
    words = found.rest.split()
    sizes = range(1, LONGEST_NAME + 1)
    parts = {" ".join(words[at : at + size]) for size in sizes for at in range(len(words) - size + 1)}
    for name in sorted(parts - MEANING, key=lambda part: (-len(part), part)):
        projects = found.names.whole.get(name, ())
        named = found.organisations_known.whole.get(name, ())
        if len(name) > 1 and (projects or named) and found.take(re.compile(rf"\b{re.escape(name)}\b")):
            found.projects += [found.names.things[place].id for place in projects]
            found.organisations += [found.organisations_known.things[place] for place in named]


def organisations(projects: Iterable[Project]) -> list[str]:
    """Every organisation that leads or takes part in a project, in alphabetical order."""
    found = {name for project in projects for name in (project.lead_organisation, *project.partners) if name}
    return sorted(found, key=reading_order)


def _take_words(found: _Found, meanings: Mapping[str, frozenset[Kind]]) -> frozenset[Kind]:
    """What is meant by the statuses or phases that are named; one typing error is forgiven in long ones."""
    meant: frozenset[Kind] = frozenset()
    for phrase in sorted(meanings, key=len, reverse=True):
        if found.take(re.compile(rf"\b{phrase}\b")) or found.take(_misspelt(phrase, found.rest)):
            meant |= meanings[phrase]
    return meant


def _misspelt(phrase: str, text: str) -> re.Pattern[str]:
    """A pattern for what in the text is like a phrase, with one letter wrong."""
    words, length = text.split(), len(phrase.split())
    if len(phrase) >= 5:
        for place in range(len(words)):
            for size in {length, 1, max(1, length - 1)}:
                part = words[place : place + size]
                bare = "".join(part)
                if "|" not in part and OSA.distance(bare, phrase.replace(" ", ""), score_cutoff=1) <= 1:
                    return re.compile(rf"\b{re.escape(' '.join(part))}\b")
    return re.compile(r"(?!)")


def _take_rest(found: _Found) -> str:
    """Adds the projects and organisations that parts of the rest are like; the words that are left."""
    words: list[str] = []
    for segment in filter(None, map(_segment, CONNECTORS.split(found.rest))):
        projects = found.names.like(segment)
        named = [] if projects else found.organisations_known.like(segment)
        found.projects += [project.id for project in projects]
        found.organisations += named
        if not projects and not named and segment not in ALL:
            words.append(segment)
    return " ".join(words)


def _segment(text: str) -> str:
    """What of a part of a question says something."""
    words = text.replace("|", " ").split()
    first = next((place for place, word in enumerate(words) if word not in NOISE), len(words))
    last = next((place for place in range(len(words), 0, -1) if words[place - 1] not in NOISE), 0)
    return " ".join(words[first:last])


def _newest(registry: Registry) -> int:
    return max((edition.number for edition in registry.editions), default=0)


def _bare_number(words: str, registry: Registry) -> int:
    """The edition whose number is all that is left of a question."""
    return int(words) if words.isdecimal() and int(words) in {one.number for one in registry.editions} else 0


def named_in(text: str, registry: Registry) -> Reading | None:
    """The projects whose whole names stand in somebody's message, else the one whose channel it stands in."""
    _, channels, words = _cleaned(text)
    found = _Found(words, index_of(registry.projects, _names), index_of((), lambda name: (name,)))
    _take_names(found)
    named = [one for one in registry.projects if one.id in found.projects or one.channel in channels]
    here = [one for one in registry.projects if registry.channel and one.channel == registry.channel]
    meant = named or here
    return _of_projects(meant) if meant else None


# where nothing was found


def nearest(question: str, registry: Registry) -> list[tuple[str, Reading]]:
    """The three questions that are most like one that found nothing, in words, with what they mean."""
    _, _, text = _cleaned(question)
    segment = _segment(text)
    projects = [match.what.name for match in projects_like(segment, registry.projects)]
    words = [word for word in segment.split() if len(word) > 2 and word not in COMMON]
    offered = [*projects[:NEAREST], *(words if len(words) > 1 else []), *_USUAL]
    readings = {asked: resolve(asked, registry) for asked in offered if asked != question}
    return list(readings.items())[:NEAREST]


_USUAL: Sequence[str] = ("all projects", "who needs help", "latest edition")
