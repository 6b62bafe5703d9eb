"""Editions in the database as documents."""

from __future__ import annotations

from domain.calendar import local_day
from domain.compile import compile_edition
from domain.document import Document
from domain.edition import Edition, EditionState
from domain.ports import UnitOfWork, contents
from domain.unit import Unit


def compiled(work: UnitOfWork, edition: Edition, *, with_held: bool = False) -> Document:
    """What the edition says: as it was published, or until then as its parts stand in the database today.

    ``with_held``: with the items that editors hold back, of which nothing is published.
    """
    kept = work.editions.document(edition.id) if edition.state is EditionState.PUBLISHED else None
    return kept or assembled(work, edition, with_held=with_held)


def assembled(work: UnitOfWork, edition: Edition, *, with_held: bool = False) -> Document:
    """The edition as its parts stand in the database now; one that is published does not change with the day."""
    unit = work.units.get() or Unit(name="")
    published = edition.state is EditionState.PUBLISHED
    return compile_edition(
        unit,
        edition,
        work.projects.all(),
        contents(work.updates.of_edition(edition.id)),
        work.news.of_edition(edition.id),
        None if published else local_day(work.now(), unit.cadence.timezone),
        with_held=with_held,
    )
