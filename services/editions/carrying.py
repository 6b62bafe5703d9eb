"""News that goes on from one edition to the next."""

from __future__ import annotations

from domain.edition import Edition, numbered
from domain.news import carried_on
from domain.ports import UnitOfWork


def carry(work: UnitOfWork, actor: str, edition: Edition) -> None:
    """Gives an edition that has just opened the news that goes on to it from the one before."""
    earlier = [one for one in numbered(work.editions.all()) if one.number < edition.number]
    if not earlier:
        return
    last = earlier[-1]
    items = carried_on(work.news.of_edition(last.id), last, edition)
    if items:
        work.news.replace(edition.id, items)
        detail = {"from": last.title, "items": [item.title for item in items]}
        work.audit.add("carry news", edition.title, detail, edition_id=edition.id, actor=actor)
