"""The editorial checks over an edition in the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.checks import Finding, Matter, findings
from domain.compile import item_key
from domain.document import Document
from domain.edition import Edition, EditionState
from domain.errors import NotFound
from domain.ports import Store, UnitOfWork, contents
from domain.project import Project
from domain.roles import may_edit
from domain.update import Figure
from rendering.slack.findings import FindingsView
from services.documents import compiled


def found_in(work: UnitOfWork, edition: Edition, document: Document) -> list[Finding]:
    """What the checks notice in an edition, held against the one that was published before it."""
    before = _published_before(work, edition)
    projects = work.projects.all()
    people = [person.name for person in work.people.all()]
    return findings(
        Matter(
            document=document,
            previous=compiled(work, before) if before else None,
            names=[*(name for project in projects for name in _names(project)), *people],
            figures=_figures(work, edition, before, projects) if before else {},
        )
    )


def view(store: Store, workspace: str, person: str, edition_id: str) -> FindingsView:
    """What the checks notice in an edition now, for editors."""
    with store.reading(workspace) as work:
        may_edit(person, work.units.editors(), "see what the checks have found")
        edition = work.editions.get(edition_id)
        if edition is None:
            raise NotFound("This edition is gone.")
        return FindingsView(edition=edition, findings=found_in(work, edition, compiled(work, edition)))


def _published_before(work: UnitOfWork, edition: Edition) -> Edition | None:
    earlier = [one for one in work.editions.all() if one.number < edition.number]
    return next((one for one in reversed(earlier) if one.state is EditionState.PUBLISHED), None)


def _names(project: Project) -> Iterator[str]:
    yield from (project.name, project.lead_organisation, *project.partners)


def _figures(
    work: UnitOfWork, edition: Edition, before: Edition, projects: Sequence[Project]
) -> Mapping[str, tuple[Sequence[Figure], Sequence[Figure]]]:
    """This edition's figures and the last ones, by the key of the project's item."""
    now, last = (contents(work.updates.of_edition(one.id)) for one in (edition, before))
    both = [project for project in projects if project.id in now and project.id in last]
    return {item_key(project): (now[project.id].figures, last[project.id].figures) for project in both}
