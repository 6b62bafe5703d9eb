"""What is new in an edition: what its welcome is drafted from, and what placeholders stand for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain import english
from domain.edition import Edition
from domain.news import NewsItem, NewsKind
from domain.project import Phase, Project
from domain.update import UpdateContent

Told = Sequence[tuple[Project, UpdateContent]]


@dataclass(frozen=True, slots=True)
class Past:
    """What was said before an edition: the phase in the last update of each project that had one, if it named any."""

    phases: Mapping[str, Phase | None]

    def knows(self, project: Project) -> bool:
        """Whether the project had an update before."""
        return project.id in self.phases


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """A project that is in another phase than in its last update."""

    project: str
    before: Phase
    now: Phase

    def __str__(self) -> str:
        return f"{self.project} ({self.before} to {self.now})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An edition in facts; ``updates`` and ``projects`` are counted, the others are names."""

    number: int
    period: str
    unit: str
    updates: int = 0
    projects: int = 0
    missing: Sequence[str] = ()
    events: Sequence[str] = ()
    new_projects: Sequence[str] = ()
    first_updates: Sequence[str] = ()
    phase_changes: Sequence[PhaseChange] = ()


def facts_of(
    unit: str, edition: Edition, told: Told, missing: Sequence[Project], news: Sequence[NewsItem], past: Past | None
) -> Facts:
    """The facts of an edition. Without a ``past`` nobody knows what is new in it."""
    projects = [*(project for project, _ in told), *missing]
    return Facts(
        number=edition.number,
        period=english.period(edition.starts, edition.ends),
        unit=unit,
        updates=len(told),
        projects=len(projects),
        missing=[project.name for project in missing],
        events=[item.title for item in news if item.kind is NewsKind.EVENT],
        new_projects=[project.name for project, _ in told if past and _is_new(project, edition, past)],
        first_updates=[project.name for project, _ in told if past and not past.knows(project)],
        phase_changes=list(_phase_changes(told, past)) if past else [],
    )


def _is_new(project: Project, edition: Edition, past: Past) -> bool:
    """Whether the project was added in the edition's period, and has not been told of before."""
    return project.added is not None and edition.starts <= project.added <= edition.ends and not past.knows(project)


def _phase_changes(told: Told, past: Past) -> Iterator[PhaseChange]:
    for project, update in told:
        before, now = past.phases.get(project.id), update.phase or project.phase
        if before and now and before is not now:
            yield PhaseChange(project.name, before, now)
