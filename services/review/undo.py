"""Taking back the last change that an editor made to a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain import codec
from domain.arrangement import Arrangement
from domain.audit import APPLY, ARRANGING, UNDO, AuditEntry, in_words, to_undo
from domain.edition import Edition
from domain.errors import Conflict, NotFound
from domain.ports import UnitOfWork
from domain.welcome import Welcome, own_welcome, reworded
from services.common.actor import Actor
from services.editions import editions
from services.news.news_changes import restore_news
from services.review.items import edition_to_arrange
from services.updates import updates

Undo = Callable[[UnitOfWork, Edition, AuditEntry], None]


def undo(actor: Actor, edition_id: str) -> str:
    """Takes back the last change of an editor that has not been taken back, if what it changed is still so.

    Answers with a sentence for the editor; again it takes back the one before.
    """
    with actor.writing() as work:
        edition = edition_to_arrange(work, edition_id, "undo a change")
        entry = to_undo(work.audit.of_edition(edition.id))
        if entry is None:
            raise NotFound(f"There is no change of {edition.title} to undo.")
        what = in_words(entry)
        detail = {"of": entry.id, "what": what}
        work.audit.add(UNDO, edition.title, detail, edition_id=edition.id, item=entry.item)
        _UNDOES[entry.action](work, edition, entry)
        work.homes.changed()
        work.commit()
    return f"Undone: <@{entry.actor}> {what}."


def _arranged(work: UnitOfWork, edition: Edition, entry: AuditEntry) -> None:
    if codec.as_json_unless_usual(edition.arrangement) != entry.detail["after"]:
        raise _changed_since(entry)
    before = codec.from_json(Arrangement, entry.detail["before"])
    editions.changed(work, editions.saved(work, replace(edition, arrangement=before)))


def _update(work: UnitOfWork, edition: Edition, entry: AuditEntry) -> None:
    update = work.updates.with_id(entry.detail["update"])
    versions = {one.version: one for one in work.updates.revisions(entry.detail["update"])}
    written = versions.get(entry.detail["version"])
    if update is None or update.withdrawn or written is None or update.content != written.content:
        raise _changed_since(entry)
    updates.restore(work, edition, update, versions.get(entry.detail["before"]))


def _news(work: UnitOfWork, edition: Edition, entry: AuditEntry) -> None:
    if not restore_news(work, edition, entry):
        raise _changed_since(entry)


def _words(work: UnitOfWork, edition: Edition, entry: AuditEntry) -> None:
    if codec.as_json(own_welcome(edition)) != entry.detail["after"]:
        raise _changed_since(entry)
    before = codec.from_json(Welcome, entry.detail["before"])
    editions.changed(work, editions.saved(work, reworded(edition, before)))


def _changed_since(entry: AuditEntry) -> Conflict:
    return Conflict(f"<@{entry.actor}> {in_words(entry)}, and that has changed again since. Nothing was undone.")


_UNDOES: Mapping[str, Undo] = {
    **dict.fromkeys(ARRANGING, _arranged),
    **dict.fromkeys(("update", APPLY), _update),
    "news": _news,
    "words": _words,
}
