"""Units with published editions in a database, for tests of what is public of them."""

from __future__ import annotations

import json
from dataclasses import replace

from domain.compile import content_hash
from domain.edition import Edition
from services.common.actor import Actor
from services.common.snapshot import snapshot
from services.editions import editions
from services.files.exchange import import_file
from services.files.files import read
from storage.unit_of_work import SqlStore, SqlUnitOfWork
from tests.storage.harbour import slack_takes

EDIE = "U_EDIE"
Json = dict[str, object]


def shown(store: SqlStore, workspace: str = "T1", **choices: object) -> None:
    """The unit's site is turned on, or chosen otherwise."""
    with store.writing(workspace) as work:
        site = replace(work.archive.site(), slug=work.archive.site().slug or workspace, is_on=True)
        work.archive.save_site(replace(site, **choices))  # type: ignore[arg-type]
        work.commit()


def off(store: SqlStore, workspace: str = "T1") -> None:
    """The unit's site is turned off."""
    with store.writing(workspace) as work:
        work.archive.save_site(replace(work.archive.site(), is_on=False))
        work.commit()


def archived(store: SqlStore, file: Json, workspace: str = "T1") -> None:
    """A file's edition is in the archive, as published."""
    import_file(store, workspace, read(json.dumps(file)), published=True)


def closed(store: SqlStore, edition_id: str = "E1", workspace: str = "T1") -> str:
    """The window of an edition is over; the hash of its draft."""
    with store.writing(workspace) as work:
        work.units.add_editor(EDIE)
        editions.close(work, edition_of(work, edition_id))
        work.commit()
    return draft_hash(store, edition_id, workspace)


def draft_hash(store: SqlStore, edition_id: str, workspace: str = "T1") -> str:
    """What an approval of an edition is tied to."""
    with store.reading(workspace) as work:
        return content_hash(snapshot(work, edition_of(work, edition_id)).document)


def published(
    store: SqlStore, edition_id: str = "E1", workspace: str = "T1", *, arrives: bool = True, is_closed: bool = False
) -> None:
    """An editor approves and publishes an edition, and Slack takes it."""
    seen = draft_hash(store, edition_id, workspace) if is_closed else closed(store, edition_id, workspace)
    editions.approve(Actor(store, workspace, EDIE), edition_id, seen)
    editions.publish(Actor(store, workspace, EDIE), edition_id)
    if arrives:
        slack_takes(store, edition_id, workspace)


def edition_of(work: SqlUnitOfWork, edition_id: str = "E1") -> Edition:
    """The edition with this id."""
    found = work.editions.get(edition_id)
    assert found
    return found
