"""What leads are shown of editors' changes, and when they may object to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.edition import Edition, EditionState
from domain.errors import Conflict, NotAllowed
from domain.objection import AT_ONE_GO, last_run, may_object, since_own, still_open
from domain.project import Project
from domain.roles import may_object as may_object_at_all
from domain.update import Objection, Revision, Update, UpdateContent

NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)
EDITION = Edition(
    id="E7", number=7, starts=date(2026, 3, 5), ends=date(2026, 3, 18), closes_at=NOON, state=EditionState.DRAFTED
)
UPDATE = Update(id="UP1", project_id="P1", edition_id="E7", content=UpdateContent(), version=3)
EDITORS = {"EDIE", "NED"}


def history(*saves: tuple[str, int]) -> list[Revision]:
    """Versions by somebody, so many minutes after the one before; ``-`` before a name is a withdrawal."""
    at, made = NOON, []
    for version, (by, minutes) in enumerate(saves, 1):
        at += timedelta(minutes=minutes)
        gone = by.startswith("-")
        made.append(Revision(f"R{version}", "UP1", version, UpdateContent(), by.lstrip("-"), "", at, withdrawn=gone))
    return made


@pytest.mark.parametrize(
    ("saves", "before", "first"),
    [
        ([("ADA", 0), ("EDIE", 5)], 1, 2),
        ([("ADA", 0), ("EDIE", 5), ("NED", 60), ("EDIE", 60)], 1, 2),  # soon after each other: one message
        ([("ADA", 0), ("EDIE", 5), ("EDIE", 61)], 2, 3),  # later: a new one
        ([("ADA", 0), ("EDIE", 5), ("ADA", 5), ("NED", 5)], 3, 4),
        ([("import", 0), ("EDIE", 5)], 1, 2),
        ([("EDIE", 0), ("EDIE", 5)], None, 1),  # written by an editor to begin with
        ([("ADA", 0), ("-ADA", 5), ("EDIE", 5)], None, 3),
        ([("-EDIE", 0), ("EDIE", 5)], None, 2),
    ],
)
def test_what_editors_have_done_at_one_go(saves: list[tuple[str, int]], before: int | None, first: int) -> None:
    run = last_run(history(*saves), EDITORS)
    assert run
    assert (run.before and run.before.version, run.first.version, run.last.version) == (before, first, len(saves))


@pytest.mark.parametrize("saves", [[], [("ADA", 0)], [("EDIE", 0), ("ADA", 5)], [("ADA", 0), ("-EDIE", 5)]])
def test_the_last_word_is_a_leads(saves: list[tuple[str, int]]) -> None:
    assert last_run(history(*saves), EDITORS) is None


def test_an_hour_is_one_go() -> None:
    assert timedelta(hours=1) == AT_ONE_GO


@pytest.mark.parametrize("state", [EditionState.OPEN, EditionState.DRAFTED, EditionState.APPROVED])
def test_a_lead_may_object_until_it_is_published(state: EditionState) -> None:
    may_object(replace(EDITION, state=state), UPDATE, 3)


def test_when_it_is_too_late_to_object() -> None:
    with pytest.raises(Conflict, match=r"is published already\. “Ask for a correction” asks the editors instead"):
        may_object(replace(EDITION, state=EditionState.PUBLISHED), UPDATE, 3)
    for update, version in ((UPDATE, 2), (replace(UPDATE, withdrawn=True), 3)):
        with pytest.raises(Conflict, match="The update has changed once more since then"):
            may_object(EDITION, update, version)


def test_only_leads_and_who_stands_in_for_them_object() -> None:
    ferry = Project(id="P1", key="ferry", name="Ferry Tickets", leads=("ADA",))
    may_object_at_all("ADA", ferry)
    may_object_at_all("BOLA", ferry, {"BOLA"})
    with pytest.raises(NotAllowed, match="Only a lead of Ferry Tickets can object"):
        may_object_at_all("EDIE", ferry)


def test_an_objection_lasts_until_the_update_says_something_else() -> None:
    objection = Objection(edition_id="E7", project_id="P1", person="ADA", version=3, at=NOON)
    assert still_open([objection], [UPDATE]) == [objection]
    assert still_open([objection], [replace(UPDATE, version=4)]) == []
    assert still_open([objection], [replace(UPDATE, withdrawn=True)]) == []
    assert still_open([objection], []) == []


@pytest.mark.parametrize(
    ("saves", "own"),
    [
        ([("ADA", 0), ("EDIE", 5), ("NED", 900)], 1),
        ([("ADA", 0), ("EDIE", 5), ("ADA", 5), ("EDIE", 5)], 3),
        ([("EDIE", 0), ("EDIE", 5)], None),
        ([("EDIE", 0), ("ADA", 5)], None),
        ([("-ADA", 0), ("EDIE", 5)], None),
        ([], None),
    ],
)
def test_what_was_changed_since_a_leads_own_last_words(saves: list[tuple[str, int]], own: int | None) -> None:
    pair = since_own(history(*saves), EDITORS)
    assert (pair and (pair[0].version, pair[1].version)) == (own and (own, len(saves)))
