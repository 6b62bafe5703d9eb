"""Answering a question, wherever it was asked: everybody by what was published, by more only those who may see it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from domain.answer_ports import NO_LIMIT, Filter
from domain.calendar import local_day
from domain.delivery import Message
from domain.edition import Edition, EditionState, title
from domain.english import quoted
from domain.errors import NO_PROJECTS, NotFound
from domain.hits import ranked
from domain.lemmas import sought
from domain.matching import narrowed
from domain.names import in_reading_order
from domain.ports import UnitOfWork
from domain.project import Project, ProjectState, by_id
from domain.published import PublishedItem
from domain.questions import named_in, nearest, resolve
from domain.reading import LATER, Reading, Registry, Span, Topic, chosen
from domain.standing import NOTHING, Standing, matching, open_asks
from domain.unit import Unit
from rendering.slack.answers.found import (
    OpenAsk,
    edition_answer,
    help_wanted,
    hits_answer,
    not_found,
    written_answer,
)
from rendering.slack.answers.parts import Asked
from rendering.slack.answers.project import project_answer
from rendering.slack.answers.several import several_answer
from rendering.slack.notes import help_text
from services.answers.next_window import window_told
from services.common import access
from services.common.actor import Actor
from services.common.mentions import renewed
from services.common.unit import unit_of

LONGEST = 300  # characters of a question
EVERYTHING = "all"
MOST_TOLD = 300  # items of a span of editions


def ask(actor: Actor, question: str, *, channel: str = "", is_public: bool = False) -> Sequence[Message]:
    """The answer to a question, for the asker or, where it ``is_public``, for everybody in a channel."""
    with actor.reading() as work:
        return _Answering(work, question, channel, is_public=is_public).answer()


def newer_for(actor: Actor, question: str, channel: str = "") -> list[Project]:
    """The projects that a question is about and of which the asker may see newer, unpublished news."""
    with actor.reading() as work:
        answering = _Answering(work, question, channel, is_public=False)
        reading = answering.reading
        if reading.about not in (Topic.PROJECT, Topic.SEVERAL) or not reading.is_filtered:
            return []
        standings = answering.standings(chosen(reading, answering.registry.projects))
        return [one.project for one in standings if one.waiting and one.may_see]


def of_project(actor: Actor, project_id: str) -> Sequence[Message]:
    """The answer about the project with this id, for the asker."""
    with actor.reading() as work:
        project = access.project(work, project_id)
        answering = _Answering(work, project.key, "", is_public=False)
        answering.reading = Reading(about=Topic.PROJECT, projects=(project.id,))
        return answering.answer()


def about_message(actor: Actor, text: str, channel: str) -> Sequence[Message]:
    """The latest on what a message names, else on its channel's project, for the asker."""
    with actor.reading() as work:
        answering = _Answering(work, text, channel, is_public=False)
        answering.reading = named_in(text, answering.registry) or answering.reading
        return answering.answer()


def offered(actor: Actor, typed: str) -> list[Project]:
    """The projects that a menu offers while somebody types in it; the first of them where nothing is typed."""
    with actor.reading() as work:
        live = [project for project in work.projects.all() if project.state is not ProjectState.CLOSED]
        return in_reading_order(narrowed(typed, live))


class _Answering:
    """One answer in the making: what several parts of it need is read once."""

    def __init__(self, work: UnitOfWork, question: str, channel: str, *, is_public: bool) -> None:
        work.read_ahead(work.units.get, work.units.editors, work.projects.all, work.editions.all)
        self.work = work
        self.asked = Asked(question=" ".join(question.split())[:LONGEST], is_public=is_public)
        self.editions: Mapping[str, Edition] = {edition.id: edition for edition in work.editions.all()}
        unit = work.units.get() or Unit(name="")
        self.registry = Registry(
            projects=work.projects.all(),
            editions=[one for one in self.editions.values() if one.state is EditionState.PUBLISHED],
            asker=work.person,
            channel=channel,
            today=local_day(work.now(), unit.cadence.timezone),
        )
        self.reading = resolve(self.asked.question, self.registry)
        if not self.asked.question:  # what stands on buttons must mean the same anywhere
            keys = [project.key for project in chosen(self.reading, self.registry.projects)[:1]]
            self.asked = replace(self.asked, question=keys[0] if self.reading.about is Topic.PROJECT else EVERYTHING)

    def answer(self) -> Sequence[Message]:
        """What is said; raises ``NotFound`` in a workspace without projects."""
        if not self.registry.projects:
            unit_of(self.work)
            raise NotFound(NO_PROJECTS)
        return _ANSWERS[self.reading.about](self)

    # how projects stand

    def project(self) -> Sequence[Message]:
        (project,) = chosen(self.reading, self.registry.projects)
        span = self.reading.span
        standing = self._one(project, span)
        return project_answer(self.asked, standing, self.registry.today, span.called if span else "")

    def _one(self, project: Project, span: Span | None) -> Standing:
        until = span.until if span else NO_LIMIT
        items = self.work.published.of_project(project.id, until)
        told = [self._with_edition(item) for item in items if span is None or item.number >= span.since]
        waiting = None if span else self._waiting([project]).get(project.id)
        standing = self._standing(project, told, waiting)
        if waiting is None or not standing.may_see:
            return standing
        update = self.work.updates.get(project.id, waiting.id)
        content = renewed(self.work, update.content) if update else NOTHING
        return replace(standing, waiting=(content, waiting))

    def several(self) -> Sequence[Message]:
        projects = chosen(self.reading, self.registry.projects)
        if not self.reading.projects:
            projects = [project for project in projects if project.state is not ProjectState.CLOSED]
        standings = matching(self.standings(projects), self.reading)
        if self.reading.span:
            standings = [one for one in standings if one.published]
        waiting = 0 if self.asked.is_public else sum(bool(one.waiting) and one.may_see for one in standings)
        return several_answer(self.asked, self.reading, standings, self.registry.today, waiting)

    def standings(self, projects: Sequence[Project]) -> list[Standing]:
        """How each of these projects stands by its newest news, in few statements however many there are."""
        told: dict[str, list[tuple[PublishedItem, Edition]]] = {}
        for item in self._newest():
            told.setdefault(item.project_id, []).append(self._with_edition(item))
        waiting = {} if self.reading.span else self._waiting(projects)
        return [self._standing(one, told.get(one.id, []), waiting.get(one.id)) for one in projects]

    def _newest(self) -> list[PublishedItem]:
        return (
            self.work.published.found(self._found(), MOST_TOLD) if self.reading.span else self.work.published.newest()
        )

    def _standing(
        self, project: Project, told: list[tuple[PublishedItem, Edition]], waiting: Edition | None
    ) -> Standing:
        may_see = not self.asked.is_public and self._may_see(project)
        return Standing(
            project=project, published=told, waiting=(NOTHING, waiting) if waiting else None, may_see=may_see
        )

    def _may_see(self, project: Project) -> bool:
        """Whether the asker may see what is not published of a project."""
        return self.work.person in project.leads or self.work.person in self.work.units.editors()

    def _waiting(self, projects: Sequence[Project]) -> Mapping[str, Edition]:
        """The editions for which there is newer news that is not published, by project id; nobody's words are read."""
        found = {}
        for brief in self.work.updates.latest([project.id for project in projects]):
            edition = self.editions[brief.edition_id]
            if edition.state not in (EditionState.PUBLISHED, EditionState.SKIPPED):
                found[brief.project_id] = edition
        return found

    def _with_edition(self, item: PublishedItem) -> tuple[PublishedItem, Edition]:
        content = renewed(self.work, item.content) if item.content else None
        return replace(item, content=content), self.editions[item.edition_id]

    # what was published

    def words(self) -> Sequence[Message]:
        reading = self.reading
        wanted = self._found(sought(reading.words), self._among())
        items = self.work.published.found(wanted) if wanted.sought else []
        if not items:
            return self._nothing(f"Nothing that was published has {quoted(reading.words or self.asked.question)}.")
        hits = ranked(items, wanted.sought)
        count = self.work.published.count(wanted)
        return hits_answer(self.asked, reading, hits, count, self.editions)

    def _among(self) -> frozenset[str] | None:
        reading = self.reading
        if not reading.is_filtered:
            return None
        projects = chosen(reading, self.registry.projects)
        if reading.statuses or reading.phases:
            projects = [one.project for one in matching(self.standings(projects), reading)]
        return frozenset(project.id for project in projects)

    def _found(self, words: Sequence[Collection[str]] = (), projects: frozenset[str] | None = None) -> Filter:
        """The items that are asked about, in their editions."""
        span = self.reading.span or Span(0, LATER, "")
        return Filter(sought=words, projects=projects, since=span.since, until=span.until)

    def edition(self) -> Sequence[Message]:
        number = self.reading.edition
        edition = next((one for one in self.registry.editions if one.number == number), None)
        if edition is None:
            return self._nothing(f"{title(number)} is not among the published editions.")
        return edition_answer(self.asked, edition, self.work.published.of_edition(number))

    def written(self) -> Sequence[Message]:
        found = self.work.published.found(self._found(projects=self._among_written()), MOST_TOLD)
        items = [item for item in found if item.by == self.reading.person]
        if not items:
            return self._nothing("Nothing that you wrote was published then.")
        called = self.reading.span.called if self.reading.span else ""
        return written_answer(self.asked, items, self.editions, called)

    def _among_written(self) -> frozenset[str] | None:
        reading = replace(self.reading, person="")
        return frozenset(one.id for one in chosen(reading, self.registry.projects)) if reading.is_filtered else None

    def help_wanted(self) -> Sequence[Message]:
        among, projects = self._among(), by_id(self.registry.projects)
        found = [
            OpenAsk(projects[item.project_id], one, self.editions[item.edition_id])
            for item in self.work.published.newest()
            if item.project_id in projects and (among is None or item.project_id in among)
            for one in open_asks(item.content or NOTHING, self.registry.today)
        ]
        found.sort(key=lambda one: (one.ask.last_day is None, one.ask.last_day, one.project.name))
        return help_wanted(self.asked, found)

    def next_edition(self) -> Sequence[Message]:
        return [window_told(self.work, is_public=self.asked.is_public)]

    def help(self) -> Sequence[Message]:
        return [help_text()]

    def _nothing(self, what: str) -> Sequence[Message]:
        near = [question for question, _ in nearest(self.asked.question, self.registry)]
        return not_found(what, near)


_ANSWERS: Mapping[Topic, Callable[[_Answering], Sequence[Message]]] = {
    Topic.PROJECT: _Answering.project,
    Topic.SEVERAL: _Answering.several,
    Topic.WORDS: _Answering.words,
    Topic.EDITION: _Answering.edition,
    Topic.HELP_WANTED: _Answering.help_wanted,
    Topic.WRITTEN: _Answering.written,
    Topic.NEXT: _Answering.next_edition,
    Topic.HELP: _Answering.help,
}
