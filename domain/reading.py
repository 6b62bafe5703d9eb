"""What a question is about, as ``domain.questions`` reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.edition import Edition
from domain.project import Phase, Project, Status

LATER = 2**31 - 1  # than every edition


class Topic(StrEnum):
    """The kinds of answers."""

    PROJECT = "project"
    SEVERAL = "several"
    WORDS = "words"
    EDITION = "edition"
    HELP_WANTED = "help wanted"
    WRITTEN = "written"  # by a person
    NEXT = "next"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Span:
    """Editions from number ``since`` to ``until``, called as they were asked for. Of dates that no edition covers
    ``until`` is lower than ``since``."""

    since: int
    until: int
    called: str

    @property
    def holds_none(self) -> bool:
        """Whether there is no edition in it."""
        return self.until < self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What questions may be about: all projects, the published editions, who asks, in which channel, on which day."""

    projects: Sequence[Project]
    editions: Sequence[Edition] = ()
    asker: str = ""
    channel: str = ""
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is asked: ``about`` what, of which projects by id (all where none is named), in which editions, with which
    ``words``. ``statuses`` and ``phases`` are those that a project stands in now; ``person`` has written or leads."""

    about: Topic
    projects: tuple[str, ...] = ()
    statuses: frozenset[Status] = frozenset()
    phases: frozenset[Phase] = frozenset()
    organisations: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    person: str = ""
    span: Span | None = None
    edition: int = 0
    words: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether it is about some projects only."""
        return bool(self.projects or self.statuses or self.phases or self.organisations or self.rounds or self.person)

    def without_words(self) -> "Reading":
        """The question without the words that were sought."""
        return replace(self, words="")


def chosen(reading: Reading, projects: Sequence[Project]) -> list[Project]:
    """The projects that are meant, but for where they stand in their phases and statuses."""
    return [project for project in projects if _is_meant(reading, project)]


def _is_meant(reading: Reading, project: Project) -> bool:
    organisations = {project.lead_organisation, *project.partners}
    return (
        (not reading.projects or project.id in reading.projects)
        and (not reading.organisations or not organisations.isdisjoint(reading.organisations))
        and (not reading.rounds or round_of(project.round) in reading.rounds)
        and (not reading.person or reading.about is Topic.WRITTEN or reading.person in project.leads)
    )


def round_of(text: str) -> str:
    """What a round is called without the word: ``Round 5`` is ``5``."""
    return text.casefold().replace("round", "").strip(" .:#")
