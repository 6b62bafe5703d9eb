"""Taking back the last change that an editor made to a draft."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain import codec
from domain.arrangement import Arrangement
from domain.audit import APPLY, ARRANGING, UNDO, AuditEntry, in_words, to_undo, undone, who_did_what
from domain.edition import Edition
from domain.errors import Conflict, NotFound
from domain.ports import UnitOfWork
from domain.sentence import Sentence, plain
from domain.welcome import Welcome, own_welcome, reworded
from services.common import access
from services.common.actor import Actor
from services.common.snapshot import Snapshot, snapshot
from services.editions import editions
from services.news.news_changes import restore_news
from services.review import items
from services.updates import updates

Undo = Callable[[UnitOfWork, Snapshot, AuditEntry], None]


def undo(actor: Actor, edition_id: str, change: str = "") -> Sentence:
    """Takes back the last change of an editor that was not taken back, if it is still so; answers with a sentence.
    Where a ``change`` is named, by its entry in the log, none but that."""
    with actor.writing() as work:
        now = snapshot(work, access.edition_to_edit(work, edition_id, "undo a change"))
        entry = _to_undo(now, change)
        detail = {"of": entry.id, "what": plain(in_words(entry))}
        logged = work.audit.add(UNDO, now.edition.title, detail, edition_id=edition_id, item=entry.item)
        _UNDOES[entry.action](work, now.after(logged), entry)
        work.commit(homes=True)
    return "Undone: ", who_did_what(entry), "."


def _to_undo(now: Snapshot, change: str) -> AuditEntry:
    if change in undone(now.log):
        raise Conflict("This change is undone already. Nothing was changed.")
    last = access.there(to_undo(now.log), NotFound(f"There is no change of {now.edition.title} to undo."))
    if change not in ("", last.id):
        raise Conflict("There is a later change: ", who_did_what(last), ". Nothing was undone.")
    return last


def _arranged(work: UnitOfWork, now: Snapshot, entry: AuditEntry) -> None:
    if codec.as_json_unless_usual(now.edition.arrangement) != entry.detail["after"]:
        raise _changed_since(entry)
    before = codec.from_json(Arrangement, entry.detail["before"])
    items.tell_leads(work, now, _become(work, now, replace(now.edition, arrangement=before)))


def _update(work: UnitOfWork, now: Snapshot, entry: AuditEntry) -> None:
    update = work.updates.with_id(entry.detail["update"])
    versions = {one.version: one for one in work.updates.revisions(entry.detail["update"])}
    written = versions.get(entry.detail["version"])
    if update is None or update.withdrawn or written is None or update.content != written.content:
        raise _changed_since(entry)
    updates.restore(work, now.edition, update, versions.get(entry.detail["before"]))


def _news(work: UnitOfWork, now: Snapshot, entry: AuditEntry) -> None:
    if not restore_news(work, now, entry):
        raise _changed_since(entry)


def _welcome(work: UnitOfWork, now: Snapshot, entry: AuditEntry) -> None:
    if own_welcome(now.edition) != codec.from_json(Welcome, entry.detail["after"]):
        raise _changed_since(entry)
    _become(work, now, reworded(now.edition, codec.from_json(Welcome, entry.detail["before"])))


def _become(work: UnitOfWork, now: Snapshot, edition: Edition) -> Edition:
    return editions.changed(work, now.after(edition=editions.become(work, now.edition, edition))).edition


def _changed_since(entry: AuditEntry) -> Conflict:
    return Conflict(who_did_what(entry), ", and that has changed again since. Nothing was undone.")


_UNDOES: Mapping[str, Undo] = {
    **dict.fromkeys(ARRANGING, _arranged),
    **dict.fromkeys(("update", APPLY), _update),
    "news": _news,
    "words": _welcome,
}
