"""Editions in the database as documents."""

from __future__ import annotations

from domain.calendar import local_day
from domain.compile import compile_edition
from domain.document import Document
from domain.edition import Edition, EditionState
from domain.ports import UnitOfWork, contents
from domain.unit import Unit


def compiled(work: UnitOfWork, edition: Edition, *, with_held: bool = False) -> Document:
    """The edition as it stands in the database today; a published one does not change with the day.

    ``with_held``: with the items that editors hold back.
    """
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
