"""Editions in the database as documents."""

from __future__ import annotations

from collections.abc import Iterable

from domain.calendar import local_day
from domain.compile import compile_edition, item_key
from domain.document import Document
from domain.edition import Edition, EditionState
from domain.facts import Past
from domain.ports import UnitOfWork, contents
from domain.project import Project
from domain.unit import Unit


def compiled(work: UnitOfWork, edition: Edition, *, with_held: bool = False) -> Document:
    """What the edition says: as it was published, or until then as its parts stand in the database today.

    ``with_held``: with the items that editors hold back, of which nothing is published.
    """
    kept = work.editions.document(edition.id) if edition.state is EditionState.PUBLISHED else None
    return kept or assembled(work, edition, with_held=with_held)


def assembled(work: UnitOfWork, edition: Edition, *, unit: Unit | None = None, with_held: bool = False) -> Document:
    """The edition as its parts stand in the database now, or as it would be if this were the ``unit``.

    One that is published does not change with the day. Its parts alone say what it said, for it may come from an
    archive: nobody is introduced and no welcome is drafted.
    """
    unit = unit or work.units.get() or Unit(name="")
    published, projects = edition.state is EditionState.PUBLISHED, work.projects.all()
    return compile_edition(
        unit,
        edition,
        projects,
        contents(work.updates.of_edition(edition.id)),
        work.news.of_edition(edition.id),
        None if published else local_day(work.now(), unit.cadence.timezone),
        with_held=with_held,
        past=None if published else _past(work, edition, projects),
    )


def _past(work: UnitOfWork, edition: Edition, projects: Iterable[Project]) -> Past:
    """What readers had been told before: all that earlier editions say, and do not hold back."""
    keys = {item_key(project): project.id for project in projects}
    earlier = [one for one in work.editions.all() if one.number < edition.number]
    held = [(keys[key], one.id) for one in earlier for key in one.arrangement.held if key in keys]
    return Past(work.updates.phases_before(edition.number, held))
