"""Units with published editions in a database, for tests of what is public of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from domain.compile import content_hash
from domain.edition import Edition
from domain.glossary import Term
from domain.project import Phase, Status
from domain.text.normal_form import paragraph
from domain.update import Ask, Figure, PlannedDate, Revision, Update, UpdateContent
from services.common.actor import Actor
from services.common.snapshot import snapshot
from services.editions import editions
from services.files.exchange import import_file
from services.files.files import read
from services.setup.projects import store_projects
from storage.unit_of_work import SqlStore, SqlUnitOfWork
from tests.storage.harbour import FERRY, UNIT, slack_takes

EDIE = "U_EDIE"
Json = dict[str, object]
PROJECT = replace(FERRY, lead_organisation="Harbour Council", partners=("Dŵr & Co",), contact="Cy Quay")
FIRST = UpdateContent(
    headline="Twelve boats",
    body=paragraph("They sail for the RNLI."),
    status=Status.ON_TRACK,
    phase=Phase.BETA,
    figures=(Figure("boats", 12, "boats"),),  # type: ignore[arg-type]
)
SECOND = replace(
    FIRST,
    headline="Thirteen boats",
    status=Status.AT_RISK,
    figures=(Figure("boats", 1300, "boats"),),  # type: ignore[arg-type]
    asks=(Ask("A pier to test at", date(2026, 5, 1), "pier@example.org"), Ask("A rope", date(2026, 3, 1))),
    dates=(PlannedDate("Regatta", date(2026, 6, 1), url="https://example.org/regatta"),),
)


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


def told(store: SqlStore, content: UpdateContent, number: int, key: str = "ferry") -> None:
    """An edition with an update on ferry tickets is published."""
    edition_id = f"E{number}"
    with store.writing("T1") as work:
        before = work.projects.get("P1")
        assert before
        store_projects(work, [(before, replace(PROJECT, key=key))])
        work.glossary.put(Term("RNLI", "Royal National Lifeboat Institution"))
        closes = datetime(2026, 3, 18, 17, tzinfo=UTC)
        starts, ends = date(2026, 3, number - 6), date(2026, 4, number)
        work.editions.add(Edition(id=edition_id, number=number, starts=starts, ends=ends, closes_at=closes))
        update = Update(id=f"U{number}", project_id="P1", edition_id=edition_id, content=content)
        at = work.now()
        work.updates.save(update, Revision(f"R{number}", update.id, 1, content, "U_ADA", f"t{number}", at))
        work.commit()
    published(store, edition_id)


def with_two_editions(
    store: SqlStore, earlier_key: str = "ferry", first: UpdateContent = FIRST, second: UpdateContent = SECOND
) -> SqlStore:
    """Editions 7 and 8 are public; the project had another key in the first."""
    with store.writing("T1") as work:
        work.units.save(UNIT)
        work.projects.save(FERRY)
        work.commit()
    shown(store)
    told(store, first, 7, key=earlier_key)
    told(store, second, 8)
    return store
