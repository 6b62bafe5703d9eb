"""Who is in, who has nothing to report, who is missing: one answer for the card, Home, reminders and ``next``."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from domain.names import in_reading_order
from domain.project import Phase, Project, ProjectState, Status
from domain.update import NothingToReport, UpdateContent


@dataclass(frozen=True, slots=True)
class Progress:
    """The projects of an edition in reading order: ``told`` have an update, ``nothing`` have said that there is
    nothing to report, ``missing`` are expected and have said neither."""

    told: tuple[Project, ...]
    nothing: tuple[Project, ...]
    missing: tuple[Project, ...]

    @property
    def expected(self) -> int:
        """How many projects answered or should."""
        return len(self.told) + len(self.nothing) + len(self.missing)


def is_expected(project: Project) -> bool:
    """Whether an update of this project is missed when there is none."""
    return project.state is ProjectState.ACTIVE


def says_it_is_over(content: UpdateContent) -> bool:
    """Whether an update tells of the end of its project."""
    return content.status is Status.COMPLETE or content.phase is Phase.RETIRED


def progress(projects: Iterable[Project], told: Collection[str], answers: Iterable[NothingToReport]) -> Progress:
    """How far an edition has come; ``told`` are the ids of the projects with an update (withdrawn ones left out)."""
    ordered = in_reading_order(projects)
    answered = {answer.project_id for answer in answers}.union(told)
    return Progress(
        told=tuple(project for project in ordered if project.id in told),
        nothing=tuple(project for project in ordered if project.id in answered and project.id not in told),
        missing=tuple(project for project in ordered if is_expected(project) and project.id not in answered),
    )
