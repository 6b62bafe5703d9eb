"""Editions in the database as documents."""

from __future__ import annotations

from domain.compile import compile_edition
from domain.document import Document
from domain.edition import Edition
from domain.ports import UnitOfWork, contents
from domain.unit import Unit


def compiled(work: UnitOfWork, edition: Edition, *, with_held: bool = False) -> Document:
    """The edition as it stands in the database; ``with_held`` with the items that editors hold back."""
    return compile_edition(
        work.units.get() or Unit(name=""),
        edition,
        work.projects.all(),
        contents(work.updates.of_edition(edition.id)),
        work.news.of_edition(edition.id),
        with_held=with_held,
    )
