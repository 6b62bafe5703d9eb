"""Taking back the last change that an editor made to a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain import arrangement, edition_words
from domain.deeds import APPLY, ARRANGING, UNDO, Deed, in_words, to_undo
from domain.edition import Edition
from domain.errors import Conflict, NotFound
from domain.ports import Store, UnitOfWork
from services import editions, updates
from services.items import edition_to_arrange
from services.news_changes import restore_news

Undo = Callable[[UnitOfWork, str, Edition, Deed], None]


def undo(store: Store, workspace: str, person: str, edition_id: str) -> str:
    """Takes back the last change of an editor that has not been taken back, if what it changed is still so.

    Answers with a sentence for the editor; again it takes back the one before.
    """
    with store.writing(workspace) as work:
        edition = edition_to_arrange(work, person, edition_id, "undo a change")
        deed = to_undo(work.audit.of_edition(edition.id))
        if deed is None:
            raise NotFound(f"There is no change of {edition.title} to undo.")
        what = in_words(deed)
        detail = {"of": deed.id, "what": what}
        work.audit.add(person, UNDO, edition.title, detail, edition_id=edition.id, item=deed.item)
        _UNDOES[deed.action](work, person, edition, deed)
        work.homes.changed()
        work.commit()
    return f"Undone: <@{deed.actor}> {what}."


def _arranged(work: UnitOfWork, _: str, edition: Edition, deed: Deed) -> None:
    if arrangement.as_json(edition.arrangement) != deed.detail["after"]:
        raise _changed_since(deed)
    before = arrangement.from_json(deed.detail["before"])
    editions.changed(work, editions.saved(work, replace(edition, arrangement=before)))


def _update(work: UnitOfWork, person: str, edition: Edition, deed: Deed) -> None:
    update = work.updates.with_id(deed.detail["update"])
    versions = {one.version: one for one in work.updates.revisions(deed.detail["update"])}
    written = versions.get(deed.detail["version"])
    if update is None or update.withdrawn or written is None or update.content != written.content:
        raise _changed_since(deed)
    updates.restore(work, person, edition, update, versions.get(deed.detail["before"]))


def _news(work: UnitOfWork, _: str, edition: Edition, deed: Deed) -> None:
    if not restore_news(work, edition, deed):
        raise _changed_since(deed)


def _words(work: UnitOfWork, _: str, edition: Edition, deed: Deed) -> None:
    if edition_words.as_json(edition_words.own_words(edition)) != deed.detail["after"]:
        raise _changed_since(deed)
    before = edition_words.from_json(deed.detail["before"])
    editions.changed(work, editions.saved(work, edition_words.reworded(edition, before)))


def _changed_since(deed: Deed) -> Conflict:
    return Conflict(f"<@{deed.actor}> {in_words(deed)}, and that has changed again since. Nothing was undone.")


_UNDOES: Mapping[str, Undo] = {
    **dict.fromkeys(ARRANGING, _arranged),
    **dict.fromkeys(("update", APPLY), _update),
    "news": _news,
    "words": _words,
}
